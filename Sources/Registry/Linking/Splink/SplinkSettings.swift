public import Foundation
public import Linkage
public import Problems

/// A model as Splink's settings, where meanings coincide.
public struct SplinkSettings: Sendable {
    /// The settings as JSON.
    public let json: String
    /// What of the model has no counterpart there, each with its name.
    public let leftOut: [Problem]

    /// Whether a file holds settings of Splink.
    public static func isFile(_ url: URL) -> Bool {
        guard let size = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize, size <= 1 << 24,
            let data = try? Data(contentsOf: url),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { return false }
        return SplinkImport.isSettings(object)
    }

    /// - Parameter acrossListsOnly: whether only records of different lists are compared.
    public init(_ model: LinkageModel, acrossListsOnly: Bool, isOneList: Bool) throws(Problem) {
        let sql = SplinkSQL(model)
        var leftOut: [Problem] = []
        func leave(_ part: String) { leftOut.append(Problem("linkage.splink-left-out", .note, value: part)) }
        var rules: [[String: String]] = []
        for rule in model.blocking {
            if let text = sql.rule(rule) {
                rules.append(["blocking_rule": text, "sql_dialect": "duckdb"])
            } else {
                leave("blocking: " + rule.text)
            }
            if let refine = rule.refine, !refine.isEmpty {
                leave("blocking: \(rule.text): refine: " + refine.map(\.text).joined(separator: ", "))
            }
        }
        var comparisons: [[String: Any]] = []
        for (place, comparison) in model.comparisons.enumerated() {
            var levels: [[String: Any]] = []
            let found = model.parameters?.comparisons[place]
            func numbers(_ level: Int) -> [String: Any] {
                found.map { ["m_probability": $0.m[level], "u_probability": $0.u[level]] } ?? [:]
            }
            for (number, level) in comparison.levels.enumerated() {
                let name = "\(comparison.name): \(level.label)"
                guard let condition = sql.condition(level.when) else {
                    leave(name)
                    continue
                }
                var item: [String: Any] = ["sql_condition": condition, "label_for_charts": level.label]
                if level.isNeutral {
                    item["is_null_level"] = true
                } else {
                    item.merge(numbers(number)) { _, new in new }
                }
                if let key = level.frequency {
                    if key.part == .whole, key.positions == nil {
                        item["tf_adjustment_column"] = sql.column(key.field)
                        item["tf_adjustment_weight"] = 1.0
                    } else {
                        leave("\(name): frequency: \(key.text)")
                    }
                }
                if level.isLent { leave("\(name): lent") }
                if level.relatives != nil { leave("\(name): relatives") }
                if level.isTied { leave("\(name): tied") }
                levels.append(item)
            }
            guard !levels.isEmpty else {
                leave(comparison.name)
                continue
            }
            if comparison.isShared { leave("\(comparison.name): shared") }
            levels.append(
                ["sql_condition": "ELSE", "label_for_charts": "else"].merging(numbers(comparison.levels.count)) {
                    _, new in
                    new
                })
            comparisons.append(["output_column_name": comparison.name, "comparison_levels": levels])
        }
        leave("largest_block: \(model.largestBlock)")
        if let household = model.household { leave("household: " + household.anchor) }
        for field in model.fields {
            if let cleaning = field.cleaning { leave("\(field.name): cleaning: \(cleaning)") }
            if let commonest = field.commonest { leave("\(field.name): commonest: \(commonest)") }
            if let share = field.commonestShare { leave("\(field.name): commonest_share: \(share)") }
        }
        if !model.clustering.contradictions.isEmpty { leave("clustering: contradictions") }
        if let most = model.clustering.largestPerList { leave("clustering: largest_per_list: \(most)") }
        if model.clustering.weighsAllPairs { leave("clustering: weighs_all_pairs") }
        for key in (model.frequencyFiles ?? [:]).keys.sorted() { leave("frequencies: " + key) }
        var settings: [String: Any] = [
            "link_type": isOneList ? "dedupe_only" : acrossListsOnly ? "link_only" : "link_and_dedupe",
            "sql_dialect": "duckdb", "unique_id_column_name": "unique_id",
            "blocking_rules_to_generate_predictions": rules, "comparisons": comparisons,
        ]
        if let parameters = model.parameters { settings["probability_two_random_records_match"] = parameters.match }
        guard
            let data = try? JSONSerialization.data(
                withJSONObject: settings, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        else { throw Problem("linkage.model-file") }
        json = String(decoding: data, as: UTF8.self) + "\n"
        self.leftOut = leftOut
    }
}
