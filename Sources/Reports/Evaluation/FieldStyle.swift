import Problems
import Studies

/// Writes the fields of a result for a reader.
struct FieldStyle {
    struct Field {
        var label: String
        var text: String
        /// Too long to stand beside its name.
        var isLong: Bool { text.count > 16 || label.count + text.count > 34 }
    }

    let words: Words
    let method: String

    private var language: Language { words.language }

    /// The fields that the rules name and the result holds.
    func fields(_ values: [String: JSON], _ rules: [FieldRule]) -> [Field] {
        rules.compactMap { rule in
            guard let value = values[rule.key] else { return nil }
            if value == .null {
                return rule.absent.map { Field(label: label(rule.key), text: words($0)) }
            }
            return text(value, rule.kind, values).map { Field(label: label(rule.key), text: $0) }
        }
    }

    private func label(_ key: String) -> String {
        words.known("field.\(method).\(key)") ?? words.known("field." + key)
            ?? key.split(separator: "_").joined(separator: " ")
    }

    /// nil where the value has another shape than the rule expects.
    private func text(_ value: JSON, _ kind: FieldRule.Kind, _ values: [String: JSON]) -> String? {
        switch kind {
        case .count: value.double.map { language.decimal($0, places: 0) }
        case .countOf(let total):
            value.double.flatMap { count in
                values[total]?.double.map { total in
                    words(
                        "count-of",
                        [
                            "count": language.decimal(count, places: 0),
                            "total": language.decimal(total, places: 0),
                        ])
                }
            }
        case .percent(let places): value.double.map { percent($0, places) }
        case .share(let places): value.double.map { percent($0 * 100, places) }
        case .percents(let places): percents(value, times: 1, places)
        case .shares(let places): percents(value, times: 100, places)
        case .shareInterval: interval(value) { language.decimal($0 * 100, places: 1) }.map { $0 + "\u{a0}%" }
        case .percentInterval:
            interval(value) { language.decimal(min(100, $0), places: 1) }.map { $0 + "\u{a0}%" }
        case .decimal(let places): value.double.map { language.decimal($0, places: places) }
        case .amount: value.double.map { amount($0, values) }
        case .amountInterval: interval(value) { amount($0, values) }
        case .pValue: value.double.map { StudyCell.pValue($0).text(in: language) }
        case .printed: list(value) { $0.text ?? $0.double.map { language.decimal($0, places: 0) } ?? "–" }
        case .quoted: value.text.map { "“\($0)”" }
        case .word(let prefix):
            value.text.map { words.known(prefix + $0.replacing(" ", with: "-")) ?? $0 }
        case .yesNo:
            if case .bool(let truth) = value { words(truth ? "yes" : "no") } else { nil }
        }
    }

    private func percent(_ value: Double, _ places: Int) -> String {
        language.decimal(value, places: places) + "\u{a0}%"
    }

    private func percents(_ value: JSON, times factor: Double, _ places: Int) -> String? {
        list(value) { $0.double.map { language.decimal($0 * factor, places: places) } }.map { $0 + "\u{a0}%" }
    }

    private func amount(_ value: Double, _ values: [String: JSON]) -> String {
        StudyCell.amount(value, unit: values["unit"]?.text).text(in: language)
    }

    private func list(_ value: JSON, _ text: (JSON) -> String?) -> String? {
        guard let elements = value.elements else { return text(value) }
        return elements.map { text($0) ?? "–" }.joined(separator: " · ")
    }

    private func interval(_ value: JSON, _ text: (Double) -> String) -> String? {
        guard let ends = value.elements?.compactMap(\.double), ends.count == 2 else { return nil }
        return text(ends[0]) + "\u{a0}– " + text(ends[1])
    }
}
