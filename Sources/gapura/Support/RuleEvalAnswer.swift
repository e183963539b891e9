import Problems
import Registry
import Rules

/// What an expression came to: `{"value","type","unknown","steps"}`, or `{"error"}`.
struct RuleEvalAnswer: Encodable {
    private struct Step: Encodable {
        var expression: String
        var value: String?
        var unknown: [String]?
        var error: String?
        var decided: Bool?
    }

    private struct Fault: Encodable {
        struct At: Encodable {
            var line: Int?
            var column: Int?
            var from: Int?
            var to: Int?
        }

        var code: String
        var message: String
        var at: At
    }

    private enum CodingKeys: String, CodingKey { case value, type, unknown, steps, error }

    private var value: RuleValue?
    private var type = ""
    private var unknown: [String] = []
    private var steps: [Step] = []
    private var error: Fault?
    /// Why there is no value and nothing is missing.
    private(set) var problem: Problem?

    init(_ trial: ExpressionTrial, _ language: Language) {
        let explanation = trial.explanation
        type = trial.type.name
        unknown = explanation.missing
        switch explanation.outcome {
        case .value(let found):
            value = found
            type = found.runtimeType.name
        case .error(let found):
            problem = found
            error = Self.fault(found, language)
        case .unknown: break
        }
        steps = explanation.steps.map { part in
            Step(
                expression: part.expression, value: part.state == .value ? part.value : nil,
                unknown: part.state == .unknown ? part.missing : nil, error: part.state == .error ? part.value : nil,
                decided: part.isDeciding ? true : nil)
        }
    }

    init(_ problem: Problem, _ language: Language) {
        self.problem = problem
        error = Self.fault(problem, language)
    }

    private static func fault(_ problem: Problem, _ language: Language) -> Fault {
        func number(_ name: String) -> Int? { problem.arguments[name].flatMap { Int($0) } }
        return Fault(
            code: problem.code, message: Catalogue.bundled.sentence(problem, language),
            at: Fault.At(line: number("line"), column: number("column"), from: number("from"), to: number("to")))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let error { return try container.encode(error, forKey: .error) }
        try container.encode(value, forKey: .value)
        try container.encode(type, forKey: .type)
        try container.encode(unknown, forKey: .unknown)
        try container.encode(steps, forKey: .steps)
    }

    func sentence(_ console: Console) -> String {
        if let value { return value.literal + "  (" + type + ")" }
        if problem != nil { return console.say("rules.eval.error") }
        return console.say("rules.eval.unknown", ["names": unknown.joined(separator: ", ")])
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(["expression", "value", "decided"].map { console.say("rules.column." + $0) })
        for step in steps {
            let text =
                step.value ?? step.error
                ?? step.unknown.map { console.say("rules.eval.unknown", ["names": $0.joined(separator: ", ")]) } ?? ""
            grid.add([step.expression, text, step.decided == true ? "←" : ""])
        }
        return grid
    }
}
