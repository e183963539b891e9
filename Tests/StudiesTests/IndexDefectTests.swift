import Foundation
import Problems
import Studies
import Testing

/// Defects of reference packages on indices, groups and designs; see `DefectTests`.
@Suite("Known defects of the reference packages: indices, groups and designs")
struct IndexDefectTests: DefectAsking {
    // MARK: Indices

    @Test func scaleOfWeights() throws {
        for weight in [1, 0.25, 100] {
            let answer = try ask(
                "gini", ["x": "x", "weight": .number(weight)], ["x": ["1", "2", "3", "10"]])
            #expect(near(answer["gini"], 0.4375))
        }
    }

    @Test func largeIntegers() throws {
        let answer = try ask(
            "gini", ["x": "x", "weight": "w"],
            ["x": ["1000000", "2000000", "3000000", "10000000"], "w": ["250000", "250000", "250000", "250000"]])
        #expect(near(answer["gini"], 0.4375))
    }

    @Test func orderOfTiedRows() throws {
        let ranks = ["1", "1", "2", "2", "3", "3"]
        for outcome in [
            ["5", "1", "4", "2", "3", "9"], ["1", "5", "4", "2", "3", "9"], ["1", "5", "2", "4", "9", "3"],
        ] {
            let answer = try ask("concentration_index", ["outcome": "h", "rank": "r"], ["h": outcome, "r": ranks])
            // Means 3, 3, 6 of three pairs: 2·(3·1/6 + 3·1/2 + 6·5/6)/12 − 1.
            #expect(near(answer["index"], 1.0 / 6))
        }
    }

    @Test func modifiedIndex() throws {
        let answer = try ask(
            "concentration_index_types", ["outcome": "h", "rank": "r", "limits": [1, .null]],
            ["h": ["2", "3", "7"], "r": ["1", "2", "3"]])
        // μ = 4, C = 5/18; μC/(μ − 1).
        #expect(near(answer["standard"], 5.0 / 18) && near(answer["modified"], 4 * 5.0 / 18 / 3))
    }

    @Test func smallSampleFactorIsAsked() throws {
        let columns = ["x": ["1", "2", "3", "10"]]
        #expect(near(try ask("gini", ["x": "x"], columns)["gini"], 0.4375))
        let corrected = try ask("gini", ["x": "x", "correction": "n-over-n-minus-1"], columns)
        #expect(near(corrected["gini"], 0.4375 * 4 / 3))
    }

    @Test func negativesAndMissingWeights() throws {
        let columns = ["x": ["-2", "2", "4", "9"], "w": ["1", "1", "1", ""]]
        let zeroed = try ask("gini", ["x": "x", "negatives": "zero"], columns)
        #expect(near(zeroed["gini"], 29.0 / 60))
        #expect(try ask("gini", ["x": "x", "negatives": "drop"], columns)["reason"] == "invalid-option")
        let quantile = try ask("quantile", ["x": "x", "weight": "w", "probs": [0.5]], columns)
        #expect(near(quantile["q"]?.elements?.first, 2))
        #expect(quantile["warnings"]?.elements?.first?["code"] == "missing-dropped")
    }

    @Test func boundedOutcome() throws {
        // A 0/1 outcome: Wagstaff's index of the outcome and of its complement mirror each other.
        let (ill, well) = (["1", "1", "0", "0", "1", "0"], ["0", "0", "1", "1", "0", "1"])
        let options: JSON = ["outcome": "h", "rank": "r", "type": "wagstaff", "limits": [0, 1], "se": "linearized"]
        let ranks = texts((1...6).map(Double.init))
        let a = try ask("concentration_index", options, ["h": ill, "r": ranks])
        let b = try ask("concentration_index", options, ["h": well, "r": ranks])
        #expect(near(a["index"], -(b["index"]?.double ?? 0)) && near(a["se"], b["se"]?.double ?? 0, 1e-10))
    }

    // MARK: Groups, designs, proportions

    @Test func tiedHouseholdsStayTogether() throws {
        let answer = try ask(
            "bia_average", ["outcome": "h", "rank": "r", "groups": 2],
            ["h": ["1", "0", "1", "0", "1", "0"], "r": ["1", "2", "2", "2", "2", "9"]])
        #expect(answer["count"] == [5, 1])
        let codes = answer["warnings"]?.elements?.compactMap { $0["code"]?.text } ?? []
        #expect(codes.contains("unequal-class-sizes"))
    }

    @Test func equalWidthIsNoQuintile() throws {
        let answer = try ask(
            "bia_equal_width", ["outcome": "1", "rank": "r"], ["r": texts((1...20).map { pow(1.4, Double($0)) })])
        let codes = Set(answer["warnings"]?.elements?.compactMap { $0["code"]?.text } ?? [])
        #expect(codes.isSuperset(of: ["equal-width-classes", "unequal-class-sizes", "no-population-reference"]))
    }

