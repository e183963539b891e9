/// Values as JSON writes them: numbers, texts, lists, objects. What JSON has no form for is a text: points and lengths
/// of time as the language writes them, bytes as a literal.
/// What a text was meant to be,
/// ``RuleSchema/fitted(_:to:)`` tells by the declared type.
extension RuleValue: Codable {
    private struct Field: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    /// Reads a value: numbers without a fraction are `int`, objects maps from texts.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Field.self) {
            var fields: [String: RuleValue] = [:]
            for key in container.allKeys { fields[key.stringValue] = try container.decode(RuleValue.self, forKey: key) }
            self = .record(fields)
            return
        }
        if var container = try? decoder.unkeyedContainer() {
            var items: [RuleValue] = []
            while !container.isAtEnd { items.append(try container.decode(RuleValue.self)) }
            self = .list(items)
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .int(number)
        } else if let number = try? container.decode(UInt64.self) {
            self = .uint(number)
        } else if let number = try? container.decode(Double.self) {
            self = .double(number)
        } else {
            self = .string(try container.decode(String.self))
        }
    }

    /// Writes a value. Infinities, `NaN`, bytes and types are written as the language writes them.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .map(let map):
            var container = encoder.container(keyedBy: Field.self)
            for entry in map.entries {
                let name: String
                if case .string(let text) = entry.key { name = text } else { name = entry.key.literal }
                try container.encode(entry.value, forKey: Field(stringValue: name))
            }
        case .list(let items):
            var container = encoder.unkeyedContainer()
            for item in items { try container.encode(item) }
        default:
            var container = encoder.singleValueContainer()
            try encodeSingle(&container)
        }
    }

    private func encodeSingle(_ container: inout any SingleValueEncodingContainer) throws {
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .int(let number): try container.encode(number)
        case .uint(let number): try container.encode(number)
        case .double(let number) where number.isFinite: try container.encode(number)
        case .string(let text): try container.encode(text)
        case .timestamp(let point): try container.encode(point.text)
        case .duration(let span): try container.encode(span.text)
        default: try container.encode(literal)
        }
    }
}
