/// Numbers as the text a list should hold: nothing added, nothing lost.
enum NumberText {
    /// Below this every integer is a double of its own.
    private static let exactIntegers = 9_007_199_254_740_992.0

    /// The plain digits of a number written as the workbook writes it.
    ///
    /// Integers below 2^53 become digits; fractions the shortest decimal that reads back as the same number. What is no
    /// number, or an integer whose last digits are lost, stays as written, so that the damage is seen.
    static func plain(_ written: String) -> String {
        let isShort = written.utf8.count <= 15
        if isShort, written.utf8.first != UInt8(ascii: "0"), written.utf8.allSatisfy(isDigit) { return written }
        guard let value = value(written) else { return written }
        if value == value.rounded() {
            return abs(value) < exactIntegers ? String(Int64(value)) : written
        }
        return expanded("\(value)") ?? written
    }

    /// The number, where the text is a decimal number and nothing else (`Double` also reads `0x1F` and `nan`).
    static func value(_ written: String) -> Double? {
        let allowed = written.utf8.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) }
        guard allowed, let value = Double(written), value.isFinite else { return nil }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// `1.5e-05` as `0.000015`; nil where that would be absurdly long.
    private static func expanded(_ text: String) -> String? {
        let parts = text.split(separator: "e", maxSplits: 1)
        guard parts.count == 2 else { return text }
        guard let exponent = Int(parts[1]), exponent < 0, exponent >= -20 else { return nil }
        let sign = parts[0].hasPrefix("-") ? "-" : ""
        let digits = parts[0].filter(\.isNumber)
        let needed = digits.hasSuffix("0") && digits.count == 2 ? digits.dropLast() : digits[...]
        return sign + "0." + String(repeating: "0", count: -exponent - 1) + needed
    }
}
