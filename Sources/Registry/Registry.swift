public import Foundation
public import Indonesia
public import Problems
public import Store

/// The one gate: everything that is done with a registry goes through here.
///
/// All state is in the database; beside it stand publications that were worked out already, shared by all copies.
public struct Registry: Sendable {
    public let database: any Database
    /// Who acts, for the journal.
    public let actor: String
    private let clock: @Sendable () -> Date
    let shelf = PublicationShelf()

    /// - Parameters:
    ///   - actor: who acts.
    ///   - clock: the time; given by the caller so that tests can set it.
    public init(_ database: any Database, actor: String = "gapura", clock: @escaping @Sendable () -> Date = { Date() })
    {
        self.database = database
        self.actor = actor
        self.clock = clock
    }

    /// The present instant in UTC, ISO 8601.
    var now: String { clock().formatted(.iso8601) }

    /// Today's date in Western Indonesian Time, by which lists are judged.
    public var today: CalendarDate { Self.day(of: clock()) }

    /// The date of an instant in Western Indonesian Time (UTC+7).
    public static func day(of instant: Date) -> CalendarDate {
        let days = Int(((instant.timeIntervalSince1970 + 7 * 3600) / 86_400).rounded(.down))
        return CalendarDate(daysSince1970: days) ?? CalendarDate.last
    }

    /// Institutions, by kind and code.
    public func institutions() throws(Problem) -> [InstitutionRecord] {
        try database.read { try CatalogueQueries($0).institutions() }
    }

    /// Programmes in the order they were entered.
    public func programmes() throws(Problem) -> [ProgrammeRecord] {
        try database.read { try ProgrammeLedger($0).programmes() }
    }

    /// Programmes as they were recorded for a fiscal year.
    public func programmes(of year: Int) throws(Problem) -> [ProgrammeRecord] {
        try database.read { try ProgrammeLedger($0).programmes(of: year) }
    }

    /// Regions, of one level (`province`, `regency`, `district`, `village`) when it is given.
    public func regions(level: String? = nil) throws(Problem) -> [RegionRecord] {
        try database.read { try CatalogueQueries($0).regions(level: level) }
    }

    /// The regions as the checks want them; nil when none are loaded.
    public func regionDirectory() throws(Problem) -> RegionDirectory? {
        let records = try regions()
        return records.isEmpty ? nil : RegionDirectory(records)
    }

    /// Declared rules of all programmes.
    public func rules() throws(Problem) -> [RuleRecord] {
        try database.read { try CatalogueQueries($0).rules() }
    }

    /// The rules about pairs of programmes, in their order.
    public func compatibility() throws(Problem) -> [CompatibilityRecord] {
        try database.read { try CatalogueQueries($0).compatibility() }
    }

    /// All batches, the oldest first.
    public func batches() throws(Problem) -> [BatchRecord] {
        try database.read { try BatchQueries($0).all() }
    }

    /// One batch.
    ///
    /// - Throws: `import.unknown` when there is no such batch.
    public func batch(_ id: Int64) throws(Problem) -> BatchRecord {
        guard let batch = try database.read({ try BatchQueries($0).find(id) }) else {
            throw Problem("import.unknown", .refuse, ["id": String(id)])
        }
        return batch
    }

    /// How the columns of a batch were understood.
    public func columns(of batch: Int64) throws(Problem) -> [BatchColumnRecord] {
        try database.read { try BatchQueries($0).columns(of: batch) }
    }

    /// How many rows of a batch have which problem.
    public func problemCounts(of batch: Int64) throws(Problem) -> [ProblemCountRecord] {
        try database.read { try BatchQueries($0).problemCounts(of: batch) }
    }

    /// Lines of a batch with their problems, in the order of the file.
    ///
    /// - Parameters:
    ///   - outcomes: only these; all when empty.
    ///   - onlyWithProblems: leaves clean lines out.
    public func lines(
        of batch: Int64, outcomes: [LineRecord.Outcome] = [], onlyWithProblems: Bool = false, limit: Int = 100,
        offset: Int = 0
    ) throws(Problem) -> [(line: LineRecord, problems: [LineProblemRecord])] {
        try database.read { connection in
            let queries = LineQueries(connection)
            let lines = try queries.lines(
                of: batch, outcomes: outcomes, onlyWithProblems: onlyWithProblems, limit: limit, offset: offset)
            guard let first = lines.first?.row, let last = lines.last?.row else { return [] }
            let problems = Dictionary(grouping: try queries.problems(of: batch, rows: first...last), by: \.row)
            return lines.map { ($0, problems[$0.row] ?? []) }
        }
    }

    /// Problems of all lines of a batch.
    public func problems(of batch: Int64) throws(Problem) -> [LineProblemRecord] {
        try database.read { try LineQueries($0).problems(of: batch) }
    }

    /// Rows held in each table, by the name a reader of statistics knows it by.
    public func totals() throws(Problem) -> [(name: String, rows: Int)] {
        try database.read { try EnrolmentQueries($0).totals() }
    }

    /// The bytes that the database takes on disk.
    public func bytes() throws(Problem) -> Int64 {
        try database.read { try TableQueries($0, database.dialect).size() }
    }

    /// Asks the database's files and every invariant of the registry.
    ///
    /// - Returns: what is broken; empty when all is sound.
    public func verify() throws(Problem) -> [Problem] { try Self.soundness(of: database) }

    /// Asks a database's files and every invariant of what it holds, whatever lies beside it.
    static func soundness(of database: any Database) throws(Problem) -> [Problem] {
        let findings = try database.integrityFindings().map {
            Problem("verify.integrity", .refuse, ["detail": $0])
        }
        let broken = try database.read { try VerifyQueries($0).broken() }
        return findings + broken.map { Problem($0.code, .refuse, ["rows": String($0.rows)]) }
    }

    /// How many invariants ``verify()`` looks at, beside the database's own.
    public static var invariantCount: Int { VerifyQueries.count }
}
