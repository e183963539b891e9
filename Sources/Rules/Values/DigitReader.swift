/// Reads fixed numbers of digits and signs, one after another.
struct DigitReader {
    private let text: [UInt8]
    private var at = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { at == text.count }
    var rest: ArraySlice<UInt8> { text[at...] }

    mutating func skip(_ count: Int) { at += count }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard at < text.count, UInt32(text[at]) == sign.value else { return false }
        at += 1
        return true
    }

    private mutating func digit() -> Int? {
        guard at < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[at]) else { return nil }
        at += 1
        return Int(text[at - 1] - UInt8(ascii: "0"))
    }

    /// Exactly so many digits.
    mutating func number(_ count: Int) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// One to nine digits after a point, as nanoseconds. More are more precise than a nanosecond, and refused.
    mutating func fraction() -> Int? {
        var number = 0
        var count = 0
        while let digit = digit() {
            count += 1
            guard count <= 9 else { return nil }
            number = number * 10 + digit
        }
        guard count > 0 else { return nil }
        for _ in count..<9 { number *= 10 }
        return number
    }

    /// `12`, `12.5`, `.5`: the whole part, and the rest in billionths (further digits are dropped).
    mutating func decimal() -> (whole: Int64, billionths: Int64)? {
        var whole: Int64 = 0
        var count = 0
        while let digit = digit() {
            count += 1
            let (ten, isOver) = whole.multipliedReportingOverflow(by: 10)
            guard !isOver, ten <= .max - 9 else { return nil }
            whole = ten + Int64(digit)
        }
        var part: Int64 = 0
        var scale: Int64 = 100_000_000
        if take(".") {
            while let digit = digit() {
                count += 1
                part += Int64(digit) * scale
                scale /= 10
            }
        }
        return count > 0 ? (whole, part) : nil
    }

    /// `+07:00` as seconds.
    mutating func offset() -> Int? {
        let isNegative = take("-")
        guard isNegative || take("+"), let hours = number(2), take(":"), let minutes = number(2), hours < 24,
            minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
    }
}
