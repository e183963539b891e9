public import Problems
import Store

/// A figure of a report with where it stands: the row behind a number on a page.
public struct ReportedFigure: Sendable {
    public var report: InstitutionReport
    public var figure: InstitutionReport.Figure
}

extension Registry {
    /// The rows of current reports behind some measures of a region and a fiscal year, by programme and period.
    ///
    /// - Parameters:
    ///   - region: rows about it and about regions in it.
    ///   - programme: nil for all.
    public func reportedFigures(
        _ measures: some Sequence<String>, region: String, year: Int, programme: String? = nil
    ) throws(Problem) -> [ReportedFigure] {
        let measures = Set(measures)
        return try database.read { connection in
            let ledger = LedgerQueries(connection)
            let sendings = Dictionary(
                try ledger.sendings(kind: "report").map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            return try ledger.current(.init("report", programme: programme, fiscalYear: year))
                .compactMap { entry in sendings[entry.sending].flatMap { InstitutionReport(entry, $0) } }
                .sorted { ($0.programme, $0.institution, $0.period) < ($1.programme, $1.institution, $1.period) }
                .flatMap { report in
                    report.figures.filter { measures.contains($0.measure) && RegionScope.lies($0.region, in: region) }
                        .map { ReportedFigure(report: report, figure: $0) }
                }
        }
    }

    /// All standing versions of one report, the oldest first.
    ///
    /// - Parameter period: as it is written in the report, `2021-Q3`.
    public func reportVersions(
        institution: String, programme: String, period: String
    ) throws(Problem) -> [InstitutionReport] {
        try versions(kind: "report", key: [institution, programme, period].joined(separator: "/"))
            .compactMap { InstitutionReport($0.entry, $0.sending) }
    }
}
