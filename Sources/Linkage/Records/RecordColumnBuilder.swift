import Kernels
import Synchronization

/// Collects the values of one field record by record.
///
/// Several builders may work side by side, each on its own stretches of the records: what they hand out as
/// ``RecordColumnPart`` is put together by a ``Joiner``.
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

    /// Adds ASCII digits as they stand, up to 16; adds nothing and says so where they are anything else. Only for a
    /// column of digits.
    public mutating func append(digits: Span<UInt8>) -> Bool {
        let word = DigitStrings.packed(digits)
        guard kind == .digits, word != 0 else { return false }
        part.words.append(word)
        return true
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
    public var column: RecordColumn { Self.column(kind, RowValues(part.codes), RowValues(part.words), texts) }

    /// What was collected, codes and words apart.
    fileprivate static func column(
        _ kind: LinkageField.Kind, _ codes: RowValues<UInt32>, _ words: RowValues<UInt64>, _ texts: TextStore
    ) -> RecordColumn {
        switch kind {
        case .text: .text(codes, texts)
        case .digits: .digits(words)
        case .date: .date(codes)
        case .number: .number(words.map { $0 == 0 ? .nan : Double(bitPattern: ~$0) })
        }
    }

    /// Puts the parts that several builders handed out together into one column. It depends on the values and their
    /// order alone, not on which builder collected what.
    public struct Joiner: Sendable {
        private let kind: LinkageField.Kind
        private var codes = RowValues<UInt32>()
        private var words = RowValues<UInt64>()
        private var stretches: [(store: Int, rows: Int)] = []

        public init(_ kind: LinkageField.Kind) { self.kind = kind }

        /// Adds the values of further records.
        ///
        /// - Parameter builder: the number of the builder that handed them out.
        public mutating func append(_ part: RecordColumnPart, from builder: Int) {
            codes.append(contentsOf: part.codes)
            words.append(contentsOf: part.words)
            if kind == .text { stretches.append((builder, part.count)) }
        }

        /// The finished columns of several joiners.
        ///
        /// - Parameters:
        ///   - joiners: are emptied, so that nothing is held twice.
        ///   - builders: of each joiner, by their numbers.
        public static func columns(
            _ joiners: inout [Joiner], of builders: [[RecordColumnBuilder]], threads: Int
        ) -> [RecordColumn] {
            let waiting = Mutex(joiners.map(Optional.init))
            joiners = []
            return Workers.map(builders.count, threads: threads) { place in
                let joiner = waiting.withLock { joiners in
                    defer { joiners[place] = nil }
                    return joiners[place]
                }
                return joiner?.column(of: builders[place]) ?? .number(RowValues())
            }
        }

        /// The finished column.
        ///
        /// - Parameter builders: by their numbers.
        public consuming func column(of builders: [RecordColumnBuilder]) -> RecordColumn {
            guard kind == .text else { return RecordColumnBuilder.column(kind, codes, words, TextStore()) }
            if builders.count == 1 { return .text(codes, builders[0].texts) }
            // Texts are numbered by their first record, as if one builder had collected them all.
            var merge = TextMerge(builders.map(\.texts))
            merge.renumber(&codes, stretches)
            return .text(codes, merge.store)
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
