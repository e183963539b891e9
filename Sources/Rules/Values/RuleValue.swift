/// A value of the Common Expression Language.
///
/// `==` compares what a value is written as; ``equals(_:)`` is the language's own equality, where `1 == 1.0` holds.
public enum RuleValue: Sendable, Hashable {
    /// The one value that says "nothing stands here". It is known: what is not known is ``RuleOutcome/unknown(_:)``.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number of 64 bits.
    case int(Int64)
    /// A whole number from zero on, of 64 bits.
    case uint(UInt64)
    /// A floating-point number of 64 bits.
    case double(Double)
    /// A text, compared by code point: two spellings of one letter are two texts.
    case string(String)
    /// Bytes.
    case bytes([UInt8])
    /// A point in time.
    case timestamp(TimePoint)
    /// A length of time.
    case duration(TimeSpan)
    /// Values in order.
    case list([RuleValue])
    /// Values by key. A record is a map from the names of its fields.
    case map(RuleMap)
    /// The type of a value, as `type(x)` gives it.
    case type(RuleType)

    /// A record: a map from the names of fields.
    public static func record(_ fields: [String: RuleValue]) -> RuleValue {
        .map(RuleMap(fields.sorted { $0.key < $1.key }.map { (.string($0.key), $0.value) }))
    }

    /// The type that `type(x)` gives; lists and maps do not tell what they hold.
    public var runtimeType: RuleType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .type: .type
        }
    }

    /// The language's equality: numbers by value across their types, texts by code point, `NaN` equal to nothing,
    /// values of different types unequal.
    public func equals(_ other: RuleValue) -> Bool { Equality.equal(self, other) }
}
