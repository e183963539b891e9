public import Indonesia

/// A span of a fiscal year: the year, a half, a quarter or a month. Written `2021`, `2021-S1`, `2021-Q3`, `2021-07`.
public struct ReportPeriod: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    /// First and last month, 1 to 12.
    public let months: ClosedRange<Int>

    /// Nil for a text that is no period.
    public init?(_ text: String) {
        let parts = text.trimmingPrefix { $0 == " " }.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, first.count == 4, let year = Int(first), (1990...2100).contains(year),
            parts.count <= 2
        else { return nil }
        self.year = year
        guard parts.count == 2 else {
            months = 1...12
            return
        }
        let part = parts[1].uppercased()
        if part.hasPrefix("S") || part.hasPrefix("Q"), let number = Int(part.dropFirst()) {
            let length = part.hasPrefix("S") ? 6 : 3
            guard (1...12 / length).contains(number) else { return nil }
            months = (number - 1) * length + 1...number * length
        } else if part.count == 2, let month = Int(part), (1...12).contains(month) {
            months = month...month
        } else {
            return nil
        }
    }

    /// The quarter that a day lies in; nil for a text that is no day.
    static func quarter(of day: String) -> ReportPeriod? {
        guard let day = CalendarDate(day) else { return nil }
        return ReportPeriod("\(day.year)-Q\((day.month + 2) / 3)")
    }

    /// The first day of the period.
    public var firstDay: CalendarDate {
        CalendarDate(year: year, month: months.lowerBound, day: 1) ?? CalendarDate.last
    }

    /// The last day of the period.
    public var lastDay: CalendarDate {
        let next = months.upperBound == 12 ? (year + 1, 1) : (year, months.upperBound + 1)
        return CalendarDate(year: next.0, month: next.1, day: 1)?.adding(days: -1) ?? CalendarDate.last
    }

    public func contains(_ other: ReportPeriod) -> Bool {
        year == other.year && months.lowerBound <= other.months.lowerBound
            && other.months.upperBound <= months.upperBound
    }

    public var description: String {
        switch months.count {
        case 12: "\(year)"
        case 6: "\(year)-S\(months.upperBound / 6)"
        case 3: "\(year)-Q\(months.upperBound / 3)"
        default: "\(year)-" + (months.lowerBound < 10 ? "0" : "") + "\(months.lowerBound)"
        }
    }

    public static func < (left: ReportPeriod, right: ReportPeriod) -> Bool {
        (left.year, left.months.upperBound, right.months.lowerBound) < (
            right.year, right.months.upperBound, left.months.lowerBound
        )
    }
}
