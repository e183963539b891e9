import Foundation
import Linkage
import Problems

/// A model from Splink's settings, and what of them stands outside a model.
struct SplinkImport {
    /// Keys that say nothing about which pairs are compared and what they weigh.
    private static let idle: Set<String> = [
        "retain_matching_columns", "retain_intermediate_calculation_columns", "additional_columns_to_retain",
        "linker_uid", "em_convergence", "max_iterations", "match_weight_column_prefix", "bayes_factor_column_prefix",
        "term_frequency_adjustment_column_prefix", "comparison_vector_value_column_prefix",
        "source_dataset_column_name",
    ]
    private static let used: Set<String> = [
        "link_type", "probability_two_random_records_match", "blocking_rules_to_generate_predictions", "comparisons",
        "unique_id_column_name", "sql_dialect",
    ]
    private static let comparisonKeys: Set<String> = [
        "output_column_name", "comparison_levels", "comparison_description",
    ]
    private static let levelKeys: Set<String> = [
        "sql_condition", "label_for_charts", "m_probability", "u_probability", "is_null_level", "tf_adjustment_column",
        "tf_adjustment_weight", "tf_minimum_u_value", "fix_m_probability", "fix_u_probability",
        "disable_tf_exact_match_detection",
    ]

    private(set) var model: LinkageModel
    /// Whether only pairs across lists are compared; nil where the settings leave both open.
    private(set) var acrossListsOnly: Bool
    private(set) var idColumn: String?
    /// What comes close but is not quite the same.
    private(set) var near: [String]

    /// Whether a document is one of Splink's.
    static func isSettings(_ object: [String: Any]) -> Bool {
        object["blocking_rules_to_generate_predictions"] != nil || object["link_type"] != nil
    }

