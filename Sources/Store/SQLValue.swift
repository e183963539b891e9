/// A value as both databases know it.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)

    /// A text, or null where there is none or it is empty.
    public static func optional(_ text: String?) -> SQLValue {
        guard let text, !text.isEmpty else { return .null }
        return .text(text)
    }

    /// A whole number, or null.
    public static func optional(_ number: Int64?) -> SQLValue { number.map(SQLValue.integer) ?? .null }

    /// A whole number, or null.
    public static func optional(_ number: Int?) -> SQLValue { number.map { .integer(Int64($0)) } ?? .null }

    /// The text; nil when the value is another kind.
    public var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The whole number; nil when the value is another kind.
    public var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
}
