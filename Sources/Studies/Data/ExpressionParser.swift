import Evaluation

/// Reads the expression language by recursive descent; each function is one line of its grammar.
struct ExpressionParser {
    private enum Token: Hashable {
        case number(Double)
        case text(String)
        case name(String)
        case sign(String)
        case word(String)
    }

    /// Parentheses deeper than this are refused, so that no input can exhaust the stack.
    private static let deepest = 200

    private let source: String
    private var tokens: [Token]
    private var position = 0
    private var depth = 0

    init(_ source: String) throws(EvaluationRefusal) {
        self.source = source
        tokens = try Self.tokens(source)
    }

    mutating func whole() throws(EvaluationRefusal) -> Expression {
        let expression = try or()
        guard position == tokens.count else { throw refusal }
        return expression
    }

    private var refusal: EvaluationRefusal { EvaluationRefusal(.invalidExpression, source) }

    private mutating func take(_ token: Token) -> Bool {
        guard position < tokens.count, tokens[position] == token else { return false }
        position += 1
        return true
    }

    private mutating func or() throws(EvaluationRefusal) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw refusal }
        var left = try and()
        while take(.word("or")) { left = .or(left, try and()) }
        return left
    }

    private mutating func and() throws(EvaluationRefusal) -> Expression {
        var left = try not()
        while take(.word("and")) { left = .and(left, try not()) }
        return left
    }

    private mutating func not() throws(EvaluationRefusal) -> Expression {
        take(.word("not")) ? .not(try compare()) : try compare()
    }

    private mutating func compare() throws(EvaluationRefusal) -> Expression {
        let left = try sum()
        guard position < tokens.count, case .sign(let text) = tokens[position],
            let comparison = Expression.Comparison(rawValue: text)
        else { return left }
        position += 1
        return .compare(comparison, left, try sum())
    }

    private mutating func sum() throws(EvaluationRefusal) -> Expression {
        var left = try product()
        while true {
            if take(.sign("+")) {
                left = .arithmetic(.plus, left, try product())
            } else if take(.sign("-")) {
                left = .arithmetic(.minus, left, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(EvaluationRefusal) -> Expression {
        var left = try unary()
        while true {
            if take(.sign("*")) {
                left = .arithmetic(.times, left, try unary())
            } else if take(.sign("/")) {
                left = .arithmetic(.over, left, try unary())
            } else {
                return left
            }
        }
    }

    private mutating func unary() throws(EvaluationRefusal) -> Expression {
        take(.sign("-")) ? .negated(try atom()) : try atom()
    }

    private mutating func atom() throws(EvaluationRefusal) -> Expression {
        guard position < tokens.count else { throw refusal }
        let token = tokens[position]
        position += 1
        switch token {
        case .number(let value): return .number(value)
        case .text(let text): return .text(text)
        case .name("sqrt") where take(.sign("(")):
            let inner = try or()
            guard take(.sign(")")) else { throw refusal }
            return .root(inner)
        case .name(let name): return .column(name)
        case .sign("("):
            let inner = try or()
            guard take(.sign(")")) else { throw refusal }
            return inner
        case .sign, .word: throw refusal
        }
    }

    private static func tokens(_ source: String) throws(EvaluationRefusal) -> [Token] {
        var tokens: [Token] = []
        var rest = Substring(source)
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if first == "'" {
                rest.removeFirst()
                guard let end = rest.firstIndex(of: "'") else {
                    throw EvaluationRefusal(.invalidExpression, source)
                }
                tokens.append(.text(String(rest[..<end])))
                rest = rest[rest.index(after: end)...]
            } else if isDigit(first) || (first == "." && rest.dropFirst().first.map(isDigit) ?? false) {
                tokens.append(try number(&rest, source))
            } else if isNamePart(first) {
                let name = String(rest.prefix(while: isNamePart))
                rest = rest.dropFirst(name.count)
                tokens.append(["and", "or", "not"].contains(name) ? .word(name) : .name(name))
            } else if let sign = ["==", "!=", "<=", ">="].first(where: { rest.hasPrefix($0) }) {
                tokens.append(.sign(sign))
                rest = rest.dropFirst(2)
            } else if "<>+-*/()".contains(first) {
                tokens.append(.sign(String(first)))
                rest.removeFirst()
            } else {
                throw EvaluationRefusal(.invalidExpression, source)
            }
        }
        return tokens
    }

    private static func number(_ rest: inout Substring, _ source: String) throws(EvaluationRefusal) -> Token {
        var text = ""
        func take(_ rest: inout Substring, while holds: (Character) -> Bool) {
            let part = rest.prefix(while: holds)
            text += part
            rest = rest.dropFirst(part.count)
        }
        take(&rest, while: isDigit)
        if rest.first == "." {
            text.append(rest.removeFirst())
            take(&rest, while: isDigit)
        }
        if let mark = rest.first, mark == "e" || mark == "E" {
            text.append(rest.removeFirst())
            if let sign = rest.first, sign == "+" || sign == "-" { text.append(rest.removeFirst()) }
            take(&rest, while: isDigit)
        }
        // "5abc" is neither a number nor a column.
        guard let value = Double(text), value.isFinite, !(rest.first.map(isNamePart) ?? false) else {
            throw EvaluationRefusal(.invalidExpression, source)
        }
        return .number(value)
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    private static func isNamePart(_ character: Character) -> Bool {
        character.isLetter || isDigit(character) || character == "_" || character == "."
    }
}
