import Problems
import Rules

/// One line of a table: an expression and what it comes to: a literal, `error CODE`, `unknown NAME, NAME`, or
/// `refused CODE` when it is not even read or checked.
struct Line: Sendable, CustomStringConvertible {
    let expression: String
    let expected: String

    init(_ expression: String, _ expected: String) {
        self.expression = expression
        self.expected = expected
    }

    var description: String { expression }
}

/// A schema with something of every type, and what stands in it.
enum Sample {
    static let records: [String: [String: RuleType]] = [
        "person": [
            "age": .int, "name": .string, "income": .nullable(.int), "birth": .timestamp, "mother": .record("person"),
        ],
        "member": ["age": .int, "works": .bool],
    ]

    private static let made = Result { try makeSchema() }

    static func schema() throws -> RuleSchema { try made.get() }

    private static func makeSchema() throws -> RuleSchema {
        try RuleSchema(
            variables: [
                "x": .int, "y": .int, "u": .uint, "d": .double, "s": .string, "t": .bool, "f": .bool, "b": .bytes,
                "when": .timestamp, "span": .duration, "any": .dyn, "numbers": .list(.int),
                "names": .list(.string), "ages": .map(.string, .int), "maybe": .nullable(.int),
                "nothing": .nullable(.int), "person": .record("person"), "family": .list(.record("member")),
                "gone": .int, "lost": .bool, "hidden": .string, "wrong": .bool, "a.b.c": .int,
            ],
            records: records,
            functions: [
                HostFunction("received", [.string, .int], .bool), HostFunction("active", [.string], .bool),
                HostFunction("years", [.timestamp], .int),
                HostFunction(
                    "twice", [.init([.int], .int, isMember: true), .init([.double], .double, isMember: true)]),
            ])
    }

    private static let mapping = SQLMapping(
        columns: Dictionary(
            uniqueKeysWithValues: ["x", "y", "d", "s", "t", "f", "when", "maybe", "gone", "lost", "hidden"].map {
                ($0, .init(SQLFragment($0)))
            }), functions: ["received": { "(\($0[0]) = \($0[1]))" }])

    static let values: [String: RuleValue] = [
        "x": .int(5), "y": .int(-3), "u": .uint(7), "d": .double(2.5), "s": .string("Malang"), "t": .bool(true),
        "f": .bool(false), "b": .bytes([1, 2, 3]), "any": .int(5),
        "when": TimePoint("2021-03-17T20:30:45.123456789Z").map(RuleValue.timestamp) ?? .null,
        "span": TimeSpan("90m").map(RuleValue.duration) ?? .null,
        "numbers": .list([.int(1), .int(2), .int(3)]), "names": .list([.string("Ani"), .string("Budi")]),
        "ages": .record(["Ani": .int(30), "Budi": .int(17)]), "maybe": .int(4), "nothing": .null, "a.b.c": .int(9),
        "person": .record([
            "age": .int(40), "name": .string("Siti"), "income": .null, "mother": .record(["age": .int(70)]),
        ]),
        "family": .list([.record(["age": .int(64), "works": .bool(true)]), .record(["age": .int(12)])]),
    ]

    static func bindings(_ schema: RuleSchema) -> Bindings {
        var outcomes: [String: RuleOutcome] = ["wrong": .error(Problem("test.broken"))]
        let plain = Bindings(schema, values)
        for (place, slot) in schema.slots.enumerated() where slot.name != "wrong" {
            outcomes[slot.name] = plain.value(at: place)
        }
        return Bindings(
            schema, outcomes: outcomes,
            functions: [
                "received": { $0 == [.string("BPUM"), .int(2020)] ? .value(.bool(true)) : .value(.bool(false)) },
                "active": { $0 == [.string("KUR")] ? .unknown(["KUR register"]) : .missing },
                "twice": { arguments in
                    switch arguments[0] {
                    case .int(let number): .value(.int(number * 2))
                    case .double(let number): .value(.double(number * 2))
                    default: .missing
                    }
                },
            ])
    }

    /// What an expression comes to, in the words of a line's expectation; all ways of evaluating have to agree.
    static func run(_ text: String, limits: ExpressionLimits = .standard) throws -> String {
        let schema = try schema()
        do throws(Problem) {
            let checked = try CheckedExpression(text, schema: schema, limits: limits)
            let bindings = bindings(schema)
            let plain = checked.evaluate(bindings)
            let explained = checked.explain(bindings)
            let truth = checked.truth(bindings)
            for dialect in [SQLiteConditions(), PostgresConditions()] as [any SQLDialect] {
                _ = try? checked.sql(dialect, mapping)
            }
            if words(explained.outcome) != words(plain) { return "explained otherwise: \(words(explained.outcome))" }
            let told: RuleTruth =
                switch plain {
                case .value(.bool(let flag)): flag ? .yes : .no
                case .unknown: .unknown
                default: .error
                }
            return truth == told ? words(plain) : "the quick way says \(truth)"
        } catch {
            return "refused " + error.code
        }
    }

    static func words(_ outcome: RuleOutcome) -> String {
        switch outcome {
        case .value(let value): value.literal
        case .error(let problem): "error " + problem.code
        case .unknown(let names): "unknown " + names.sorted().joined(separator: ", ")
        }
    }
}
