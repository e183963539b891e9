import Kernels
import Synchronization

/// Collects the values of one field record by record.
///
/// Several builders may work side by side, each on its own stretches of the records: what they hand out as
/// ``RecordColumnPart`` is put together by ``joined(_:by:of:threads:)``.
public struct RecordColumnBuilder: Sendable {
    private let kind: LinkageField.Kind
    private var part: RecordColumnPart
    private var texts = TextStore()

    public init(_ kind: LinkageField.Kind) {
        self.kind = kind
        part = RecordColumnPart()
    }

    /// The number of values since parts were last taken out.
    public var count: Int { part.count }

    /// Adds a missing value.
    public mutating func appendMissing() {
        switch kind {
        case .text: part.codes.append(0)
        case .date: part.codes.append(0)
        case .digits, .number: part.words.append(0)
        }
    }

    /// Adds a text; an empty one is missing. Only for a column of texts.
    public mutating func append(text: Span<UInt8>) {
        guard kind == .text else { return appendMissing() }
        part.codes.append(texts.code(of: text))
    }

    /// Adds many texts, as ``append(text:)`` does one by one, in less time.
    ///
    /// - Parameters:
    ///   - texts: the texts, one behind the other.
    ///   - ends: where each of them ends, ascending, none beyond the last byte.
    public mutating func append(texts bytes: [UInt8], ends: [UInt32]) {
        guard kind == .text else {
            for _ in ends { appendMissing() }
            return
        }
        texts.appendCodes(of: bytes, ends: ends, to: &part.codes)
    }

    /// Adds the last `count` digits of a number, leading zeros included; up to 16. Only for a column of digits.
    public mutating func append(digits number: UInt64, count: Int) {
        guard kind == .digits, count > 0, count <= 16 else { return appendMissing() }
        part.words.append(DigitStrings.packed(number, count: count))
    }

    /// Adds a date; one that does not exist is missing. Only for a column of dates.
    public mutating func append(year: Int, month: Int, day: Int) {
        let number =
            year > 0 && year < 10000 && month > 0 && month < 13 && day > 0 && day < 32
            ? UInt32(year * 10000 + month * 100 + day) : 0
        guard kind == .date, CalendarDays.isDate(number) else { return appendMissing() }
        part.codes.append(number)
    }

    /// Adds a number; only for a column of numbers.
    public mutating func append(number: Double) {
        guard kind == .number else { return appendMissing() }
        part.words.append(PairTest.packed(number))
    }

    /// Makes room for so many further values.
    public mutating func reserve(_ more: Int) {
        switch kind {
        case .text, .date: part.codes.reserveCapacity(part.codes.count + more)
        case .digits, .number: part.words.reserveCapacity(part.words.count + more)
        }
    }

    /// Hands out the values collected since the last call. The texts among them stay, for this part and later ones.
    public mutating func takePart() -> RecordColumnPart {
        defer { part = RecordColumnPart() }
        return part
    }

    /// Gives back what only collecting further texts needs.
    public mutating func finish() { texts.dropIndex() }

    /// The finished column.
    public var column: RecordColumn { Self.column(kind, part, texts) }

    /// The columns of parts that builders handed out. They depend on the values and their order alone, not on which
    /// builder collected what.
    ///
    /// - Parameters:
    ///   - parts: for each column its parts in the order of the records; taken apart on the way, so that nothing is held
    ///     twice.
    ///   - makers: for each part the number of the worker whose builder handed it out.
    ///   - builders: for each worker its builder of each column.
    /// - Returns: for each column its values; nil where there is no builder of it.
    public static func joined(
        _ parts: inout [[RecordColumnPart]], by makers: [Int], of builders: [[RecordColumnBuilder]], threads: Int
    ) -> [RecordColumn?] {
        let count = parts.count
        let waiting = Mutex(parts)
        parts = []
        return Workers.map(count, threads: threads) { place in
            var own: [RecordColumnPart] = []
            waiting.withLock { swap(&own, &$0[place]) }
            return joined(&own, by: makers, of: builders.map { $0[place] })
        }
    }

    /// The column of parts that builders of one kind handed out.
    static func joined(
        _ parts: inout [RecordColumnPart], by makers: [Int], of builders: [RecordColumnBuilder]
    ) -> RecordColumn? {
        guard let kind = builders.first?.kind, parts.count == makers.count else { return nil }
        let total = parts.reduce(0) { $0 + $1.count }
        var whole = RecordColumnPart()
        switch kind {
        case .text, .date: whole.codes.reserveCapacity(total)
        case .digits, .number: whole.words.reserveCapacity(total)
        }
        var texts = TextStore()
        if kind == .text {
            // Texts are numbered by their first record, as if one builder had collected them all.
            var merge = TextMerge(builders.map(\.texts))
            for place in parts.indices {
                merge.append(parts[place].codes, of: makers[place], to: &whole.codes)
                parts[place] = RecordColumnPart()
            }
            texts = merge.store
        } else {
            for place in parts.indices {
                whole.codes.append(contentsOf: parts[place].codes)
                whole.words.append(contentsOf: parts[place].words)
                parts[place] = RecordColumnPart()
            }
        }
        return column(kind, whole, texts)
    }

    private static func column(_ kind: LinkageField.Kind, _ part: RecordColumnPart, _ texts: TextStore) -> RecordColumn {
        switch kind {
        case .text: .text(part.codes, texts)
        case .digits: .digits(part.words)
        case .date: .date(part.codes)
        case .number: .number(part.words.map { $0 == 0 ? .nan : Double(bitPattern: ~$0) })
        }
    }
}

/// Some records' values of one field, as a ``RecordColumnBuilder`` hands them out.
public struct RecordColumnPart: Sendable {
    /// Codes of texts, or dates.
    fileprivate var codes: [UInt32] = []
    /// Digits, or numbers.
    fileprivate var words: [UInt64] = []

    /// The number of values.
    public var count: Int { max(codes.count, words.count) }
}
