import Foundation
import Problems
import Studies
import Testing

@Suite("Questions in the evaluation vocabulary")
struct CaseRunnerTests {
    private let scratch: Scratch
    private let table: URL

    init() throws {
        scratch = try Scratch()
        table = try scratch.file(
            "table.csv",
            """
            x,y,sex,w,empty,quoted
            1,10,F,1,,"a,b"
            2,,M,2,,"say ""x\"""
            3,30,F,0,,c
            4,40,,1,,d
            """)
    }

    private func ask(_ method: String, _ options: [String: JSON], data: URL? = nil) -> JSON {
        CaseRunner(language: .en).answer(method: method, dataURL: data ?? table, options: .object(options))
    }

    private func met(_ expression: String) -> [JSON?] {
        let answer = ask("targeting_proportion", ["eligible": .string(expression)])
        return [answer["x"] ?? answer["reason"], answer["n"]]
    }

    @Test(
        "Expressions by their grammar",
        arguments: [
            ("x >= 2", 3, 4), ("sex == 'F'", 2, 3), ("sex != 'F'", 1, 3), ("y > 10", 2, 3), ("1", 4, 4),
            ("x - 1", 3, 4),
            ("not x == 2", 3, 4), ("x < 2 or x > 3 and y > 50", 1, 3), ("(x < 2 or x > 3) and y > 5", 2, 3),
            ("x * 2 + 1 == 5", 1, 4), ("-x + 4 == 0", 1, 4), ("2 - -x == 4", 1, 4), ("x / 2 == 2", 1, 4),
            ("x == y / 10", 3, 3),
            ("quoted == 'a,b'", 1, 4), ("empty == 1 or x > 0", 0, 0), ("1e1 < y", 2, 3), (".5 < x", 4, 4),
        ])
    func expressions(source: String, count: Int, n: Int) {
        if n == 0 {
            #expect(met(source) == [.string("empty-data"), nil])
        } else {
            #expect(met(source) == [.integer(count), .integer(n)])
        }
    }

    @Test(
        "What does not parse or mixes text and numbers is refused",
        arguments: [
            "x >=", "x = 1", "sex == 1", "sex > 'F'", "sex", "'F'", "sex + 1", "x == 'F'", "x and sex", "(x", "x)",
            "1 < x < 3",
            "not not x", "x ! 1", "'open", "", "5x", "x $ 1", "--x", "empty == 'F'", "and",
        ])
    func badExpressions(source: String) {
        #expect(met(source)[0] == .string("invalid-expression"))
    }

    @Test("Deep nesting is refused, not fatal")
    func deep() {
        let source = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
        #expect(met(source)[0] == .string("invalid-expression"))
    }

    @Test(
        "Refusals with their reason and status",
        arguments: [
            ("no_such_method", [:], "unknown-method", "error"),
            ("gini", ["x": .string("x - x")], "zero-total", "undefined"),
            ("frequency", ["x": .string("sex"), "colour": .integer(1)], "unknown-option", "error"),
            ("frequency", ["x": .string("nobody")], "unknown-column", "error"),
            ("frequency", [:], "invalid-option", "error"),
            ("frequency", ["x": .string("sex"), "decimals": .number(1.5)], "invalid-option", "error"),
            ("frequency", ["x": .string("sex"), "decimals": .string("2")], "invalid-option", "error"),
            ("frequency", ["x": .string("sex"), "order": .string("count")], "invalid-option", "error"),
            (
                "bia_average", ["outcome": .string("x"), "rank": .string("y"), "where": .string("x > 1")],
                "unknown-option", "error"
            ),
            (
                "bia_average", ["outcome": .string("x"), "rank": .string("y"), "missing": .string("error")],
                "missing-values", "error"
            ),
            (
                "bia_average", ["outcome": .string("x"), "rank": .string("y"), "groups": .integer(0)], "invalid-option",
                "error"
            ),
            (
                "bia_average", ["outcome": .string("x"), "rank": .string("x"), "weight": .string("1 - x")],
                "negative-weight", "error"
            ),
            ("bia_average", ["outcome": .integer(0), "rank": .string("x")], "zero-total", "undefined"),
            ("bia_average", ["outcome": .string("x - 2.5"), "rank": .string("x")], "zero-mean", "undefined"),
            (
                "bia_average", ["outcome": .string("x"), "rank": .string("x"), "weight": .integer(0)], "empty-data",
                "undefined"
            ),
            (
                "bia_equal_width", ["outcome": .string("x"), "rank": .string("x"), "weight": .string("w")],
                "unknown-option", "error"
            ),
            (
                "wilcoxon_signed_rank", ["before": .string("x"), "after": .string("x")], "no-nonzero-differences",
                "undefined"
            ),
            ("wilcoxon_signed_rank", ["before": .string("x")], "invalid-option", "error"),
            ("wilcoxon_signed_rank", ["diff": .string("x"), "before": .string("x")], "invalid-option", "error"),
            ("wilcoxon_signed_rank", ["diff": .string("x"), "continuity": .integer(1)], "invalid-option", "error"),
            ("wilcoxon_signed_rank", ["diff": .string("x"), "zero": .string("drop")], "invalid-option", "error"),
            ("proportion_ci", ["successes": .integer(1), "n": .integer(2)], "invalid-option", "error"),
            (
                "proportion_ci", ["successes": .integer(1), "n": .integer(2), "ci_method": .string("logit")],
                "invalid-option", "error"
            ),
            (
                "proportion_ci",
                [
                    "outcome": .string("sex == 'F'"), "ci_method": .string("wald-t"), "strata": .string("sex"),
                    "missing": .string("error"),
                ],
                "missing-values", "error"
            ),
            (
                "proportion_ci", ["outcome": .string("x > 0"), "ci_method": .string("logit")], "not-defined",
                "undefined"
            ),
            ("rounding", [:], "invalid-option", "error"),
            ("rounding", ["counts": .array([.integer(0)])], "zero-total", "undefined"),
            ("rounding", ["counts": .array([.number(1.5)])], "invalid-option", "error"),
            ("rounding", ["values": .array([.string("1,5")])], "invalid-option", "error"),
            ("effectiveness_class", ["values": .array([.string("80")])], "invalid-option", "error"),
            (
                "effectiveness_class", ["values": .array([.integer(80)]), "class_table": .string("other")],
                "invalid-option", "error"
            ),
            ("multiple_response", ["items": .array([.string("x")])], "invalid-option", "error"),
            ("hodges_lehmann", ["diff": .string("x"), "conf": .integer(1)], "invalid-option", "error"),
        ] as [(String, [String: JSON], String, String)])
    func refusals(method: String, options: [String: JSON], reason: String, status: String) {
        let answer = ask(method, options)
        #expect(answer["reason"] == .string(reason))
        #expect(answer["status"] == .string(status))
        #expect((answer["message"]?.text ?? "").count > 10)
    }

