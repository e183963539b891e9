import Store

/// Reports of parts of a period for which the same institution reports the whole as well: each measure counts once, from
/// the longest period that tells it.
struct CoveredPeriods {
    /// The reports with the figures that count.
    let reports: [InstitutionReport]
    /// What was said twice, and where the two say different things.
    let findings: [ReportFinding]

    init(_ reports: [InstitutionReport]) {
        var counted: [InstitutionReport] = []
        var findings: [ReportFinding] = []
        for own in Dictionary(grouping: reports, by: { [$0.institution, $0.programme] }).values {
            for report in own {
                let wider = own.filter { $0.period != report.period && $0.period.contains(report.period) }
                let covered = Set(wider.flatMap(\.figures).map(\.measure))
                    .intersection(report.figures.map(\.measure))
                var rest = report
                rest.figures.removeAll { covered.contains($0.measure) }
                if !rest.figures.isEmpty { counted.append(rest) }
                if !covered.isEmpty {
                    findings.append(
                        ReportFinding(
                            "report.period-twice", of: report, measures: covered.sorted(),
                            rows: report.figures.filter { covered.contains($0.measure) }.map(\.row).sorted()))
                }
                findings += Self.differences(report, own)
            }
        }
        self.reports = counted.sorted {
            ($0.programme, $0.institution, $0.period) < ($1.programme, $1.institution, $1.period)
        }
        self.findings = findings
    }

    /// Where the nation's figure of a whole is not what its parts come to: less than they are, or other than all of them.
    private static func differences(_ whole: InstitutionReport, _ own: [InstitutionReport]) -> [ReportFinding] {
        let inside = own.filter { $0.period != whole.period && whole.period.contains($0.period) }
        // Of parts in parts, only the shortest: quarters beside their half-years would count twice.
        let parts = inside.filter { part in
            !inside.contains { $0.period != part.period && part.period.contains($0.period) }
        }
        guard !parts.isEmpty else { return [] }
        return Set(whole.figures.map(\.measure)).sorted().compactMap { measure in
            let told = parts.filter { $0.figures.contains { $0.measure == measure } }
            let months = Set(told.flatMap { Array($0.period.months) }).count
            guard let total = whole.total(of: measure), !told.isEmpty else { return nil }
            let sum = told.compactMap { $0.total(of: measure) }.boundedSum
            guard sum > total || months == whole.period.months.count && sum != total else { return nil }
            return ReportFinding(
                "report.periods-differ", of: whole, measures: [measure],
                rows: whole.figures.filter { $0.measure == measure }.map(\.row).sorted(),
                ["total": String(total), "parts": String(sum)])
        }
    }
}
