/// Hides what identifies a person in a text that may be shown, printed or logged.
enum Masking {
    /// Hides the middle of a text that may hold an identity number: see ``NIK/masked(raw:)``.
    static func identity(_ raw: String) -> String {
        if let number = scientific(raw) { return number }
        // Invisible and separating characters would shift the positions, so they go first.
        let signs = raw.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        let count = signs.count
        let tail = count >= 16 ? 4 : max(0, count - 12)
        if count < 12 { return String(repeating: "*", count: count) }
        var out = String.UnicodeScalarView()
        out.append(contentsOf: signs.prefix(6))
        out.append(contentsOf: repeatElement("*", count: min(count - 6 - tail, 12)))
        out.append(contentsOf: signs.suffix(tail))
        return String(out)
    }

    /// `3,5071145E+15` → `3,50711**E+15`: the first six digits and the exponent.
    private static func scientific(_ raw: String) -> String? {
        guard IdentityReader.isScientific(raw.utf8Span.span) else { return nil }
        var out = ""
        var digits = 0
        var inMantissa = true
        for character in raw {
            if character == "e" || character == "E" { inMantissa = false }
            let isDigit = character.isASCII && character.isNumber
            if inMantissa, isDigit { digits += 1 }
            out.append(inMantissa && isDigit && digits > 6 ? "*" : character)
        }
        return out
    }

    /// Keeps the first letter of each word: `Siti Aminah` → `S*** A*****`.
    static func name(_ raw: String) -> String {
        var out = ""
        var atStart = true
        for character in raw.prefix(80) {
            if character.isWhitespace {
                out.append(" ")
                atStart = true
            } else if character.isLetter || character.isNumber {
                out.append(atStart && character.isLetter ? character : "*")
                atStart = false
            } else {
                out.append(character)
            }
        }
        return out
    }

    /// Hides the last two digits of the year, or else of the text: a birth date stands inside the NIK.
    ///
    /// A time of day is left out; what is no date but somebody's name or number is masked as such: see ``ShiftedCell``.
    static func date(_ raw: String) -> String {
        let day = ShiftedCell.withoutTime(raw)
        return ShiftedCell(day) { MonthName.month($0) != nil }.masked ?? year(day)
    }

    /// An amount or a number as it stands, or masked where it may be somebody's name or number.
    static func amount(_ raw: String) -> String {
        ShiftedCell(raw) { NumberWord.isKnown($0) }.masked ?? String(raw.prefix(30))
    }

    /// Any other cell that should hold no name and no long number: as it stands, or masked where it does.
    static func cell(_ raw: String, knowing words: Set<String> = []) -> String {
        ShiftedCell(raw, knows: words.contains).masked ?? String(raw.prefix(20))
    }

    /// From so many digits on a cell may hold a NIK, a family card number or a telephone number.
    static var personalDigits: Int { 9 }

    private static func year(_ raw: String) -> String {
        var out = Array(raw.prefix(40))
        var run = 0
        for index in out.indices {
            let isDigit = out[index].isASCII && out[index].isNumber
            run = isDigit ? run + 1 : 0
            let next = out.index(after: index)
            let ends = next == out.endIndex || !(out[next].isASCII && out[next].isNumber)
            if run == 4, ends {
                out[index] = "*"
                out[index - 1] = "*"
                return String(out)
            }
        }
        var hidden = 0
        for index in out.indices.reversed() where hidden < 2 && out[index].isNumber {
            out[index] = "*"
            hidden += 1
        }
        return String(out)
    }

    /// Keeps the first four and the last two digits of a telephone number.
    static func phone(_ raw: String) -> String {
        let total = raw.unicodeScalars.count { $0.properties.numericType != nil }
        var seen = 0
        var out = String.UnicodeScalarView()
        for sign in raw.unicodeScalars.prefix(40) {
            guard sign.properties.numericType != nil else {
                out.append(sign.properties.isAlphabetic ? "*" : sign)
                continue
            }
            seen += 1
            out.append(total >= 8 && (seen <= 4 || seen > total - 2) ? sign : "*")
        }
        return String(out)
    }
}
