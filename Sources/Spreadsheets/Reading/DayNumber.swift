/// Days and times of day as spreadsheets count them: days since an epoch, the time as a fraction.
struct DayNumber: Sendable, Hashable {
    /// Whether day 0 is 1 January 1904; otherwise day 1 is 1 January 1900, and 1900 is taken for a leap year.
    var is1904 = false

    /// 1 January 1900, counted from 1 January 1970.
    private static let epoch1900 = -25_567
    private static let epoch1904 = -24_107
    private static let lastYear = 9999

    /// The day (and time, where the format shows one and it is not midnight) of a cell's number.
    ///
    /// - Returns: `yyyy-mm-dd`, `yyyy-mm-dd hh:mm:ss`, `hh:mm:ss`; nil where the number is no point in time. The day
    ///   that only the 1900 system knows is `1900-02-29`, so that it is seen for what it is.
    func text(_ value: Double, _ format: NumberFormat) -> String? {
        guard value >= 0, value < 2_958_466 else { return nil }
        let seconds = Int((value * 86_400).rounded())
        let (day, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
        switch format {
        case .plain: return nil
        case .time: return day == 0 ? Self.clock(time) : nil
        case .date: return date(day)
        case .dateTime: return date(day).map { time == 0 ? $0 : $0 + " " + Self.clock(time) }
        }
    }

    private func date(_ day: Int) -> String? {
        if is1904 { return Self.iso(Self.epoch1904 + day) }
        switch day {
        case 0: return nil
        case 60: return "1900-02-29"
        default: return Self.iso(Self.epoch1900 + day - (day > 60 ? 2 : 1))
        }
    }

    /// The number of a day in the 1900 system.
    ///
    /// - Returns: nil where there is no such day, or the system has no number for it.
    static func number(year: Int, month: Int, day: Int) -> Int? {
        guard year >= 1900, let days = checkedDays(year, month, day) else { return nil }
        let number = days - epoch1900 + 1
        return number >= 60 ? number + 1 : number
    }

    /// A day as `yyyy-mm-dd`; nil where there is none.
    static func iso(year: Int, month: Int, day: Int) -> String? { checkedDays(year, month, day).flatMap(iso) }

    private static func checkedDays(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        guard (1...lastYear).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let days = days(year, month, day)
        return civil(days) == (year, month, day) ? days : nil
    }

    private static func iso(_ days: Int) -> String? {
        let (year, month, day) = civil(days)
        guard year <= lastYear else { return nil }
        return padded(year, 4) + "-" + padded(month) + "-" + padded(day)
    }

    private static func clock(_ seconds: Int) -> String {
        padded(seconds / 3600) + ":" + padded(seconds / 60 % 60) + ":" + padded(seconds % 60)
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    // The proleptic Gregorian calendar in years that begin in March (H. Hinnant, "chrono-compatible low-level date
    // algorithms", 2013).

    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let index = (5 * dayOfYear + 2) / 153
        let month = index < 10 ? index + 3 : index - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * index + 2) / 5 + 1)
    }
}