    @Test func lonelyUnit() throws {
        let columns = ["y": ["1", "2", "3", "9"], "s": ["a", "a", "a", "b"], "c": ["1", "2", "3", "4"]]
        let options: [String: JSON] = ["outcome": "y", "strata": "s", "cluster": "c"]
        #expect(try ask("svy_mean", .object(options), columns)["reason"] == "lonely-psu")
        for policy in ["remove", "adjust", "average"] {
            let answer = try ask(
                "svy_mean", .object(options.merging(["lonely_psu": .string(policy)]) { $1 }), columns)
            let codes = answer["warnings"]?.elements?.compactMap { $0["code"]?.text } ?? []
            #expect((answer["se"]?.double ?? 0) > 0 && codes.contains("lonely-psu"))
        }
    }

    @Test func kornGraubardOnADomain() throws {
        let rows = Array(0..<48)
        let columns = [
            "b": rows.map { $0 * 7 % 5 < 2 ? "1" : "0" }, "dom": rows.map { $0 * 3 % 4 < 2 ? "1" : "0" },
            "w": rows.map { String(1 + Double($0 % 3) / 2) }, "s": rows.map { "s\($0 % 12 % 3)" },
            "c": rows.map { "c\($0 % 12)" },
        ]
        let options: [String: JSON] = [
            "outcome": "b", "domain": "dom", "weight": "w", "strata": "s", "cluster": "c",
        ]
        let answer = try ask(
            "proportion_ci", .object(options.merging(["ci_method": "korn-graubard"]) { $1 }), columns)
        // R survey 4.1-1, svyciprop(method = "beta") on the subset.
        #expect(near(answer["estimate"], 0.430555555555556) && near(answer["se"], 0.0464161685421011))
        let ends = answer["ci"]?.elements ?? []
        #expect(near(ends.first, 0.288670920490708, 1e-9) && near(ends.last, 0.581306887131214, 1e-9))
        let wilson = try ask(
            "proportion_ci", .object(options.merging(["ci_method": "wilson-effective-n"]) { $1 }), columns)
        let (low, high) = (wilson["ci"]?.elements?.first?.double ?? 0, wilson["ci"]?.elements?.last?.double ?? 0)
        #expect(low > 0.3 && low < 0.4305 && high > 0.4306 && high < 0.55)
    }

    @Test func weightedQuantile() throws {
        let columns = ["x": ["1", "2", "3"], "w": ["1", "1", "2"]]
        for (rule, expected) in [("inverse-ecdf", 2.0), ("average-at-steps", 2.5), ("linear-hf7", 2)] {
            let answer = try ask(
                "quantile", ["x": "x", "weight": "w", "probs": [0.5], "quantile_rule": .string(rule)], columns)
            #expect(answer["q"] == .array([.number(expected)]))
        }
    }

    @Test func modulusNotPairs() throws {
        let rows = (1...200).map(Double.init)
        let answer = try ask(
            "dominance",
            [
                "outcome": "h", "rank": "r", "weight": "w",
                "critical": ["smm_k": 3, "stata_table": 3.6154, "iut": 1.96],
            ],
            ["h": rows.map { $0 < 90 ? "1" : "0" }, "r": texts(rows), "w": rows.map { Int($0) % 3 == 0 ? "2" : "1" }])
        // The joint critical value of 19 neighbouring ordinates is below the modulus of 19 independent ones, let alone
        // the 3.615 of 171 pairs.
        let critical = answer["vs_45_degree"]?["sup_t"]?.double ?? 9
        #expect(critical > 1.96 && critical < 3.0004)
        #expect(answer["vs_45_degree"]?["mca_sup_t"] == "dominates")
    }

    @Test func recipientsOnly() throws {
        let answer = try ask("targeting", ["eligible": "e", "recipient": "1"], ["e": ["1", "1", "0"]])
        #expect(answer["coverage_eligible"] == .null && answer["targeting_differential"] == .null)
        #expect(answer["warnings"]?.elements?.contains { $0["code"] == "no-comparison-group" } == true)
    }

    @Test func printedWeights() throws {
        let items = Dictionary(uniqueKeysWithValues: (1...9).map { ("u\($0)", ["4", "4"]) })
        let answer = try ask(
            "ikm", ["items": .array((1...9).map { .string("u\($0)") }), "printed_weight": 0.11], items)
        #expect(answer["ikm"] == .number(100) && near(answer["ikm_with_printed_weight"], 99))
    }
}