    @Test("A refusal keeps what is known")
    func evidence() {
        let answer = ask("wilcoxon_signed_rank", ["diff": .string("x - x")])
        #expect(answer["n_zero"] == .integer(4) && answer["p_value"] == nil)
        #expect(ask("sign_test", ["diff": .string("0 * x")])["n_pos"] == .integer(0))
    }

    @Test("Left-out rows are counted and said")
    func leftOut() throws {
        let answer = ask("bia_average", ["outcome": .string("x"), "rank": .string("y"), "weight": .string("w")])
        #expect(answer["n_used"] == .integer(2) && answer["n_dropped"] == .integer(1))
        let codes = answer["warnings"]?.elements?.compactMap { $0["code"]?.text } ?? []
        #expect(
            Set(["missing-dropped", "zero-weights-dropped", "no-population-reference", "small-sample"]).isSubset(
                of: codes))
        let simple = ask("proportion_ci", ["outcome": .string("y > 10"), "ci_method": .string("srs-all")])
        #expect(simple["estimate"] == .number(2.0 / 3))
    }

    @Test("A case file is answered whole, with a refusal for what cannot be")
    func caseFile() throws {
        let cases = try scratch.file(
            "cases.json",
            """
            {"cases": [
              {"id": "a", "method": "frequency", "data": "table.csv", "options": {"x": "sex"}, "note": "for people"},
              {"id": "b", "method": "frequency", "data": "absent.csv", "options": {"x": "sex"}},
              {"id": "c", "method": "rounding", "data": null, "options": {"values": ["0.125"], "decimals": 2}},
              {"id": "d", "method": "kaplan_meier", "data": "table.csv", "options": {}}
            ]}
            """)
        let answers = try CaseRunner().answers(casesAt: cases, root: scratch.url)
        #expect(answers["a"]?["levels"] == .strings(["F", "M"]) && answers["a"]?["missing"] == .integer(1))
        #expect(answers["b"]?["reason"] == .string("unknown-column"))
        #expect(answers["c"]?["rounded"] == .strings(["0.13"]))
        #expect(answers["d"]?["reason"] == .string("unknown-method"))
        let broken = try scratch.file("broken.json", "{")
        #expect(throws: Problem.self) { try CaseRunner().answers(casesAt: broken, root: scratch.url) }
    }

    @Test("Line breaks, marks and blank lines of real CSV files")
    func tables() throws {
        let file = try scratch.file("wild.csv", "\u{FEFF}a,b\r\n1,\"two\nlines\"\r\n\r\n2,x\r\n")
        #expect(ask("frequency", ["x": .string("a")], data: file)["n"] == .integer(2))
        let single = try scratch.file("single.csv", "a\n1\n\n\"\"\n")
        let answer = ask("frequency", ["x": .string("a")], data: single)
        #expect(answer["n"] == .integer(2) && answer["missing"] == .integer(1))
    }
}
