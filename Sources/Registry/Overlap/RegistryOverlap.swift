import Indonesia
public import Problems
import Store

extension Registry {
    /// Overlaps between committed lists.
    ///
    /// - Parameter batches: which lists; all committed ones when nil.
    public func overlap(of batches: [Int64]? = nil) throws(Problem) -> OverlapResult {
        let committed = try self.batches().filter { $0.state == .committed && (batches?.contains($0.id) ?? true) }
        let programmes = Dictionary(
            try programmes().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let lists = committed.map { batch in
            OverlapList(
                name: batch.name, title: batch.name, programme: batch.programme,
                kind: programmes[batch.programme]?.kind, institution: batch.institution, fiscalYear: batch.fiscalYear,
                referenceDate: CalendarDate(batch.referenceDate))
        }
        let index = Dictionary(
            committed.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let ids = committed.map(\.id)
        let records = try database.read { try EnrolmentQueries($0).enrolments(of: ids) }
        let entries = records.compactMap { record -> OverlapEntry? in
            guard let list = index[record.batch] else { return nil }
            return OverlapEntry(
                list: list, row: record.row, nik: record.nik, name: record.name, familyCard: record.familyCard,
                amount: record.amount ?? 0, startedOn: record.startedOn.flatMap { CalendarDate($0) },
                endedOn: record.endedOn.flatMap { CalendarDate($0) }, village: record.village,
                activity: OverlapEntry.activity(ofKey: record.lineKey))
        }
        return OverlapEngine.find(lists, entries, rules: try compatibility())
    }
}

extension OverlapEntry {
    /// What was attended, from a line key `activity|date`; nil where the key holds no activity.
    static func activity(ofKey key: String) -> String? {
        guard let end = key.lastIndex(of: "|") else { return nil }
        return String(key[..<end])
    }
}
