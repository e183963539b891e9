/// A point in time, from year 1 to year 9999, in nanoseconds.
public struct TimePoint: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int64
    /// Nanoseconds after that second, 0 to 999,999,999.
    public let nanoseconds: Int32

    static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// A point in time; nil outside the years 1 to 9999.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard Self.range.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Midnight UTC of a calendar day; nil for a day that no calendar has.
    public init?(year: Int, month: Int, day: Int) {
        guard let days = CivilDay(year: year, month: month, day: day)?.number else { return nil }
        self.init(seconds: days * 86_400)
    }

    /// A point in time as RFC 3339 writes it: `2021-03-17T08:00:00+07:00`.
    public init?(_ text: String) {
        guard let found = TimeText.point(Array(text.utf8)) else { return nil }
        self = found
    }

    /// The point in UTC as RFC 3339 writes it.
    public var text: String { TimeText.write(self) }

    public static func < (left: TimePoint, right: TimePoint) -> Bool {
        left.seconds < right.seconds || (left.seconds == right.seconds && left.nanoseconds < right.nanoseconds)
    }

    /// The point a length of time later; nil outside the years 1 to 9999.
    func adding(_ span: TimeSpan) -> TimePoint? {
        let (sum, isOver) = seconds.addingReportingOverflow(span.seconds)
        guard !isOver else { return nil }
        let fraction = nanoseconds + span.nanoseconds
        if fraction < 0 { return TimePoint(seconds: sum - 1, nanoseconds: fraction + 1_000_000_000) }
        if fraction >= 1_000_000_000 { return TimePoint(seconds: sum + 1, nanoseconds: fraction - 1_000_000_000) }
        return TimePoint(seconds: sum, nanoseconds: fraction)
    }

    func since(_ other: TimePoint) -> TimeSpan? {
        TimeSpan(seconds: seconds - other.seconds, nanoseconds: Int64(nanoseconds) - Int64(other.nanoseconds))
    }
}

/// A length of time, up to 10,000 years either way, in nanoseconds.
public struct TimeSpan: Sendable, Hashable, Comparable {
    /// Whole seconds, of the same sign as the rest.
    public let seconds: Int64
    /// The rest in nanoseconds, of the same sign as the seconds.
    public let nanoseconds: Int32

    static let range: ClosedRange<Int64> = -315_576_000_000...315_576_000_000

    /// A length of time; nil beyond 10,000 years.
    public init?(seconds: Int64, nanoseconds: Int64 = 0) {
        var (whole, isOver) = seconds.addingReportingOverflow(nanoseconds / 1_000_000_000)
        var rest = nanoseconds % 1_000_000_000
        guard !isOver else { return nil }
        if whole > 0, rest < 0 {
            whole -= 1
            rest += 1_000_000_000
        } else if whole < 0, rest > 0 {
            whole += 1
            rest -= 1_000_000_000
        }
        guard Self.range.contains(whole) else { return nil }
        self.seconds = whole
        self.nanoseconds = Int32(rest)
    }

    /// A length of time such as `1h30m` or `-2.5s`.
    public init?(_ text: String) {
        guard let found = TimeText.span(Array(text.utf8)) else { return nil }
        self = found
    }

    /// The length in seconds: `5400s`, `-2.5s`.
    public var text: String { TimeText.write(self) }

    public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.seconds < right.seconds || (left.seconds == right.seconds && left.nanoseconds < right.nanoseconds)
    }

    func adding(_ other: TimeSpan) -> TimeSpan? {
        TimeSpan(seconds: seconds + other.seconds, nanoseconds: Int64(nanoseconds) + Int64(other.nanoseconds))
    }

    /// The same length the other way; its range is the same both ways.
    var reversed: TimeSpan { TimeSpan(seconds: -seconds, nanoseconds: -Int64(nanoseconds)) ?? self }
}
