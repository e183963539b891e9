/// A day of the Gregorian calendar, without a time and without a zone, in the years 1 to 9999.
public struct CalendarDate: Sendable, Hashable {
    /// Year, month and day in one number whose order is the order of days.
    private let packed: Int32

    /// The day, or `nil` where the calendar has none such.
    public init?(year: Int, month: Int, day: Int) {
        guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        packed = Int32(truncatingIfNeeded: year << 9 | month << 5 | day)
    }

    private init(packed: Int32) { self.packed = packed }

    /// The last day that can be written: 31 December 9999.
    public static let last = CalendarDate(packed: 9999 << 9 | 12 << 5 | 31)

    /// Reads exactly `yyyy-mm-dd`; for what people write use ``DateParser``.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                guard ByteText.isDigit(bytes[index]) else { return nil }
                value = value * 10 + Int(bytes[index] &- 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that is so many days after 1 January 1970; `nil` outside the years 1 to 9999.
    public init?(daysSince1970 days: Int) {
        guard days >= -719_162, days <= 2_932_896 else { return nil }
        // Years that begin in March put the leap day last; 400 years have 146,097 days.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    public var year: Int { Int(packed >> 9) }
    public var month: Int { Int(packed >> 5 & 15) }
    public var day: Int { Int(packed & 31) }

    /// Days after 1 January 1970.
    public var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day so many days later; `nil` outside the years 1 to 9999.
    public func adding(days: Int) -> CalendarDate? {
        let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
        return overflow ? nil : CalendarDate(daysSince1970: sum)
    }

    /// Whole years from this day to a later one: the age on that day.
    public func years(until later: CalendarDate) -> Int {
        let hasPassed = (later.month, later.day) >= (month, day)
        return later.year - year - (hasPassed ? 0 : 1)
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDate: Comparable {
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.packed < right.packed }
}

extension CalendarDate: CustomStringConvertible {
    /// `yyyy-mm-dd`.
    public var description: String {
        ByteText.padded(year, 4) + "-" + ByteText.padded(month, 2) + "-" + ByteText.padded(day, 2)
    }
}

extension CalendarDate: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = CalendarDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no date of the form yyyy-mm-dd")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
