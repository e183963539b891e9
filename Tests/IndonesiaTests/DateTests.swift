import Indonesia
import Problems
import Testing

@Suite struct CalendarDateTests {
    /// Walks through 401 years by the calendar's own rule and compares each day with its number.
    @Test func dayNumbersAreConsecutive() throws {
        var number = Samples.date(1799, 12, 31).daysSince1970
        for year in 1800...2200 {
            let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
            for (month, days) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                #expect(CalendarDate(year: year, month: month + 1, day: days + 1) == nil)
                for day in 1...days {
                    number += 1
                    let date = Samples.date(year, month + 1, day)
                    guard date.daysSince1970 == number, CalendarDate(daysSince1970: number) == date else {
                        Issue.record("\(date)")
                        return
                    }
                }
            }
        }
        #expect(Samples.date(1970, 1, 1).daysSince1970 == 0)
    }

    @Test func bounds() {
        #expect(CalendarDate(daysSince1970: Samples.date(1, 1, 1).daysSince1970 - 1) == nil)
        #expect(CalendarDate(daysSince1970: Samples.date(9999, 12, 31).daysSince1970 + 1) == nil)
        #expect(Samples.date(2021, 9, 30).adding(days: .max) == nil)
        #expect(CalendarDate(year: 2021, month: 13, day: 1) == nil)
        #expect(CalendarDate(year: 2021, month: 0, day: 1) == nil)
    }

    @Test func textAndOrder() throws {
        let date = Samples.date(2021, 8, 7)
        #expect("\(date)" == "2021-08-07")
        #expect(CalendarDate("2021-08-07") == date)
        #expect(CalendarDate("2021-8-7") == nil)
        #expect(try Coding.roundTrip(date).text == "\"2021-08-07\"")
        #expect(try Coding.roundTrip(date).value == date)
        #expect(date < Samples.date(2021, 8, 8) && date < Samples.date(2021, 9, 1) && date < Samples.date(2022, 1, 1))
    }

    @Test func age() {
        #expect(Samples.date(1990, 9, 30).years(until: Samples.today) == 31)
        #expect(Samples.date(1990, 10, 1).years(until: Samples.today) == 30)
    }
}

@Suite struct PlaceAndDateTests {
    @Test(arguments: [
        "Malang, 12-03-1965", "Malang, 12 Maret 1965", "Malang 12/03/1965", "Kab. Malang,12-03-1965",
        "Malang/12-03-1965",
        "Malang, Maret 12, 1965", "12-03-1965", " 12 Maret 1965", "Maret 12, 1965", "Jumat, 12 Maret 1965",
        "Kédiri 12-3-1965",
    ])
    func theDayStandsBehindThePlace(_ cell: String) {
        let bytes = cell.utf8Span.span
        let start = PlaceAndDate.dateStart(in: bytes)
        #expect(DateParser().parse(bytes.extracting(start..<bytes.count)).value == Samples.date(1965, 3, 12))
    }

    @Test(arguments: ["", "Malang", "Malang18/05/1975", "1965", "Malang; 12-03-1965"])
    func whatIsNoPlaceStays(_ cell: String) {
        #expect(PlaceAndDate.dateStart(in: cell.utf8Span.span) == 0)
    }
}

@Suite struct DateParserTests {
    @Test(arguments: [
        "17/08/2021", "17-08-2021", "17.08.2021", "17 Agustus 2021", "17 Agt 2021", "17-Agu-2021", "17 agust. 2021",
        "17082021", "2021-08-17", "2021/08/17", "20210817", "17 August 2021", "August 17, 2021",
        "Selasa, 17 Agustus 2021",
        "2021-08-17 00:00:00", "2021-08-17T08:30:00Z", " 17/8/2021 ", "17/08/2021 10:15", "'17/08/2021",
    ])
    func oneDayInManyForms(_ cell: String) {
        let checked = DateParser(order: .dayFirst).parse(cell)
        #expect(checked.value == Samples.date(2021, 8, 17))
        #expect(checked.problems.isEmpty)
    }

    @Test func leadingZeroLost() {
        #expect(DateParser().parse("7081990").value == Samples.date(1990, 8, 7))
    }

    @Test(arguments: ["", "-", "NULL", "0000-00-00", "00/00/0000", "00000000"])
    func emptyStaysEmpty(_ cell: String) {
        let checked = DateParser(notAfter: Samples.today).parse(cell)
        #expect(checked.value == nil && checked.problems.isEmpty)
    }

    @Test(arguments: [
        "31/02/2021", "30 Februari 2020", "31/04/2021", "2021-13-01", "00/12/2021", "31022021", "17 Agustos 2021",
        "kemarin",
        "2021", "17/08", "17/08/20211", "29/02/2021", "1/2/3/4", "17/08/2021 lusa", "1234567890", "9999", "17 08 21 09",
        "17 Agustus 0021", "Agustus 2021",
    ])
    func invalid(_ cell: String) {
        let checked = DateParser().parse(cell)
        #expect(checked.value == nil)
        #expect(checked.problems.map(\.code) == ["date.invalid"])
        #expect(checked.severity == .warn)
    }

