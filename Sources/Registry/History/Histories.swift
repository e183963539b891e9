public import Indonesia
public import Problems
import Store

extension Registry {
    /// What was ever known of a person, in the order in which the registry learned it: each value with what stood before it,
    /// who brought it, when, from which row of which list or sheet, and why where somebody said so.
    ///
    /// - Parameters:
    ///   - isTold: whether the log knows of this look already.
    ///   - isFull: whether values are shown that are not masked; then the purpose must be stated.
    /// - Throws: `log.purpose`, `log.unwritable`.
    public func history(of nik: NIK, isTold: Bool = false, isFull: Bool = false) throws(Problem) -> [HistoryEntry] {
        if isFull { try requirePurpose() }
        if !isTold { try look(.readPerson, at: try subjects(of: nik), isFull: isFull) }
        let digits = nik.digits
        return try learned.read { try PersonHistory($0).entries(nik: digits) }.shown(isFull: isFull)
    }

    /// What became of one sending of a list.
    ///
    /// - Parameter isFull: whether values are shown that are not masked; then the purpose must be stated.
    /// - Throws: `import.unknown`, `log.purpose`, `log.unwritable`.
    public func history(ofBatch id: Int64, isFull: Bool = false) throws(Problem) -> [HistoryEntry] {
        if isFull { try requirePurpose() }
        let batch = try batch(id)
        try look(.readLines, object: LogObject(.batch, id), isFull: isFull)
        return try learned.read { try ListHistory($0).entries([batch]) }.shown(isFull: isFull)
    }

    /// What became of all sendings of a list.
    ///
    /// - Parameters:
    ///   - id: the number of any of its sendings.
    ///   - isFull: whether values are shown that are not masked; then the purpose must be stated.
    /// - Throws: `import.unknown`, `log.purpose`, `log.unwritable`.
    public func history(ofListWith id: Int64, isFull: Bool = false) throws(Problem) -> [HistoryEntry] {
        if isFull { try requirePurpose() }
        let list = try batch(id).list
        let sendings = try batches().filter { $0.list == list }
        for sending in sendings { try look(.readLines, object: LogObject(.batch, sending.id), isFull: isFull) }
        return try learned.read { try ListHistory($0).entries(sendings) }.shown(isFull: isFull)
    }

    /// What was recorded of a programme, year by year and version by version.
    ///
    /// - Throws: `programme.unknown`.
    public func history(ofProgramme code: String) throws(Problem) -> [HistoryEntry] {
        let entries = try learned.read { connection -> [HistoryEntry]? in
            let versions = try LedgerQueries(connection).everyVersion(kind: ProgrammeLedger.kind, programme: code)
            return versions.isEmpty ? nil : try LedgerHistory.entries(versions, connection).inOrder
        }
        guard let entries else { throw Problem("programme.unknown", .refuse, value: code, ["code": code]) }
        return entries
    }

    /// Where histories are read: what was learned up to the moment asked for, and not only what held on a day of it, for a
    /// change of what was known is none of the world.
    private var learned: any Database { (database as? AsOfDatabase)?.ofEveryDay ?? database }
}
