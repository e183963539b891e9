import Problems

/// The functions of the language.
enum Functions {
    static func apply(
        _ function: Builtin, _ values: [RuleValue], _ machine: inout Machine
    ) throws(FaultCode) -> RuleValue {
        guard let first = values.first else { throw .overload }
        switch function {
        case .size: return .int(Int64(try size(first, &machine)))
        case .contains, .startsWith, .endsWith, .matches:
            guard values.count == 2, case .string(let text) = first, case .string(let part) = values[1] else {
                throw .overload
            }
            return .bool(try search(function, text, part, &machine))
        case .toInt, .toUint, .toDouble, .toString, .toBytes, .toBool, .toTimestamp, .toDuration:
            guard machine.charge(Containers.size(first)) else { throw machine.stop ?? .steps }
            return try Conversions.convert(first, function)
        case .typeOf: return .type(first.runtimeType)
        case .toDyn: return first
        default: return .int(try Clock.part(function, first, values.count > 1 ? values[1] : nil))
        }
    }

    /// The length of a text is that of its code points.
    private static func size(_ value: RuleValue, _ machine: inout Machine) throws(FaultCode) -> Int {
        switch value {
        case .string(let text):
            guard machine.charge(text.utf8.count >> 6) else { throw machine.stop ?? .steps }
            return text.unicodeScalars.count
        case .bytes(let bytes): return bytes.count
        case .list(let items): return items.count
        case .map(let map): return map.count
        default: throw .overload
        }
    }

    private static func search(
        _ function: Builtin, _ text: String, _ part: String, _ machine: inout Machine
    ) throws(FaultCode) -> Bool {
        guard machine.charge((text.utf8.count + part.utf8.count) >> 6) else { throw machine.stop ?? .steps }
        switch function {
        case .startsWith: return text.utf8.starts(with: part.utf8)
        case .endsWith: return text.utf8.reversed().starts(with: part.utf8.reversed())
        case .contains: return try contains(Array(text.utf8), Array(part.utf8), &machine)
        default: break
        }
        // Reading a pattern takes longer than looking at a text.
        guard machine.charge(part.utf8.count << 4) else { throw machine.stop ?? .steps }
        let pattern: Pattern
        do throws(Refusal) { pattern = try Pattern(part) } catch {
            throw FaultCode(rawValue: error.problem.code) ?? .pattern
        }
        guard machine.charge(pattern.size), let isMatch = pattern.matches(text, charge: { machine.charge($0) }) else {
            throw machine.stop ?? .steps
        }
        return isMatch
    }

    /// Search by failures (Knuth, Morris and Pratt): the time is that of the lengths, whatever they hold.
    private static func contains(
        _ text: [UInt8], _ part: [UInt8], _ machine: inout Machine
    ) throws(FaultCode) -> Bool {
        guard !part.isEmpty else { return true }
        guard part.count <= text.count else { return false }
        var failures = Array(repeating: 0, count: part.count)
        var length = 0
        for place in part.indices.dropFirst() {
            while length > 0, part[place] != part[length] { length = failures[length - 1] }
            if part[place] == part[length] { length += 1 }
            failures[place] = length
        }
        length = 0
        for byte in text {
            while length > 0, byte != part[length] { length = failures[length - 1] }
            if byte == part[length] { length += 1 }
            if length == part.count { return true }
        }
        return false
    }
}
