import Kernels

/// Collects the values of one field record by record; parts made on several threads can be put together in order.
public struct RecordColumnBuilder: Sendable {
    private var kind: LinkageField.Kind
    private var codes: [UInt32] = []
    private var texts = TextStore()
    private var words: [UInt64] = []

    public init(_ kind: LinkageField.Kind) { self.kind = kind }

    /// The number of values so far.
    public var count: Int { kind == .text ? codes.count : words.count }

    /// Adds a missing value.
    public mutating func appendMissing() {
        if kind == .text { codes.append(0) } else { words.append(0) }
    }

    /// Adds a text; an empty one is missing. Only for a column of texts.
    public mutating func append(text: Span<UInt8>) {
        guard kind == .text else { return appendMissing() }
        codes.append(texts.code(of: text))
    }

    /// Adds the last `count` digits of a number, leading zeros included; up to 16. Only for a column of digits.
    public mutating func append(digits number: UInt64, count: Int) {
        guard kind == .digits, count > 0, count <= 16 else { return appendMissing() }
        words.append(DigitStrings.packed(number, count: count))
    }

    /// Adds a date; one that does not exist is missing. Only for a column of dates.
    public mutating func append(year: Int, month: Int, day: Int) {
        let number =
            year > 0 && year < 10000 && month > 0 && month < 13 && day > 0 && day < 32
            ? UInt32(year * 10000 + month * 100 + day) : 0
        guard kind == .date, CalendarDays.isDate(number) else { return appendMissing() }
        words.append(UInt64(number))
    }

    /// Adds a number; only for a column of numbers.
    public mutating func append(number: Double) {
        guard kind == .number else { return appendMissing() }
        words.append(PairTest.packed(number))
    }

    /// Adds the values of a later part.
    public mutating func append(contentsOf other: RecordColumnBuilder) {
        guard kind == .text else { return words.append(contentsOf: other.words) }
        var table: [UInt32] = [0]
        table.reserveCapacity(other.texts.count + 1)
        if other.texts.count > 0 {
            for code in 1...UInt32(other.texts.count) { table.append(texts.code(of: other.texts.slice(code))) }
        }
        codes.reserveCapacity(codes.count + other.codes.count)
        for code in other.codes { codes.append(table[Int(code)]) }
    }

    /// The finished column.
    public var column: RecordColumn {
        switch kind {
        case .text: .text(codes, texts)
        case .digits: .digits(words)
        case .date: .date(words.map { UInt32(truncatingIfNeeded: $0) })
        case .number: .number(words.map { $0 == 0 ? .nan : Double(bitPattern: ~$0) })
        }
    }
}
