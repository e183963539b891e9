import Problems

/// Which of two numbers comes first in a date such as `03/04/2021`.
public enum DateOrder: String, Sendable, Hashable, Codable, CaseIterable {
    /// `17/08/2021`, as everywhere in Indonesia.
    case dayFirst
    /// `08/17/2021`, as spreadsheets with American settings write.
    case monthFirst
    /// Not known; a date that can be read both ways is asked about.
    case undecided
}

/// Reads dates as people and systems in Indonesia write them.
///
/// `dd/mm/yyyy`, `dd-mm-yyyy`, `17 Agustus 2021` (and Agt, Agu, Agust), SIKP's `ddMMyyyy`, `yyyy-mm-dd`, a
/// spreadsheet's day number, each with or without a time of day. An empty cell stays empty.
public struct DateParser: Sendable, Hashable {
    public var order: DateOrder
    /// The earliest day that makes sense in the column; decides the century of two-digit years.
    public var notBefore: CalendarDate?
    /// The latest day that makes sense, usually the day of the list; a later one is `date.future`.
    public var notAfter: CalendarDate?
    /// Whether problems show the cell, masked, which takes longer than reading it.
    private var shows = true

    public init(order: DateOrder = .dayFirst, notBefore: CalendarDate? = nil, notAfter: CalendarDate? = nil) {
        self.order = order
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Reads a cell.
    ///
    /// - Returns: the day; nothing for an empty cell. `date.invalid` (`warn`, no value); `date.ambiguous` (`warn`,
    ///   without a value where both orders are possible, with the only possible one where it contradicts the order
    ///   of the column); `date.two-digit-year` (`warn`, with a value where one century fits); `date.excel-serial`
    ///   (`note`); `date.future` (`warn`). Values are shown without the last digits of the year.
    public func parse(_ bytes: Span<UInt8>) -> Checked<CalendarDate> {
        switch DateShape(bytes) {
        case .empty: return Checked(nil)
        case .invalid: return refuse("date.invalid", bytes)
        case .plain(let year, let month, let day):
            return finish(DateShape.isYear(year) ? CalendarDate(year: year, month: month, day: day) : nil, bytes)
        case .serial(let days):
            // Day 1 of the 1900 system is 1 January 1900, and it believes that 1900 was a leap year.
            guard days >= 10_000, days <= 80_000, let date = CalendarDate(daysSince1970: days - 25_569) else {
                return refuse("date.invalid", bytes)
            }
            return finish(date, bytes, [problem("date.excel-serial", .note, bytes)])
        case .named(let day, let month, let year): return resolve(day: day, month: month, year, bytes, [])
        case .numeric(let first, let second, let year): return resolve(first, second, year, bytes)
        }
    }

    /// The day of a cell for who wants nothing else.
    public func value(of bytes: Span<UInt8>) -> CalendarDate? {
        var parser = self
        parser.shows = false
        return parser.parse(bytes).value
    }

    /// Reads a text; see ``parse(_:)-(Span<UInt8>)``.
    public func parse(_ text: String) -> Checked<CalendarDate> { parse(text.utf8Span.span) }

    /// Reads a cell with an order and no bounds; see ``parse(_:)-(Span<UInt8>)``.
    public static func parse(_ bytes: Span<UInt8>, order: DateOrder) -> Checked<CalendarDate> {
        DateParser(order: order).parse(bytes)
    }

    private func resolve(
        _ first: Int, _ second: Int, _ year: DateShape.Year, _ bytes: Span<UInt8>
    ) -> Checked<CalendarDate> {
        let sample = sampleYear(year)
        let canBeDayFirst = CalendarDate(year: sample, month: second, day: first) != nil
        let canBeMonthFirst = CalendarDate(year: sample, month: first, day: second) != nil
        switch order {
        case .undecided where canBeDayFirst && canBeMonthFirst && first != second:
            return refuse("date.ambiguous", bytes)
        case .dayFirst where canBeDayFirst, .undecided where canBeDayFirst:
            return resolve(day: first, month: second, year, bytes, [])
        case .monthFirst where canBeMonthFirst, .undecided where canBeMonthFirst:
            return resolve(day: second, month: first, year, bytes, [])
        case .dayFirst where canBeMonthFirst:
            return resolve(day: second, month: first, year, bytes, [problem("date.ambiguous", .warn, bytes)])
        case .monthFirst where canBeDayFirst:
            return resolve(day: first, month: second, year, bytes, [problem("date.ambiguous", .warn, bytes)])
        default: return refuse("date.invalid", bytes)
        }
    }

    private func resolve(
        day: Int, month: Int, _ year: DateShape.Year, _ bytes: Span<UInt8>, _ problems: [Problem]
    ) -> Checked<CalendarDate> {
        switch year {
        case .full(let year):
            let date = DateShape.isYear(year) ? CalendarDate(year: year, month: month, day: day) : nil
            return finish(date, bytes, problems)
        case .twoDigits(let short):
            let old = CalendarDate(year: 1900 + short, month: month, day: day)
            let young = CalendarDate(year: 2000 + short, month: month, day: day)
            guard old != nil || young != nil else { return refuse("date.invalid", bytes) }
            let fitting = [old, young].compactMap(\.self).filter(isWithinBounds)
            let problems = problems + [problem("date.two-digit-year", .warn, bytes)]
            return Checked(fitting.count == 1 ? fitting[0] : nil, problems)
        }
    }

    /// A year to try day and month with: of two-digit years the one in which 29 February is likelier.
    private func sampleYear(_ year: DateShape.Year) -> Int {
        switch year {
        case .full(let year): year
        case .twoDigits(let short): 2000 + short
        }
    }

    private func isWithinBounds(_ date: CalendarDate) -> Bool {
        if let notBefore, date < notBefore { return false }
        if let notAfter, date > notAfter { return false }
        return true
    }

    private func finish(
        _ date: CalendarDate?, _ bytes: Span<UInt8>, _ problems: [Problem] = []
    ) -> Checked<CalendarDate> {
        guard let date else { return refuse("date.invalid", bytes) }
        if let notAfter, date > notAfter {
            return Checked(date, problems + [problem("date.future", .warn, bytes)])
        }
        return Checked(date, problems)
    }

    private func refuse(_ code: String, _ bytes: Span<UInt8>) -> Checked<CalendarDate> {
        Checked(refusing: problem(code, .warn, bytes))
    }

    private func problem(_ code: String, _ severity: Severity, _ bytes: Span<UInt8>) -> Problem {
        Problem(code, severity, value: shows ? Masking.date(ByteText.string(bytes)) : nil)
    }
}