    /// - Throws: `linkage.splink` naming what has no counterpart.
    init(_ object: [String: Any], name: String) throws(Problem) {
        func refuse(_ part: String, _ value: String) -> Problem {
            Problem("linkage.splink", at: Place(file: name), value: value, ["part": part])
        }
        func known(_ object: [String: Any], _ keys: Set<String>, _ part: String) throws(Problem) {
            if let key = object.keys.sorted().first(where: { !keys.contains($0) && !(object[$0] is NSNull) }) {
                throw refuse(part.isEmpty ? key : part + "/" + key, Self.text(object[key]))
            }
        }
        try known(object, Self.idle.union(Self.used), "")
        let dialect = object["sql_dialect"] as? String ?? "duckdb"
        guard dialect == "duckdb" else { throw refuse("sql_dialect", dialect) }
        let type = object["link_type"] as? String ?? "dedupe_only"
        guard ["dedupe_only", "link_only", "link_and_dedupe"].contains(type) else { throw refuse("link_type", type) }
        acrossListsOnly = type == "link_only"
        idColumn = object["unique_id_column_name"] as? String
        var conditions = SplinkConditions()
        var blocking: [BlockingRule] = []
        for (place, item) in (object["blocking_rules_to_generate_predictions"] as? [Any] ?? []).enumerated() {
            let part = "blocking_rules_to_generate_predictions/\(place + 1)"
            if let rule = item as? [String: Any] {
                try known(rule, ["blocking_rule", "sql_dialect"], part)
            }
            let sql = item as? String ?? (item as? [String: Any])?["blocking_rule"] as? String ?? ""
            guard let condition = SQLParser.condition(sql), let all = conditions.alternatives(condition),
                all.allSatisfy({ $0.allSatisfy { $0.test == .same && !$0.isNegated } })
            else { throw refuse(part, sql) }
            blocking += all.map { BlockingRule($0.map(\.key)) }
        }
        var comparisons: [Comparison] = []
        var parameters: [ModelParameters.Levels?] = []
        for (place, item) in (object["comparisons"] as? [[String: Any]] ?? []).enumerated() {
            let own = item["output_column_name"] as? String ?? "comparison \(place + 1)"
            try known(item, Self.comparisonKeys, "comparisons/" + own)
            let levels = item["comparison_levels"] as? [[String: Any]] ?? []
            guard levels.last?["sql_condition"] as? String == "ELSE", levels.count > 1 else {
                throw refuse("comparisons/" + own, "ELSE")
            }
            var made: [ComparisonLevel] = []
            var (m, u) = ([Double?](), [Double?]())
            for (number, level) in levels.enumerated() {
                let part = "comparisons/\(own)/\(number + 1)"
                try known(level, Self.levelKeys, part)
                for key in ["fix_m_probability", "fix_u_probability"] where level[key] as? Bool == true {
                    throw refuse(part + "/" + key, "true")
                }
                let isNull = level["is_null_level"] as? Bool ?? false
                m.append(isNull ? 1 : level["m_probability"] as? Double)
                u.append(isNull ? 1 : level["u_probability"] as? Double)
                for value in [m.last, u.last].compactMap({ $0 ?? nil }) where !(value >= 0 && value <= 1) {
                    throw refuse(part, "\(value)")
                }
                guard number < levels.count - 1 else {
                    if isNull { throw refuse(part, "is_null_level") }
                    continue
                }
                let sql = level["sql_condition"] as? String ?? ""
                guard let condition = SQLParser.condition(sql), let all = conditions.alternatives(condition) else {
                    throw refuse(part + "/sql_condition", sql)
                }
                var frequency: FieldKey?
                if let column = level["tf_adjustment_column"] as? String,
                    (level["tf_adjustment_weight"] as? Double ?? 1) != 0
                {
                    let least = level["tf_minimum_u_value"] as? Double ?? 0
                    guard level["tf_adjustment_weight"] as? Double ?? 1 == 1, least == 0 else {
                        throw refuse(part + "/tf_adjustment_weight", sql)
                    }
                    let key = all.first?.lazy.filter { $0.test == .same && !$0.isNegated }.map(\.key).first {
                        $0.part == .whole && $0.positions == nil && conditions.known.column($0.field) == column
                    }
                    guard let key, all.allSatisfy({ $0.contains(Condition(.same, key)) }) else {
                        throw refuse(part + "/tf_adjustment_column", sql)
                    }
                    frequency = key
                }
                made.append(
                    ComparisonLevel(
                        level["label_for_charts"] as? String ?? sql, when: all, isNeutral: isNull, frequency: frequency)
                )
            }
            comparisons.append(Comparison(own, made))
            let (complete, none) = (m + u, zip(made.map(\.isNeutral) + [false], zip(m, u)))
            if complete.allSatisfy({ $0 != nil }) {
                // A level that training never met has 0; its logarithm must stay a number.
                let (own, others) = (m.map { max($0 ?? 0, 1e-300) }, u.map { max($0 ?? 0, 1e-300) })
                parameters.append(
                    .init(name: comparisons[place].name, m: own, u: others, isCounted: own.map { _ in false }))
            } else if none.allSatisfy({ $0.0 || $0.1.0 == nil && $0.1.1 == nil }) {
                parameters.append(nil)
            } else {
                throw refuse("comparisons/" + own, "m_probability, u_probability")
            }
        }
        model = LinkageModel(
            name: URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent, fields: conditions.known.fields,
            blocking: blocking, comparisons: comparisons, clustering: ClusterRules(weighsAllPairs: false))
        near = conditions.known.near
        let trained = parameters.compactMap { $0 }
        guard !trained.isEmpty else { return }
        let match = object["probability_two_random_records_match"] as? Double ?? -1
        guard trained.count == parameters.count else { throw refuse("comparisons", "m_probability, u_probability") }
        guard match > 0, match < 1 else {
            throw refuse(
                "probability_two_random_records_match", Self.text(object["probability_two_random_records_match"]))
        }
        model.parameters = ModelParameters(
            match: match, household: 0, comparisons: trained,
            convergence: .init(iterations: 0, change: 0, isConverged: true), records: 0)
    }

    private static func text(_ value: Any?) -> String { value.map { String(describing: $0) } ?? "" }
}
