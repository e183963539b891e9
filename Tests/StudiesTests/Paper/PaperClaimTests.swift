import Problems
import Studies
import Testing

@Suite("Sentences are held to the tables")
struct PaperClaimTests {
    private static let head = """
        paper: test
        title: Uji
        n: 9
        population: 90
        figures: [{number: "1", caption: Map of the village}, {number: "2", caption: Curve of benefits}]
        tables:
          - {name: t, rows: [{label: a, count: 4, percent: "44.44"}, {label: b, count: 3, percent: "33.33"}, {label: c, rest: true}]}

        """

    private func codes(_ claim: String) throws -> [String] {
        let yaml = Self.head + "claims:\n  - {name: one, \(claim)}\n"
        return try PaperFixture.paper(yaml).audit().findings.map { String($0.code.dropFirst("paper.".count)) }
    }

    @Test(
        "How many",
        arguments: [
            ("row: a, quantifier: plurality", []), ("row: a, quantifier: majority", ["not-a-majority"]),
            ("row: b, quantifier: plurality", ["claim-contradicted"]),
            ("row: b, quantifier: majority", ["claim-contradicted"]),
            ("row: b, quantifier: most", ["claim-contradicted"]),
            ("rows: [a, b], quantifier: majority", []), ("rows: [a, b, c], quantifier: all", []),
            ("row: c, quantifier: none", ["claim-contradicted"]), ("row: a, quantifier: all", ["claim-contradicted"]),
        ] as [(String, [String])])
    func quantifiers(claim: String, codes expected: [String]) throws {
        #expect(try codes("kind: share, says: so, table: t, " + claim) == expected)
    }

    @Test("A percentage that allows several counts decides nothing it does not decide")
    func undecided() throws {
        let yaml = """
            paper: test
            title: Uji
            n: 1000
            tables: [{name: t, rows: [{label: a, percent: "50"}, {label: b, percent: "50"}]}]
            claims: [{name: one, kind: share, says: most, table: t, row: a, quantifier: majority}]
            """
        let audit = try PaperFixture.paper(yaml).audit()
        #expect(audit.findings.isEmpty && audit.parts.last?.tally.unchecked == 1)
    }

    @Test(
        "Other sentences",
        arguments: [
            ("kind: number, table: t, row: a, field: percent, value: '44.4'", []),
            ("kind: number, table: t, row: a, field: count, value: 5", ["number-differs"]),
            ("kind: list, stated: 2, items: [x, y]", []),
            ("kind: list, stated: 3, items: [x, y]", ["list-length-differs"]),
            ("kind: rule, first: '≤ 12', second: at most 12", []),
            ("kind: rule, first: '≤ 12', second: below 12", ["rule-worded-differently"]),
            ("kind: rule, first: '≤ 12', second: '≤ 14'", ["rules-differ"]),
            ("kind: average, value: 35 tahun", []), ("kind: average, value: 15–65 tahun", ["range-as-average"]),
            ("kind: statements, about: x, statements: [{says: p, value: 'yes'}, {says: q, value: 'yes'}]", []),
            (
                "kind: statements, about: x, statements: [{says: p, value: 'yes'}, {says: q, value: 'no'}]",
                ["statements-conflict"]
            ),
            ("kind: meanings, uses: [{means: x, value: 475}, {means: y, value: 476}]", []),
            ("kind: meanings, uses: [{means: x, value: 475}, {means: y, value: 475}]", ["number-with-two-meanings"]),
            ("kind: reference, number: '2', about: benefits", []),
            ("kind: reference, number: '1', about: benefits", ["figure-number-differs"]),
            ("kind: reference, number: '1', about: incomes", []),
        ] as [(String, [String])])
    func sentences(claim: String, codes expected: [String]) throws {
        #expect(try codes("says: so, " + claim) == expected)
    }

    @Test("A conclusion lacks what it needs and the publication does not show")
    func conclusions() throws {
        func codes(_ entry: String) throws -> Set<String> {
            Set(
                try PaperFixture.paper(Self.head + "conclusions:\n  - {name: one, says: so, \(entry)}\n").audit()
                    .findings.map(\.code))
        }
        #expect(try codes("concludes: effect") == ["paper.no-comparison-group", "paper.nominal-recalled-survivors"])
        #expect(try codes("concludes: effect, shows: [comparison-group, comparable-money]").isEmpty)
        #expect(try codes("concludes: population, shows: []") == ["paper.sample-not-random"])
        #expect(try codes("concludes: pro-poor").count == 4)
    }

    @Test(
        "Labels that are intervals, and labels that are not",
        arguments: [
            ("≤ Rp800.000", true), ("lebih dari 4 tahun", true), ("8 – 13 days", true), ("40% - 59,99%", true),
            ("Rp1 juta s.d. Rp2,5 juta", true), ("at least 5 months", true), ("5-1", false), ("women", false),
            ("3 children or more", false), ("", false), ("1 - 2 - 3", false), ("RT 04", false),
        ])
    func labels(label: String, isInterval: Bool) throws {
        let claim = "says: so, kind: average, value: '\(label)'"
        let yaml = Self.head + "claims:\n  - {name: one, \(claim)}\n"
        #expect((try PaperFixture.problem(yaml)?.code == "paper.not-an-interval") == !isInterval)
    }
}
