/// Numbers of sixteen digits as words of eight bytes. Whatever else stands in their place has a word of its own, so that
/// different texts always have different words.
struct NumberCodes: Sendable {
    /// What no text has: stands for none.
    static let none: UInt64 = 0

    /// Beyond all numbers of sixteen digits.
    private static let others: UInt64 = 1 << 60

    private var texts: [String] = []
    private var codes: [String: UInt64] = [:]

    mutating func code(of text: String) -> UInt64 {
        if let number = Self.number(text) { return number + 1 }
        if let code = codes[text] { return code }
        let code = Self.others + UInt64(texts.count)
        texts.append(text)
        codes[text] = code
        return code
    }

    /// The word of sixteen digits, which is the same everywhere; nil for another text.
    static func code(ofNumber text: String) -> UInt64? { number(text).map { $0 + 1 } }

    /// The word of a text; nil where it is no number and never came.
    func known(_ text: String) -> UInt64? {
        Self.code(ofNumber: text) ?? (codes.isEmpty ? nil : codes[text])
    }

    /// The word that a text with a word of other codes has here.
    mutating func code(of code: UInt64, in other: NumberCodes) -> UInt64 {
        code < Self.others ? code : self.code(of: other.text(code))
    }

    func text(_ code: UInt64) -> String {
        if code >= Self.others { return texts[Int(code - Self.others)] }
        let digits = String(code - 1)
        return String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
    }

    /// The number of sixteen digits that a text is.
    static func number(_ text: String) -> UInt64? {
        guard text.utf8.count == 16 else { return nil }
        var number: UInt64 = 0
        for byte in text.utf8 {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            number = number &* 10 &+ UInt64(byte &- 0x30)
        }
        return number
    }
}
