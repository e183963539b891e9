import Rules

/// Makes random conditions over one record, and rows for it with the values at which databases differ.
struct ConditionMaker {
    static let fields: [(name: String, type: RuleType)] = [
        ("i", .int), ("j", .int), ("n", .nullable(.int)), ("m", .nullable(.int)), ("s", .string), ("r", .string),
        ("q", .nullable(.string)), ("d", .double), ("e", .double), ("b", .bool), ("c", .bool), ("w", .timestamp),
        ("v", .timestamp), ("day", .timestamp),
    ]

    static func schema() throws -> RuleSchema {
        try RuleSchema(
            variables: ["p": .record("row")],
            records: ["row": Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.type) })],
            functions: [HostFunction("seen", [.int], .bool), HostFunction("grade", [.string], .int)])
    }

    static let mapping = SQLMapping(
        columns: Dictionary(
            uniqueKeysWithValues: fields.map { name, type in
                var absence = SQLMapping.Column.Absence.missing
                if case .nullable = type { absence = .null }
                return (
                    "p." + name, .init(SQLFragment("t." + name), null: absence, time: name == "day" ? .day : .seconds)
                )
            }),
        functions: [
            "seen": { "EXISTS (SELECT 1 FROM seen WHERE seen.k = \($0[0]))" },
            "grade": { "(SELECT g.mark FROM grade g WHERE g.name = \($0[0]))" },
        ])

    static let seen: Set<Int64> = [0, 1, 5, .max]
    static let grades: [String: Int64] = ["": 1, "Malang": 7]

    private static let ints = [
        "0", "1", "-1", "5", "9223372036854775807", "-9223372036854775808", "4611686018427387904", "3",
    ]
    static let texts = ["", "a", "Z", "Malang", "malang", "é", "e\u{301}", "😀", "\u{FFFF}", "a%b_", "aa", "it's"]
    static let doubles: [Double] = [0, -0.0, 1, -1.5, 5, 1e300, -.infinity, .infinity, 0.1]
    static let days = ["2020-12-31", "2021-01-01", "2021-03-17", "1969-12-31"]

    var numbers: SeededNumbers

    private mutating func one(_ choices: [String]) -> String { choices[numbers.below(choices.count)] }

    mutating func condition(_ depth: Int) -> String {
        guard depth > 0 else {
            return one(["p.b", "p.c", "true", "false", "has(p.n)", "has(p.i)", "p.q == null", "p.n != null"])
        }
        switch numbers.below(14) {
        case 0, 1: return "(\(condition(depth - 1)) && \(condition(depth - 1)))"
        case 2, 3: return "(\(condition(depth - 1)) || \(condition(depth - 1)) || \(condition(depth - 1)))"
        case 4: return "!\(condition(depth - 1))"
        case 5: return "(\(condition(depth - 1)) ? \(condition(depth - 1)) : \(condition(depth - 1)))"
        case 6, 7: return "(\(int(depth - 1)) \(one(["==", "!=", "<", "<=", ">", ">="])) \(int(depth - 1)))"
        case 8: return "(\(text(depth - 1)) \(one(["==", "!=", "<", "<=", ">", ">="])) \(text(depth - 1)))"
        case 9: return "\(text(depth - 1)).\(one(["startsWith", "endsWith", "contains"]))(\(text(0)))"
        case 10: return one(["p.n", "p.m", "p.i", int(depth - 1)]) + " in [1, 5, \(one(Self.ints)), 0]"
        case 11: return one(["p.q", "p.s"]) + " in ['a', \(quoted(one(Self.texts)))]"
        case 12:
            return one([
                "p.n == p.m", "p.n != p.i", "p.q == p.s", "p.m == 5", "p.q != 'a'", "seen(p.i)", "seen(p.j + 1)",
                "p.n > 1",
            ])
        default: return other()
        }
    }

    private mutating func other() -> String {
        let sign = one(["==", "!=", "<", "<=", ">", ">="])
        let day = "timestamp('\(one(Self.days))T00:00:00Z')"
        let order = one(["<", "<=", ">", ">="])
        switch numbers.below(7) {
        case 0: return "(p.d \(sign) p.e)"
        case 1: return "(p.d \(sign) \(one(["0.0", "-1.5", "5.0", "0.1", "1e300"])))"
        case 2: return "(p.i \(order) \(one(["5.0", "0.5", "p.d"])))"
        case 3: return "(p.d \(order) \(one(["5", "0", "9007199254740993"])))"
        case 4: return "(p.w \(sign) \(one(["p.v", day])))"
        case 5: return "(p.day \(sign) \(one(["p.day", day, "p.w"])))"
        default: return "(p.b \(sign) \(condition(0)))"
        }
    }

    private mutating func int(_ depth: Int) -> String {
        guard depth > 0 else { return one(["p.i", "p.j", one(Self.ints)]) }
        switch numbers.below(9) {
        case 0...3: return "(\(int(depth - 1)) \(one(["+", "-", "*", "/", "%"])) \(int(depth - 1)))"
        case 4: return "size(\(text(0)))"
        case 5: return "-(\(int(depth - 1)))"
        case 6: return "(\(condition(depth - 1)) ? \(int(depth - 1)) : \(int(0)))"
        case 7: return one(["grade(p.s)", "p.n"])
        default: return int(0)
        }
    }

    private mutating func text(_ depth: Int) -> String {
        if depth > 0, numbers.below(4) == 0 { return "(\(condition(depth - 1)) ? \(text(0)) : \(text(0)))" }
        return one(["p.s", "p.r", "p.q", quoted(one(Self.texts))])
    }

    private func quoted(_ text: String) -> String { "\"" + text + "\"" }

    // MARK: Rows

    mutating func row() -> [RuleValue?] {
        let whole: [Int64] = [0, 1, -1, 5, .max, .min, 4_611_686_018_427_387_904, 3]
        return Self.fields.map { name, type in
            if numbers.below(5) == 0 { return nil }
            switch type.present {
            case .int: return .int(whole[numbers.below(whole.count)])
            case .string: return .string(Self.texts[numbers.below(Self.texts.count)])
            case .double: return .double(Self.doubles[numbers.below(Self.doubles.count)])
            case .bool: return .bool(numbers.below(2) == 0)
            default:
                let day = TimePoint(Self.days[numbers.below(4)] + "T00:00:00Z")
                return day.flatMap { TimePoint(seconds: $0.seconds + (name == "day" ? 0 : Int64(numbers.below(2)))) }
                    .map(RuleValue.timestamp)
            }
        }
    }

    static func bindings(_ schema: RuleSchema, _ row: [RuleValue?]) -> Bindings {
        var outcomes: [String: RuleOutcome] = [:]
        for (field, value) in zip(fields, row) {
            if let value {
                outcomes["p." + field.name] = .value(value)
            } else if case .nullable = field.type {
                outcomes["p." + field.name] = .value(.null)
            }
        }
        return Bindings(
            schema, outcomes: outcomes,
            functions: [
                "seen": { arguments in
                    guard case .int(let number) = arguments[0] else { return .missing }
                    return .value(.bool(seen.contains(number)))
                },
                "grade": { arguments in
                    guard case .string(let text) = arguments[0] else { return .missing }
                    return grades[text].map { .value(.int($0)) } ?? .missing
                },
            ])
    }
}
