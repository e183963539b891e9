/// The value of a cell to be written.
///
/// A text never becomes a formula, whatever it begins with. In a column of texts every value is written as text, so that
/// no digit is lost.
public enum SheetValue: Sendable, Hashable {
    case blank
    case text(String)
    /// A whole number or whole rupiah; one that Excel could not hold exactly (from 2^53 on) is written as text.
    case integer(Int64)
    /// A finite number; in a column of percentages a share.
    case decimal(Double)
    /// A day; one before 1900 is written as text, because Excel's calendar does not know it.
    case date(year: Int, month: Int, day: Int)

    /// A number that may be unknown.
    public static func integer(_ value: Int64?) -> SheetValue { value.map { .integer($0) } ?? .blank }

    /// A text that may be unknown.
    public static func text(_ value: String?) -> SheetValue { value.map { .text($0) } ?? .blank }
}

extension SheetValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
}
