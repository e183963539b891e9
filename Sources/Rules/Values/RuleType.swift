/// A type of the Common Expression Language, as a schema declares it.
public indirect enum RuleType: Sendable, Hashable {
    /// The type of `null`.
    case null
    /// `true` and `false`.
    case bool
    /// Whole numbers of 64 bits.
    case int
    /// Whole numbers from zero on.
    case uint
    /// Floating-point numbers.
    case double
    /// Texts.
    case string
    /// Bytes.
    case bytes
    /// Points in time.
    case timestamp
    /// Lengths of time.
    case duration
    /// Types themselves.
    case type
    /// Anything: looked at only when an expression is evaluated.
    case dyn
    /// Values of one type in order.
    case list(RuleType)
    /// Values of one type by keys of another.
    case map(RuleType, RuleType)
    /// Named fields, declared under a name in ``RuleSchema/records``.
    case record(String)
    /// A value of a type, or `null`.
    case nullable(RuleType)

    /// The type as messages write it: `list(int)`, `int?`.
    public var name: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        case .dyn: "dyn"
        case .list(let element): "list(\(element.name))"
        case .map(let key, let value): "map(\(key.name), \(value.name))"
        case .record(let name): name
        case .nullable(let inner): inner.name + "?"
        }
    }

    /// The type without the leave to be `null`.
    public var present: RuleType {
        if case .nullable(let inner) = self { inner } else { self }
    }

    var isNumber: Bool { self == .int || self == .uint || self == .double }

    /// The types that an expression can name, such as in `type(x) == int`.
    static let denotations: [String: RuleType] = [
        "null_type": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
        "bytes": .bytes, "list": .list(.dyn), "map": .map(.dyn, .dyn), "type": .type,
        "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    ]

    /// Whether a value of `other` may stand where this type is asked for, as far as it can be told without the value.
    func accepts(_ other: RuleType) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (.dyn, _), (_, .dyn): return true
        case (.nullable(let inner), .nullable(let given)): return inner.accepts(given)
        case (.nullable, .null): return true
        case (.nullable(let inner), _): return inner.accepts(other)
        case (_, .nullable(let given)): return accepts(given)
        case (.list(let a), .list(let b)): return a.accepts(b)
        case (.map(let a, let b), .map(let c, let d)): return a.accepts(c) && b.accepts(d)
        case (.map(let key, let value), .record): return key.accepts(.string) && value == .dyn
        default: return false
        }
    }

    /// The type of "one or the other"; nil where that would be `dyn`.
    func joined(_ other: RuleType) -> RuleType? {
        if self == other { return self }
        switch (self, other) {
        case (.dyn, _), (_, .dyn): return .dyn
        case (.null, .nullable): return other
        case (.nullable, .null): return self
        case (.null, _): return .nullable(other)
        case (_, .null): return .nullable(self)
        case (.nullable(let a), _): return a.joined(other.present).map { .nullable($0.present) }
        case (_, .nullable(let b)): return joined(b).map { .nullable($0.present) }
        case (.list(let a), .list(let b)): return .list(a.joined(b) ?? .dyn)
        case (.map(let a, let b), .map(let c, let d)): return .map(a.joined(c) ?? .dyn, b.joined(d) ?? .dyn)
        default: return nil
        }
    }
}
