/// Numbers as cells hold them: decimal digits with a point, as JSON and spreadsheets write them.
public struct NumberCell: Sendable, Hashable {
    public let value: Double
    /// Whether ``text(_:)`` gives the cell back sign by sign: no leading or trailing zeros, no exponent, at most 15
    /// digits (so many a double keeps).
    public let isPlain: Bool

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]
    private static let fives: [UInt64] = (1...22).reduce(into: [1]) { powers, index in
        powers.append(powers[index - 1] * 5)
    }
    /// Below this every integer is a double of its own.
    private static let exactIntegers: UInt64 = 1 << 53

    /// Reads a cell; blanks around the number do not matter. `inf`, `nan` and hexadecimal forms are no numbers.
    ///
    /// - Returns: nil where the cell is no finite decimal number.
    public init?(_ cell: Span<UInt8>) {
        var at = 0
        let isNegative = cell.count > 0 && cell[0] == UInt8(ascii: "-")
        if isNegative { at = 1 }
        let first = at
        var mantissa: UInt64 = 0
        var digits = 0
        var point = -1
        while at < cell.count {
            let byte = cell[at]
            if byte >= 0x30, byte <= 0x39, digits < 19 {
                mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
                digits += 1
            } else if byte == UInt8(ascii: "."), point < 0, digits > 0 {
                point = at
            } else {
                break
            }
            at += 1
        }
        let decimals = point < 0 ? 0 : cell.count - point - 1
        guard at == cell.count, digits > 0, decimals <= 22, point < 0 || decimals > 0 else {
            guard let value = Self.slow(cell) else { return nil }
            self.value = value
            isPlain = false
            return
        }
        let magnitude = Self.nearest(mantissa, decimals: decimals)
        value = isNegative ? -magnitude : magnitude
        let hasLeadingZero = cell[first] == 0x30 && digits > 1 && point != first + 1
        let hasTrailingZero = point >= 0 && cell[cell.count - 1] == 0x30
        isPlain = digits <= 15 && !hasLeadingZero && !hasTrailingZero && !(isNegative && mantissa == 0)
    }

    /// The number a text holds; nil where it holds none.
    public static func value(_ text: String) -> Double? { NumberCell(Array(text.utf8).span)?.value }

    /// The plain digits of a number, the shortest that read back as the same number: `3`, `0.25`, `-1200000`.
    public static func text(_ value: Double) -> String {
        if let whole = Int64(exactly: value), whole.magnitude <= exactIntegers { return String(whole) }
        let shortest = "\(value)"
        let parts = shortest.split(separator: "e", maxSplits: 1)
        guard parts.count == 2, let exponent = Int(parts[1]), exponent < 0, exponent >= -30 else { return shortest }
        let digits = parts[0].filter(\.isNumber)
        let needed = digits.count == 2 && digits.hasSuffix("0") ? digits.dropLast() : digits[...]
        return (value < 0 ? "-0." : "0.") + String(repeating: "0", count: -exponent - 1) + needed
    }

    /// The double nearest to `mantissa / 10^decimals`, for up to 22 decimals.
    private static func nearest(_ mantissa: UInt64, decimals: Int) -> Double {
        // Both are exact doubles, so that their quotient is rounded once (W. D. Clinger, "How to read floating point
        // numbers accurately", 1990).
        if mantissa <= exactIntegers { return decimals == 0 ? Double(mantissa) : Double(mantissa) / powers[decimals] }
        if decimals == 0 { return Double(mantissa) }
        // More digits than a double holds: an exact quotient of some 70 bits, whose last bit tells of the rest.
        let shift = mantissa.leadingZeroBitCount + 64
        let divisor = UInt128(fives[decimals])
        let (exact, rest) = (UInt128(mantissa) << shift).quotientAndRemainder(dividingBy: divisor)
        let quotient = rest == 0 ? exact : exact | 1
        let excess = 128 - quotient.leadingZeroBitCount - 64
        var head = UInt64(truncatingIfNeeded: quotient >> excess)
        if quotient & ((1 << UInt128(excess)) - 1) != 0 { head |= 1 }
        return Double(sign: .plus, exponent: excess - shift - decimals, significand: Double(head))
    }

    private static func slow(_ cell: Span<UInt8>) -> Double? {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        var (from, end) = (0, cell.count)
        while from < end, isBlank(cell[from]) { from += 1 }
        while from < end, isBlank(cell[end - 1]) { end -= 1 }
        // No number that is written for people is this long.
        guard end - from <= 1024 else { return nil }
        var text = ""
        for at in from..<end {
            guard (0x30...0x39).contains(cell[at]) || "+-.eE".utf8.contains(cell[at]) else { return nil }
            text.unicodeScalars.append(UnicodeScalar(cell[at]))
        }
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
