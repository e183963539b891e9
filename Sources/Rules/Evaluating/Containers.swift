/// Lists, maps, and how much work a value is.
enum Containers {
    /// What a macro runs over: the elements of a list, the keys of a map.
    static func elements(_ value: RuleValue) -> [RuleValue]? {
        switch value {
        case .list(let items): items
        case .map(let map): map.entries.map(\.key)
        default: nil
        }
    }

    static func contains(
        _ holder: RuleValue, _ item: RuleValue, _ machine: inout Machine
    ) throws(FaultCode) -> Bool {
        switch holder {
        case .list(let items):
            guard machine.charge(items.count) else { throw machine.stop ?? .steps }
            for other in items {
                guard let isEqual = machine.equal(item, other) else { throw machine.stop ?? .steps }
                if isEqual { return true }
            }
            return false
        case .map(let map): return map[item] != nil
        default: throw .overload
        }
    }

    static func item(_ holder: RuleValue, _ key: RuleValue) throws(FaultCode) -> RuleValue {
        switch holder {
        case .list(let items):
            let place: Int?
            switch key {
            case .int(let number): place = Int(exactly: number)
            case .uint(let number): place = Int(exactly: number)
            case .double(let number): place = Int(exactly: number)
            default: throw .overload
            }
            guard let place, items.indices.contains(place) else { throw .index }
            return items[place]
        case .map(let map):
            guard let value = map[key] else { throw .key }
            return value
        default: throw .overload
        }
    }

    /// How many steps it costs to look at a value: one for each 64 bytes of text.
    static func size(_ value: RuleValue) -> Int {
        switch value {
        case .string(let text): text.utf8.count >> 6
        case .bytes(let bytes): bytes.count >> 6
        default: 0
        }
    }
}
