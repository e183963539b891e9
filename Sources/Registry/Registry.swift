public import Foundation
public import Indonesia
public import Problems
public import Store

/// The one gate: everything that is done with a registry goes through here.
///
/// All state is in the database; beside it stand publications that were worked out already, and who waits for the log of
/// access, shared by all copies.
public struct Registry: Sendable {
    public let database: any Database
    /// Who acts, for the log.
    public let actor: String
    /// What for, as the actor says; nil where they do not.
    public let purpose: String?
    private let clock: @Sendable () -> Date
    /// The time at which somebody looks: not that of what is looked at.
    private let wall: @Sendable () -> Date
    let shelf: PublicationShelf
    let teller: AccessTeller

    /// - Parameters:
    ///   - actor: who acts.
    ///   - purpose: what for; long numbers in it are hidden, for the log keeps it for ever.
    ///   - clock: the time; given by the caller so that tests can set it.
    public init(
        _ database: any Database, actor: String = "gapura", purpose: String? = nil,
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.actor = actor
        self.purpose = Self.stated(purpose)
        self.clock = clock
        wall = clock
        shelf = PublicationShelf()
        teller = AccessTeller(database)
    }

    /// The same registry, used for another purpose.
    public func stating(_ purpose: String?) -> Registry { Registry(self, purpose: purpose) }

    private init(_ registry: Registry, purpose: String?) {
        database = registry.database
        actor = registry.actor
        clock = registry.clock
        wall = registry.wall
        shelf = registry.shelf
        teller = registry.teller
        self.purpose = Self.stated(purpose)
    }

    /// A registry as it was at a moment, seen by whoever sees it now.
    init(_ registry: Registry, _ past: AsOfDatabase, at instant: Date) {
        database = past
        actor = registry.actor
        purpose = registry.purpose
        clock = { instant }
        wall = registry.wall
        shelf = PublicationShelf()
        // Who looks at what was known is told as anybody who looks.
        teller = registry.teller
    }

    /// The present instant in UTC, ISO 8601.
    var now: String { clock().formatted(.iso8601) }

    /// The instant of a look, for the log of access.
    var instantOfLook: String { wall().formatted(.iso8601) }

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
        guard !records.isEmpty else { return nil }
        return RegionDirectory(records, try database.read { try VersionQueries($0).regionChanges() })
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

    /// The amount that every line of a batch has from the programme's period; nil where the list tells amounts itself.
    public func programmeAmount(of batch: Int64) throws(Problem) -> Int64? {
        try database.read { try BatchQueries($0).programmeAmount(of: batch) }
    }

    /// How many rows of a batch have which problem.
    public func problemCounts(of batch: Int64) throws(Problem) -> [ProblemCountRecord] {
        try database.read { try BatchQueries($0).problemCounts(of: batch) }
    }

    /// Rows held in each table, by the name a reader of statistics knows it by.
    public func totals() throws(Problem) -> [(name: String, rows: Int)] {
        try database.read { try EnrolmentQueries($0).totals() }
    }

    /// The bytes that the database takes on disk.
    public func bytes() throws(Problem) -> Int64 {
        try database.read { try TableQueries($0, database.dialect).size() }
    }
}
