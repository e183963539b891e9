/// Points and lengths of time as text.
enum TimeText {
    // MARK: Points

    static func point(_ text: [UInt8]) -> TimePoint? {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T") || reader.take("t"),
            let hour = reader.number(2), reader.take(":"), let minute = reader.number(2), reader.take(":"),
            let second = reader.number(2), hour < 24, minute < 60, second < 60,
            let date = CivilDay(year: year, month: month, day: day)
        else { return nil }
        var nanoseconds = 0
        if reader.take(".") {
            guard let fraction = reader.fraction() else { return nil }
            nanoseconds = fraction
        }
        var offset = 0
        if !(reader.take("Z") || reader.take("z")) {
            guard let found = reader.offset() else { return nil }
            offset = found
        }
        guard reader.isAtEnd else { return nil }
        let seconds = date.number * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
        return TimePoint(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    static func write(_ point: TimePoint) -> String {
        let days = floored(point.seconds, 86_400)
        let date = CivilDay(number: days)
        let rest = point.seconds - days * 86_400
        var text = padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
        text += "T" + padded(rest / 3600, 2) + ":" + padded(rest / 60 % 60, 2) + ":" + padded(rest % 60, 2)
        return text + fraction(Int64(point.nanoseconds)) + "Z"
    }

    static func floored(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : (number + 1) / divisor - 1
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static func fraction(_ nanoseconds: Int64) -> String {
        guard nanoseconds > 0 else { return "" }
        var digits = padded(nanoseconds, 9)
        while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        return "." + digits
    }

    // MARK: Lengths

    static func write(_ span: TimeSpan) -> String {
        let sign = span.seconds < 0 || span.nanoseconds < 0 ? "-" : ""
        return sign + String(span.seconds.magnitude) + fraction(Int64(span.nanoseconds.magnitude)) + "s"
    }

    private static let units: [(name: [UInt8], nanoseconds: Int64)] = [
        (Array("ns".utf8), 1), (Array("us".utf8), 1_000), (Array("µs".utf8), 1_000), (Array("ms".utf8), 1_000_000),
        (Array("s".utf8), 1_000_000_000), (Array("m".utf8), 60_000_000_000), (Array("h".utf8), 3_600_000_000_000),
    ]

    static func span(_ text: [UInt8]) -> TimeSpan? {
        var reader = DigitReader(text)
        let isNegative = reader.take("-")
        if !isNegative { _ = reader.take("+") }
        if reader.rest.elementsEqual([UInt8(ascii: "0")]) { return TimeSpan(seconds: 0) }
        var sum: TimeSpan? = TimeSpan(seconds: 0)
        var isEmpty = true
        while !reader.isAtEnd {
            guard let (whole, part) = reader.decimal(), let unit = unit(&reader) else { return nil }
            let perSecond: Int64 = 1_000_000_000
            let (seconds, isOver) =
                unit >= perSecond
                ? whole.multipliedReportingOverflow(by: unit / perSecond) : (whole / (perSecond / unit), false)
            guard !isOver else { return nil }
            let below = unit >= perSecond ? 0 : whole % (perSecond / unit) * unit
            // The decimal part counts nanoseconds of one second of the unit; 3600 s × 10⁹ fits.
            let decimals = unit >= perSecond ? part * (unit / perSecond) : part / (perSecond / unit)
            guard let next = TimeSpan(seconds: seconds, nanoseconds: below + decimals) else { return nil }
            sum = sum?.adding(next)
            guard sum != nil else { return nil }
            isEmpty = false
        }
        return isEmpty ? nil : isNegative ? sum?.reversed : sum
    }

    private static func unit(_ reader: inout DigitReader) -> Int64? {
        // Longest first: `m` would take the beginning of `ms`.
        for unit in units.sorted(by: { $0.name.count > $1.name.count }) where reader.rest.starts(with: unit.name) {
            reader.skip(unit.name.count)
            return unit.nanoseconds
        }
        return nil
    }
}
