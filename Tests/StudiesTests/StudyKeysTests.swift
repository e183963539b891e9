import Foundation
import Problems
import Studies
import Testing

@Suite("What may stand in a study file, and what it does")
struct StudyKeysTests {
    private func near(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) < 1e-9 * max(1, abs(b)) } ?? false }

    @Test("a rank says whose living standard it is: per household, per head, per equivalent adult")
    func ranks() throws {
        var workshop = StudyWorkshop()
        let household = try workshop.item("method: inequality, value: {value: spend, per: household}")
        #expect(household.codes.contains("ranked-by-household"))
        #expect(try workshop.item("method: inequality, value: spend").codes.contains("rank-basis-not-stated"))
        #expect(
            workshop.problem("method: inequality, value: {total: spend, per: head}")?.code == "study.members-needed")
        workshop.head += "members: size\n"
        let head = try workshop.item("method: quantile, outcome: spend / size, shares: 0.5, units: rows")
        let ranked = try workshop.item("method: inequality, value: {total: spend, per: head}, units: rows")
        let direct = try workshop.item("method: inequality, value: {value: spend / size, per: head}, units: rows")
        #expect(ranked.value("gini") == direct.value("gini") && head.value("quantile_0.5") == 86)
        let flat = try workshop.item("method: inequality, value: {total: spend, per: equivalised, elasticity: 0}")
        #expect(near(flat.value("gini"), try #require(household.value("gini"))))
        let wrong = workshop.problem("method: inequality, value: {total: spend, per: household}")
        #expect(wrong?.code == "study.total-needs-divisor")
    }

    @Test("persons count as often as a household has members; money stays what it is")
    func persons() throws {
        var workshop = StudyWorkshop()
        workshop.head += "members: size\nrank: {total: spend, per: head}\nbenefit: aid\n"
        let rows = try workshop.item("method: incidence, groups: 4")
        let persons = try workshop.item("method: incidence, groups: 4, units: persons")
        for item in [rows, persons] {
            let shares = item.estimates.compactMap(\.value)
            #expect(near(shares.reduce(0, +), 1))
            #expect(item.estimates.allSatisfy { $0.denominator == 200 })
        }
        #expect(rows.estimates.map(\.n) == [3, 1, 2, 2] && persons.estimates.map(\.n) == [3, 1, 1, 3])
        #expect(persons.evidence?.weight.en == "1 for every row × size")
    }

    @Test("a benefit may be uses times unit subsidies by region, less fees")
    func services() throws {
        let workshop = StudyWorkshop()
        let services =
            "outcome: {services: [{use: score, subsidy: {column: area, values: {north: 10, south: 20}}}], fees: fee}"
        let item = try workshop.item("method: incidence, groups: 2, rank: {value: spend, per: household}, \(services)")
        // north: 3 + 4 + 3 + 4 visits at 10, south: 2 + 4 + 1 + 3 at 20, fees 15.
        #expect(item.estimates.first?.denominator == 325)
        let lacking = services.replacing(", south: 20", with: "")
        let problem = workshop.problem("method: incidence, rank: spend, \(lacking)")
        #expect(problem?.code == "study.no-subsidy-for-region")
        #expect(problem?.place == Place(file: "data.csv", row: 4, column: "area") && problem?.value == "south")
        let both = workshop.problem("method: incidence, rank: spend, outcome: {fees: fee}")
        #expect(both?.code == "study.either-or")
    }

    @Test("strata with one cluster follow the policy; refusing is an answer, not a failure")
    func lonely() throws {
        var workshop = StudyWorkshop()
        workshop.csv = StudyWorkshop.data.replacing("g,t,v4", with: "g,t,v3").replacing("h,t,v4", with: "h,t,v3")
        func item(_ policy: String) throws -> StudyItem {
            workshop.head =
                "sampling: random\ndesign: {weight: w, strata: strata, cluster: village, lonely-psu: \(policy)}\n"
            return try workshop.item("method: mean, outcome: spend")
        }
        let refused = try item("fail")
        #expect(refused.refusal?.code == "refused.lonely-psu" && refused.estimates.isEmpty)
        let treated = try ["remove", "adjust", "average"].map(item)
        #expect(treated.allSatisfy { $0.codes.contains("lonely-psu") && $0.value("mean") == treated[0].value("mean") })
        #expect(Set(treated.map { $0.estimates[0].standardError }).count == 3)
    }

    @Test("a domain keeps the design, a filter does not")
    func domains() throws {
        var workshop = StudyWorkshop()
        workshop.head += "design: {weight: w, strata: strata, cluster: village}\n"
        let domain = try workshop.item("method: mean, outcome: spend, domain: aid > 0")
        let filter = try workshop.item("method: mean, outcome: spend, where: aid > 0")
        #expect(near(domain.value("mean"), try #require(filter.value("mean"))))
        #expect(domain.n == 4 && filter.n == 4)
        #expect(workshop.problem("method: mean, outcome: spend, where: aid > 999")?.code == "study.no-row-left")
    }

    @Test("recipients alone get no label; with the population in the rows they may")
    func labels() throws {
        let workshop = StudyWorkshop()
        let rank = "rank: {value: spend, per: household}"
        let alone = try workshop.item("method: progressivity, outcome: aid, where: aid > 0, \(rank)")
        #expect(alone.recommended["verdict"] == .null && alone.codes.contains("verdict-withheld"))
        let all = try workshop.item("method: progressivity, outcome: aid, \(rank)")
        #expect(all.recommended["verdict"] == .string("inconclusive"))
        #expect(!all.codes.contains("verdict-withheld"))
    }

    @Test("limits of the population: in the file, in a file, or from rows of another file")
    func populations() throws {
        func item(_ population: String, _ files: [String: String] = [:]) throws -> StudyItem {
            var workshop = StudyWorkshop()
            workshop.files = files
            workshop.head += "rank: {value: spend, per: household}\nbenefit: aid\npopulation: \(population)\n"
            return try workshop.item("method: incidence, groups: 2, where: aid > 0")
        }
        let given = try item("{source: S, limits: [150, 250]}")
        #expect(given.recommended["external_count"] == .integers([1, 1, 2]))
        let column = try item("{source: S, file: l.csv, limit-column: top}", ["l.csv": "top\n150\n250\n"])
        #expect(column.recommended["external_count"] == given.recommended["external_count"])
        let rows = try item(
            "{source: S, file: p.csv, rank: y, groups: 2}", ["p.csv": "y\n" + (1...9).map { "\($0 * 50)\n" }.joined()])
        #expect(rows.recommended["external_cuts"] == .numbers([250]))
        #expect(throws: Problem.self) { try item("{source: S, limits: [250, 150]}") }
        #expect(throws: Problem.self) { try item("{limits: [150]}") }
    }

    @Test("a census has no sampling error, a small sample gets a bootstrap, Stata's error stands apart")
    func settings() throws {
        var workshop = StudyWorkshop()
        workshop.head = "sampling: census\n"
        let census = try workshop.item("method: mean, outcome: spend").estimates[0]
        #expect(census.standardError == nil && census.interval == nil && census.bootstrap == nil)
        workshop.head = "sampling: random\n"
        let sample = try workshop.item("method: mean, outcome: spend").estimates[0]
        #expect(sample.interval != nil && sample.bootstrap != nil)
        workshop.head = "sampling: random\nsettings: {replicates: 0, confidence: 0.9, stata-compatible: true}\n"
        let narrow = try workshop.item("method: mean, outcome: spend").estimates[0]
        #expect(narrow.bootstrap == nil)
        #expect(try #require(narrow.interval).low > #require(sample.interval).low)
        let index = try workshop.item("method: concentration, outcome: aid, rank: spend")
        #expect(index.estimates.map(\.key) == ["concentration_index", "concentration_index_se_stata"])
        #expect(index.estimates[1].warnings.map(\.code) == ["stata-error-ignores-design"])
    }

    @Test("class tables are data: a file of the study's own decides the class")
    func classes() throws {
        var workshop = StudyWorkshop()
        workshop.files["k.csv"] = "class,from,from_included,to,to_included\nlow,,1,50,0\nhigh,50,1,,1\n"
        let keys = "method: effectiveness, indicators: [{label: A, condition: score >= 3}]"
        let own = try workshop.item("\(keys), class-table: {file: k.csv, source: S}")
        #expect(own.recommended["class_continuous"] == .string("high") && !own.codes.contains("class-table-has-holes"))
        workshop.files["k.csv"] = "class,from,from_included,to,to_included\nlow,,1,50,0\nhigh,60,1,,1\n"
        #expect(try workshop.item("\(keys), class-table: {file: k.csv, source: S}").codes.contains("class-table-gap"))
        workshop.files["k.csv"] = "class,from,from_included,to,to_included\nhigh,60,1,,1\nlow,,1,50,0\n"
        #expect(workshop.problem("\(keys), class-table: {file: k.csv, source: S}")?.code == "study.class-table")
    }

    @Test("planning questions take the keys of the vocabulary and answer in whole units")
    func planning() throws {
        let workshop = StudyWorkshop()
        let size = try workshop.item("method: power, test: two-sample-t, solve: n, d: 0.5, power: 0.8")
        #expect(size.value("n_per_group") == 64)
        let loan = try workshop.item("method: loan, principal: 2000000, instalment: 50000, weeks: 50")
        #expect(loan.value("total") == 2_500_000 && loan.value("flat_percent") == 25)
        let wrong = workshop.problem("method: loan, principal: 2000000, instalment: 50000, weeks: -1")
        #expect(wrong?.code == "evaluation.refused.invalid-option" && wrong?.place.row == 8)
    }

    @Test("rows that carry one name twice are refused with both places")
    func identifiers() throws {
        var workshop = StudyWorkshop()
        workshop.head += "id: id\n"
        workshop.csv = StudyWorkshop.data.replacing("\nc,", with: "\na,")
        let double = workshop.problem("method: mean, outcome: spend")
        #expect(double?.code == "study.duplicate-id" && double?.place.row == 4 && double?.arguments["first"] == "2")
    }

    /// Cluster codes that restart in each stratum are other clusters there, in differences as elsewhere.
    @Test func nestedCodesAreClustersOfTheirOwn() throws {
        func clusters(_ design: String, _ csv: String) throws -> [Double?] {
            var workshop = StudyWorkshop()
            workshop.head += design
            workshop.csv = csv
            let item = try workshop.item(
                "method: difference-in-differences, before: before, after: after, treated: aid > 0")
            return [item.estimates.first?.value, item.estimates.first?.standardError]
        }
        let nested = StudyWorkshop.data.replacing("v3", with: "v1").replacing("v4", with: "v2")
        let plain = try clusters("design: {strata: strata, cluster: village, weight: w}\n", StudyWorkshop.data)
        let restarting = try clusters("design: {strata: strata, cluster: village, weight: w, nest: true}\n", nested)
        #expect(plain == restarting && plain.allSatisfy { $0 != nil })
    }

    /// In a file with semicolons a column of nothing but `1.200` holds thousands.
    @Test func groupedThousandsAreNotDecimals() throws {
        var workshop = StudyWorkshop()
        workshop.csv = "id;spend\na;800.000\nb;1.200\nc;950.000\n"
        let problem = try #require(workshop.problem("method: mean, outcome: spend"))
        #expect(problem.code == "study.data.thousands" && problem.arguments["plain"] == "800000")
        workshop.csv = "id;spend\na;800.5\nb;1.200\nc;950.000\n"
        #expect(workshop.problem("method: mean, outcome: spend") == nil)
        workshop.csv = "id,spend\na,800.000\nb,1.200\nc,950.000\n"
        #expect(workshop.problem("method: mean, outcome: spend") == nil)
    }
}

@Suite("Figures that leave the weight of the study aside")
struct UnweightedFigureTests {
    @Test(
        "say so where there is a weight, and only there",
        arguments: [
            "method: frequency, column: area", "method: summary, column: score",
            "method: satisfaction, items: [score]",
            "method: effectiveness, indicators: [{label: L, condition: 'score >= 3'}]",
        ])
    func warned(keys: String) throws {
        var workshop = StudyWorkshop()
        #expect(!(try workshop.item(keys)).codes.contains("ignores-weight"))
        workshop.head += "design: {weight: w}\n"
        #expect(try workshop.item(keys).codes.contains("ignores-weight"))
    }
}
