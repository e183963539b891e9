import Foundation
public import Indonesia
public import Problems
public import Store

extension Registry {
    /// Counts all figures anew from lists, reports and profiles, and keeps them for whoever reads them.
    ///
    /// - Parameter asOf: the day as of which lateness is judged; today where it is nil.
    /// - Returns: the run, with the time it took.
    @discardableResult
    public func computeFigures(asOf: CalendarDate? = nil) throws(Problem) -> ComputationRecord {
        let began = ContinuousClock.now
        let day = asOf ?? today
        let instant = now
        let counted = try database.read { connection in
            try FigureCounting(connection, asOf: day).run(at: instant)
        }
        return try change(.compute, guarding: [.figures]) { connection, log in
            let queries = FigureQueries(connection)
            var run = counted.run
            run.computedAt = log.instant
            let id = try queries.replace(run, counted.figures, findings: counted.findings)
            try queries.setDuration(Int((ContinuousClock.now - began) / .milliseconds(1)), of: id)
            return try queries.latest() ?? run
        }
    }

    /// The last run that counted the figures; nil before the first.
    public func lastComputation() throws(Problem) -> ComputationRecord? {
        try database.read { try FigureQueries($0).latest() }
    }

    /// Whether the registry has changed since its figures were counted, or they never were.
    public func figuresAreStale() throws(Problem) -> Bool {
        try database.read { connection in
            let queries = FigureQueries(connection)
            guard let latest = try queries.latest() else { return true }
            return try latest.basis != queries.basis()
        }
    }
}

/// One run over everything that is counted.
struct FigureCounting {
    struct Result: Sendable {
        var run: ComputationRecord
        var figures: [FigureRecord]
        var findings: [String: [String]]
    }

    private let connection: any Connection
    private let asOf: CalendarDate

    init(_ connection: any Connection, asOf: CalendarDate) {
        self.connection = connection
        self.asOf = asOf
    }

    func run(at instant: String) throws -> Result {
        let queries = FigureQueries(connection)
        let ledger = LedgerQueries(connection)
        let catalogue = CatalogueQueries(connection)
        let state = try ReportingReader(connection, asOf: asOf).state()
        let limits = try MonitoringLimits.current(ledger)
        let profiles = try ProfileFacts(ledger)

        var cube = FigureCube()
        profiles.count(into: &cube, lowCash: limits.lowCashDays)
        try DiaryFacts(ledger).count(into: &cube)
        try countDenominators(ledger, &cube)
        ReportCount(state: state, programmes: try programmes()).count(into: &cube)
        let finder = RegionFinder(
            try catalogue.regions(), try VersionQueries(connection).regionChanges(), try catalogue.institutions())
        let alertQueries = AlertQueries(connection)
        var search = AlertSearch(asOf: asOf, limits: limits, finder: finder)
        let stages = try search.stages(alertQueries)
        stages.course.count(into: &cube)
        var enrolments = EnrolmentCount(cube, finder, profiles)
        let figures = try enrolments.count(
            queries, withheld: Withheld(connection).enrolments, NumberCorrections.all(ledger)
        ).figures()

        var accounts = AccountAlerts(alertQueries, limits, finder)
        let alerts = stages.alerts + (try accounts.alerts())
        return Result(
            run: ComputationRecord(
                computedAt: instant, asOf: asOf.description, basis: try queries.basis(), milliseconds: 0),
            figures: figures,
            findings: ["alert": alerts.map(LedgerJSON.text), "report": state.findings.map(LedgerJSON.text)])
    }

    private func programmes() throws -> [Int: [ProgrammeRecord]] {
        let ledger = ProgrammeLedger(connection)
        let years = Set(try ledger.programmes().flatMap { $0.periods.map(\.fiscalYear) })
        return Dictionary(uniqueKeysWithValues: try years.map { ($0, try ledger.programmes(of: $0)) })
    }

    private struct Denominator: Decodable {
        var measure: String
        var region: String
        var year: Int
        var value: Int64
    }

    private func countDenominators(_ ledger: LedgerQueries, _ cube: inout FigureCube) throws {
        for entry in try ledger.current(.init("denominator")) {
            guard let value = LedgerJSON.value(Denominator.self, entry.document) else { continue }
            cube.addTotal(
                value.value, .init(measure: Self.camelCase(value.measure), period: String(value.year)),
                at: value.region)
        }
    }

    /// Formulas name measures without signs: `micro-enterprises` is `microEnterprises`.
    private static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
