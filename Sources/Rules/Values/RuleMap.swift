/// Values by key, in the order in which they were put in.
public final class RuleMap: Sendable, Hashable {
    /// Keys with their values, in order.
    public let entries: [(key: RuleValue, value: RuleValue)]
    private let places: [MapKey: Int]
    /// False where two keys are the same, or one cannot be a key.
    let isSound: Bool

    /// A map of pairs. Keys are `bool`, `int`, `uint` or `string`; of two that are equal the first counts.
    public init(_ pairs: [(RuleValue, RuleValue)]) {
        var places: [MapKey: Int] = [:]
        var entries: [(key: RuleValue, value: RuleValue)] = []
        entries.reserveCapacity(pairs.count)
        for (key, value) in pairs {
            guard let place = MapKey(key), places[place] == nil else { continue }
            places[place] = entries.count
            entries.append((key, value))
        }
        isSound = entries.count == pairs.count
        self.places = places
        self.entries = entries
    }

    /// How many keys there are.
    public var count: Int { entries.count }

    /// The value of a key, numbers by value across their types; nil where the map does not hold it.
    public subscript(key: RuleValue) -> RuleValue? {
        guard let place = MapKey(key), let index = places[place] else { return nil }
        return entries[index].value
    }

    public static func == (left: RuleMap, right: RuleMap) -> Bool {
        guard left.places.count == right.places.count else { return false }
        return left.entries.allSatisfy { entry in
            guard let place = MapKey(entry.key), let index = right.places[place] else { return false }
            return right.entries[index].key == entry.key && right.entries[index].value == entry.value
        }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(entries.count) }
}

/// A key, so that numbers of one value are one key.
enum MapKey: Hashable {
    case bool(Bool)
    case int(Int64)
    case large(UInt64)
    case string(String)

    init?(_ value: RuleValue) {
        switch value {
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .uint(let number): self = Int64(exactly: number).map(MapKey.int) ?? .large(number)
        case .double(let number):
            if let whole = Int64(exactly: number) {
                self = .int(whole)
            } else if let whole = UInt64(exactly: number) {
                self = .large(whole)
            } else {
                return nil
            }
        case .string(let text): self = .string(text)
        default: return nil
        }
    }

    static func == (left: MapKey, right: MapKey) -> Bool {
        switch (left, right) {
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.large(let a), .large(let b)): a == b
        case (.string(let a), .string(let b)): Equality.same(a, b)
        default: false
        }
    }
}
