import Linkage

/// Writes conditions of a model as SQL for DuckDB, as Splink's settings hold it. A column bears the one name that files
/// give it, else the field's, and holds cleaned values: texts, digits as text, dates as `yyyy-mm-dd`, numbers.
struct SplinkSQL {
    private let kinds: [String: LinkageField.Kind]
    private let columns: [String: String]

    init(_ model: LinkageModel) {
        kinds = Dictionary(model.fields.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
        columns = Dictionary(
            model.fields.map { ($0.name, $0.columns?.count == 1 ? $0.columns?.first ?? $0.name : $0.name) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The column of a field.
    func column(_ field: String) -> String { columns[field] ?? field }

    /// A level's alternatives; nil where a condition has no counterpart.
    func condition(_ alternatives: [[Condition]]) -> String? {
        let parts = alternatives.map { all -> String? in
            let own = all.map(condition)
            guard !own.contains(nil) else { return nil }
            return own.count == 1 ? own[0] : own.compactMap { $0 }.map { "(" + $0 + ")" }.joined(separator: " AND ")
        }
        guard !parts.contains(nil), !parts.isEmpty else { return nil }
        return parts.count == 1 ? parts[0] : parts.compactMap { $0 }.map { "(" + $0 + ")" }.joined(separator: " OR ")
    }

    /// A blocking rule; nil where a key has no counterpart.
    func rule(_ rule: BlockingRule) -> String? {
        let parts = rule.keys.map { key -> String? in
            guard let left = value(key, "l.\(quoted(key, ""))"), let right = value(key, "r.\(quoted(key, ""))") else {
                return nil
            }
            return same(key, left, right)
        }
        return parts.contains(nil) ? nil : parts.compactMap { $0 }.joined(separator: " AND ")
    }

    private func quoted(_ key: FieldKey, _ ending: String) -> String {
        "\""
            + (column(key.field) + ending).split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "\"\"")
            + "\""
    }

    private func condition(_ condition: Condition) -> String? {
        let key = condition.key
        guard let left = value(key, quoted(key, "_l")), let right = value(key, quoted(key, "_r")) else { return nil }
        if condition.test == .missing {
            guard key.positions == nil else {
                let short = [left, right].map { "coalesce(length(\($0)), 0) < \(key.positions?.count ?? 0)" }
                return condition.isNegated ? "NOT (\(short[0])) AND NOT (\(short[1]))" : short.joined(separator: " OR ")
            }
            return condition.isNegated
                ? "\(left) IS NOT NULL AND \(right) IS NOT NULL" : "\(left) IS NULL OR \(right) IS NULL"
        }
        guard let plain = comparison(condition, left, right) else { return nil }
        // Of a missing value SQL knows nothing, while the opposite of a condition holds here.
        return condition.isNegated ? "NOT coalesce(\(plain), FALSE)" : plain
    }

    private func comparison(_ condition: Condition, _ left: String, _ right: String) -> String? {
        let (key, kind) = (condition.key, kinds[condition.key.field])
        // The digits of dates stand in the column itself.
        let (own, other) = (quoted(key, "_l"), quoted(key, "_r"))
        let (word, bound) = condition.wordAndBound
        let most = Int(bound ?? 0)
        switch word {
        case "same": return same(key, left, right)
        case "jw": return "jaro_winkler_similarity(\(left), \(right)) >= \(bound ?? 1)"
        case "jaro": return "jaro_similarity(\(left), \(right)) >= \(bound ?? 1)"
        case "levenshtein": return "levenshtein(\(left), \(right)) <= \(most)"
        case "edits":
            let sides = kind == .date ? [own, other].map { "replace(\($0), '-', '')" } : [left, right]
            return "damerau_levenshtein(\(sides[0]), \(sides[1])) <= \(most)"
        case "days": return "abs(datediff('day', \(left), \(right))) <= \(most)"
        case "swapped":
            let parts = [(1, 4, 1, 4), (6, 2, 9, 2), (9, 2, 6, 2)].map { item in
                "substr(\(own), \(item.0), \(item.1)) = substr(\(other), \(item.2), \(item.3))"
            }
            return parts.joined(separator: " AND ")
        case "gap": return "abs(\(left) - \(right)) <= \(bound ?? 0)"
        // Words in common, places that differ, shares and the caller's own tests have no counterpart.
        default: return nil
        }
    }

    private func same(_ key: FieldKey, _ left: String, _ right: String) -> String {
        guard let positions = key.positions else { return "\(left) = \(right)" }
        // A value that does not reach to the last position counts as missing.
        return "\(left) = \(right) AND length(\(left)) = \(positions.count)"
    }

    /// What a key says of a column: what is no date or no number is missing.
    private func value(_ key: FieldKey, _ column: String) -> String? {
        var value: String
        let date = "try_cast(\(column) AS date)"
        switch (key.part, kinds[key.field]) {
        case (.whole, .date): value = date
        case (.whole, .number): value = "try_cast(\(column) AS double)"
        case (.whole, _): value = column
        case (.first, .text): value = "split_part(\(column), ' ', 1)"
        case (.last, .text): value = "split_part(\(column), ' ', -1)"
        case (.sorted, .text): value = "array_to_string(list_sort(string_split(\(column), ' ')), ' ')"
        case (.year, .date): value = "year(\(date))"
        case (.month, .date): value = "month(\(date))"
        case (.day, .date): value = "day(\(date))"
        default: return nil
        }
        if let positions = key.positions {
            guard kinds[key.field] != .date, kinds[key.field] != .number else { return nil }
            value = "substr(\(value), \(positions.lowerBound), \(positions.count))"
        }
        return value
    }
}
