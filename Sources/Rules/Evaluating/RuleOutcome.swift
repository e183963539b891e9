public import Problems

/// What comes of an evaluation, and what a variable, a field or a function answers.
public enum RuleOutcome: Sendable, Hashable {
    /// It is known.
    case value(RuleValue)
    /// It went wrong: the problem names the place in the expression.
    indirect case error(Problem)
    /// It depends on what is not known: the names of that. An ``Activation`` may leave the set empty where the name is
    /// the one that was asked for.
    case unknown(Set<String>)

    /// Not known, by the name that was asked for.
    public static let missing = RuleOutcome.unknown([])
}

/// What comes of a condition, without the names and reasons.
public enum RuleTruth: UInt8, Sendable, Hashable, Codable {
    /// `false`.
    case no
    /// `true`.
    case yes
    /// It depends on what is not known.
    case unknown
    /// It went wrong, or is not a truth value.
    case error
}

/// Who answers for the variables and functions of one row.
///
/// A class, so that one object can serve many rows without anything being allocated for each.
public protocol Activation: AnyObject {
    /// The value of a variable or field, by its place in ``RuleSchema/slots``.
    func value(at slot: Int) -> RuleOutcome
    /// The answer of a function, by its place in ``RuleSchema/functions``. Not called with arguments that are unknown.
    func call(_ function: Int, _ arguments: [RuleValue]) -> RuleOutcome
}

/// Answers from values by name, and from closures; what is not named is missing.
public final class Bindings: Activation {
    /// A function's answer to its arguments.
    public typealias Answer = ([RuleValue]) -> RuleOutcome

    private let slots: [RuleOutcome]
    private let answers: [Answer?]

    /// Binds names of a schema.
    ///
    /// - Parameters:
    ///   - schema: what expressions may speak of.
    ///   - values: values by path; that of a record also answers for its fields.
    ///   - functions: answers by name.
    public init(_ schema: RuleSchema, _ values: [String: RuleValue] = [:], functions: [String: Answer] = [:]) {
        slots = schema.slots.map { Self.find($0.name, values).map(RuleOutcome.value) ?? .missing }
        answers = schema.functions.map { functions[$0.name] }
    }

    /// Binds names to outcomes, so that errors and named unknowns can be given too.
    public init(_ schema: RuleSchema, outcomes: [String: RuleOutcome], functions: [String: Answer] = [:]) {
        slots = schema.slots.map { outcomes[$0.name] ?? .missing }
        answers = schema.functions.map { functions[$0.name] }
    }

    private static func find(_ path: String, _ values: [String: RuleValue]) -> RuleValue? {
        if let value = values[path] { return value }
        guard let dot = path.lastIndex(of: ".") else { return nil }
        switch find(String(path[..<dot]), values) {
        case .map(let fields): return fields[.string(String(path[path.index(after: dot)...]))]
        // What is a field of nothing is nothing too.
        case .null: return .null
        default: return nil
        }
    }

    public func value(at slot: Int) -> RuleOutcome { slots.indices.contains(slot) ? slots[slot] : .missing }

    public func call(_ function: Int, _ arguments: [RuleValue]) -> RuleOutcome {
        guard answers.indices.contains(function), let answer = answers[function] else { return .missing }
        return answer(arguments)
    }
}
