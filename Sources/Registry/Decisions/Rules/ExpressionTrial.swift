import Foundation
public import Problems
public import Rules

/// One expression with values for its names, evaluated and explained: for whoever writes a rule.
///
/// Names of the vocabulary have its types. Others may be used too, where they are not nearly one of them: they have the type of
/// their value, and are unknown where none is given.
public struct ExpressionTrial {
    public let explanation: RuleExplanation
    /// The type of the result as far as it can be told without values.
    public let type: RuleType

    /// - Parameter json: an object of values by name.
    /// - Throws: `rules.with`, `rules.given`; what reading and checking an expression throws.
    public init(_ expression: String, with json: String) throws(Problem) {
        let facts = try FactSchema.bundled()
        guard let value = try? JSONDecoder().decode(RuleValue.self, from: Data(json.utf8)), case .map(let map) = value
        else { throw Problem("rules.with") }
        var given = GivenFacts()
        var own: [String: RuleValue] = [:]
        for entry in map.entries {
            guard case .string(let name) = entry.key else { continue }
            let single = RuleMap([(entry.key, entry.value)])
            do throws(Problem) {
                try given.merge(GivenFacts(single, facts))
            } catch {
                // Another value under a name of ours is another thing of that name.
                guard !name.contains("("), !name.contains(".") else { throw error }
                own[name] = entry.value
            }
        }
        var variables = Dictionary(
            uniqueKeysWithValues: facts.schema.records.keys.filter { $0 != "credit" && own[$0] == nil }
                .map { ($0, RuleType.record($0)) })
        for name in own.keys { variables[name] = .dyn }
        let checked = try Self.check(expression, facts, &variables)
        let functions = Dictionary(
            uniqueKeysWithValues: facts.questions.map { question in
                (
                    question.name,
                    { (arguments: [RuleValue]) -> RuleOutcome in
                        if let answer = given.answer(question.name, arguments) { return .value(answer) }
                        return CaseAge.answer(question.name, arguments, given.values[FactSchema.birth])
                            ?? CaseAge.missing(question.name, arguments)
                    }
                )
            })
        let values = given.values.merging(own) { _, new in new }
        explanation = checked.explain(Bindings(checked.schema, values, functions: functions))
        type = checked.type
    }

    /// Checks an expression, declaring each name that nobody knows as something unknown.
    private static func check(
        _ expression: String, _ facts: FactSchema, _ variables: inout [String: RuleType]
    ) throws(Problem) -> CheckedExpression {
        for _ in 0..<100 {
            let schema = try RuleSchema(
                variables: variables, records: facts.schema.records, functions: facts.schema.functions)
            do throws(Problem) {
                return try CheckedExpression(expression, schema: schema)
            } catch {
                // What is nearly a name of ours is one that was misspelt.
                guard error.code == "rules.name", let name = error.arguments["name"],
                    variables[name] == nil
                else { throw error }
                variables[name] = .dyn
            }
        }
        return try CheckedExpression(expression, schema: facts.schema)
    }
}

extension GivenFacts {
    mutating func merge(_ other: GivenFacts) {
        values.merge(other.values) { _, new in new }
        answers.merge(other.answers) { _, new in new }
    }
}
