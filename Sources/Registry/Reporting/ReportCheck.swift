import Problems
import Store

/// Holds the reports of one programme and institution against each other, against its record and against its lists.
struct ReportCheck {
    /// The current versions, in the order of their periods.
    let reports: [InstitutionReport]
    /// The programme's record of each fiscal year.
    let programmes: [Int: ProgrammeRecord]
    let limits: MonitoringLimits

    func findings() -> [ReportFinding] {
        var findings: [ReportFinding] = []
        for report in reports {
            findings += parts(report)
            findings += money(report)
            findings += area(report)
        }
        for (_, year) in Dictionary(grouping: reports, by: \.period.year).sorted(by: { $0.key < $1.key }) {
            findings += order(year)
        }
        return findings + jumps()
    }

    private func values(_ report: InstitutionReport, _ measure: String) -> [String: InstitutionReport.Figure] {
        Dictionary(
            report.figures.filter { $0.measure == measure }.map { ($0.region, $0) }, uniquingKeysWith: { $1 })
    }

    /// A given total that is not the sum of its parts.
    private func parts(_ report: InstitutionReport) -> [ReportFinding] {
        Set(report.figures.map(\.measure)).sorted().flatMap { measure -> [ReportFinding] in
            let given = values(report, measure)
            let totals = RegionTotals(given.mapValues(\.value))
            return given.sorted { $0.key < $1.key }.compactMap { region, figure in
                guard let below = totals.below(region), below != figure.value else { return nil }
                return ReportFinding(
                    "report.parts-differ", of: report, region: region, measures: [measure], rows: [figure.row],
                    ["total": String(figure.value), "parts": String(below)])
            }
        }
    }

    /// Rupiah that are not people times the benefit, where the benefit is a fixed sum of cash.
    private func money(_ report: InstitutionReport) -> [ReportFinding] {
        guard let programme = programmes[report.period.year], programme.benefitForm == "cash",
            let amount = programme.periods.first?.amount, amount > 0
        else { return [] }
        let people = values(report, "distributed")
        return values(report, "amountDistributed").sorted { $0.key < $1.key }.compactMap { region, sum in
            guard let count = people[region] else { return nil }
            let due = count.value.multipliedReportingOverflow(by: amount)
            guard due.overflow || due.partialValue != sum.value else { return nil }
            return ReportFinding(
                "report.money-differs", of: report, region: region, measures: ["distributed", "amountDistributed"],
                rows: [count.row, sum.row],
                ["people": String(count.value), "amount": String(amount), "reported": String(sum.value)])
        }
    }

    /// Figures for regions that the programme does not run in.
    private func area(_ report: InstitutionReport) -> [ReportFinding] {
        guard let programme = programmes[report.period.year] else { return [] }
        let outside = Dictionary(
            grouping: report.figures.filter { !RegionScope.touches(programme.area, $0.region) }, by: \.region)
        return outside.sorted { $0.key < $1.key }.map { region, figures in
            ReportFinding(
                "report.outside-area", of: report, region: region, measures: figures.map(\.measure),
                rows: figures.map(\.row), ["area": programme.area.joined(separator: ", ")])
        }
    }

    /// More people in a later stage than in an earlier one, over the year to date: who was named in one quarter may be
    /// paid in the next. Told once, in the first period in which it shows.
    private func order(_ year: [InstitutionReport]) -> [ReportFinding] {
        var sums: [String: [String: Int64]] = [:]
        var told: Set<[String]> = []
        var findings: [ReportFinding] = []
        for report in year {
            for figure in report.figures {
                sums[figure.region, default: [:]][figure.measure, default: 0].addRupiah(figure.value)
            }
            for region in Set(report.figures.map(\.region)).sorted() {
                let known = sums[region] ?? [:]
                let stages = Stages.chain.filter { known[$0] != nil }
                for (earlier, later) in zip(stages, stages.dropFirst()) {
                    guard let before = known[earlier], let after = known[later], after > before,
                        told.insert([region, earlier, later]).inserted
                    else { continue }
                    findings.append(
                        ReportFinding(
                            "report.order", of: report, region: region, measures: [earlier, later],
                            rows: report.figures.filter {
                                $0.region == region && ($0.measure == earlier || $0.measure == later)
                            }.map(\.row), ["before": String(before), "after": String(after)]))
                }
            }
        }
        return findings
    }

    /// A figure far from what the same programme reports in other periods of the same length.
    private func jumps() -> [ReportFinding] {
        let measures = Set(reports.flatMap(\.figures).map(\.measure)).subtracting(InstitutionReport.money).sorted()
        return measures.flatMap { measure -> [ReportFinding] in
            let series = reports.compactMap { report in report.total(of: measure).map { (report: report, value: $0) } }
            return series.indices.compactMap { index -> ReportFinding? in
                let (report, value) = series[index]
                let others = series.indices.filter {
                    $0 != index && series[$0].report.period.months.count == report.period.months.count
                }.map { series[$0].value }.sorted()
                guard others.count >= 3, value > limits.jumpFrom else { return nil }
                let usual = others[others.count / 2]
                guard usual > limits.jumpFrom,
                    Double(value) > limits.jumpTimes * Double(usual) || Double(value) * limits.jumpTimes < Double(usual)
                else { return nil }
                return ReportFinding(
                    "report.jump", .warn, of: report, region: RegionScope.nation, measures: [measure],
                    rows: values(report, measure).values.map(\.row).sorted(),
                    ["value": String(value), "usual": String(usual)])
            }
        }
    }
}
