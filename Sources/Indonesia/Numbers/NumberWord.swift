/// Words that belong into an amount: the currency and the units.
enum NumberWord {
    /// Whether a word in lower case is one of them.
    static func isKnown(_ word: String) -> Bool { isCurrency(word) || scale(word) != nil }

    static func isCurrency(_ word: String) -> Bool { word == "rp" || word == "rupiah" || word == "idr" }

    /// By how much a unit multiplies; `nil` for any other word.
    static func scale(_ word: String) -> UInt64? {
        switch word {
        case "rb", "ribu", "k": 1000
        case "jt", "juta", "jta": 1_000_000
        case "m", "miliar", "milyar", "miliyar": 1_000_000_000
        case "t", "triliun", "trilyun": 1_000_000_000_000
        default: nil
        }
    }
}
