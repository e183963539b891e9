/// Values from outside, which know fewer types than the language.
extension RuleSchema {
    /// A value as a declared type has it: a text as a point or length of time, a whole number as `uint` or `double`, a
    /// day `YYYY-MM-DD` as its midnight UTC; records field by field. Nil where the value does not fit.
    public func fitted(_ value: RuleValue, to type: RuleType) -> RuleValue? {
        switch (type, value) {
        case (.dyn, _): return value
        case (.nullable(let inner), _): return value == .null ? .null : fitted(value, to: inner)
        case (.uint, .int(let number)): return UInt64(exactly: number).map(RuleValue.uint)
        case (.double, .int(let number)): return .double(Double(number))
        case (.double, .uint(let number)): return .double(Double(number))
        case (.timestamp, .string(let text)):
            return (TimePoint(text) ?? TimePoint(text + "T00:00:00Z")).map(RuleValue.timestamp)
        case (.duration, .string(let text)): return TimeSpan(text).map(RuleValue.duration)
        case (.bytes, .string(let text)): return .bytes(Array(text.utf8))
        case (.list(let element), .list(let items)): return list(items, element)
        case (.map(let keys, let values), .map(let map)): return self.map(map, keys, values)
        case (.record(let name), .map(let map)): return record(map, records[name] ?? [:])
        default: return type == value.runtimeType ? value : nil
        }
    }

    private func list(_ items: [RuleValue], _ element: RuleType) -> RuleValue? {
        var fitting: [RuleValue] = []
        for item in items {
            guard let item = fitted(item, to: element) else { return nil }
            fitting.append(item)
        }
        return .list(fitting)
    }

    private func map(_ map: RuleMap, _ keys: RuleType, _ values: RuleType) -> RuleValue? {
        var pairs: [(RuleValue, RuleValue)] = []
        for entry in map.entries {
            guard let key = fitted(entry.key, to: keys), let value = fitted(entry.value, to: values) else { return nil }
            pairs.append((key, value))
        }
        return .map(RuleMap(pairs))
    }

    /// A field that the record does not declare does not fit; one that it lacks is missing.
    private func record(_ map: RuleMap, _ fields: [String: RuleType]) -> RuleValue? {
        var fitting: [String: RuleValue] = [:]
        for entry in map.entries {
            guard case .string(let name) = entry.key, let type = fields[name],
                let value = fitted(entry.value, to: type)
            else { return nil }
            fitting[name] = value
        }
        return .record(fitting)
    }
}
