import Foundation
import Problems
import Studies
import Testing

@Suite("Cases on designs, groups and effects")
struct DesignCaseTests {
    private let scratch: Scratch
    private let table: URL

    init() throws {
        scratch = try Scratch()
        table = try scratch.file(
            "survey.csv",
            """
            y,x,sex,zone,psu,w,got,fit,late,before,after,big
            1,2,F,10,a,1,1,1,0,5,9,6
            3,4,M,9,a,2,0,1,1,4,4,6
            5,6,F,9,b,1,1,0,0,6,7,6
            ,8,M,10,b,1,0,0,1,2,5,6
            9,1,F,10,c,3,1,1,1,8,8,6
            2,3,M,9,c,1,0,0,0,7,,6
            """)
    }

    private func ask(_ method: String, _ options: [String: JSON]) -> JSON {
        CaseRunner(language: .en).answer(method: method, dataURL: table, options: .object(options))
    }

    @Test("Subgroups: the first column varies fastest, numbers by size; an empty one keeps its place")
    func subgroups() {
        let answer = ask(
            "svy_mean_by",
            [
                "outcome": .string("y"), "by": .strings(["zone", "sex"]), "by_names": .strings(["area", "s"]),
                "cluster": .string("psu"),
            ])
        #expect(answer["area"] == .integers([9, 10, 9, 10]))
        #expect(answer["s"] == .strings(["F", "F", "M", "M"]))
        #expect(answer["estimate"] == .array([.number(5), .number(5), .number(2.5), .null]))
        #expect(answer["n_used"] == .integers([1, 2, 2, 0]))
        #expect(
            ask("svy_mean_by", ["outcome": .string("y"), "by": .strings(["sex"]), "by_names": .strings(["se"])])[
                "reason"]
                == .string("invalid-option"))
    }

    @Test("A domain keeps the design, a finite population gives the weights, a missing value stays as sampled")
    func domain() {
        let answer = ask(
            "svy_mean", ["outcome": .string("y"), "domain": .string("sex == 'F'"), "fpc": .string("big")])
        #expect(answer["estimate"] == .number(5) && answer["df"] == .integer(2) && answer["n_used"] == .integer(3))
        #expect(answer["se"] == .number(0))
        #expect(ask("svy_total", ["outcome": .string("y"), "weight": .string("w")])["estimate"] == .number(41))
        #expect(
            ask("svy_mean", ["outcome": .string("y"), "missing": .string("error")])["reason"]
                == .string("missing-values"))
    }

    @Test(
        "Refusals with their reason",
        arguments: [
            ("svy_mean", ["outcome": .string("y"), "where": .string("y > 1")], "unknown-option"),
            ("svy_mean", ["outcome": .string("y"), "lonely_psu": .string("skip")], "invalid-option"),
            ("svy_mean", ["outcome": .string("y"), "strata": .string("nowhere")], "unknown-column"),
            ("svy_mean", ["outcome": .string("y"), "fpc": .strings(["big", "big"])], "invalid-option"),
            ("svy_total", ["outcome": .string("y"), "strata": .string("y"), "domain": .string("x > 1")], "lonely-psu"),
            ("svy_ratio", ["numerator": .string("y"), "denominator": .string("0")], "zero-total"),
            ("svy_chisq", ["row": .string("sex"), "col": .string("big")], "single-group"),
            (
                "svy_chisq", ["row": .string("sex"), "col": .string("zone"), "statistic": .string("wald")],
                "invalid-option"
            ),
            (
                "targeting", ["eligible": .string("fit"), "recipient": .string("got"), "weight": .string("0 - w")],
                "negative-weight"
            ),
            ("welch_t", ["outcome": .string("y"), "group": .string("sex"), "first": .string("X")], "single-group"),
            (
                "mann_whitney", ["outcome": .string("y"), "group": .string("big"), "first": .string("6")],
                "single-group"
            ),
            (
                "mann_whitney", ["outcome": .string("y"), "group": .string("sex"), "first": .integer(1)],
                "invalid-option"
            ),
            ("kruskal_wallis", ["outcome": .string("big"), "group": .string("sex")], "not-defined"),
            ("mcnemar", ["table": .array([.integers([1, 2]), .numbers([1.5, 2])])], "invalid-option"),
            ("did", ["outcome": .string("y"), "before": .string("x"), "treated": .string("got")], "invalid-option"),
            (
                "did", ["before": .string("before"), "after": .string("after"), "treated": .string("1")],
                "no-comparison-group"
            ),
            (
                "did",
                [
                    "outcome": .string("y"), "post": .string("late"), "treated": .string("got"),
                    "se": .strings(["cluster"]),
                ],
                "invalid-option"
            ),
            ("power", ["test": .string("paired-t"), "solve": .string("n"), "d": .number(0.5)], "invalid-option"),
            (
                "power", ["test": .string("paired-t"), "solve": .string("n"), "d": .number(0), "power": .number(0.8)],
                "not-defined"
            ),
            ("sample_size", ["formula": .string("slovin-cochran"), "population": .number(2.5)], "invalid-option"),
            ("loan", ["principal": .integer(1), "instalment": .integer(1)], "invalid-option"),
            ("ikm", ["items": .strings(["x"])], "invalid-option"),
            ("ikm", ["items": .strings(["sex"])], "invalid-expression"),
        ] as [(String, [String: JSON], String)])
    func refusals(method: String, options: [String: JSON], reason: String) {
        #expect(ask(method, options)["reason"] == .string(reason))
    }

    @Test("The standard errors that are asked for, and no others; few clusters are told")
    func errors() {
        let wide: [String: JSON] = [
            "before": .string("before"), "after": .string("after"), "treated": .string("got"),
            "cluster": .string("psu"),
        ]
        let all = ask("did", wide)
        for field in ["se_ols", "se_hc1", "se_cluster_cr1", "se_cluster_id_cr1", "se_fd_hc1", "se_ancova_ols"] {
            #expect(all[field]?.double != nil, "\(field)")
        }
        #expect(all["n"] == .integer(10) && all["n_pairs"] == .integer(5) && all["clusters"] == .integer(3))
        let some = ask("did", wide.merging(["se": .strings(["hc1"])]) { $1 })
        #expect(some["se_hc1"] == all["se_hc1"] && some["se_ols"] == nil && some["se_cluster_cr1"] == nil)
        func codes(_ answer: JSON) -> [JSON] { answer["warnings"]?.elements?.compactMap { $0["code"] } ?? [] }
        #expect(codes(all).contains(.string("few-clusters")) && !codes(some).contains(.string("few-clusters")))
    }

    @Test("Groups of a numeric column are its numbers, however they are written")
    func numericGroups() {
        let options: [String: JSON] = ["outcome": .string("x"), "group": .string("zone"), "first": .string("9.0")]
        #expect(ask("mann_whitney", options)["n_first"] == .integer(3))
    }

    @Test("Power: the second group follows the ratio, or is given")
    func power() {
        let options: [String: JSON] = [
            "test": .string("two-sample-t"), "solve": .string("power"), "d": .number(0.5), "n1": .integer(20),
        ]
        let ratio = ask("power", options.merging(["ratio": .integer(2)]) { $1 })
        let given = ask("power", options.merging(["n2": .integer(40)]) { $1 })
        #expect(ratio["power"]?.double != nil && ratio["power"] == given["power"])
    }
}
