import Examples
import Foundation
import Studies
import Testing

/// Every figure here is computed again from the rows of the example by plain loops.
@Suite("The example survey: figures recomputed from its rows")
struct SurveyTruthTests {
    let truth: SurveyRows
    let result: StudyResult

    private static let shared = Result {
        let folder = try #require(Examples.folder("survei-manfaat"))
        return try Study(contentsOf: folder.appendingPathComponent("study.yaml")).run()
    }

    init() throws {
        truth = try SurveyRows()
        result = try Self.shared.get()
    }

    private func item(_ name: String) throws -> StudyItem { try #require(result.items.first { $0.name == name }) }

    private func estimate(_ name: String, _ key: String, group: String = "") throws -> StudyEstimate {
        try #require(try item(name).estimates.first { $0.key == key && $0.group.id == group })
    }

    private func near(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
        guard let a else { return false }
        return abs(a - b) <= tolerance * max(1, abs(b))
    }

    @Test("means by stratum, with the error of villages in strata and the finite number of villages")
    func means() throws {
        for stratum in ["", "perkotaan", "dataran", "pegunungan"] {
            let inside = truth.known.filter { stratum.isEmpty || $0.stratum == stratum }
            let mean = SurveyRows.mean(inside.map { ($0.spending ?? 0, $0.weight) })
            let weight = inside.reduce(0) { $0 + $1.weight }
            let error = truth.variance { row in
                guard let spending = row.spending, stratum.isEmpty || row.stratum == stratum else { return 0 }
                return row.weight * (spending - mean) / weight
            }.squareRoot()
            let found = try estimate("expenditure", "mean", group: stratum.isEmpty ? "Semua" : stratum)
            #expect(near(found.value, mean) && near(found.standardError, error), "\(stratum)")
            #expect(found.n == inside.count && near(found.denominator, weight))
            let interval = try #require(found.interval)
            #expect(interval.low < mean && mean < interval.high)
        }
        #expect(try item("expenditure").evidence?.dropped == truth.rows.count - truth.known.count)
    }

    @Test("shares, totals and ratios")
    func totals() throws {
        let households = truth.rows.map { (y: $0.takes ? 1.0 : 0, w: $0.weight) }
        #expect(near(try estimate("participation", "proportion", group: "Semua").value, SurveyRows.mean(households)))
        let aid = truth.rows.reduce(0) { $0 + $1.weight * $1.aid }
        #expect(near(try estimate("recipients-total", "total").value, aid))
        let takers = truth.rows.filter(\.takes).reduce(0) { $0 + $1.weight }
        let ratio = try estimate("per-recipient", "ratio")
        #expect(near(ratio.value, aid / takers) && near(ratio.numerator, aid) && near(ratio.denominator, takers))
    }

    @Test("inequality and concentration over people, ranked per head, benefits net of fees")
    func indices() throws {
        let people = truth.known.map { (y: $0.head ?? 0, w: $0.weight * $0.members) }
        let gini = SurveyRows.gini(people)
        #expect(near(try estimate("inequality", "gini").value, gini))
        let index = SurveyRows.concentration(
            truth.known.map { (($0.aid - $0.fee) / $0.members, $0.head ?? 0, $0.weight * $0.members) })
        #expect(near(try estimate("concentration", "concentration_index").value, index))
        #expect(near(try estimate("progressivity", "kakwani").value, index - gini))
        #expect(try item("progressivity").recommended["verdict"] == .string("pro-poor"))
    }

    @Test("incidence by fifths of the people: cuts, shares of the net benefit, participation of households")
    func incidence() throws {
        let sorted = truth.known.sorted { ($0.head ?? 0) < ($1.head ?? 0) }
        let people = sorted.reduce(0) { $0 + $1.weight * $1.members }
        var cuts: [Double] = []
        var cumulated = 0.0
        for row in sorted {
            cumulated += row.weight * row.members
            while cuts.count < 4, cumulated >= Double(cuts.count + 1) / 5 * people { cuts.append(row.head ?? 0) }
        }
        let found = try item("incidence")
        #expect(found.recommended["cuts"]?.elements?.compactMap(\.double) == cuts)
        let all = truth.known.reduce(0) { $0 + $1.weight * ($1.aid - $1.fee) }
        for group in 0..<5 {
            let inside = truth.known.filter { row in cuts.count { cut in cut < row.head ?? 0 } == group }
            let share = inside.reduce(0) { $0 + $1.weight * ($1.aid - $1.fee) } / all
            #expect(near(try estimate("incidence", "benefit_share", group: "Kuantil \(group + 1)").value, share))
            let rate = SurveyRows.mean(inside.map { ($0.takes ? 1 : 0, $0.weight) })
            #expect(near(found.recommended["participation"]?.elements?[group].double, rate))
        }
    }

    @Test("targeting and poverty count people below the line")
    func poverty() throws {
        let line = 620_000.0
        let people = truth.known.map { (row: $0, poor: ($0.head ?? 0) < line, w: $0.weight * $0.members) }
        func sum(_ holds: ((row: SurveyRows.Row, poor: Bool, w: Double)) -> Bool) -> Double {
            people.filter(holds).reduce(0) { sum, one in sum + one.w }
        }
        let all = sum { _ in true }
        #expect(near(try estimate("poverty", "headcount").value, sum(\.poor) / all))
        let gap = people.reduce(0) { $0 + ($1.poor ? $1.w * (line - ($1.row.head ?? 0)) / line : 0) } / all
        #expect(near(try estimate("poverty", "poverty_gap").value, gap))
        let coverage = try estimate("targeting", "coverage")
        #expect(near(coverage.value, sum { $0.poor && $0.row.takes } / sum(\.poor)))
        #expect(near(coverage.denominator, sum(\.poor)))
        #expect(
            near(try estimate("targeting", "leakage").value, sum { !$0.poor && $0.row.takes } / sum { $0.row.takes }))
    }

