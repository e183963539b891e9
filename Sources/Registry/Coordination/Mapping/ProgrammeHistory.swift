public import Problems
public import Store

/// The versions of a programme: of each fiscal year those that were sent in one after the other.
public struct ProgrammeHistory: Sendable {
    /// What a field said before and says now, in the words of the template; empty where it said nothing.
    public struct Change: Sendable, Hashable, Encodable {
        /// The template's field.
        public var field: String
        public var old: String
        public var new: String
    }

    public struct Version: Sendable {
        public var fiscalYear: Int?
        /// From 1 on within its year.
        public var number: Int
        public var record: ProgrammeRecord
        /// What brought it: by whom, when, from which file and row.
        public var sending: SendingRecord
        public var row: Int
        /// Whether it is the one that holds for its year.
        public var isCurrent: Bool
        /// What is different from the version before: the earlier one of its year, else the one that holds for the year
        /// before. Nil for the very first.
        public var changes: [Change]?
    }

    public var code: String
    /// By fiscal year, and within a year in the order in which they came.
    public var versions: [Version]
}

extension Registry {
    /// A programme with all its versions and what changed from one to the next.
    ///
    /// - Throws: `programme.unknown`.
    public func programmeHistory(_ code: String) throws(Problem) -> ProgrammeHistory {
        guard let programme = try programmes().first(where: { $0.code == code }) else {
            throw Problem("programme.unknown", .refuse, ["code": code])
        }
        var versions: [ProgrammeHistory.Version] = []
        var earlier: ProgrammeRecord?
        for key in Set(programme.yearly.map(\.yearKey)).sorted() {
            var before = earlier
            let found = try self.versions(kind: ProgrammeLedger.kind, key: key)
            for (index, item) in found.enumerated() {
                guard let record = LedgerJSON.value(ProgrammeRecord.self, item.entry.document) else { continue }
                versions.append(
                    .init(
                        fiscalYear: record.periods.first?.fiscalYear, number: item.entry.version, record: record,
                        sending: item.sending, row: item.entry.row, isCurrent: index == found.count - 1,
                        changes: before.map { Self.changes(from: $0, to: record) }))
                before = record
            }
            earlier = before
        }
        return ProgrammeHistory(code: code, versions: versions)
    }

    /// What differs between two records, in the order of the template; the year itself is no change.
    static func changes(from old: ProgrammeRecord, to new: ProgrammeRecord) -> [ProgrammeHistory.Change] {
        let one = ProgrammeCells(old), other = ProgrammeCells(new)
        let columns = SheetKinds.bundled.kinds.first { $0.name == ProgrammeLedger.kind }?.columns ?? []
        return columns.map(\.field).filter { $0 != "year" && one[$0] != other[$0] }
            .map { .init(field: $0, old: one[$0], new: other[$0]) }
    }
}
