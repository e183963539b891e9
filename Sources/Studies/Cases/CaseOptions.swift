import Evaluation
import Foundation

/// The options of one case, read with their types. Whatever is not asked for by name is an unknown option.
struct CaseOptions {
    private let fields: [String: JSON]
    /// The folder that paths in options are relative to; nil for the working folder.
    private let root: URL?

    /// - Throws: `unknown-option` for a key the method does not list, `invalid-option` when options are no object.
    init(_ options: JSON, allowed: [String], root: URL? = nil) throws(EvaluationRefusal) {
        self.root = root
        guard case .object(let fields) = options else { throw EvaluationRefusal(.invalidOption, "options") }
        if let stranger = fields.keys.sorted().first(where: { !allowed.contains($0) }) {
            throw EvaluationRefusal(.unknownOption, stranger)
        }
        self.fields = fields
    }

    func has(_ key: String) -> Bool { fields[key] != nil }

    /// An expression, given as text or as a number.
    func expression(_ key: String) throws(EvaluationRefusal) -> Expression? {
        switch fields[key] {
        case nil: return nil
        case .string(let source): return try Expression(source)
        case .some(let value):
            guard let number = value.double else { throw EvaluationRefusal(.invalidOption, key) }
            return .number(number)
        }
    }

    func requiredExpression(_ key: String) throws(EvaluationRefusal) -> Expression {
        guard let expression = try expression(key) else { throw EvaluationRefusal(.invalidOption, key) }
        return expression
    }

    func expressions(_ key: String) throws(EvaluationRefusal) -> [Expression] {
        var out: [Expression] = []
        for source in try texts(key) { out.append(try Expression(source)) }
        guard !out.isEmpty else { throw EvaluationRefusal(.invalidOption, key) }
        return out
    }

    func text(_ key: String) throws(EvaluationRefusal) -> String? {
        guard let value = fields[key] else { return nil }
        guard case .string(let text) = value else { throw EvaluationRefusal(.invalidOption, key) }
        return text
    }

    func requiredText(_ key: String) throws(EvaluationRefusal) -> String {
        guard let text = try text(key) else { throw EvaluationRefusal(.invalidOption, key) }
        return text
    }

    /// A required file.
    func file(_ key: String) throws(EvaluationRefusal) -> URL {
        let path = try requiredText(key)
        return root.map { $0.appendingPathComponent(path) } ?? URL(fileURLWithPath: path)
    }

    /// A list of texts; empty where the option is absent.
    func texts(_ key: String) throws(EvaluationRefusal) -> [String] {
        guard let value = fields[key] else { return [] }
        guard case .array(let values) = value else { throw EvaluationRefusal(.invalidOption, key) }
        var out: [String] = []
        for value in values {
            guard case .string(let text) = value else { throw EvaluationRefusal(.invalidOption, key) }
            out.append(text)
        }
        return out
    }

    /// One text or a list of texts; empty where the option is absent.
    func textOrTexts(_ key: String) throws(EvaluationRefusal) -> [String] {
        if case .string(let text) = fields[key] { return [text] }
        return try texts(key)
    }

    /// A list of numbers; nil where the option is absent.
    func numbers(_ key: String) throws(EvaluationRefusal) -> [Double]? {
        guard let value = fields[key] else { return nil }
        guard case .array(let values) = value else { throw EvaluationRefusal(.invalidOption, key) }
        var out: [Double] = []
        for value in values {
            guard let number = value.double else { throw EvaluationRefusal(.invalidOption, key) }
            out.append(number)
        }
        return out
    }

    /// A list of numbers with gaps written as null; nil where the option is absent.
    func numbersOrNulls(_ key: String) throws(EvaluationRefusal) -> [Double?]? {
        guard case .array(let values)? = fields[key] else {
            if fields[key] == nil { return nil }
            throw EvaluationRefusal(.invalidOption, key)
        }
        var out: [Double?] = []
        for value in values {
            guard value == .null || value.double != nil else { throw EvaluationRefusal(.invalidOption, key) }
            out.append(value.double)
        }
        return out
    }

    /// Required numbers by name, all positive.
    func numbersByName(_ key: String, allowed: Set<String>) throws(EvaluationRefusal) -> [String: Double] {
        guard case .object(let named) = fields[key] else { throw EvaluationRefusal(.invalidOption, key) }
        var out: [String: Double] = [:]
        for (name, value) in named {
            guard allowed.contains(name), let number = value.double, number > 0 else {
                throw EvaluationRefusal(.invalidOption, key)
            }
            out[name] = number
        }
        return out
    }

    func number(_ key: String) throws(EvaluationRefusal) -> Double? {
        guard let value = fields[key] else { return nil }
        guard let number = value.double else { throw EvaluationRefusal(.invalidOption, key) }
        return number
    }

    func requiredNumber(_ key: String) throws(EvaluationRefusal) -> Double {
        guard let number = try number(key) else { throw EvaluationRefusal(.invalidOption, key) }
        return number
    }

    /// A whole number; one written with a decimal point counts as long as it is whole.
    func integer(_ key: String) throws(EvaluationRefusal) -> Int? {
        guard let number = try number(key) else { return nil }
        guard let whole = Int(exactly: number) else { throw EvaluationRefusal(.invalidOption, key) }
        return whole
    }

    /// Whole numbers; nil where the option is absent.
    func integers(_ key: String) throws(EvaluationRefusal) -> [Int]? {
        guard let values = try numbers(key) else { return nil }
        var out: [Int] = []
        for value in values {
            guard let whole = Int(exactly: value) else { throw EvaluationRefusal(.invalidOption, key) }
            out.append(whole)
        }
        return out
    }

    /// A table of whole numbers, row by row.
    func table(_ key: String) throws(EvaluationRefusal) -> [[Int]] {
        guard let rows = fields[key]?.elements else { throw EvaluationRefusal(.invalidOption, key) }
        var table: [[Int]] = []
        for row in rows {
            let cells = row.elements ?? []
            let line = cells.compactMap { $0.double.flatMap { Int(exactly: $0) } }
            guard row.elements != nil, line.count == cells.count else { throw EvaluationRefusal(.invalidOption, key) }
            table.append(line)
        }
        return table
    }

    func flag(_ key: String) throws(EvaluationRefusal) -> Bool? {
        guard let value = fields[key] else { return nil }
        guard case .bool(let flag) = value else { throw EvaluationRefusal(.invalidOption, key) }
        return flag
    }

    /// One of the values of an enumeration.
    func choice<Choice: RawRepresentable<String>>(
        _ key: String, _ type: Choice.Type = Choice.self
    ) throws(EvaluationRefusal) -> Choice? {
        guard let text = try text(key) else { return nil }
        guard let choice = Choice(rawValue: text) else { throw EvaluationRefusal(.invalidOption, key) }
        return choice
    }

    /// A list of values of an enumeration; empty where the option is absent.
    func choices<Choice: RawRepresentable<String>>(
        _ key: String, _ type: Choice.Type = Choice.self
    ) throws(EvaluationRefusal) -> [Choice] {
        var out: [Choice] = []
        for text in try texts(key) {
            guard let choice = Choice(rawValue: text) else { throw EvaluationRefusal(.invalidOption, key) }
            out.append(choice)
        }
        return out
    }

    func missing() throws(EvaluationRefusal) -> Observations.MissingRule {
        try choice("missing", Observations.MissingRule.self) ?? .drop
    }

    func confidence() throws(EvaluationRefusal) -> Double {
        let level = try number("conf") ?? 0.95
        guard level > 0, level < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        return level
    }
}
