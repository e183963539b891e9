import Kernels
import Problems

/// The records' ids, each of which is there once, and the row of each.
struct IndexedIDs {
    private(set) var ids: RecordIDs
    private var rows: NumberMap
    /// Rows whose id has the hash of an earlier one.
    private var further: [UInt64: [UInt32]] = [:]

    /// - Throws: `linkage.repeated-id` naming the first id that two records have.
    init(_ ids: RecordIDs) throws(Problem) {
        self.ids = RecordIDs()
        rows = NumberMap(capacity: ids.count)
        var repeated: [Int] = []
        for row in ids.indices {
            let key = ids.withBytes(row) { Self.key($0) }
            if !Self.insert(row, key, ids, &rows, &further) { repeated.append(row) }
        }
        // The first by name, so that the message does not depend on the order of the rows.
        if let first = repeated.min(by: { ids.comesFirst($0, $1) }) {
            throw Problem("linkage.repeated-id", value: ids[first])
        }
        self.ids = ids
    }

    /// The row of an id; nil where no record has it.
    func row(of id: String) -> Int? {
        let key = Self.key(id.utf8Span.span)
        guard let first = rows[key] else { return nil }
        return ([first] + (further[key] ?? [])).map(Int.init).first { ids[$0] == id }
    }

    /// Adds the id of a further row, which no row has.
    mutating func append(_ id: String) {
        ids.append(id.utf8Span.span)
        let row = ids.count - 1
        _ = Self.insert(row, Self.key(id.utf8Span.span), ids, &rows, &further)
    }

    private static func key(_ id: Span<UInt8>) -> UInt64 { max(1, KeyMixer.hash(id)) }

    /// False where an earlier row has the id.
    private static func insert(
        _ row: Int, _ key: UInt64, _ ids: RecordIDs, _ rows: inout NumberMap, _ further: inout [UInt64: [UInt32]]
    ) -> Bool {
        guard let first = rows.insert(key, UInt32(row)) else { return true }
        let others = [first] + (further[key] ?? [])
        if others.contains(where: { ids[Int($0)] == ids[row] }) { return false }
        further[key, default: []].append(UInt32(row))
        return true
    }
}