    /// A spreadsheet shows day 44425 as 17 August 2021, 61 as 1 March 1900.
    @Test func spreadsheetDayNumbers() {
        for cell in ["44425", "44425.5", "44425,0"] {
            let checked = DateParser().parse(cell)
            #expect(checked.value == Samples.date(2021, 8, 17))
            #expect(checked.problems.map(\.code) == ["date.excel-serial"])
        }
        #expect(DateParser().parse("99999").problems.map(\.code) == ["date.invalid"])
    }

    @Test func twoDigitYears() {
        let parser = DateParser(notAfter: Samples.today)
        #expect(parser.parse("17/08/85").value == Samples.date(1985, 8, 17))
        #expect(parser.parse("17/08/85").problems.map(\.code) == ["date.two-digit-year"])
        #expect(parser.parse("17-Agu-15").value == nil)
        #expect(parser.parse("17-Agu-15").problems.map(\.code) == ["date.two-digit-year"])
        let events = DateParser(notBefore: Samples.date(2010, 1, 1), notAfter: Samples.today)
        #expect(events.parse("17/08/15").value == Samples.date(2015, 8, 17))
        #expect(parser.parse("31/02/85").problems.map(\.code) == ["date.invalid"])
    }

    @Test func order() {
        #expect(DateParser(order: .dayFirst).parse("03/04/2021").value == Samples.date(2021, 4, 3))
        #expect(DateParser(order: .monthFirst).parse("03/04/2021").value == Samples.date(2021, 3, 4))
        let open = DateParser(order: .undecided)
        #expect(open.parse("03/04/2021").value == nil)
        #expect(open.parse("03/04/2021").problems.map(\.code) == ["date.ambiguous"])
        #expect(open.parse("04/04/2021").value == Samples.date(2021, 4, 4))
        #expect(open.parse("25/04/2021").value == Samples.date(2021, 4, 25))
        #expect(open.parse("04/25/2021").value == Samples.date(2021, 4, 25))
        let contrary = DateParser(order: .dayFirst).parse("04/25/2021")
        #expect(contrary.value == Samples.date(2021, 4, 25))
        #expect(contrary.problems.map(\.code) == ["date.ambiguous"])
    }

    @Test func future() {
        let checked = DateParser(notAfter: Samples.today).parse("01/10/2021")
        #expect(checked.problems.map(\.code) == ["date.future"])
        #expect(checked.value == Samples.date(2021, 10, 1))
        #expect(DateParser(notAfter: Samples.today).parse("30/09/2021").isClean)
    }

    @Test func everyDayIsReadInEveryForm() throws {
        let months = [
            "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
            "November",
            "Desember",
        ]
        for offset in stride(from: 0, to: 40_000, by: 37) {
            let date = try #require(Samples.date(1930, 1, 1).adding(days: offset))
            let day = Samples.two(date.day)
            let month = Samples.two(date.month)
            for cell in [
                "\(day)/\(month)/\(date.year)", "\(day)\(month)\(date.year)", "\(date)",
                "\(date.day) \(months[date.month - 1]) \(date.year)",
            ] { #expect(DateParser(order: .dayFirst).parse(cell).value == date, "\(cell)") }
        }
    }

    @Test func masksTheYear() {
        #expect(DateParser().parse("31/02/1990").problems.first?.value == "31/02/19**")
        #expect(DateParser().parse("1990-02-31").problems.first?.value == "19**-02-31")
        #expect(DateParser().parse("31/02/90").problems.first?.value == "31/02/**")
    }
}

@Suite struct DateColumnTests {
    private func column(_ cells: [String]) -> DateColumn {
        var column = DateColumn()
        for cell in cells { column.add(cell.utf8Span.span) }
        return column
    }

    @Test func evidenceDecides() {
        #expect(column(["03/04/2021", "17/08/2021"]).order == .dayFirst)
        #expect(column(["03/04/2021", "08/17/2021"]).order == .monthFirst)
        #expect(column(["03/04/2021", "05/06/2021"]).order == .undecided)
        #expect(column(["2021-08-17", "17 Agustus 2021", ""]).order == .undecided)
    }

    @Test func contradictionIsNotOutvoted() {
        let mixed = column(["17/08/2021", "08/17/2021"])
        #expect(mixed.order == .undecided)
        #expect(mixed.isConflicting)
    }

    @Test func oneSlipInManyIsASlip() {
        #expect(column(Array(repeating: "17/08/2021", count: 30) + ["08/17/2021"]).order == .dayFirst)
    }

    @Test func chunksAdd() {
        var first = column(["03/04/2021"])
        first.merge(column(["17/08/2021"]))
        #expect(first == column(["03/04/2021", "17/08/2021"]))
    }
}
