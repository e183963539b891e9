import Foundation

/// Rounding of decimal numbers as they are written: `2.675` to two places is `2.68`, whatever its binary neighbour is.
public enum DecimalText {
    /// Rounds a decimal number given as text, half away from zero.
    ///
    /// - Parameters:
    ///   - text: an optional sign, digits with an optional point, an optional exponent.
    ///   - places: decimal places, 0 or more.
    /// - Returns: the rounded number with exactly that many places.
    /// - Throws: `invalid-option` when the text is no decimal number.
    public static func rounded(_ text: String, places: Int) throws(EvaluationRefusal) -> String {
        guard places >= 0, places <= 1000, var number = Digits(text) else {
            throw EvaluationRefusal(.invalidOption, text)
        }
        number.round(places)
        return number.text(places)
    }

    /// The share part/whole as text, rounded half away from zero; exact where both are decimal numbers of up to six places.
    static func share(_ part: Double, of whole: Double, places: Int) -> String {
        var factor = 1.0
        for _ in 0...6 {
            let (a, b) = ((part * factor).rounded(), (whole * factor).rounded())
            let tolerance = 1e-12 * whole.magnitude * factor
            if (a - part * factor).magnitude <= tolerance, (b - whole * factor).magnitude <= tolerance,
                a.magnitude < 1e15, b.magnitude < 1e15
            {
                return ratio(Int128(a), Int128(b), places: places)
            }
            factor *= 10
        }
        let text = String(format: "%.13f", part / whole)
        return (try? rounded(text, places: places)) ?? text
    }

    private static func ratio(_ part: Int128, _ whole: Int128, places: Int) -> String {
        var scale: UInt128 = 1
        for _ in 0..<places { scale *= 10 }
        let units = (2 * part.magnitude * scale + whole.magnitude) / (2 * whole.magnitude)
        let fraction = String(units % scale)
        let zeros = String(repeating: "0", count: places - (places == 0 ? 0 : fraction.count))
        let sign = units != 0 && (part < 0) != (whole < 0) ? "-" : ""
        return sign + String(units / scale) + (places == 0 ? "" : "." + zeros + fraction)
    }

    /// The digits of a decimal number and the place of its point.
    private struct Digits {
        var negative = false
        var digits: [UInt8] = []
        /// Digits before the point; may lie outside the digits.
        var point = 0

        init?(_ text: String) {
            var seenPoint = false
            var fraction = 0
            var bytes = text.utf8.drop { $0 == 32 }
            if let sign = bytes.first, sign == 43 || sign == 45 {
                negative = sign == 45
                bytes = bytes.dropFirst()
            }
            var exponent = 0
            loop: while let byte = bytes.first {
                bytes = bytes.dropFirst()
                switch byte {
                case 48...57:
                    digits.append(byte - 48)
                    if seenPoint { fraction += 1 }
                case 46 where !seenPoint: seenPoint = true
                case 69, 101:
                    guard let power = Int(Substring(bytes)), power.magnitude < 1000 else { return nil }
                    exponent = power
                    break loop
                default: return nil
                }
            }
            guard !digits.isEmpty else { return nil }
            point = digits.count - fraction + exponent
        }

        mutating func round(_ places: Int) {
            if point < 0 {
                digits.insert(contentsOf: Array(repeating: 0, count: -point), at: 0)
                point = 0
            }
            let keep = point + places
            guard keep < digits.count else { return }
            let up = digits[keep] >= 5
            digits.removeSubrange(keep...)
            guard up else { return }
            var index = digits.count - 1
            while index >= 0, digits[index] == 9 {
                digits[index] = 0
                index -= 1
            }
            if index >= 0 {
                digits[index] += 1
            } else {
                digits.insert(1, at: 0)
                point += 1
            }
        }

        func text(_ places: Int) -> String {
            var whole = ""
            var fraction = ""
            for position in 0..<max(point, 0) {
                whole += position < digits.count ? String(digits[position]) : "0"
            }
            for position in max(point, 0)..<(max(point, 0) + places) {
                fraction += position < digits.count ? String(digits[position]) : "0"
            }
            whole = String(whole.drop { $0 == "0" })
            let nonzero = digits.contains { $0 != 0 }
            return (negative && nonzero ? "-" : "") + (whole.isEmpty ? "0" : whole) + (places > 0 ? "." + fraction : "")
        }
    }
}
