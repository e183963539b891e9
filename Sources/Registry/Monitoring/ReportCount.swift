import Problems
import Store

/// Adds what institutions reported, what programmes planned and how duties were met to the cube.
struct ReportCount {
    let state: ReportingState
    /// Programmes by fiscal year.
    let programmes: [Int: [ProgrammeRecord]]

    /// Measures of what was planned, and of what was reached of it.
    static let plans: Set<String> = ["budget", "target", "usedOfBudget", "reachedOfTarget", "amountDue", "amountFixed"]

    func count(into cube: inout FigureCube) {
        for report in state.reports { add(report, &cube) }
        for (year, records) in programmes {
            for programme in records { add(programme, year, &cube) }
        }
        addDuties(&cube)
    }

    private func add(_ report: InstitutionReport, _ cube: inout FigureCube) {
        let year = String(report.period.year)
        for (measure, figures) in Dictionary(grouping: report.figures, by: \.measure) {
            let totals = RegionTotals(
                Dictionary(figures.map { ($0.region, $0.value) }, uniquingKeysWith: { $1 }))
            for region in totals.regions {
                guard let total = totals.total(region) else { continue }
                for programme in [report.programme, FigureRecord.allProgrammes] {
                    for period in Set([report.period.description, year]) {
                        cube.addTotal(
                            total, .init(measure: measure, programme: programme, period: period), at: region)
                    }
                }
            }
        }
    }

    /// The smallest region that holds all of a programme's area: plans are made for the area as a whole, and nobody
    /// says how they are divided inside it.
    static func home(of area: [String]) -> String {
        guard let first = area.first else { return RegionScope.nation }
        return RegionScope.path(of: first).first { region in area.allSatisfy { RegionScope.lies($0, in: region) } }
            ?? RegionScope.nation
    }

    private func add(_ programme: ProgrammeRecord, _ year: Int, _ cube: inout FigureCube) {
        guard programme.isActive(in: year), let period = programme.periods.first else { return }
        let home = Self.home(of: programme.area)
        func add(_ measure: String, _ value: Int64?) {
            guard let value else { return }
            for code in [programme.code, FigureRecord.allProgrammes] {
                cube.add(value, .init(measure: measure, programme: code, period: String(year)), at: home)
            }
        }
        add("programmes", 1)
        add("budget", period.budget)
        add("target", period.target)
        // What was reached of a plan stands beside the plan, where its region is: a regency's part of a national
        // programme is no share of the regency's own plans.
        let reports = state.reports.filter { $0.programme == programme.code && $0.period.year == year }
        func reported(_ measure: String) -> Int64? {
            let totals = reports.compactMap { $0.total(of: measure) }
            return totals.isEmpty ? nil : totals.boundedSum
        }
        if period.budget != nil { add("usedOfBudget", reported("budgetRealised")) }
        if period.target != nil { add("reachedOfTarget", reported("distributed")) }
        guard let amount = period.amount, programme.benefitForm == "cash" else { return }
        // What the people reported should have received, wherever both are reported.
        for report in reports {
            let people = report.figures.filter { $0.measure == "distributed" }
            let paid = report.figures.filter { $0.measure == "amountDistributed" }
            guard !paid.isEmpty else { continue }
            let totals = RegionTotals(
                Dictionary(people.map { ($0.region, $0.value) }, uniquingKeysWith: { $1 }))
            let sums = RegionTotals(Dictionary(paid.map { ($0.region, $0.value) }, uniquingKeysWith: { $1 }))
            for region in totals.regions {
                guard let count = totals.total(region) else { continue }
                let due = count.multipliedReportingOverflow(by: amount)
                for code in [programme.code, FigureRecord.allProgrammes] {
                    cube.addTotal(
                        due.overflow ? .max : due.partialValue,
                        .init(measure: "amountDue", programme: code, period: String(year)), at: region)
                    // What was paid of it, where both are told: other programmes' rupiah do not belong beside it.
                    if let sum = sums.total(region) {
                        cube.addTotal(
                            sum, .init(measure: "amountFixed", programme: code, period: String(year)), at: region)
                    }
                }
            }
        }
    }

    private func addDuties(_ cube: inout FigureCube) {
        let homes = programmes.mapValues { records in
            Dictionary(records.map { ($0.code, Self.home(of: $0.area)) }, uniquingKeysWith: { first, _ in first })
        }
        func add(_ measure: String, _ programme: String, _ period: String) {
            guard let year = Int(period.prefix(4)) else { return }
            let home = homes[year]?[programme] ?? RegionScope.nation
            for code in [programme, FigureRecord.allProgrammes] {
                cube.add(1, .init(measure: measure, programme: code, period: String(year)), at: home)
            }
        }
        for item in state.duties where item.state != .awaited {
            add("reportsDue", item.duty.programme, item.duty.period)
            switch item.state {
            case .onTime: add("reportsOnTime", item.duty.programme, item.duty.period)
            case .late: add("reportsLate", item.duty.programme, item.duty.period)
            case .missing: add("reportsMissing", item.duty.programme, item.duty.period)
            case .awaited: break
            }
        }
        let flawed = Set(state.contradictions.map { [$0.institution, $0.programme, $0.period] })
        for report in state.reports {
            add("reports", report.programme, report.period.description)
            if !flawed.contains([report.institution, report.programme, report.period.description]) {
                add("reportsSound", report.programme, report.period.description)
            }
        }
    }
}
