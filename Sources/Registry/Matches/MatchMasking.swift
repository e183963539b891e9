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
        // Day and month, with the sex that stands beside them, would give back what the masked number hides.
        case "birth-date": return CalendarDate(value) == nil ? "****" : "**-**-" + value.prefix(4)
        case "name", "address", "business": return words(String(value.prefix(200)), beside: other)
        default: return LongNumbers.hidden(in: value.prefix(200))
        }
    }

    /// Of each word the first letter stays. Where two similar values have words that are nearly one, the letters in which
    /// these differ stay as well, for they are what has to be judged; all other letters are hidden alike.
    private func words(_ value: String, beside other: String?) -> String {
        guard let other, agreement == .similar else { return PersonName.masked(raw: value) }
        let parts = value.split(whereSeparator: \.isWhitespace)
        var others = other.split(whereSeparator: \.isWhitespace)
        // Words that are the same answer each other first.
        let own = parts.filter { part in
            guard let place = others.firstIndex(where: { Self.letters($0) == Self.letters(part) }) else { return true }
            others.remove(at: place)
            return false
        }
        return parts.map { part in
            let near = own.contains(part) ? others.max { Self.common(part, $0) < Self.common(part, $1) } : nil
            return Self.masked(part, beside: near)
        }.joined(separator: " ")
    }

    /// How many letters two words share at their beginning and at their end.
    private static func ends(_ word: [Character], _ other: [Character]) -> (head: Int, tail: Int) {
        let most = min(word.count, other.count)
        let head = zip(word, other).prefix { $0.lowercased() == $1.lowercased() }.count
        let tail = zip(word.reversed(), other.reversed()).prefix(most - head).prefix {
            $0.lowercased() == $1.lowercased()
        }.count
        return (head, tail)
    }

    private static func common(_ word: Substring, _ other: Substring) -> Int {
        let found = ends(Array(word), Array(other))
        return found.head + found.tail
    }

    private static func masked(_ word: Substring, beside other: Substring?) -> String {
        let plain = PersonName.masked(raw: String(word))
        guard let other, 2 * common(word, other) >= max(word.count, other.count) else { return plain }
        let letters = Array(word)
        let found = ends(letters, Array(other))
        let middle = found.head..<letters.count - found.tail
        let shown = String(zip(letters, plain).enumerated().map { middle.contains($0) ? $1.0 : $1.1 })
        return LongNumbers.hidden(in: shown)
    }

    private static func letters(_ word: Substring) -> String {
        word.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
