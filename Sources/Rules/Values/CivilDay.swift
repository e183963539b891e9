/// A day of the Gregorian calendar, counted from 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
struct CivilDay {
    let year: Int64
    let month: Int64
    let day: Int64
    let number: Int64

    init(number: Int64) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * ofYear + 2) / 153
        day = ofYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.number = number
    }

    /// nil for a day that the calendar does not have, and for years outside 1 to 9999.
    init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init(number: Self.number(Int64(year), Int64(month), Int64(day)))
        // 30 February becomes 2 March: then the day asked for does not exist.
        guard self.month == Int64(month), self.day == Int64(day) else { return nil }
    }

    private static func number(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
        return era * 146_097 + ofEra - 719_468
    }

    /// The day of the week, Sunday is 0.
    var weekday: Int64 { (number % 7 + 11) % 7 }

    /// The day of the year, 1 January is 0.
    var dayOfYear: Int64 { number - Self.number(year, 1, 1) }
}
