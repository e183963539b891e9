/// What the two-digit year inside a NIK can mean.
///
/// The century is not part of the number: a year above the current two digits belongs to the last century, any other
/// can belong to either.
public struct BirthReading: Sendable, Hashable {
    /// The date in the 1900s, when it exists and leaves an age of at most 120 years.
    public let lastCentury: CalendarDate?
    /// The date in the 2000s, when it exists and is not in the future (or below the minimum age).
    public let thisCentury: CalendarDate?

    /// The one plausible date; `nil` when both centuries are possible, or neither is.
    public var certain: CalendarDate? {
        switch (lastCentury, thisCentury) {
        case (let date?, nil), (nil, let date?): date
        default: nil
        }
    }

    /// The plausible dates, the earlier first.
    public var candidates: [CalendarDate] { [lastCentury, thisCentury].compactMap(\.self) }
}

extension NIK {
    /// The plausible birth dates.
    ///
    /// - Parameters:
    ///   - today: the day on which the list was made: nobody on it is born later.
    ///   - minimumAge: the age in years that everybody on the list has reached; 17 removes most double readings.
    public func birthReading(notAfter today: CalendarDate, minimumAge: Int = 0) -> BirthReading {
        let old = CalendarDate(year: 1900 + birthYear, month: birthMonth, day: birthDay)
        let young = CalendarDate(year: 2000 + birthYear, month: birthMonth, day: birthDay)
        return BirthReading(
            lastCentury: old.flatMap { $0 <= today && $0.years(until: today) <= 120 ? $0 : nil },
            thisCentury: young.flatMap { $0 <= today && $0.years(until: today) >= minimumAge ? $0 : nil })
    }

    /// The birth date where only one century is plausible; see ``birthReading(notAfter:minimumAge:)``.
    public func birthDate(notAfter today: CalendarDate, minimumAge: Int = 0) -> CalendarDate? {
        birthReading(notAfter: today, minimumAge: minimumAge).certain
    }
}
