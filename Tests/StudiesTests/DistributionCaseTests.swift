import Foundation
import Problems
import Studies
import Testing

@Suite("Distribution methods in the evaluation vocabulary")
struct DistributionCaseTests {
    private let scratch: Scratch
    private let table: URL

    init() throws {
        scratch = try Scratch()
        table = try scratch.file(
            "table.csv",
            """
            x,h,w,s,c,bad,t
            1,2,1,a,1,-1,p
            2,0,2,a,2,1,q
            4,1,1,b,1,1,
            7,0,0,b,2,1,p
            8,3,2,b,3,1,q
            ,5,1,a,1,1,q
            """)
    }

    private func ask(_ method: String, _ options: [String: JSON]) -> JSON {
        CaseRunner(language: .en).answer(
            method: method, dataURL: table, options: .object(options), root: scratch.url)
    }

    @Test(
        "Refusals with their reason",
        arguments: [
            ("gini", ["x": .string("x"), "correction": .string("some")], "invalid-option"),
            ("gini", ["x": .string("x"), "weight": .string("bad")], "negative-weight"),
            ("gini", ["x": .string("x"), "missing": .string("error")], "missing-values"),
            ("gini", ["x": .string("0")], "zero-total"),
            ("gini", ["x": .string("x / 0")], "empty-data"),
            ("gini", ["x": .string("x"), "strata": .string("s")], "unknown-option"),
            ("gini_se", ["x": .string("x"), "se": .string("hc1")], "invalid-option"),
            ("gini_se", ["x": .string("x"), "strata": .string("c")], "lonely-psu"),
            ("gini_se", ["x": .string("x"), "cluster": .string("none")], "unknown-column"),
            ("gini_se", ["x": .string("x"), "cluster": .array([.string("c"), .string("none")])], "unknown-column"),
            ("lorenz", ["x": .string("x")], "invalid-option"),
            ("lorenz", ["x": .string("x"), "probs": .array([.integer(1)])], "invalid-option"),
            ("quantile", ["x": .string("x"), "probs": .array([])], "invalid-option"),
            ("concentration_index", ["outcome": .string("h")], "invalid-option"),
            (
                "concentration_index",
                ["outcome": .string("h"), "rank": .string("x"), "type": .string("wagstaff")], "invalid-option"
            ),
            (
                "concentration_index",
                [
                    "outcome": .string("h"), "rank": .string("x"), "type": .string("erreygers"),
                    "limits": .array([.integer(0), .null]),
                ], "invalid-option"
            ),
            (
                "concentration_index",
                [
                    "outcome": .string("h"), "rank": .string("x"), "type": .string("extended"), "nu": .integer(2),
                    "se": .string("ols"),
                ], "not-defined"
            ),
            (
                "concentration_index",
                ["outcome": .string("h"), "rank": .string("x"), "se": .string("cluster")], "invalid-option"
            ),
            (
                "concentration_index_se", ["outcome": .string("h"), "rank": .string("x"), "se": .string("kwv1997")],
                "invalid-option"
            ),
            (
                "concentration_index_types",
                [
                    "outcome": .string("h"), "rank": .string("x"), "limits": .array([.integer(0), .integer(2)]),
                ], "invalid-option"
            ),
            ("kakwani", ["outcome": .string("h - h"), "rank": .string("x")], "zero-total"),
            ("fgt", ["x": .string("x"), "line": .integer(3)], "invalid-option"),
            ("fgt", ["x": .string("x"), "line": .integer(3), "aversion": .integer(3)], "invalid-option"),
            ("fgt", ["x": .string("x"), "line": .integer(3), "aversion": .string("1")], "invalid-option"),
            ("poverty", ["x": .string("x"), "line": .integer(-1)], "invalid-option"),
            ("relative_poverty", ["x": .string("x"), "line_of": .string("mean")], "invalid-option"),
            ("dominance", ["outcome": .string("h"), "rank": .string("x")], "invalid-option"),
            (
                "dominance",
                [
                    "outcome": .string("h"), "rank": .string("x"),
                    "critical": .object(["smm": .integer(3)]),
                ], "invalid-option"
            ),
            (
                "bootstrap",
                ["statistic": .string("mean"), "x": .string("x"), "resamples": .string("none.csv")], "unknown-column"
            ),
            (
                "bootstrap",
                ["statistic": .string("mean"), "x": .string("x"), "resamples": .string("table.csv")], "invalid-option"
            ),
            (
                "bia_marginal",
                [
                    "area": .string("s"), "subarea": .string("c"), "group": .string("t"), "rate": .string("h"),
                    "cell_pop": .string("w"),
                ], "invalid-expression"
            ),
        ] as [(String, [String: JSON], String)])
    func refusals(method: String, options: [String: JSON], reason: String) {
        #expect(ask(method, options)["reason"] == .string(reason))
    }

    @Test("Rows lacking a value, a weight or a code leave the sample")
    func missing() {
        let answer = ask("gini", ["x": .string("x"), "weight": .string("w")])
        #expect(answer["n_used"] == .integer(4))
        let codes = Set(answer["warnings"]?.elements?.compactMap { $0["code"]?.text } ?? [])
        #expect(codes == ["missing-dropped", "zero-weights-dropped"])
        #expect(
            ask("kakwani", ["outcome": .string("h"), "rank": .string("h"), "cluster": .string("t")])["n_used"]
                == .integer(5))
    }

    @Test("An index stands where its regression does not exist")
    func degenerate() {
        let flat = ask(
            "concentration_index", ["outcome": .string("h"), "rank": .string("1"), "se": .string("ols")])
        #expect(flat["index"] == .number(0) && flat["se"] == .null)
        let types = ask(
            "concentration_index_types",
            ["outcome": .string("1"), "rank": .string("x"), "limits": .array([.integer(1), .null])])
        #expect(types["modified"] == .null && types["wagstaff"] == .null && types["reason"] == nil)
    }

    @Test("Resamples are read beside the root, counted from 0 or 1")
    func resamples() throws {
        _ = try scratch.file("zero.csv", "0,1,2,3,4,5\r\n1, 1,1,1,1,1\n")
        _ = try scratch.file("one.csv", "1,2,3,4,5,6\n2,2,2,2,2,2")
        func ask(_ file: String, _ base: Int) -> JSON {
            self.ask(
                "bootstrap",
                [
                    "statistic": .string("median"), "x": .string("h"), "resamples": .string(file),
                    "index_base": .integer(base), "ci_method": .array([.string("bca"), .string("percentile")]),
                ])
        }
        #expect(ask("zero.csv", 0) == ask("one.csv", 1))
        #expect(ask("zero.csv", 0)["mean"] == .number(0.75) && ask("zero.csv", 0)["reason"] == nil)
        #expect(ask("one.csv", 0)["reason"] == .string("invalid-option"))
    }
}
