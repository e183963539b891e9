import Kernels
import Problems

/// A blocking rule with its records by key, and those added since.
///
/// As in ``Blocking``, a group of more records than the limit is split by the rule's further keys, one after the other,
/// and left out where even they are shared by too many. The record asked about counts as one of its group, whether or
/// not it is among the records already.
struct IndexedRule {
    /// Records by some of the rule's keys; steps behind the first hold only records of groups that were too large.
    private struct Step {
        let parts: [PackedPart]
        let sorted: SortedKeys
        var added: [UInt64: [UInt32]] = [:]
    }

    private let refine: [PackedPart]
    private var steps: [Step] = []
    private let limit: Int

    init(_ rule: BlockingRule, _ frame: RecordFrame, limit: Int) throws(Problem) {
        var parts = try rule.keys.map { key throws(Problem) in try Blocking.part(key, frame) }
        refine = try (rule.refine ?? []).map { key throws(Problem) in try Blocking.part(key, frame) }
        self.limit = limit
        var sorted = SortedKeys(frame.records.keys(parts, threads: frame.threads), threads: frame.threads)
        steps.append(Step(parts: parts, sorted: sorted))
        for part in refine {
            let rows = sorted.groups(largerThan: limit).flatMap { sorted.rows[$0] }.sorted()
            if rows.isEmpty { break }
            parts.append(part)
            let keys = rows.map { frame.records.key(parts, Int($0)) }
            sorted = SortedKeys(keys, rows: rows, threads: frame.threads)
            steps.append(Step(parts: parts, sorted: sorted))
        }
    }

    mutating func add(_ row: Int, _ records: PackedRecords) {
        for place in steps.indices {
            let key = records.key(steps[place].parts, row)
            if key == 0 { return }
            steps[place].added[key, default: []].append(UInt32(row))
        }
    }

    /// Rows that the rule brings together with a row, that row itself where it was added.
    ///
    /// - Parameter isAdded: whether the row is one of the records, and not only asked about.
    func rows(like row: Int, isAdded: Bool, _ records: PackedRecords) -> [UInt32] {
        let room = isAdded ? limit : limit - 1
        for place in steps.indices {
            let step = steps[place]
            let key = records.key(step.parts, row)
            guard key != 0 else { return [] }
            let (positions, added) = (step.sorted.positions(of: key), step.added[key] ?? [])
            // The next step holds the groups that were too large when the index was made.
            if positions.count > limit { continue }
            return split(Array(step.sorted.rows[positions]) + added, by: refine.dropFirst(place), row, room, records)
        }
        return []
    }

    private func split(
        _ rows: [UInt32], by parts: ArraySlice<PackedPart>, _ row: Int, _ room: Int, _ records: PackedRecords
    ) -> [UInt32] {
        var rows = rows
        for part in parts {
            if rows.count <= room { break }
            let own = records.word(row, part.word)
            guard own & part.present != 0 else { return [] }
            rows = rows.filter { (records.word(Int($0), part.word) ^ own) & part.mask == 0 }
        }
        return rows.count <= room ? rows : []
    }
}
