import Foundation
public import Problems
public import Rules
import Store

/// Values that somebody gives beside a list, or for a test: by path (`person.job`, or nested), and answers to questions by
/// the call as expressions write it (`received('BPUM', 2020)`).
public struct GivenFacts: Sendable {
    /// By path.
    public internal(set) var values: [String: RuleValue] = [:]
    /// By the call, written in one way.
    public internal(set) var answers: [String: RuleValue] = [:]

    public init() {}

    /// Reads a JSON object.
    ///
    /// - Throws: `rules.with` where it is none; `rules.given` naming what the vocabulary does not have, or what does not fit.
    public init(json: String, _ schema: FactSchema) throws(Problem) {
        guard let value = try? JSONDecoder().decode(RuleValue.self, from: Data(json.utf8)), case .map(let map) = value
        else { throw Problem("rules.with") }
        try self.init(map, schema)
    }

    /// Takes texts as somebody typed them for names of the vocabulary, read as cells of a list are; blank ones are not given.
    ///
    /// - Throws: `rules.given` naming what the vocabulary does not have, or what does not fit.
    public init(typed texts: [(name: String, text: String)], _ schema: FactSchema) throws(Problem) {
        for (name, text) in texts where !text.allSatisfy(\.isWhitespace) {
            guard let fact = schema.fact(name), let kind = FactColumns.Kind(rawValue: fact.type),
                let value = FactColumns.value(text, kind, fact.reading, least: fact.least)
            else {
                throw Problem(
                    "rules.given", value: String(text.prefix(80)), ["expected": schema.fact(name)?.type ?? "–"])
            }
            values[name] = value
        }
        workOut(schema)
    }

    /// Takes values as they are.
    init(_ map: RuleMap, _ schema: FactSchema) throws(Problem) {
        for entry in map.entries {
            guard case .string(let name) = entry.key else { throw Problem("rules.with") }
            try add(name, entry.value, schema)
        }
        workOut(schema)
    }

    /// Adds what follows from a value that is given, as it follows from a line's.
    private mutating func workOut(_ schema: FactSchema) {
        for fact in schema.facts where values[fact.name] == nil {
            values[fact.name] = fact.base.flatMap { values[$0] }.flatMap { fact.reading.worked(outOf: $0) }
        }
    }

    private mutating func add(_ name: String, _ value: RuleValue, _ schema: FactSchema) throws(Problem) {
        if name.contains("(") { return try addAnswer(name, value, schema) }
        if let fact = schema.fact(name) {
            guard let slot = schema.schema.slot(name),
                let fitted = schema.schema.fitted(value, to: schema.schema.slots[slot].type)
            else { throw Problem("rules.given", value: name, ["expected": fact.type]) }
            if let least = fact.least, case .int(let number) = fitted, number < least {
                throw Problem("rules.given", value: name, ["expected": "≥ " + String(least)])
            }
            values[name] = fact.reading.value(fitted)
            return
        }
        guard case .map(let fields) = value, schema.schema.records[name] != nil, !fields.entries.isEmpty else {
            throw Problem("rules.given", value: name, ["expected": "–"])
        }
        for entry in fields.entries {
            guard case .string(let field) = entry.key else { throw Problem("rules.with") }
            try add(name + "." + field, entry.value, schema)
        }
    }

    private mutating func addAnswer(_ call: String, _ value: RuleValue, _ schema: FactSchema) throws(Problem) {
        let checked = try CheckedExpression(call, schema: schema.schema)
        guard checked.referencedFunctions.count == 1, schema.schema.fitted(value, to: checked.type) != nil else {
            throw Problem("rules.given", value: call, ["expected": checked.type.name])
        }
        answers[Self.call(call)] = value
    }

    /// Values and answers in one object, as ``init(json:_:)`` reads them.
    var json: String { LedgerJSON.text(values.merging(answers) { value, _ in value }) }

    /// All texts and whole numbers that are given, also inside lists, records and calls.
    var texts: [String] {
        func texts(_ value: RuleValue) -> [String] {
            switch value {
            case .string(let text): [text]
            case .int(let number): [String(number)]
            case .list(let items): items.flatMap(texts)
            case .map(let map): map.entries.flatMap { texts($0.value) }
            default: []
            }
        }
        return values.values.flatMap(texts) + answers.keys
    }

    /// The value of a call; nil where it is not given.
    public func answer(_ name: String, _ arguments: [RuleValue]) -> RuleValue? {
        answers.isEmpty ? nil : answers[Self.call(name, arguments)]
    }

    /// A call as it is written in one way: without blanks, texts in single quotes.
    static func call(_ name: String, _ arguments: [RuleValue]) -> String {
        call(name + "(" + arguments.map(\.literal).joined(separator: ",") + ")")
    }

    /// The same of a call that somebody wrote.
    static func call(_ text: String) -> String {
        String(text.filter { !$0.isWhitespace }.map { $0 == "\"" ? "'" : $0 })
    }
}
