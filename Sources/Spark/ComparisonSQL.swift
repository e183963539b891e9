import Kernels
import Linkage
import Problems

/// Renders comparisons whose every condition Spark's built-in functions answer exactly as the native engine does.
struct ComparisonSQL {
    let keys: KeySQL
    /// Text fields whose values are ASCII and no longer than the native engine looks at: there `levenshtein` is ours.
    let plainTexts: Set<String>

    /// What the names of the two records' columns begin with.
    static let sides = ("l:", "r:")

    /// The level of a comparison; nil where Spark cannot tell.
    func level(_ comparison: Comparison) throws(Problem) -> String? {
        var cases: [String] = []
        for (place, level) in comparison.levels.enumerated() {
            var alternatives: [String] = []
            for all in level.when {
                var conditions: [String] = []
                for item in all {
                    guard let made = try condition(item) else { return nil }
                    conditions.append(made)
                }
                alternatives.append("(" + (conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ")) + ")")
            }
            cases.append(
                "WHEN \(alternatives.isEmpty ? "FALSE" : alternatives.joined(separator: " OR ")) THEN \(place)")
        }
        return "CASE " + cases.joined(separator: " ") + " ELSE \(comparison.levels.count) END"
    }

    private func condition(_ item: Condition) throws(Problem) -> String? {
        guard let plain = try plain(item) else { return nil }
        return item.isNegated ? "NOT " + plain : plain
    }

    /// TRUE or FALSE, never NULL: what is missing on either side is not the same.
    private func plain(_ item: Condition) throws(Problem) -> String? {
        let (a, b) = (try keys.value(item.key, Self.sides.0), try keys.value(item.key, Self.sides.1))
        let isDate = keys.kinds[item.key.field] == .date && item.key.part == .whole
        let isNumber = keys.kinds[item.key.field] == .number
        switch item.test {
        case .same: return SQLText.certain("\(a) = \(b)")
        case .missing: return "(\(a) IS NULL OR \(b) IS NULL)"
        case .similar(.levenshtein, let bound) where plainTexts.contains(item.key.field):
            return SQLText.certain("levenshtein(\(a), \(b)) <= \(Int(bound))")
        case .swapped where isDate:
            return SQLText.certain(
                "\(a) = concat(substring(\(b), 1, 4), substring(\(b), 7, 2), substring(\(b), 5, 2))")
        case .days(let most) where isDate:
            return SQLText.certain("abs(datediff(to_date(\(a), 'yyyyMMdd'), to_date(\(b), 'yyyyMMdd'))) <= \(most)")
        case .gap(let most) where isNumber:
            return SQLText.certain("abs(\(double(a)) - \(double(b))) <= \(double(most))")
        case .share(let most) where isNumber:
            return SQLText.certain(
                "abs(\(double(a)) - \(double(b))) <= \(double(most)) * greatest(abs(\(double(a))), abs(\(double(b))))")
        case .similar, .edits, .differ, .swapped, .days, .gap, .share, .custom: return nil
        }
    }

    private func double(_ value: String) -> String { "CAST(\(value) AS DOUBLE)" }
    private func double(_ value: Double) -> String { "CAST('\(value)' AS DOUBLE)" }
}
