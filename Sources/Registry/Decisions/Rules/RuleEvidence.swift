public import Problems
import Indonesia
import Rules

extension RuleFinding.Evidence {
    /// The value as a reader of a language reads it; what is personal is masked, and so is any long number.
    public func text(_ schema: FactSchema, _ language: Language) -> String {
        let isPersonal = schema.fact(name)?.isPersonal ?? false
        switch value {
        case .bool(let flag): return language == .en ? (flag ? "yes" : "no") : (flag ? "ya" : "tidak")
        case .int(let number): return name.hasSuffix(".year") ? String(number) : language.integer(number)
        case .string(let text):
            return isPersonal ? NIK.masked(raw: text) : LongNumbers.hidden(in: text.prefix(80))
        case .timestamp(let point):
            guard let day = CaseAge.day(of: point) else { return point.text }
            return isPersonal ? "\(day.year)" : day.description
        case .list(let items): return String(items.count)
        default: return LongNumbers.hidden(in: value.literal.prefix(80))
        }
    }
}

extension RuledCase {
    /// The identity number as it may be shown.
    public var maskedNIK: String { nik.map { NIK.masked(raw: $0) } ?? "–" }
}
