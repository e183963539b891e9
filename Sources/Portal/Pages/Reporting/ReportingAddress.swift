import Indonesia
import Problems
import Registry
import Store

/// Addresses of the pages about reporting.
enum ReportingAddress {
    static let path = "/pelaporan"
    static let asOf = "per"
    static let today = "hari-ini"

    static func scorecard(_ year: Int) -> String { Query.address(path, [(MonitoringChoice.year, String(year))]) }

    static func institution(_ code: String, _ part: String = "") -> String {
        path + "/" + Query.encoded(code) + (part.isEmpty ? "" : "/" + part)
    }

    static func report(_ institution: String, _ programme: String, _ period: String) -> String {
        [path, Query.encoded(institution), Query.encoded(programme), Query.encoded(period)].joined(separator: "/")
    }

    static func report(_ report: InstitutionReport) -> String {
        self.report(report.institution, report.programme, report.period.description)
    }
}

/// Which reports a reader asks about: the year, and the day as of which they are judged.
struct ReportingChoice {
    let years: [Int]
    let year: Int
    let asOf: CalendarDate

    /// The day is that of the last count of figures unless the reader names another, so that all pages judge alike.
    init(_ desk: Desk) throws {
        let last = try desk.registry.lastComputation()
        asOf =
            desk.query[ReportingAddress.asOf] == ReportingAddress.today
            ? desk.registry.today
            : try desk.query.day(ReportingAddress.asOf) ?? last.flatMap { CalendarDate($0.asOf) } ?? desk.registry.today
        let all = try desk.site.findings.reporting(desk.registry, asOf: asOf)
        let years = Set(all.duties.compactMap { Int($0.duty.period.prefix(4)) } + all.reports.map(\.period.year))
        self.years = years.sorted(by: >)
        year = try desk.query.year(MonitoringChoice.year) ?? self.years.first ?? desk.registry.today.year
        state = ReportingChoice.state(all, year)
    }

    /// How institutions reported in the year.
    let state: ReportingState

    private static func state(_ all: ReportingState, _ year: Int) -> ReportingState {
        var own = all
        own.duties = all.duties.filter { $0.duty.period.hasPrefix(String(year)) }
        own.findings = all.findings.filter { $0.period.hasPrefix(String(year)) }
        own.reports = all.reports.filter { $0.period.year == year }
        return own
    }

    func chooser(_ words: Words, _ path: String) -> Form {
        let years = self.years.contains(year) ? self.years : [year] + self.years
        return .choosing(
            path,
            [
                .init(
                    .choice, MonitoringChoice.year, words("column.year"),
                    options: years.map {
                        .init(optionValue: String($0), optionLabel: String($0), isChosen: $0 == year)
                    }),
                .init(.date, ReportingAddress.asOf, words("reporting.as-of"), value: asOf.description),
            ], button: words("choose.show"))
    }

    /// The same choice on another page.
    func address(_ path: String) -> String {
        Query.address(
            path, [(MonitoringChoice.year, String(year)), (ReportingAddress.asOf, asOf.description)])
    }
}
