import Kernels

/// Collects the values of one field record by record; parts made on several threads can be put together in order.
///
/// Adding to a builder is cheap and may be done by many threads, each with a builder of its own; what texts are equal is
/// found where the parts are put together.
public struct RecordColumnBuilder: Sendable {
    private let kind: LinkageField.Kind
    /// Codes of texts, or dates.
    private var codes = RowValues<UInt32>()
    /// Digits, or numbers.
    private var words = RowValues<UInt64>()
    private var texts = TextStore()
    // Values that came last, and stand in none of the above yet; texts one behind the other, and where each ends.
    private var newBytes: [UInt8] = []
    private var newEnds: [UInt32] = []
    private var newDates: [UInt32] = []
    private var newWords: [UInt64] = []
    /// How many bytes of texts may be put off.
    private static let mostPutOff = 1 << 20

    public init(_ kind: LinkageField.Kind) { self.kind = kind }

    /// The number of values so far.
    public var count: Int { codes.count + words.count + newEnds.count + newDates.count + newWords.count }

    /// Adds a missing value.
    public mutating func appendMissing() {
        switch kind {
        case .text: newEnds.append(UInt32(truncatingIfNeeded: newBytes.count))
        case .date: newDates.append(0)
        case .digits, .number: newWords.append(0)
        }
    }

    /// Adds a text; an empty one is missing. Only for a column of texts.
    public mutating func append(text: Span<UInt8>) {
        guard kind == .text else { return appendMissing() }
        for index in text.indices { newBytes.append(text[index]) }
        newEnds.append(UInt32(truncatingIfNeeded: newBytes.count))
        if newBytes.count >= Self.mostPutOff { settle() }
    }

    /// Adds many texts, as ``append(text:)`` does one by one. Only for a column of texts.
    ///
    /// - Parameters:
    ///   - bytes: the texts, one behind the other.
    ///   - ends: where each of them ends, ascending, none beyond the last byte.
    public mutating func append(texts bytes: [UInt8], ends: [UInt32]) {
        guard kind == .text else {
            for _ in ends { appendMissing() }
            return
        }
        settle()
        (newBytes, newEnds) = (bytes, ends)
    }

    /// Adds the last `count` digits of a number, leading zeros included; up to 16. Only for a column of digits.
    public mutating func append(digits number: UInt64, count: Int) {
        guard kind == .digits, count > 0, count <= 16 else { return appendMissing() }
        newWords.append(DigitStrings.packed(number, count: count))
    }

    /// Adds ASCII digits as they stand, up to 16; adds nothing and says so where they are anything else. Only for a
    /// column of digits.
    public mutating func append(digits: Span<UInt8>) -> Bool {
        let word = DigitStrings.packed(digits)
        guard kind == .digits, word != 0 else { return false }
        newWords.append(word)
        return true
    }

    /// Adds a date; one that does not exist is missing. Only for a column of dates.
    public mutating func append(year: Int, month: Int, day: Int) {
        let number =
            year > 0 && year < 10000 && month > 0 && month < 13 && day > 0 && day < 32
            ? UInt32(year * 10000 + month * 100 + day) : 0
        guard kind == .date, CalendarDays.isDate(number) else { return appendMissing() }
        newDates.append(number)
    }

    /// Adds a number; only for a column of numbers.
    public mutating func append(number: Double) {
        guard kind == .number else { return appendMissing() }
        newWords.append(PairTest.packed(number))
    }

    /// Makes room for so many further values.
    public mutating func reserve(_ more: Int) {
        switch kind {
        case .text: newEnds.reserveCapacity(newEnds.count + more)
        case .date: newDates.reserveCapacity(newDates.count + more)
        case .digits, .number: newWords.reserveCapacity(newWords.count + more)
        }
    }

    /// Adds the values of a later part.
    public mutating func append(contentsOf other: RecordColumnBuilder) {
        guard kind == other.kind else { return }
        settle()
        for page in other.codes.pages {
            codes.append(contentsOf: kind == .text ? page.map { texts.code(of: other.texts.slice($0)) } : page)
        }
        for page in other.words.pages { words.append(contentsOf: page) }
        settle(other.newBytes, other.newEnds, other.newDates, other.newWords)
    }

    /// The finished column.
    public var column: RecordColumn {
        var settled = self
        return settled.takeColumn()
    }

    /// The finished column; nothing is left here, so that no value is held twice.
    public mutating func takeColumn() -> RecordColumn {
        settle()
        defer { self = RecordColumnBuilder(kind) }
        return switch kind {
        case .text: .text(codes, texts)
        case .digits: .digits(words)
        case .date: .date(codes)
        case .number: .number(words.map { $0 == 0 ? .nan : Double(bitPattern: ~$0) })
        }
    }

    private mutating func settle() {
        guard newEnds.count + newDates.count + newWords.count > 0 else { return }
        settle(newBytes, newEnds, newDates, newWords)
        newBytes.removeAll(keepingCapacity: true)
        newEnds.removeAll(keepingCapacity: true)
        newDates.removeAll(keepingCapacity: true)
        newWords.removeAll(keepingCapacity: true)
    }

    private mutating func settle(_ bytes: [UInt8], _ ends: [UInt32], _ dates: [UInt32], _ numbers: [UInt64]) {
        if !ends.isEmpty {
            var found: [UInt32] = []
            texts.appendCodes(of: bytes, ends: ends, to: &found)
            codes.append(contentsOf: found)
        }
        codes.append(contentsOf: dates)
        words.append(contentsOf: numbers)
    }
}
