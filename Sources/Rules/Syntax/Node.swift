/// A sub-expression. Nodes stand in one array and name one another by place, children before parents.
struct Node: Sendable {
    enum Kind: Sendable {
        case literal(RuleValue)
        case name(String)
        case select(Int, String)
        /// `has(operand.field)`.
        case presence(Int, String)
        case index(Int, Int)
        case call(String, [Int])
        case method(Int, String, [Int])
        case list([Int])
        /// Keys and values by turns.
        case map([Int])
        case not(Int)
        case minus(Int)
        case binary(Operator, Int, Int)
        /// A chain of `&&` (true) or `||` (false).
        case logic(isAnd: Bool, [Int])
        case choice(Int, Int, Int)
        case macro(Macro, range: Int, variable: String, body: [Int])
    }

    var kind: Kind
    var start: Int
    var end: Int

    var children: [Int] {
        switch kind {
        case .literal, .name: []
        case .select(let operand, _), .presence(let operand, _), .not(let operand), .minus(let operand): [operand]
        case .index(let a, let b), .binary(_, let a, let b): [a, b]
        case .call(_, let arguments): arguments
        case .method(let target, _, let arguments): [target] + arguments
        case .list(let items), .map(let items), .logic(_, let items): items
        case .choice(let a, let b, let c): [a, b, c]
        case .macro(_, let range, _, let body): [range] + body
        }
    }
}

enum Operator: String, Sendable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case among = "in"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case modulo = "%"

    /// The operator as one character.
    var sign: Character { rawValue.first ?? " " }
}

enum Macro: String, Sendable, CaseIterable {
    case all
    case exists
    case existsOne = "exists_one"
    case map
    case filter
}
