/// Decimal numbers as people type them: `0.9`, or `0,9` as they are written in Indonesian.
enum DecimalNumber {
    /// What is no such number. Its words are the code of the problem that tells of it.
    struct Unreadable: Error, CustomStringConvertible {
        let description = "usage.decimal"
    }

    /// For options: their `transform`.
    ///
    /// - Throws: ``Unreadable``.
    @Sendable static func option(_ text: String) throws -> Double {
        guard let number = read(text) else { throw Unreadable() }
        return number
    }

    /// Reads digits with one point or one comma among them; nil for all else, so also for numbers with both, where it
    /// would be a guess which of them parts the groups.
    static func read(_ text: some StringProtocol) -> Double? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard digits.count(where: { $0 == "." || $0 == "," }) <= 1, digits.contains(where: \.isNumber),
            digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") })
        else { return nil }
        return Double(String(text).replacing(",", with: "."))
    }
}
