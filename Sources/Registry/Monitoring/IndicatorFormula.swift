/// A formula over measures, such as `cashed / distributed`: names, whole and decimal numbers, `+ - * /` and parentheses.
///
/// What a measure does not say is not zero: a formula with a missing measure, or a division by nothing, has no value.
struct IndicatorFormula: Sendable, Hashable {
    private indirect enum Node: Sendable, Hashable {
        case number(Double)
        case measure(String)
        case operation(Character, Node, Node)
    }

    private let root: Node
    /// The measures it names, in their order.
    let measures: [String]

    /// Nil for a text that is no formula.
    init?(_ text: String) {
        var parser = Parser(text)
        guard let root = parser.sum(depth: 0), parser.isAtEnd else { return nil }
        self.root = root
        measures = parser.measures
    }

    /// - Parameter value: the value of a measure; nil where there is none.
    func value(_ value: (String) -> Double?) -> Double? {
        guard let result = Self.value(of: root, value), result.isFinite else { return nil }
        return result
    }

    private static func value(of node: Node, _ value: (String) -> Double?) -> Double? {
        switch node {
        case .number(let number): return number
        case .measure(let name): return value(name)
        case .operation(let sign, let left, let right):
            guard let left = Self.value(of: left, value), let right = Self.value(of: right, value) else { return nil }
            switch sign {
            case "+": return left + right
            case "-": return left - right
            case "*": return left * right
            default: return right == 0 ? nil : left / right
            }
        }
    }

    private struct Parser {
        private let characters: [Character]
        private var position = 0
        private(set) var measures: [String] = []

        init(_ text: String) { characters = text.filter { $0 != " " }.map { $0 } }

        var isAtEnd: Bool { position == characters.count }

        private mutating func take(_ signs: String) -> Character? {
            guard position < characters.count, signs.contains(characters[position]) else { return nil }
            position += 1
            return characters[position - 1]
        }

        mutating func sum(depth: Int) -> Node? {
            guard depth < 50, var left = product(depth: depth) else { return nil }
            while let sign = take("+-") {
                guard let right = product(depth: depth) else { return nil }
                left = .operation(sign, left, right)
            }
            return left
        }

        private mutating func product(depth: Int) -> Node? {
            guard var left = term(depth: depth) else { return nil }
            while let sign = take("*/") {
                guard let right = term(depth: depth) else { return nil }
                left = .operation(sign, left, right)
            }
            return left
        }

        private mutating func term(depth: Int) -> Node? {
            if take("(") != nil {
                guard let inner = sum(depth: depth + 1), take(")") != nil else { return nil }
                return inner
            }
            var word = ""
            while position < characters.count,
                characters[position].isLetter || characters[position].isNumber
                    || characters[position] == "."
            {
                word.append(characters[position])
                position += 1
            }
            guard let first = word.first else { return nil }
            if first.isNumber { return Double(word).map(Node.number) }
            measures.append(word)
            return .measure(word)
        }
    }
}
