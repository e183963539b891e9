import Problems

/// Reads tokens into nodes by climbing precedence. The functions that call one another in a circle are kept small, and
/// what they need beyond that is in others: so an expression as deep as allowed fits on a small stack.
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

    mutating func whole() throws(Refusal) -> Int {
        let root = try expression()
        guard token.kind == .end else { throw unexpected() }
        return root
    }

    // MARK: Tokens

    var token: Token { tokens[at] }
    var following: Token { tokens[min(at + 1, tokens.count - 1)] }
    /// Where the token before this one ended.
    var endBefore: Int { at > 0 ? tokens[at - 1].end : 0 }

    var here: Int { tokens[at].start }

    mutating func advance() { at = min(at + 1, tokens.count - 1) }

    func stands(_ sign: Sign) -> Bool { tokens[at].kind == .sign(sign) }

    mutating func take(_ sign: Sign) -> Bool {
        guard stands(sign) else { return false }
        advance()
        return true
    }

    mutating func expect(_ sign: Sign) throws(Refusal) {
        guard take(sign) else { throw unexpected(expected: sign.rawValue) }
    }

    func unexpected(expected: String? = nil) -> Refusal {
        if token.kind == .end { return source.problem("rules.ends-early", token.start, token.end) }
        guard let expected else { return source.problem("rules.unexpected", token.start, token.end) }
        return source.problem("rules.expected", token.start, token.end, ["expected": expected])
    }

    // MARK: Nodes

    mutating func add(_ kind: Node.Kind, _ start: Int, _ end: Int? = nil) throws(Refusal) -> Int {
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

    private func tooDeep(_ start: Int, _ end: Int) -> Refusal {
        source.problem("rules.too-deep", start, end, ["limit": String(limits.depth)])
    }

    /// An expression in brackets keeps its brackets, so that its place is what a reader sees.
    mutating func widen(_ node: Int, _ start: Int) {
        nodes[node].start = start
        nodes[node].end = endBefore
    }

    // MARK: Levels

    mutating func expression() throws(Refusal) -> Int {
        try enter()
        let start = here
        var node = try binary(1)
        if take(.question) { node = try choice(node, start) }
        nesting -= 1
        return node
    }

    private mutating func enter() throws(Refusal) {
        nesting += 1
        guard nesting <= limits.depth else { throw tooDeep(token.start, token.end) }
    }

    private mutating func choice(_ condition: Int, _ start: Int) throws(Refusal) -> Int {
        let yes = try binary(1)
        try expect(.colon)
        let no = try expression()
        return try add(.choice(condition, yes, no), start)
    }

    func leftOut(_ what: String, _ start: Int) -> Refusal {
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

    private mutating func binary(_ lowest: Int) throws(Refusal) -> Int {
        let start = here
        var left = try unary()
        while let level = level, level >= lowest { left = try joined(left, level, start) }
        return left
    }

    private var level: Int? { operation?.level }

    private mutating func joined(_ left: Int, _ level: Int, _ start: Int) throws(Refusal) -> Int {
        guard let operation = operation?.operation else { return try chain(left, level, start) }
        advance()
        let right = try binary(level + 1)
        return try add(.binary(operation, left, right), start)
    }

    /// A chain of `&&` or `||` is one node, however long, and needs no depth.
    private mutating func chain(_ first: Int, _ level: Int, _ start: Int) throws(Refusal) -> Int {
        var items = [first]
        while take(level == 1 ? .or : .and) { items.append(try binary(level + 1)) }
        return try add(.logic(isAnd: level == 2, items), start)
    }

    private mutating func unary() throws(Refusal) -> Int {
        let signs = try prefixes()
        let operand = try postfix()
        return signs.isEmpty ? operand : try prefixed(operand, signs)
    }

    private mutating func prefixes() throws(Refusal) -> [(isNot: Bool, start: Int)] {
        var signs: [(isNot: Bool, start: Int)] = []
        let start = here
        while stands(.not) || stands(.minus) {
            let isNot = stands(.not)
            if !isNot, isNumber(following) { break }
            if let first = signs.first, first.isNot != isNot { throw unexpected() }
            signs.append((isNot, here))
            guard signs.count <= limits.depth else { throw tooDeep(start, token.end) }
            advance()
        }
        return signs
    }

    private mutating func prefixed(_ operand: Int, _ signs: [(isNot: Bool, start: Int)]) throws(Refusal) -> Int {
        var operand = operand
        for item in signs.reversed() { operand = try add(item.isNot ? .not(operand) : .minus(operand), item.start) }
        return operand
    }

    /// A minus before a number belongs to it: otherwise the smallest whole number could not be written.
    private func isNumber(_ token: Token) -> Bool {
        switch token.kind {
        case .int, .double: true
        default: false
        }
    }

    mutating func arguments(_ end: Sign, mayTrail: Bool = false) throws(Refusal) -> [Int] {
        var items: [Int] = []
        while !stands(end) {
            try refuseOptional()
            items.append(try expression())
            guard take(.comma) else { break }
            if !mayTrail { try refuse(end) }
        }
        try expect(end)
        return items
    }

    private func refuse(_ sign: Sign) throws(Refusal) {
        if stands(sign) { throw unexpected() }
    }

    /// `[?x]`, `{?k: v}` and `a[?k]` belong to the extension of optional values.
    func refuseOptional() throws(Refusal) {
        if stands(.question) { throw leftOut("optional", here) }
    }
}