    @Test("difference in differences is the difference of four weighted means")
    func difference() throws {
        let firms = truth.rows.filter { $0.before != nil }
        func change(_ takes: Bool) -> Double {
            SurveyRows.mean(firms.filter { $0.takes == takes }.map { (($0.after ?? 0) - ($0.before ?? 0), $0.weight) })
        }
        #expect(near(try estimate("turnover", "did").value, change(true) - change(false)))
        #expect(try item("turnover").warnings.contains { $0.code == "parallel-trends-assumed" })
        #expect(try item("turnover").n == firms.count)
    }

    @Test(
        "every result says what it rests on, and every estimate is finite or refused", arguments: ["study", "penerima"])
    func evidence(name: String) throws {
        let folder = try #require(Examples.folder("survei-manfaat"))
        let result = try Study(contentsOf: folder.appendingPathComponent(name + ".yaml")).run()
        for item in result.items where item.refusal == nil {
            let evidence = try #require(item.evidence, "\(item.name)")
            for text in [evidence.population, evidence.weight, evidence.method, evidence.errorText] {
                #expect(
                    !text.id.isEmpty && text.id.wholeMatch(of: /[a-z]+(\.[a-z-]+)+/) == nil, "\(item.name): \(text.id)")
            }
            for estimate in item.estimates {
                #expect((estimate.value == nil) == (estimate.refusal != nil), "\(item.name) \(estimate.key)")
                #expect(!estimate.label.id.hasPrefix("estimate."), "\(estimate.key)")
                if let interval = estimate.interval, let value = estimate.value {
                    #expect(interval.low <= value && value <= interval.high, "\(item.name) \(estimate.key)")
                }
            }
        }
    }

    @Test("recipients alone: limits of the population place them, coverage and effects are refused")
    func recipients() throws {
        let folder = try #require(Examples.folder("survei-manfaat"))
        let result = try Study(contentsOf: folder.appendingPathComponent("penerima.yaml")).run()
        let items = Dictionary(uniqueKeysWithValues: result.items.map { ($0.name, $0) })
        let incidence = try #require(items["incidence"])
        #expect(incidence.recommended["verdict"] == .string("pro-poor"))
        #expect(incidence.warnings.contains { $0.code == "verdict-from-limits" })
        #expect(!incidence.warnings.contains { $0.code == "no-population-reference" })
        let targeting = try #require(items["targeting"])
        for key in ["coverage", "exclusion_error", "targeting_differential"] {
            let estimate = try #require(targeting.estimates.first { $0.key == key })
            #expect(estimate.value == nil && estimate.refusal?.code == "refused.no-comparison-group")
        }
        #expect(targeting.estimates.first { $0.key == "leakage" }?.value != nil)
        #expect(items["turnover"]?.refusal?.code == "refused.no-comparison-group")
    }
}
