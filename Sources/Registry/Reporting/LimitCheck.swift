import Problems
import Store

/// Holds what all institutions report of one programme against its budget and target: each of them may keep to it, and
/// all together not.
struct LimitCheck {
    /// The current versions, of all institutions.
    let reports: [InstitutionReport]
    /// The programme's record of each fiscal year.
    let programmes: [Int: ProgrammeRecord]
    let limits: MonitoringLimits

    func findings() -> [ReportFinding] {
        var findings: [ReportFinding] = []
        for (_, year) in Dictionary(grouping: reports, by: \.period.year).sorted(by: { $0.key < $1.key }) {
            findings += passed(year)
        }
        for (_, period) in Dictionary(grouping: reports, by: \.period).sorted(by: { $0.key < $1.key }) {
            findings += copies(period)
        }
        return findings
    }

    /// Reports of two institutions for one period that say the same: the people would be counted twice.
    private func copies(_ reports: [InstitutionReport]) -> [ReportFinding] {
        struct Line: Hashable {
            var region: String
            var measure: String
            var value: Int64
        }
        let sorted = reports.sorted { $0.institution < $1.institution }
        let lines: [Set<Line>] = sorted.map { report in
            Set(report.figures.map { Line(region: $0.region, measure: $0.measure, value: $0.value) })
        }
        var findings: [ReportFinding] = []
        for later in sorted.indices {
            for earlier in 0..<later {
                let shared = lines[earlier].intersection(lines[later])
                guard shared.count == min(lines[earlier].count, lines[later].count),
                    shared.contains(where: { $0.value > limits.jumpFrom })
                else { continue }
                findings.append(
                    ReportFinding(
                        "report.same-figures", of: sorted[later], rows: sorted[later].figures.map(\.row).sorted(),
                        ["other": sorted[earlier].institution]))
            }
        }
        return findings
    }

    /// More money than the budget, or many more people than the target, over the year to date: told of the report with
    /// which it was passed.
    private func passed(_ year: [InstitutionReport]) -> [ReportFinding] {
        let year = year.sorted { ($0.period, $0.institution) < ($1.period, $1.institution) }
        guard let period = year.first.flatMap({ programmes[$0.period.year]?.periods.first }) else { return [] }
        var findings: [ReportFinding] = []
        var spent: Int64 = 0
        var people: Int64 = 0
        for report in year {
            let before = (spent, people)
            spent.addRupiah(report.total(of: "budgetRealised") ?? 0)
            people.addRupiah(report.total(of: "distributed") ?? 0)
            if let budget = period.budget, spent > budget, before.0 <= budget {
                findings.append(
                    ReportFinding(
                        "report.over-budget", of: report, measures: ["budgetRealised"],
                        rows: report.figures.filter { $0.measure == "budgetRealised" }.map(\.row).sorted(),
                        ["budget": String(budget), "spent": String(spent)]))
            }
            if let target = period.target, target > 0 {
                let limit = limits.overTarget * Double(target)
                if Double(people) > limit, Double(before.1) <= limit {
                    findings.append(
                        ReportFinding(
                            "report.over-target", .warn, of: report, measures: ["distributed"],
                            ["target": String(target), "reached": String(people)]))
                }
            }
        }
        return findings
    }
}
