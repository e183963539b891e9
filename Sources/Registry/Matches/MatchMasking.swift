import Indonesia

/// Values as somebody who compares two records may see them: enough to decide, and no more. Whether they agree was judged
/// on the whole values.
extension MatchPairView.Field {
    public var shownA: String? { shown(a, beside: b) }
    public var shownB: String? { shown(b, beside: a) }

    private func shown(_ value: String?, beside other: String?) -> String? {
        guard let value, !value.isEmpty else { return nil }
        switch name {
        case "nik", "family-card": return NIK.masked(raw: value)
        case "phone": return PhoneNumber.masked(raw: value)
        // The last digits of the year, with day and month, would give back what the masked number hides.
        case "birth-date":
            return CalendarDate(value) == nil ? "****" : String(value.prefix(2)) + "**" + value.dropFirst(4)
        case "name", "address", "business": return words(String(value.prefix(200)), beside: other)
        default: return Self.withoutNumbers(String(value.prefix(200)))
        }
    }

    /// Words that both values share are hidden but for their first letter, since they agree; those that tell the two apart
    /// are shown whole, for they are what has to be judged. Values with nothing in common need no closer look.
    private func words(_ value: String, beside other: String?) -> String {
        let parts = value.split(separator: " ", omittingEmptySubsequences: true)
        guard let other, agreement == .similar else { return PersonName.masked(raw: value) }
        let shared = Set(other.lowercased().split(separator: " ").map(Self.letters))
        return parts.map { part in
            shared.contains(Self.letters(part.lowercased()[...]))
                ? PersonName.masked(raw: String(part)) : Self.withoutNumbers(String(part))
        }.joined(separator: " ")
    }

    private static func letters(_ word: Substring) -> String { word.filter { $0.isLetter || $0.isNumber } }

    /// Hides runs of nine digits and more, which may be somebody's number in the wrong cell.
    private static func withoutNumbers(_ text: String) -> String {
        text.replacing(/[0-9]{9,}/) { String(repeating: "*", count: $0.output.count) }
    }
}
