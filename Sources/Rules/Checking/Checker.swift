import Problems

/// Finds the type of every sub-expression and writes the instruction for it.
struct Checker {
    let parsed: ParsedExpression
    let schema: RuleSchema
    var program: Program
    var locals: [(name: String, type: RuleType)] = []

    init(_ parsed: ParsedExpression, _ schema: RuleSchema) {
        self.parsed = parsed
        self.schema = schema
        program = Program(
            code: Array(repeating: Instruction(), count: parsed.nodes.count),
            types: Array(repeating: .dyn, count: parsed.nodes.count))
    }

    static func program(_ parsed: ParsedExpression, _ schema: RuleSchema) throws(Problem) -> Program {
        var checker = Checker(parsed, schema)
        _ = try checker.check(parsed.root)
        return checker.program
    }

    mutating func check(_ node: Int) throws(Problem) -> RuleType {
        let type = try typed(node)
        program.types[node] = type
        return type
    }

    private mutating func typed(_ node: Int) throws(Problem) -> RuleType {
        switch parsed.nodes[node].kind {
        case .literal(let value): return constant(value, node)
        case .name, .select: return try reference(node)
        case .presence(let operand, let field): return try presence(node, operand, field)
        case .index(let holder, let key): return try index(node, holder, key)
        case .call(let name, let arguments): return try call(node, name, nil, arguments)
        case .method(let target, let name, let arguments): return try call(node, name, target, arguments)
        case .list(let items): return try list(node, items)
        case .map(let items): return try map(node, items)
        case .not(let operand):
            try condition(operand)
            return emit(node, .not, operand, gives: .bool)
        case .minus(let operand):
            let type = try check(operand)
            guard [.int, .double, .dyn].contains(type.present) else { throw mismatch(node, "-", [type]) }
            return emit(node, .minus, operand, gives: type.present)
        case .binary(let operation, let left, let right): return try binary(node, operation, left, right)
        case .logic(let isAnd, let items):
            for item in items { try condition(item) }
            let (first, count) = pooled(items)
            return emit(node, isAnd ? .and : .or, first, count, gives: .bool)
        case .choice(let condition, let yes, let no):
            try self.condition(condition)
            let (a, b) = (try check(yes), try check(no))
            guard let type = a.joined(b) else { throw mismatch(node, "?:", [a, b]) }
            return emit(node, .choice, condition, yes, no, gives: type)
        case .macro(let macro, let range, let variable, let body):
            return try self.macro(node, macro, range, variable, body)
        }
    }

    // MARK: Writing

    mutating func emit(
        _ node: Int, _ operation: Instruction.Operation, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, gives type: RuleType
    ) -> RuleType {
        program.code[node].operation = operation
        program.code[node].a = Int32(a)
        program.code[node].b = Int32(b)
        program.code[node].c = Int32(c)
        return type
    }

    mutating func pooled(_ nodes: [Int]) -> (first: Int, count: Int) {
        let first = program.pool.count
        program.pool += nodes.map { Int32($0) }
        return (first, nodes.count)
    }

    mutating func constant(_ value: RuleValue, _ node: Int) -> RuleType {
        program.constants.append(value)
        return emit(node, .constant, program.constants.count - 1, gives: value.runtimeType)
    }

    mutating func name(_ text: String) -> Int {
        if let place = program.names.firstIndex(of: text) { return place }
        program.names.append(text)
        return program.names.count - 1
    }

    // MARK: Judging

    mutating func condition(_ node: Int) throws(Problem) {
        let type = try check(node)
        guard [.bool, .dyn].contains(type.present) else {
            throw parsed.problem("rules.type", node, ["expected": "bool", "found": type.name])
        }
    }

    func mismatch(_ node: Int, _ function: String, _ types: [RuleType]) -> Problem {
        let list = types.map(\.name).joined(separator: ", ")
        return parsed.problem("rules.no-overload", node, ["function": function, "types": list])
    }

    private mutating func list(_ node: Int, _ items: [Int]) throws(Problem) -> RuleType {
        var element: RuleType?
        for item in items {
            let type = try check(item)
            element = element.map { $0.joined(type) ?? .dyn } ?? type
        }
        let (first, count) = pooled(items)
        return emit(node, .list, first, count, gives: .list(element ?? .dyn))
    }

    private mutating func map(_ node: Int, _ items: [Int]) throws(Problem) -> RuleType {
        var keyType: RuleType?
        var valueType: RuleType?
        for (place, item) in items.enumerated() {
            let type = try check(item)
            if place % 2 == 1 {
                valueType = valueType.map { $0.joined(type) ?? .dyn } ?? type
                continue
            }
            guard [.bool, .int, .uint, .string, .dyn].contains(type.present) else {
                throw parsed.problem("rules.key", item, ["found": type.name])
            }
            keyType = keyType.map { $0.joined(type) ?? .dyn } ?? type
        }
        let (first, count) = pooled(items)
        return emit(node, .map, first, count, gives: .map(keyType ?? .dyn, valueType ?? .dyn))
    }

    private mutating func index(_ node: Int, _ holder: Int, _ key: Int) throws(Problem) -> RuleType {
        let (held, place) = (try check(holder), try check(key))
        switch (held.present, place.present) {
        case (.dyn, _): return emit(node, .index, holder, key, gives: .dyn)
        case (.list(let element), .int), (.list(let element), .dyn):
            return emit(node, .index, holder, key, gives: element)
        case (.map(let keys, let value), let given) where keys.accepts(given):
            return emit(node, .index, holder, key, gives: value)
        default: throw mismatch(node, "[]", [held, place])
        }
    }

    private mutating func macro(
        _ node: Int, _ macro: Macro, _ range: Int, _ variable: String, _ body: [Int]
    ) throws(Problem) -> RuleType {
        let element: RuleType
        switch try check(range).present {
        case .list(let inner): element = inner
        case .map(let key, _): element = key
        case .dyn: element = .dyn
        case let other: throw mismatch(node, macro.rawValue, [other])
        }
        locals.append((variable, element))
        program.locals = max(program.locals, locals.count)
        defer { locals.removeLast() }
        let place = locals.count - 1
        guard macro == .map else {
            try condition(body[0])
            switch macro {
            case .all: return emit(node, .all, range, body[0], place, gives: .bool)
            case .exists: return emit(node, .exists, range, body[0], place, gives: .bool)
            case .existsOne: return emit(node, .existsOne, range, body[0], place, gives: .bool)
            default: return emit(node, .filter, range, body[0], place, gives: .list(element))
            }
        }
        if body.count == 2 { try condition(body[0]) }
        let type = try check(body[body.count - 1])
        let (first, count) = pooled([range] + body)
        _ = emit(node, .mapMacro, first, count, place, gives: type)
        return .list(type)
    }
}
