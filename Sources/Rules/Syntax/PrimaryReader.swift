import Problems

/// What stands without operators around it: literals, names, calls, lists, maps, and what is chained to them by dots.
extension ExpressionReader {
    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    mutating func postfix() throws(Refusal) -> Int {
        let start = here
        var operand = try primary(start)
        while true {
            if take(.dot) {
                operand = try member(operand, start)
            } else if take(.openList) {
                operand = try indexed(operand, start)
            } else {
                try refuseLeftOut(operand, start)
                return operand
            }
        }
    }

    private mutating func indexed(_ operand: Int, _ start: Int) throws(Refusal) -> Int {
        try refuseOptional()
        let index = try expression()
        try expect(.closeList)
        return try add(.index(operand, index), start)
    }

    private func refuseLeftOut(_ operand: Int, _ start: Int) throws(Refusal) {
        if stands(.openMap), isPath(operand) { throw leftOut("message", start) }
        // `a?.b`; with a space before the dot it is a choice.
        if stands(.question), following.kind == .sign(.dot), following.start == token.end {
            throw leftOut("optional", here)
        }
    }

    private func isPath(_ node: Int) -> Bool {
        switch nodes[node].kind {
        case .name: true
        case .select(let operand, _): isPath(operand)
        default: false
        }
    }

    private mutating func member(_ operand: Int, _ start: Int) throws(Refusal) -> Int {
        let name = try memberName()
        let nameStart = here
        guard take(.open) else { return try add(.select(operand, name), start) }
        let arguments = try arguments(.close)
        return try called(operand, name, arguments, start, nameStart)
    }

    private mutating func memberName() throws(Refusal) -> String {
        let name: String
        switch token.kind {
        case .word(let word) where !["true", "false", "null", "in"].contains(word): name = word
        case .quoted(let text): name = text
        case .sign(.question): throw leftOut("optional", token.start)
        default: throw unexpected()
        }
        advance()
        return name
    }

    private mutating func called(
        _ operand: Int, _ name: String, _ arguments: [Int], _ start: Int, _ nameStart: Int
    ) throws(Refusal) -> Int {
        guard let macro = Macro(rawValue: name) else { return try add(.method(operand, name, arguments), start) }
        let counts = macro == .map ? 2...3 : 2...2
        if arguments.count == counts.upperBound + 1 { throw leftOut("two-variables", start) }
        guard counts.contains(arguments.count), case .name(let variable) = nodes[arguments[0]].kind,
            !variable.hasPrefix(".")
        else { throw source.problem("rules.macro", nameStart, endBefore, ["name": name]) }
        let body = Array(arguments.dropFirst())
        return try add(.macro(macro, range: operand, variable: variable, body: body), start)
    }

    private mutating func primary(_ start: Int) throws(Refusal) -> Int {
        if take(.open) { return try group(start) }
        if take(.openList) { return try add(.list(try arguments(.closeList, mayTrail: true)), start) }
        if take(.openMap) { return try map(start) }
        if let name = try name() { return try call(name, start) }
        return try plain(start)
    }

    private mutating func group(_ start: Int) throws(Refusal) -> Int {
        let inner = try expression()
        try expect(.close)
        widen(inner, start)
        return inner
    }

    private mutating func plain(_ start: Int) throws(Refusal) -> Int {
        let current = token
        switch current.kind {
        case .sign(.minus):
            advance()
            return try negative(start)
        case .int(let magnitude):
            advance()
            guard let value = Int64(exactly: magnitude) else {
                throw source.problem("rules.number", current.start, current.end)
            }
            return try add(.literal(.int(value)), start)
        case .uint(let value): return try literal(.uint(value), start)
        case .double(let value): return try literal(.double(value), start)
        case .string(let text): return try literal(.string(text), start)
        case .bytes(let bytes): return try literal(.bytes(bytes), start)
        case .word("true"): return try literal(.bool(true), start)
        case .word("false"): return try literal(.bool(false), start)
        case .word("null"): return try literal(.null, start)
        default: throw unexpected()
        }
    }

    private mutating func literal(_ value: RuleValue, _ start: Int) throws(Refusal) -> Int {
        advance()
        return try add(.literal(value), start)
    }

    private mutating func negative(_ start: Int) throws(Refusal) -> Int {
        let current = token
        advance()
        switch current.kind {
        case .int(let magnitude) where magnitude <= 1 << 63:
            return try add(.literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude))), start)
        case .double(let value): return try add(.literal(.double(-value)), start)
        default: throw source.problem("rules.number", start, current.end)
        }
    }

    /// A name, perhaps with a dot before it; nil when something else stands here.
    private mutating func name() throws(Refusal) -> String? {
        let isAbsolute = take(.dot)
        guard case .word(let word) = token.kind, !["true", "false", "null", "in"].contains(word) else {
            if isAbsolute { throw unexpected() }
            return nil
        }
        guard !Self.reserved.contains(word) else { throw source.problem("rules.reserved", here, token.end) }
        advance()
        return isAbsolute ? "." + word : word
    }

    private mutating func call(_ name: String, _ start: Int) throws(Refusal) -> Int {
        guard take(.open) else { return try add(.name(name), start) }
        let arguments = try arguments(.close)
        return try called(name, arguments, start)
    }

    private mutating func called(_ name: String, _ arguments: [Int], _ start: Int) throws(Refusal) -> Int {
        guard name == "has" else { return try add(.call(name, arguments), start) }
        guard arguments.count == 1, case .select(let operand, let field) = nodes[arguments[0]].kind else {
            throw source.problem("rules.macro", start, endBefore, ["name": name])
        }
        return try add(.presence(operand, field), start)
    }

    private mutating func map(_ start: Int) throws(Refusal) -> Int {
        var items: [Int] = []
        while !stands(.closeMap) {
            try refuseOptional()
            items.append(try expression())
            try expect(.colon)
            items.append(try expression())
            guard take(.comma) else { break }
        }
        try expect(.closeMap)
        return try add(.map(items), start)
    }
}
