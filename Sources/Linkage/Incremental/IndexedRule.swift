import Kernels
import Problems

/// A blocking rule with its records by key, and those added since.
struct IndexedRule {
    private let parts: [PackedPart]
    private let refine: [PackedPart]
    private let sorted: SortedKeys
    private let limit: Int
    private var added: [UInt64: [UInt32]] = [:]

    init(_ rule: BlockingRule, _ frame: RecordFrame, limit: Int) throws(Problem) {
        parts = try rule.keys.map { key throws(Problem) in try Blocking.part(key, frame) }
        refine = try (rule.refine ?? []).map { key throws(Problem) in try Blocking.part(key, frame) }
        sorted = SortedKeys(frame.records.keys(parts, threads: frame.threads), threads: frame.threads)
        self.limit = limit
    }

    mutating func add(_ row: Int, _ records: PackedRecords) {
        let key = records.key(parts, row)
        if key != 0 { added[key, default: []].append(UInt32(row)) }
    }

    /// Rows that the rule brings together with a row; of a group too large those that share further keys as well, and
    /// none where even they are too many.
    func rows(like row: Int, _ records: PackedRecords) -> [UInt32] {
        let key = records.key(parts, row)
        guard key != 0 else { return [] }
        var rows = Array(sorted.rows[sorted.positions(of: key)]) + (added[key] ?? [])
        for part in refine {
            if rows.count <= limit { break }
            let own = records.word(row, part.word)
            guard own & part.present != 0 else { return [] }
            rows = rows.filter { (records.word(Int($0), part.word) ^ own) & part.mask == 0 }
        }
        return rows.count <= limit ? rows : []
    }
}
