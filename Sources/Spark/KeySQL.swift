import Linkage
import Problems

/// Renders the keys of a model as expressions over the columns of its records.
///
/// Columns bear the fields' names; what is made of a text's words stands in columns of its own, `name.sorted`. What
/// belongs to the job rather than to the model begins with `#`, which no field's name can.
struct KeySQL {
    static let row = SQLText.name("#row")
    static let list = SQLText.name("#list")
    static let order = SQLText.name("#order")
    static let truth = SQLText.name("#truth")
    static let id = SQLText.name("#id")
    static let steps = SQLText.name("#steps")

    let kinds: [String: LinkageField.Kind]

    init(_ model: LinkageModel) {
        kinds = Dictionary(model.fields.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
    }

    func isText(_ key: FieldKey) -> Bool { kinds[key.field] == .text }

    /// The value of a key as text; NULL where it is missing.
    ///
    /// - Parameter side: as in ``SQLText/name(_:of:)``.
    /// - Throws: `linkage.key` where the field has no such key.
    func value(_ key: FieldKey, _ side: String = "") throws(Problem) -> String {
        let whole = SQLText.name(key.field, of: side)
        func fits(_ isSo: Bool) throws(Problem) { if !isSo { throw Problem("linkage.key", value: key.text) } }
        switch kinds[key.field] {
        case .text:
            try fits(![.year, .month, .day].contains(key.part))
            return positions(SQLText.name(column(key), of: side), key)
        case .digits:
            try fits(key.part == .whole)
            return positions(whole, key)
        case .date:
            try fits(key.positions == nil)
            switch key.part {
            case .whole: return whole
            case .year: return "substring(\(whole), 1, 4)"
            case .month: return "substring(\(whole), 5, 2)"
            case .day: return "substring(\(whole), 7, 2)"
            default: throw Problem("linkage.key", value: key.text)
            }
        case .number:
            try fits(key.part == .whole && key.positions == nil)
            return whole
        case nil: throw Problem("linkage.key", value: key.text)
        }
    }

    private func positions(_ value: String, _ key: FieldKey) -> String {
        guard let range = key.positions else { return value }
        return "CASE WHEN char_length(\(value)) >= \(range.upperBound) "
            + "THEN substring(\(value), \(range.lowerBound), \(range.count)) END"
    }

    /// The name of the column that a key is made of.
    func column(_ key: FieldKey) -> String {
        isText(key) && key.part != .whole ? FieldKey(key.field, key.part).text : key.field
    }

    /// Columns for the parts of texts that some keys speak of, each once: `expression AS name`.
    func derivedColumns(_ keys: [FieldKey]) -> [String] {
        var seen: Set<String> = []
        return keys.compactMap { key in
            guard isText(key), key.part != .whole, seen.insert(column(key)).inserted else { return nil }
            let text = SQLText.name(key.field)
            let made =
                switch key.part {
                case .first: "nullif(substring_index(\(text), ' ', 1), '')"
                case .last: "nullif(substring_index(\(text), ' ', -1), '')"
                default:
                    "CASE WHEN size(\(Self.words(text))) < 2 THEN \(text) "
                        + "ELSE array_join(array_sort(\(Self.words(text))), ' ') END"
                }
            return "\(made) AS \(SQLText.name(column(key)))"
        }
    }

    /// The words of a text.
    static func words(_ text: String) -> String { "filter(split(\(text), ' '), word -> word <> '')" }
}
