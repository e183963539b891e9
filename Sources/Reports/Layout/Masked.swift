/// Personal values as documents show them: enough for an office that holds the list to find the row, not enough for
/// anybody else to learn the person.
enum Masked {
    /// The first six and the last four characters of a long number; stars alone for a short one.
    static func number(_ value: String) -> String {
        guard value.count >= 16 else { return String(repeating: "*", count: value.count) }
        return String(value.prefix(6)) + "******" + String(value.suffix(4))
    }

    /// The first letter of each word.
    static func name(_ value: String) -> String {
        var out = ""
        var isFirst = true
        for character in value {
            if character.isWhitespace {
                isFirst = true
                out.append(" ")
            } else if character.isLetter || character.isNumber {
                out.append(isFirst && character.isLetter ? character : "*")
                isFirst = false
            } else {
                out.append(character)
            }
        }
        return out
    }
}
