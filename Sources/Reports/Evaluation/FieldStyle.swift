import Problems
import Studies

/// How the machine-readable fields of a result are named and written for a reader.
struct FieldStyle {
    struct Field {
        var label: String
        var text: String
        /// Too long to stand beside its name.
        var isLong: Bool { text.count > 18 }
    }

    let words: Words

    func ordered(_ fields: [String: JSON]) -> [Field] {
        fields.keys.sorted().compactMap { key in
            guard let value = fields[key], value != .null else { return nil }
            return Field(label: label(key), text: text(value, key))
        }
    }

    private func label(_ key: String) -> String {
        words.known("field." + key) ?? key.split(separator: "_").joined(separator: " ")
    }

    private func text(_ value: JSON, _ key: String) -> String {
        switch value {
        case .null: "–"
        case .bool(let truth): words(truth ? "yes" : "no")
        case .integer(let count): words.count(count)
        case .number(let number): words.language.decimal(number, places: 3)
        case .string(let text): text
        case .array(let values): values.map { text($0, key) }.joined(separator: " · ")
        case .object(let fields):
            fields.keys.sorted().map { name in label(name) + " " + (fields[name].map { text($0, name) } ?? "") }
                .joined(separator: "; ")
        }
    }
}
