import Problems
import Studies

/// A study's figures for a terminal: published beside recommended, then what to know before using either.
struct StudyText {
    private let result: StudyResult
    private let console: Console

    init(_ result: StudyResult, _ console: Console) {
        self.result = result
        self.console = console
    }

    var text: String {
        let language = console.language
        var text = "\(result.title[language])  (n = \(language.integer(result.n)))\n\(result.sample[language])\n"
        for item in result.items {
            text += "\n\(item.title[language])\n"
            if !item.asPublished.isEmpty {
                text += "  \(console.say("study.published")): \(figures(item.asPublished))\n"
            }
            text += "  \(console.say("study.recommended")): \(figures(item.recommended))\n"
            for warning in item.warnings { text += "  ! \(warning.message[language])\n" }
        }
        return text
    }

    private func figures(_ fields: [String: JSON]) -> String {
        fields.sorted { $0.key < $1.key }.compactMap { key, value in
            short(value).map { "\(key) \($0)" }
        }.joined(separator: ", ")
    }

    private func short(_ value: JSON) -> String? {
        switch value {
        case .null: nil
        case .bool(let value): value ? "✓" : "–"
        case .integer(let value): console.language.integer(value)
        case .number(let value):
            value.magnitude >= 1e-4 || value == 0
                ? console.language.decimal(value, places: value.magnitude >= 1000 ? 0 : 4)
                : "\(value)"
        case .string(let text): text
        case .array(let values): "[" + values.compactMap(short).joined(separator: "; ") + "]"
        case .object(let fields): "{" + figures(fields) + "}"
        }
    }
}
