public import Kernels

/// The values of one field, one for each record.
public enum RecordColumn: Sendable {
    /// Texts: for each record the code of its text, 0 where it is missing.
    case text(RowValues<UInt32>, TextStore)
    /// Up to 16 digits a record, see `DigitStrings`; 0 where they are missing.
    case digits(RowValues<UInt64>)
    /// Calendar dates as year × 10,000 + month × 100 + day; 0 where the date is missing.
    case date(RowValues<UInt32>)
    /// Numbers; not-a-number where one is missing.
    case number(RowValues<Double>)

    /// The number of records.
    public var count: Int {
        switch self {
        case .text(let codes, _): codes.count
        case .digits(let words): words.count
        case .date(let days): days.count
        case .number(let numbers): numbers.count
        }
    }

    var kind: LinkageField.Kind {
        switch self {
        case .text: .text
        case .digits: .digits
        case .date: .date
        case .number: .number
        }
    }

    /// A column of texts as they are; nil and the empty text are missing.
    public static func text(_ cells: [String?]) -> RecordColumn {
        var store = TextStore()
        let codes = cells.map { $0.map { store.code(of: $0) } ?? 0 }
        return .text(RowValues(codes), store)
    }

    /// A column of digits; what is no string of 1 to 16 digits is missing.
    public static func digits(_ cells: [String?]) -> RecordColumn {
        .digits(RowValues(cells.map { $0.map { DigitStrings.packed(Array($0.utf8).span) } ?? 0 }))
    }

    /// A column of dates written `yyyy-mm-dd` or `yyyymmdd`; what is neither is missing.
    public static func date(_ cells: [String?]) -> RecordColumn {
        .date(
            RowValues(
                cells.map { cell in
                    let digits = (cell ?? "").filter { $0 != "-" }
                    guard digits.utf8.count == 8, let number = UInt32(digits) else { return 0 }
                    return CalendarDays.isDate(number) ? number : 0
                }))
    }

    /// A column of numbers.
    public static func number(_ values: [Double]) -> RecordColumn { .number(RowValues(values)) }

    /// The value of a record as text, for people to read; nil where it is missing.
    public func text(_ row: Int) -> String? {
        switch self {
        case .text(let codes, let store): return codes[row] == 0 ? nil : store[codes[row]]
        case .digits(let words): return words[row] == 0 ? nil : DigitStrings.text(words[row])
        case .date(let days):
            guard days[row] != 0 else { return nil }
            let text = String(100_000_000 + Int(days[row])).dropFirst()
            return text.prefix(4) + "-" + text.dropFirst(4).prefix(2) + "-" + text.suffix(2)
        case .number(let numbers): return numbers[row].isNaN ? nil : String(numbers[row])
        }
    }

    /// A number for the value of a record that depends on the value alone.
    func hash(_ row: Int) -> UInt64 {
        switch self {
        case .text(let codes, let store):
            return codes[row] == 0 ? 0 : Array(store.slice(codes[row])).withSpan { KeyMixer.hash($0) }
        case .digits(let words): return KeyMixer.mixed(words[row])
        case .date(let days): return KeyMixer.mixed(UInt64(days[row]))
        case .number(let numbers): return KeyMixer.mixed(PairTest.packed(numbers[row]))
        }
    }

    /// Gives back the memory that finding texts by their bytes needs.
    mutating func dropIndex() {
        guard case .text(let codes, var store) = self else { return }
        self = .text(codes, TextStore())
        store.dropIndex()
        self = .text(codes, store)
    }

    /// Gives back the memory of a page of rows, whose values must not be asked for again.
    mutating func releasePage(_ number: Int) {
        // The values leave the column while they are changed: they would be copied otherwise.
        switch self {
        case .text(var codes, let store):
            self = .number(RowValues())
            codes.releasePage(number)
            self = .text(codes, store)
        case .digits(var words):
            self = .number(RowValues())
            words.releasePage(number)
            self = .digits(words)
        case .date(var days):
            self = .number(RowValues())
            days.releasePage(number)
            self = .date(days)
        case .number(var numbers):
            self = .text(RowValues(), TextStore())
            numbers.releasePage(number)
            self = .number(numbers)
        }
    }

    /// Makes missing the values that more than `limit` records have.
    mutating func remove(commonerThan limit: Int) {
        switch self {
        case .text(var codes, let store):
            self = .number(RowValues())
            var counts = [Int](repeating: 0, count: store.count + 1)
            for code in codes { counts[Int(code)] += 1 }
            codes.update { _, page in
                for row in page.indices where counts[Int(page[row])] > limit { page[row] = 0 }
            }
            self = .text(codes, store)
        case .digits(var words):
            self = .number(RowValues())
            CommonValues.remove(from: &words, commonerThan: limit)
            self = .digits(words)
        case .date(var days):
            self = .number(RowValues())
            CommonValues.remove(from: &days, commonerThan: limit)
            self = .date(days)
        case .number: return
        }
    }
}

extension Array where Element == UInt8 {
    fileprivate func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(span) }
}

/// Calendar arithmetic in the proleptic Gregorian calendar.
enum CalendarDays {
    static func isDate(_ number: UInt32) -> Bool {
        let (year, month, day) = (Int(number / 10000), Int(number / 100 % 100), Int(number % 100))
        return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= length(month, year)
    }

    private static func length(_ month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since the first of March of the year 0; above 0 for every date from the year 1 on.
    static func number(_ date: UInt32) -> Int {
        let month = Int(date / 100 % 100)
        let year = Int(date / 10000) - (month <= 2 ? 1 : 0)
        return year * 365 + year / 4 - year / 100 + year / 400 + (153 * ((month + 9) % 12) + 2) / 5 + Int(date % 100)
    }
}
