/// Floating-point numbers as text: the shortest digits that read back, without exponent for ordinary amounts.
enum NumberText {
    static func double(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        let sign = value.sign == .minus ? "-" : ""
        let (digits, point) = shortest(value.magnitude)
        let exponent = point - 1
        if exponent < -4 || exponent >= 21 {
            let mantissa =
                digits.count > 1 ? text(digits.prefix(1)) + "." + text(digits.dropFirst()) : text(digits[...])
            let power = String(exponent.magnitude)
            return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (power.utf8.count < 2 ? "0" : "") + power
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text(digits[...]) }
        if digits.count <= point {
            return sign + text(digits[...]) + String(repeating: "0", count: point - digits.count)
        }
        return sign + text(digits.prefix(point)) + "." + text(digits.dropFirst(point))
    }

    private static func text(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }

    /// The shortest digits without zeros around them, and where the point stands.
    private static func shortest(_ value: Double) -> (digits: [UInt8], point: Int) {
        let parts = value.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var digits = Array(mantissa[0].utf8)
        var point = digits.count + power
        if mantissa.count > 1 { digits += Array(mantissa[1].utf8) }
        while digits.count > 1, digits.first == UInt8(ascii: "0") {
            digits.removeFirst()
            point -= 1
        }
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return digits == [UInt8(ascii: "0")] ? (digits, 1) : (digits, point)
    }
}
