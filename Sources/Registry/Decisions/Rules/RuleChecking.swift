import Problems
import Rules

/// A case with the outcome that a rule must have for it.
public struct RuleTest: Sendable {
    public var name: String
    public var given: GivenFacts
    public var expected: RuleResult
    /// The line of the file where it begins.
    public var line: Int
}

extension ProgrammeRule {
    /// What the rule comes to for values that are given.
    public func result(_ given: GivenFacts, _ schema: FactSchema) -> RuleResult {
        RuleResult(expression.evaluate(GivenActivation(given, schema)), kind)
    }

    /// Runs the tests, and tells what the reader of a rule must know.
    func check(_ schema: FactSchema, _ faults: RuleFileFaults) {
        for test in tests {
            let found = result(test.given, schema)
            guard found != test.expected else { continue }
            faults.add(
                "rule-file.test", line: test.line,
                ["test": test.name, "expected": test.expected.word, "found": found.word])
        }
        if kind == .benefit, let amount = Int64(expressionText), amount < 0 {
            faults.add("rule-file.negative", line: line, ["value": String(amount)])
        }
        if tests.isEmpty { faults.add("rule-file.no-tests", .warn, line: line) }
        switch basis?.kind {
        case .regulation: break
        case nil: faults.add("rule-file.no-basis", .warn, line: line)
        case .circular, .practice:
            faults.add("rule-file.no-regulation", .warn, line: line, ["basis": basis?.text ?? ""])
        }
        if kind.decides, severity == .refuse, correction == nil { faults.add("rule-file.no-remedy", .warn, line: line) }
    }
}

/// Answers from given values alone; whatever is not given is missing.
final class GivenActivation: Activation {
    private let given: GivenFacts
    private let schema: FactSchema

    init(_ given: GivenFacts, _ schema: FactSchema) {
        self.given = given
        self.schema = schema
    }

    func value(at slot: Int) -> RuleOutcome {
        given.values[schema.schema.slots[slot].name].map(RuleOutcome.value) ?? .missing
    }

    func call(_ function: Int, _ arguments: [RuleValue]) -> RuleOutcome {
        let name = schema.questions[function].name
        if let answer = given.answer(name, arguments) { return .value(answer) }
        return CaseAge.answer(name, arguments, given.values[FactSchema.birth]) ?? CaseAge.missing(name, arguments)
    }
}
