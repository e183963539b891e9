import Problems

/// Reads tokens into nodes: precedence climbing, so that one level of brackets costs few calls.
struct ExpressionReader {
    let source: SourceText
    private let tokens: [Token]
    private let limits: ExpressionLimits
    private(set) var nodes: [Node] = []
    private var depths: [Int] = []
    private var at = 0
    private var nesting = 0

    init(_ source: SourceText, _ tokens: [Token], _ limits: ExpressionLimits) {
        self.source = source
        self.tokens = tokens
        self.limits = limits
    }

    mutating func whole() throws(Problem) -> Int {
        let root = try expression()
        guard token.kind == .end else { throw unexpected() }
        return root
    }

    // MARK: Tokens

    var token: Token { tokens[at] }
    var following: Token { tokens[min(at + 1, tokens.count - 1)] }
    /// Where the token before this one ended.
    var endBefore: Int { at > 0 ? tokens[at - 1].end : 0 }

    mutating func advance() { at = min(at + 1, tokens.count - 1) }

    mutating func take(_ sign: Sign) -> Bool {
        guard token.kind == .sign(sign) else { return false }
        advance()
        return true
    }

    mutating func expect(_ sign: Sign) throws(Problem) {
        guard take(sign) else { throw unexpected(expected: sign.rawValue) }
    }

    func unexpected(expected: String? = nil) -> Problem {
        if token.kind == .end { return source.problem("rules.ends-early", token.start, token.end) }
        guard let expected else { return source.problem("rules.unexpected", token.start, token.end) }
        return source.problem("rules.expected", token.start, token.end, ["expected": expected])
    }

    // MARK: Nodes

    mutating func add(_ kind: Node.Kind, _ start: Int, _ end: Int? = nil) throws(Problem) -> Int {
        let node = Node(kind: kind, start: start, end: end ?? endBefore)
        let depth = 1 + (node.children.map { depths[$0] }.max() ?? 0)
        guard depth <= limits.depth else { throw tooDeep(node.start, node.end) }
        guard nodes.count < limits.nodes else {
            throw source.problem("rules.too-many-parts", node.start, node.end, ["limit": String(limits.nodes)])
        }
        nodes.append(node)
        depths.append(depth)
        return nodes.count - 1
    }

    private func tooDeep(_ start: Int, _ end: Int) -> Problem {
        source.problem("rules.too-deep", start, end, ["limit": String(limits.depth)])
    }

    /// An expression in brackets keeps its brackets, so that its place is what a reader sees.
    mutating func widen(_ node: Int, _ start: Int) {
        nodes[node].start = start
        nodes[node].end = endBefore
    }

    // MARK: Levels

    mutating func expression() throws(Problem) -> Int {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= limits.depth else { throw tooDeep(token.start, token.end) }
        let start = token.start
        let condition = try binary(1)
        guard take(.question) else { return condition }
        let yes = try binary(1)
        try expect(.colon)
        let no = try expression()
        return try add(.choice(condition, yes, no), start)
    }

    func leftOut(_ what: String, _ start: Int) -> Problem {
        source.problem("rules.left-out", start, max(token.end, start), ["what": what])
    }

    private static let levels: [Sign: (level: Int, operation: Operator?)] = [
        .or: (1, nil), .and: (2, nil), .equal: (3, .equal), .unequal: (3, .unequal), .less: (3, .less),
        .atMost: (3, .atMost), .more: (3, .more), .atLeast: (3, .atLeast), .plus: (4, .plus), .minus: (4, .minus),
        .times: (5, .times), .over: (5, .over), .percent: (5, .modulo),
    ]

    private var operation: (level: Int, operation: Operator?)? {
        switch token.kind {
        case .sign(let sign): Self.levels[sign]
        case .word("in"): (3, .among)
        default: nil
        }
    }

    private mutating func binary(_ lowest: Int) throws(Problem) -> Int {
        let start = token.start
        var left = try unary()
        while let (level, operation) = operation, level >= lowest {
            guard let operation else {
                left = try chain(left, level, start)
                continue
            }
            advance()
            let right = try binary(level + 1)
            left = try add(.binary(operation, left, right), start)
        }
        return left
    }

    /// A chain of `&&` or `||` is one node, however long, and needs no depth.
    private mutating func chain(_ first: Int, _ level: Int, _ start: Int) throws(Problem) -> Int {
        var items = [first]
        while take(level == 1 ? .or : .and) { items.append(try binary(level + 1)) }
        return try add(.logic(isAnd: level == 2, items), start)
    }

    private mutating func unary() throws(Problem) -> Int {
        let start = token.start
        var signs: [(sign: Sign, start: Int)] = []
        while case .sign(let sign) = token.kind, sign == .not || sign == .minus {
            if sign == .minus, isNumber(following) { break }
            if let first = signs.first, first.sign != sign { throw unexpected() }
            signs.append((sign, token.start))
            guard signs.count <= limits.depth else { throw tooDeep(start, token.end) }
            advance()
        }
        var operand = try postfix()
        for item in signs.reversed() {
            operand = try add(item.sign == .not ? .not(operand) : .minus(operand), item.start)
        }
        return operand
    }

    /// A minus before a number belongs to it: otherwise the smallest whole number could not be written.
    private func isNumber(_ token: Token) -> Bool {
        switch token.kind {
        case .int, .double: true
        default: false
        }
    }

    mutating func arguments(_ end: Sign, mayTrail: Bool = false) throws(Problem) -> [Int] {
        var items: [Int] = []
        while token.kind != .sign(end) {
            if token.kind == .sign(.question) { throw leftOut("optional", token.start) }
            items.append(try expression())
            guard take(.comma) else { break }
            if token.kind == .sign(end), !mayTrail { throw unexpected() }
        }
        try expect(end)
        return items
    }
}
