/// A cell of a date, an amount or a code that may have slipped in from a column about a person.
struct ShiftedCell {
    private let raw: String
    private var digits = 0
    /// Letters of words that do not belong into the column.
    private var foreignLetters = 0

    /// - Parameter knows: whether a word in lower case belongs into the column.
    init(_ raw: String, knows: (String) -> Bool) {
        self.raw = raw
        var word = ""
        for character in raw {
            if character.unicodeScalars.contains(where: { $0.properties.numericType != nil }) { digits += 1 }
            if character.isLetter {
                word.append(character)
            } else if !word.isEmpty {
                count(word, knows)
                word = ""
            }
        }
        count(word, knows)
    }

    private mutating func count(_ word: String, _ knows: (String) -> Bool) {
        if !knows(word.lowercased()) { foreignLetters += word.count }
    }

    /// The cell as a name or as an identity number is masked; `nil` where it looks like neither.
    ///
    /// One foreign letter is no name: the O of `25O00000`, the E of `3,50711E+15`.
    var masked: String? {
        if foreignLetters > 1 { return Masking.name(raw) }
        guard digits >= Masking.personalDigits else { return nil }
        if IdentityReader.isScientific(raw.utf8Span.span) { return Masking.identity(raw) }
        // `Rp` or a month's name would push digits of the birth date to places that are shown.
        return Masking.identity(raw.filter { !$0.isLetter })
    }

    /// A cell without the time of day at its end: `17/08/2021 10:15:00` → `17/08/2021`.
    static func withoutTime(_ raw: String) -> String {
        guard let colon = raw.firstIndex(of: ":") else { return raw }
        var end = colon
        while end > raw.startIndex, raw.distance(from: end, to: colon) < 2, raw[raw.index(before: end)].isNumber {
            end = raw.index(before: end)
        }
        guard end < colon, end > raw.startIndex else { return raw }
        end = raw.index(before: end)
        guard raw[end] == "T" || raw[end] == "t" || raw[end] == "," || raw[end].isWhitespace else { return raw }
        return String(raw[..<end])
    }
}
