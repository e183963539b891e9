import Kernels

/// Turns a column that tells who each record is into numbers: equal texts have one number, 0 is an empty text. Parts made
/// on several threads can be put together in order.
///
/// Whole numbers up to nine digits stand for themselves; only other texts are remembered.
public struct TruthBuilder: Sendable {
    private var numbers: [UInt32] = []
    /// The texts of the records whose number is ``other``, in turn.
    private var others = RecordColumnBuilder(.text)
    /// More than any number of nine digits.
    private static let other: UInt32 = 1_000_000_001

    public init() {}

    /// Adds the text of a record.
    public mutating func append(_ text: Span<UInt8>) {
        if text.isEmpty { return numbers.append(0) }
        if let number = Self.number(text) { return numbers.append(number + 1) }
        numbers.append(Self.other)
        others.append(text: text)
    }

    /// Adds the records of a later part.
    public mutating func append(contentsOf other: TruthBuilder) {
        numbers.append(contentsOf: other.numbers)
        others.append(contentsOf: other.others)
    }

    /// One number for each record; nothing is left here, so that none is held twice.
    public mutating func takeNumbers() -> [UInt32] {
        defer { self = TruthBuilder() }
        guard others.count > 0, case .text(let codes, _) = others.takeColumn() else { return numbers }
        var found: [UInt32] = []
        swap(&found, &numbers)
        var next = 0
        for row in found.indices where found[row] == Self.other {
            found[row] = codes[next] == 0 ? 0 : Self.other + codes[next]
            next += 1
        }
        return found
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
