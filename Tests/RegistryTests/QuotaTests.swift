import Crypto
import Foundation
import Indonesia
import Problems
import Registry
import Testing

@Suite("Quotas and ranking")
struct QuotaTests {
    private static let rules = """
        programme: X
        version: "1"
        rules:
          - {code: pay, kind: benefit, expression: "500", statement: {id: a, en: a}}
          - {code: letter, kind: requirement, expression: application.business_letter, statement: {id: b, en: b}}
          - {code: poor, kind: priority, expression: "family.income_per_head < 500 ? 2 : null", statement: {id: c, en: c}}
          - {code: young, kind: priority, expression: "enterprise.months < 12 ? 1 : 0", statement: {id: d, en: d}}
          - {code: savings, kind: priority, expression: "0 - person.savings", statement: {id: e, en: e}}
        """

    /// Income, age of the business, savings, letter, village; each row one person.
    private func cases(_ rows: [(Int?, Int?, Int?, String, String)]) throws -> (judge: RuleJudge, cases: [RuledCase]) {
        let scratch = try Scratch()
        let file = try RuleLibrary.named(try scratch.file("r.yaml", Self.rules).path)
        let judge = try RuleJudge([file], day: #require(CalendarDate("2021-04-30")))
        func cell(_ number: Int?) -> String { number.map { String($0) } ?? "" }
        let text =
            "NIK;Nama;Desa;Pendapatan per Kapita;Lama Usaha (bulan);Saldo;SKU\n"
            + rows.enumerated().map { place, row in
                "35071101018000\(11 + place);Orang \(place);\(row.4);\(cell(row.0));\(cell(row.1));\(cell(row.2));\(row.3)\n"
            }.joined()
        let list = try scratch.file("l.csv", text)
        let today = try #require(CalendarDate("2022-01-01"))
        var cases: [RuledCase] = []
        _ = try judge.run(ListReading(ListFile(list), today: today, wantsRecords: true)) { cases += $0 }
        return (judge, cases)
    }

    private func ranked(
        _ rows: [(Int?, Int?, Int?, String, String)], _ limit: QuotaPlan.Limit?, by area: QuotaPlan.Area? = nil,
        limits: [String: QuotaPlan.Limit] = [:], ties: [String] = ["savings"]
    ) throws -> QuotaRanking {
        let (judge, cases) = try cases(rows)
        return try QuotaRanking(
            cases, by: judge, QuotaPlan(limit, by: area, limits: limits, ties: ties.map { try .init($0) }))
    }

    /// 3 points, 2, 2, 0; the last two are refused and held.
    private static let people: [(Int?, Int?, Int?, String, String)] = [
        (900, 24, 1, "ya", "A"), (100, 24, 9, "ya", "A"), (100, 3, 5, "ya", "B"), (100, 24, 4, "ya", "B"),
        (100, 3, 1, "tidak", "A"), (100, 3, 1, "", "A"),
    ]

    @Test("points rank; a tie at the cut is named, and decided by a declared rule alone")
    func ties() throws {
        let open = try ranked(Self.people, .people(2), ties: [])
        // Savings count where they do not decide ties.
        #expect(open.rules.map(\.code) == ["poor", "young", "savings"] && open.areas[0].tie?.rows == [4, 5])
        #expect(open.places.map(\.points) == [-1, -7, -2, -2])
        let (judge, cases) = try cases(Self.people.map { ($0.0, $0.1, 0, $0.3, $0.4) })
        let told = try QuotaRanking(cases, by: judge, QuotaPlan(.people(2)))
        #expect(told.places.map(\.standing) == [.waiting, .tied, .served, .tied])
        #expect(told.places.map(\.rank) == [4, 2, 1, 2])
        let tie = try #require(told.areas.first?.tie)
        #expect(tie.rows == [3, 5] && tie.open == [3, 5] && tie.served == 0 && tie.decidedBy.isEmpty)
        #expect(told.areas[0].left == 1 && told.areas[0].held == 1 && told.areas[0].heldAbove == 1)
        let decided = try ranked(Self.people, .people(2))
        #expect(decided.places.map(\.standing) == [.waiting, .waiting, .served, .served])
        #expect(decided.areas[0].tie?.decidedBy == [.rule("savings")] && decided.areas[0].tie?.open == [])
        #expect(decided.spent == 1000 && decided.areas[0].cut == 2)
        // Nobody is tied for a place where none is left.
        #expect(try ranked(Self.people, .people(1)).areas[0].tie == nil)
    }

    @Test("a lottery follows from seed and number: in whatever order the list is, and as anybody works it out")
    func lottery() throws {
        let rows = (0..<6).map { _ in (100, 24, 1, "ya", "A") as (Int?, Int?, Int?, String, String) }
        let ranking = try ranked(rows, .people(2), ties: ["savings", "lottery:2021-07-14"])
        let expected = (0..<6).sorted { a, b in
            func lot(_ place: Int) -> String {
                SHA256.hash(data: Data("gapura lottery 2021-07-14 35071101018000\(11 + place)".utf8))
                    .map { String(format: "%02x", $0) }.joined()
            }
            return lot(a) < lot(b)
        }
        #expect(
            Set(ranking.places.filter { $0.standing == .served }.map(\.line)) == Set(expected.prefix(2)))
        #expect(ranking.areas[0].tie?.decidedBy == [.lottery("2021-07-14")])
        #expect(ranking.count(.waiting) == 4)
    }

    @Test("a missing value is no zero: who cannot be ranked, and a tie that cannot be decided, are told")
    func missing() throws {
        let unknown = try ranked([(nil, 24, 1, "ya", "A"), (900, 24, 1, "ya", "A")], .people(5))
        #expect(unknown.places.map(\.standing) == [.unranked, .served])
        #expect(unknown.places[0].missing == ["family.income_per_head"] && unknown.places[0].rank == nil)
        let tied = try ranked(
            [(100, 24, nil, "ya", "A"), (100, 24, 1, "ya", "A")], .people(1), ties: ["savings", "lottery:1"])
        #expect(tied.areas[0].tie?.undecidedBy == .rule("savings") && tied.count(.tied) == 2)
    }

    @Test("a budget ends at the first for whom it does not reach; each area has its own, and an unknown one none")
    func budgetAndAreas() throws {
        let budget = try ranked(Self.people, .budget(1400))
        #expect(budget.count(.served) == 2 && budget.areas[0].left == 400 && budget.spent == 1000)
        let areas = try ranked(
            Self.people + [(100, 3, 1, "ya", "")], .people(1), by: .village, limits: ["b": .people(2)])
        #expect(areas.areas.map(\.name) == [nil, "A", "B"])
        #expect(areas.places.map(\.standing) == [.waiting, .served, .served, .served, .unranked])
        #expect(areas.places.last?.missing == ["village"])
        let problem = #expect(throws: Problem.self) { try ranked(Self.people, .people(1), ties: ["letter"]) }
        #expect(problem?.code == "quota.tie-rule")
        #expect(throws: Problem.self) { try QuotaPlan(nil) }
        #expect(throws: Problem.self) { try QuotaPlan(.people(1), limits: ["a": .people(1)]) }
    }
}
