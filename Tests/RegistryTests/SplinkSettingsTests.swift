import Foundation
import Linkage
import Problems
import Testing

@testable import Registry

/// Settings of Splink as models, and back; what both weigh is held against Splink itself in `Benchmarks`.
@Suite("Settings of Splink")
struct SplinkSettingsTests {
    private func level(_ condition: String, _ more: [String: Any] = [:]) -> [String: Any] {
        ["sql_condition": condition, "label_for_charts": condition].merging(more) { _, new in new }
    }

    private func settings(
        _ levels: [[String: Any]], rules: [Any] = ["l.\"a\" = r.\"a\""], _ more: [String: Any] = [:]
    ) -> [String: Any] {
        [
            "link_type": "dedupe_only", "sql_dialect": "duckdb", "blocking_rules_to_generate_predictions": rules,
            "comparisons": [["output_column_name": "x", "comparison_levels": levels + [level("ELSE")]]],
        ].merging(more) { _, new in new }
    }

    private func read(_ object: [String: Any]) throws -> LinkageModelFile.Given {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("splink-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try JSONSerialization.data(withJSONObject: object).write(to: file)
        return try LinkageModelFile.given(file.path)
    }

    /// SQL and the conditions that it comes to.
    @Test(arguments: [
        ("\"a_l\" IS NULL OR \"a_r\" IS NULL", [["missing a"]]),
        ("\"a_l\" = \"a_r\"", [["same a"]]),
        ("a_r = a_l", [["same a"]]),
        ("jaro_winkler_similarity(\"a_l\", \"a_r\") >= 0.9", [["jw a >= 0.9"]]),
        ("jaro_similarity(a_l, a_r) >= 0.5", [["jaro a >= 0.5"]]),
        ("levenshtein(a_l, a_r) <= 2", [["levenshtein a <= 2"]]),
        ("damerau_levenshtein(a_l, a_r) < 2", [["edits a <= 1"]]),
        ("SUBSTRING(\"a_l\", 2, 3) = substr(\"a_r\", 2, 3)", [["same a[2..4]"]]),
        ("split_part(a_l, ' ', 1) = split_part(a_r, ' ', 1)", [["same a.first"]]),
        ("(a_l = a_r) AND (b_l = b_r OR c_l = c_r)", [["same a", "same b"], ["same a", "same c"]]),
        ("a_l = a_r and not (b_l = b_r)", [["same a", "not same b", "not missing b"]]),
        ("a_l <> a_r", [["not same a", "not missing a"]]),
        ("a_l IS NOT NULL AND a_r IS NOT NULL", [["not missing a"]]),
        ("(a_l IS NULL OR a_r IS NULL) AND (b_l IS NULL OR b_r IS NULL)", [["missing a", "missing b"]]),
        (
            "ABS(EPOCH(try_strptime(\"a_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"a_r\", '%Y-%m-%d'))) <= 2629800.0",
            [["days a-date <= 30"]]
        ),
        ("abs(datediff('day', try_cast(a_l as date), a_r::date)) <= 31", [["days a-date <= 31"]]),
        ("try_strptime(a_l, '%Y%m%d') IS NULL OR try_strptime(a_r, '%Y%m%d') IS NULL", [["missing a-date"]]),
        ("abs(a_l - a_r) <= 5", [["gap a-number <= 5.0"]]),
    ])
    func conditions(sql: String, expected: [[String]]) throws {
        let given = try read(settings([level(sql), level("z_l = z_r")]))
        #expect(given.model.comparisons[0].levels[0].when.map { $0.map(\.text) } == expected)
    }

    @Test(arguments: [
        "a_l = b_r", "a_l = a_l", "a_l IS NULL", "lower(a_l) = lower(a_r)", "jaro_winkler_similarity(a_l, a_r) > 0.9",
        "jaccard(a_l, a_r) >= 0.5", "a_l =", "", "a_l = a_r)", "x'", "levenshtein(a_l, b_r) <= 1", "a_l = 'x'",
        "a_l IS NULL AND a_r IS NULL", "regexp_extract(a_l, '^x', 0) = regexp_extract(a_r, '^x', 0)",
        String(repeating: "(", count: 5000) + "a_l = a_r" + String(repeating: ")", count: 5000),
        String(repeating: "not ", count: 5000) + "a_l = a_r",
    ])
    func whatHasNoCounterpartIsRefusedByName(sql: String) throws {
        let problem = #expect(throws: Problem.self) { try read(settings([level("z_l = z_r"), level(sql)])) }
        #expect(problem?.code == "linkage.splink")
        #expect(problem?.value == sql)
        #expect(problem?.arguments["part"] == "comparisons/x/2/sql_condition")
    }

    @Test func otherPartsAreRefusedByName() throws {
        let same = level("a_l = a_r")
        func part(_ object: [String: Any]) -> String? {
            let problem = #expect(throws: Problem.self) { try read(object) }
            #expect(problem?.code == "linkage.splink")
            return problem?.arguments["part"]
        }
        #expect(part(settings([same], ["strange": 1])) == "strange")
        #expect(part(settings([same], ["link_type": "other"])) == "link_type")
        #expect(part(settings([same], ["sql_dialect": "spark"])) == "sql_dialect")
        #expect(part(settings([same], rules: ["l.a = r.b"])) == "blocking_rules_to_generate_predictions/1")
        #expect(
            part(settings([same], rules: [["blocking_rule": "l.a = r.a", "arrays_to_explode": ["a"]]]))
                == "blocking_rules_to_generate_predictions/1/arrays_to_explode")
        #expect(
            part(settings([level("a_l = a_r", ["tf_adjustment_column": "a", "tf_adjustment_weight": 0.5])]))
                == "comparisons/x/1/tf_adjustment_weight")
        #expect(
            part(settings([level("levenshtein(a_l, a_r) <= 1", ["tf_adjustment_column": "a"])]))
                == "comparisons/x/1/tf_adjustment_column")
        #expect(part(settings([level("a_l = a_r", ["m_probability": 0.9, "u_probability": 0.1])])) == "comparisons/x")
        #expect(
            part(settings([level("a_l = a_r", ["fix_m_probability": true])])) == "comparisons/x/1/fix_m_probability")
        #expect(part(settings([level("a_l = a_r", ["hidden": "x"])])) == "comparisons/x/1/hidden")
    }

    @Test func whatStandsBesideAModel() throws {
        let given = try read(
            settings(
                [level("a_l = a_r", ["tf_adjustment_column": "a", "tf_adjustment_weight": 1.0])],
                rules: ["l.a = r.a AND substr(l.b, 1, 4) = substr(r.b, 1, 4) OR l.c = r.c"],
                ["link_type": "link_only", "unique_id_column_name": "nomor", "retain_matching_columns": true]))
        #expect(given.acrossListsOnly && given.idColumn == "nomor")
        #expect(given.model.blocking.map(\.text) == ["a + b[1..4]", "c"])
        #expect(given.model.comparisons[0].levels[0].frequency?.text == "a")
        #expect(given.model.parameters == nil)
        // A part of a value means nearly the same.
        #expect(given.notes.map(\.code) == ["linkage.splink-near"])
        #expect(given.model.fields.map(\.name) == ["a", "b", "c"])
    }

    /// A trained model goes to Splink's settings and comes back as the same model.
    @Test func thereAndBack() throws {
        let conditions = [
            "a_l IS NULL OR a_r IS NULL", "a_l = a_r", "jaro_winkler_similarity(a_l, a_r) >= 0.9",
            "substr(b_l, 1, 4) = substr(b_r, 1, 4)",
            "abs(datediff('day', try_cast(d_l as date), try_cast(d_r as date))) <= 31",
        ]
        let levels = conditions.enumerated().map { place, sql in
            level(
                sql,
                place == 0 ? ["is_null_level": true] : ["m_probability": 0.2, "u_probability": 0.01 * Double(place)])
        }
        var object = settings(levels, rules: ["l.a = r.a AND substr(l.b, 1, 4) = substr(r.b, 1, 4)"])
        object["comparisons"] = [
            [
                "output_column_name": "x",
                "comparison_levels": levels + [level("ELSE", ["m_probability": 0.2, "u_probability": 0.9])],
            ]
        ]
        object["probability_two_random_records_match"] = 0.001
        let first = try read(object)
        let written = try SplinkSettings(first.model, acrossListsOnly: false, isOneList: true)
        let again = try read(
            try #require(try JSONSerialization.jsonObject(with: Data(written.json.utf8)) as? [String: Any]))
        #expect(again.model.parameters == first.model.parameters)
        #expect(again.model.comparisons == first.model.comparisons)
        #expect(again.model.blocking == first.model.blocking)
        #expect(Set(again.model.fields) == Set(first.model.fields))
        // Written exactly, the part of a value is no longer near.
        #expect(again.notes.isEmpty)
    }

    /// The bundled model for people: what Splink cannot say is listed, one line each.
    @Test func whatIsLeftOutIsListed() throws {
        let model = try LinkageModelFile.named("persons")
        let written = try SplinkSettings(model, acrossListsOnly: false, isOneList: false)
        let left = written.leftOut.compactMap(\.value)
        #expect(left.contains("household: family"))
        #expect(left.contains("clustering: contradictions"))
        #expect(left.contains { $0.hasPrefix("blocking: nik: refine") })
        #expect(left.contains { $0.contains("frequency: name.sorted") })
        #expect(left.contains { $0.hasSuffix("lent") })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(written.json.utf8)) as? [String: Any])
        #expect(object["link_type"] as? String == "link_and_dedupe")
        #expect((object["comparisons"] as? [Any])?.count == model.comparisons.count)
    }
}
