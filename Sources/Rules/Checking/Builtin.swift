/// A function of the language itself.
enum Builtin: UInt8, CaseIterable {
    case size, contains, startsWith, endsWith, matches
    case toInt, toUint, toDouble, toString, toBytes, toBool, toTimestamp, toDuration, typeOf, toDyn
    case fullYear, month, date, dayOfMonth, dayOfWeek, dayOfYear, hours, minutes, seconds, milliseconds

    var name: String {
        switch self {
        case .size: "size"
        case .contains: "contains"
        case .startsWith: "startsWith"
        case .endsWith: "endsWith"
        case .matches: "matches"
        case .toInt: "int"
        case .toUint: "uint"
        case .toDouble: "double"
        case .toString: "string"
        case .toBytes: "bytes"
        case .toBool: "bool"
        case .toTimestamp: "timestamp"
        case .toDuration: "duration"
        case .typeOf: "type"
        case .toDyn: "dyn"
        case .fullYear: "getFullYear"
        case .month: "getMonth"
        case .date: "getDate"
        case .dayOfMonth: "getDayOfMonth"
        case .dayOfWeek: "getDayOfWeek"
        case .dayOfYear: "getDayOfYear"
        case .hours: "getHours"
        case .minutes: "getMinutes"
        case .seconds: "getSeconds"
        case .milliseconds: "getMilliseconds"
        }
    }

    static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    /// The ways of calling it; those of a member begin with what stands before the dot.
    var overloads: [HostFunction.Overload] {
        func to(_ result: RuleType, _ from: [RuleType]) -> [HostFunction.Overload] { from.map { .init([$0], result) } }
        switch self {
        case .size:
            let holders: [RuleType] = [.string, .bytes, .list(.dyn), .map(.dyn, .dyn)]
            return holders.flatMap {
                [HostFunction.Overload([$0], .int), HostFunction.Overload([$0], .int, isMember: true)]
            }
        case .contains, .startsWith, .endsWith: return [.init([.string, .string], .bool, isMember: true)]
        case .matches:
            return [.init([.string, .string], .bool, isMember: true), .init([.string, .string], .bool)]
        case .toInt: return to(.int, [.int, .uint, .double, .string, .timestamp])
        case .toUint: return to(.uint, [.int, .uint, .double, .string])
        case .toDouble: return to(.double, [.int, .uint, .double, .string])
        case .toString:
            return to(.string, [.string, .int, .uint, .double, .bool, .bytes, .timestamp, .duration])
        case .toBytes: return to(.bytes, [.string, .bytes])
        case .toBool: return to(.bool, [.bool, .string])
        case .toTimestamp: return to(.timestamp, [.string, .int, .timestamp])
        case .toDuration: return to(.duration, [.string, .duration])
        case .typeOf: return to(.type, [.dyn])
        case .toDyn: return to(.dyn, [.dyn])
        case .fullYear, .month, .date, .dayOfMonth, .dayOfWeek, .dayOfYear:
            return [.init([.timestamp], .int, isMember: true), .init([.timestamp, .string], .int, isMember: true)]
        case .hours, .minutes, .seconds, .milliseconds:
            return [
                .init([.timestamp], .int, isMember: true), .init([.timestamp, .string], .int, isMember: true),
                .init([.duration], .int, isMember: true),
            ]
        }
    }
}

/// Functions of the extensions of the language, so that they are told from misspelt names.
enum Extensions {
    static let functions: Set<String> = [
        "charAt", "indexOf", "lastIndexOf", "join", "lowerAscii", "upperAscii", "replace", "split", "substring", "trim",
        "format", "quote", "reverse", "slice", "flatten", "distinct", "sort", "sortBy", "range", "lists", "first",
        "last", "transformList", "transformMap", "transformMapEntry", "existsOne", "orValue", "or", "value", "hasValue",
        "optMap", "optFlatMap", "bind", "index", "block", "greatest", "least", "ceil", "floor", "round", "trunc", "abs",
        "sign", "isNaN", "isInf", "isFinite", "sqrt", "ip", "cidr", "isIP", "equivalent", "intersects", "getExt",
    ]
    static let namespaces: Set<String> = [
        "math", "strings", "sets", "cel", "base64", "optional", "lists", "regex", "proto", "net",
    ]
}
