/// The parts of points and lengths of time, in UTC or in a named zone.
enum Clock {
    /// The zones that a name stands for: Indonesia's three have had no summer time since 1964.
    private static let zones: [String: Int64] = [
        "UTC": 0, "Asia/Jakarta": 7 * 3600, "Asia/Pontianak": 7 * 3600, "Asia/Makassar": 8 * 3600,
        "Asia/Jayapura": 9 * 3600,
    ]

    static func part(_ function: Builtin, _ value: RuleValue, _ zone: RuleValue?) throws(FaultCode) -> Int64 {
        if case .duration(let span) = value, zone == nil { return try part(function, span) }
        guard case .timestamp(let point) = value else { throw .overload }
        var seconds = point.seconds
        if let zone {
            guard case .string(let name) = zone else { throw .overload }
            seconds += try offset(name)
        }
        let number = TimeText.floored(seconds, 86_400)
        let rest = seconds - number * 86_400
        switch function {
        case .hours: return rest / 3600
        case .minutes: return rest / 60 % 60
        case .seconds: return rest % 60
        case .milliseconds: return Int64(point.nanoseconds) / 1_000_000
        default: break
        }
        let day = CivilDay(number: number)
        switch function {
        case .fullYear: return day.year
        case .month: return day.month - 1
        case .date: return day.day
        case .dayOfMonth: return day.day - 1
        case .dayOfWeek: return day.weekday
        case .dayOfYear: return day.dayOfYear
        default: throw .overload
        }
    }

    private static func part(_ function: Builtin, _ span: TimeSpan) throws(FaultCode) -> Int64 {
        switch function {
        case .hours: return span.seconds / 3600
        case .minutes: return span.seconds / 60
        case .seconds: return span.seconds
        case .milliseconds: return Int64(span.nanoseconds) / 1_000_000
        default: throw .overload
        }
    }

    private static func offset(_ name: String) throws(FaultCode) -> Int64 {
        if let known = zones[name] { return known }
        let signed = name.utf8.first.map(Lexer.isDigit) == true ? "+" + name : name
        var reader = DigitReader(Array(signed.utf8))
        guard let offset = reader.offset(), reader.isAtEnd else { throw .zone }
        return Int64(offset)
    }
}
