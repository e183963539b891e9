import Kernels

/// Turns a column that tells who each record is into numbers: equal texts have one number, 0 is an empty text.
///
/// Whole numbers up to nine digits stand for themselves; only other texts are remembered.
public struct TruthBuilder: Sendable {
    private var numbers: [UInt32] = []
    private var others = RecordColumnBuilder(.text)
    /// More than any number of nine digits.
    private static let firstOther: UInt32 = 1_000_000_000

    /// Some records' numbers, as a builder hands them out.
    public struct Part: Sendable {
        fileprivate var numbers: [UInt32]
        /// For each record whose number is that of another text the text's code, in turn.
        fileprivate var others: RecordColumnPart
    }

    public init() {}

    /// Adds the text of a record.
    public mutating func append(_ text: Span<UInt8>) {
        if text.isEmpty { return numbers.append(0) }
        if let number = Self.number(text) { return numbers.append(number + 1) }
        numbers.append(Self.firstOther + 1)
        others.append(text: text)
    }

    /// Gives back what only collecting further texts needs.
    public mutating func finish() { others.finish() }

    /// Hands out the numbers collected since the last call.
    public mutating func takePart() -> Part {
        defer { numbers = [] }
        return Part(numbers: numbers, others: others.takePart())
    }

    /// Puts the parts that several builders handed out together; see ``RecordColumnBuilder/Joiner``.
    public struct Joiner: Sendable {
        private var numbers: [UInt32] = []
        private var others = RecordColumnBuilder.Joiner(.text)

        public init() {}

        /// Adds the numbers of further records.
        ///
        /// - Parameter builder: the number of the builder that handed them out.
        public mutating func append(_ part: Part, from builder: Int) {
            numbers.append(contentsOf: part.numbers)
            others.append(part.others, from: builder)
        }

        /// One number for each record.
        ///
        /// - Parameter builders: by their numbers.
        public consuming func numbers(of builders: [TruthBuilder]) -> [UInt32] {
            guard case .text(let codes, _) = others.column(of: builders.map(\.others)), !codes.isEmpty else {
                return numbers
            }
            var next = 0
            for row in numbers.indices where numbers[row] > firstOther {
                numbers[row] = codes[next] == 0 ? 0 : firstOther + codes[next]
                next += 1
            }
            return numbers
        }
    }

    /// A whole number written the usual way, without leading zeros, so that different texts are different numbers.
    private static func number(_ text: Span<UInt8>) -> UInt32? {
        guard text.count <= 9, text[0] != 0x30 || text.count == 1 else { return nil }
        var number: UInt32 = 0
        for index in text.indices {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            number = number * 10 + UInt32(digit)
        }
        return number
    }
}
