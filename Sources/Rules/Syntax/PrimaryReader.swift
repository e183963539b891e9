import Problems

/// What stands without operators around it: literals, names, calls, lists, maps, and what is chained to them by dots.
extension ExpressionReader {
    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    mutating func postfix() throws(Problem) -> Int {
        let start = token.start
        var operand = try primary(start)
        while true {
            if take(.dot) {
                operand = try member(operand, start)
            } else if take(.openList) {
                if token.kind == .sign(.question) { throw leftOut("optional", token.start) }
                let index = try expression()
                try expect(.closeList)
                operand = try add(.index(operand, index), start)
            } else if token.kind == .sign(.openMap), isPath(operand) {
                throw leftOut("message", start)
            } else if token.kind == .sign(.question), following.kind == .sign(.dot),
                following.start == token.end
            {
                // `a?.b`; with a space before the dot it is a choice.
                throw leftOut("optional", token.start)
            } else {
                return operand
            }
        }
    }

    private func isPath(_ node: Int) -> Bool {
        switch nodes[node].kind {
        case .name: true
        case .select(let operand, _): isPath(operand)
        default: false
        }
    }

    private mutating func member(_ operand: Int, _ start: Int) throws(Problem) -> Int {
        let name: String
        switch token.kind {
        case .word(let word) where !["true", "false", "null", "in"].contains(word): name = word
        case .quoted(let text): name = text
        case .sign(.question): throw leftOut("optional", token.start)
        default: throw unexpected()
        }
        advance()
        guard take(.open) else { return try add(.select(operand, name), start) }
        if let macro = Macro(rawValue: name) { return try read(macro, operand, start) }
        let arguments = try arguments(.close)
        return try add(.method(operand, name, arguments), start)
    }

    private mutating func read(_ macro: Macro, _ range: Int, _ start: Int) throws(Problem) -> Int {
        let nameStart = token.start
        let arguments = try arguments(.close)
        let counts = macro == .map ? 2...3 : 2...2
        if arguments.count == counts.upperBound + 1 { throw leftOut("two-variables", start) }
        guard counts.contains(arguments.count), case .name(let variable) = nodes[arguments[0]].kind,
            !variable.hasPrefix(".")
        else { throw source.problem("rules.macro", nameStart, endBefore, ["name": macro.rawValue]) }
        let body = Array(arguments.dropFirst())
        return try add(.macro(macro, range: range, variable: variable, body: body), start)
    }

    private mutating func primary(_ start: Int) throws(Problem) -> Int {
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
        case .word(let word): return try named(word, start)
        case .sign(.open):
            advance()
            let inner = try expression()
            try expect(.close)
            widen(inner, start)
            return inner
        case .sign(.openList):
            advance()
            return try add(.list(try arguments(.closeList, mayTrail: true)), start)
        case .sign(.openMap):
            advance()
            return try map(start)
        case .sign(.dot):
            advance()
            guard case .word(let word) = token.kind, !Self.reserved.contains(word) else { throw unexpected() }
            return try named("." + word, start)
        default: throw unexpected()
        }
    }

    private mutating func literal(_ value: RuleValue, _ start: Int) throws(Problem) -> Int {
        advance()
        return try add(.literal(value), start)
    }

    private mutating func negative(_ start: Int) throws(Problem) -> Int {
        let current = token
        advance()
        switch current.kind {
        case .int(let magnitude) where magnitude <= 1 << 63:
            return try add(.literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude))), start)
        case .double(let value): return try add(.literal(.double(-value)), start)
        default: throw source.problem("rules.number", start, current.end)
        }
    }

    private mutating func named(_ word: String, _ start: Int) throws(Problem) -> Int {
        switch word {
        case "true", "false": return try literal(.bool(word == "true"), start)
        case "null": return try literal(.null, start)
        case "in": throw unexpected()
        default: break
        }
        guard !Self.reserved.contains(word) else { throw source.problem("rules.reserved", start, token.end) }
        advance()
        guard take(.open) else { return try add(.name(word), start) }
        let arguments = try arguments(.close)
        guard word == "has" else { return try add(.call(word, arguments), start) }
        guard arguments.count == 1, case .select(let operand, let field) = nodes[arguments[0]].kind else {
            throw source.problem("rules.macro", start, endBefore, ["name": word])
        }
        return try add(.presence(operand, field), start)
    }

    private mutating func map(_ start: Int) throws(Problem) -> Int {
        var items: [Int] = []
        while token.kind != .sign(.closeMap) {
            if token.kind == .sign(.question) { throw leftOut("optional", token.start) }
            items.append(try expression())
            try expect(.colon)
            items.append(try expression())
            guard take(.comma) else { break }
        }
        try expect(.closeMap)
        return try add(.map(items), start)
    }
}
