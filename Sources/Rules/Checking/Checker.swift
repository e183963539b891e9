import Problems

/// Finds the type of every sub-expression and writes the instruction for it.
struct Checker {
    let parsed: ParsedExpression
    let schema: RuleSchema
    var program: ProgramDraft
    var locals: [(name: String, type: RuleType)] = []

    init(_ parsed: ParsedExpression, _ schema: RuleSchema) {
        self.parsed = parsed
        self.schema = schema
        program = ProgramDraft(
            code: Array(repeating: Instruction(), count: parsed.nodes.count),
            types: Array(repeating: .dyn, count: parsed.nodes.count))
    }

    static func draft(_ parsed: ParsedExpression, _ schema: RuleSchema) throws(Refusal) -> ProgramDraft {
        var checker = Checker(parsed, schema)
        try checker.check(parsed.root)
        return checker.program
    }

    /// The one function that calls itself; what is done with a node before and after its operands is in others.
    private mutating func check(_ node: Int) throws(Refusal) {
        let operands = try operands(node)
        for (place, operand) in operands.enumerated() {
            if place == 1 { try openScope(node) }
            try check(operand)
        }
        closeScope(node)
        program.types[node] = try typed(node)
    }

    private func operands(_ node: Int) throws(Refusal) -> [Int] {
        switch parsed.nodes[node].kind {
        case .select, .presence: try needsOperand(node) ? parsed.nodes[node].children : []
        case .method: try isNamespaced(node) ? [] : parsed.nodes[node].children
        default: parsed.nodes[node].children
        }
    }

    /// The variable of a macro is known within its body, the second operand and what follows.
    private mutating func openScope(_ node: Int) throws(Refusal) {
        guard case .macro(let macro, let range, let variable, _) = parsed.nodes[node].kind else { return }
        let element: RuleType
        switch type(range).present {
        case .list(let inner): element = inner
        case .map(let key, _): element = key
        case .dyn: element = .dyn
        case let other: throw mismatch(node, macro.rawValue, [other])
        }
        locals.append((variable, element))
        program.locals = max(program.locals, locals.count)
    }

    private mutating func closeScope(_ node: Int) {
        if case .macro = parsed.nodes[node].kind { locals.removeLast() }
    }

    func type(_ node: Int) -> RuleType { program.types[node] }

    private mutating func typed(_ node: Int) throws(Refusal) -> RuleType {
        switch parsed.nodes[node].kind {
        case .literal(let value): return constant(value, node)
        case .name, .select: return try reference(node)
        case .presence: return try presence(node)
        case .index(let holder, let key): return try index(node, holder, key)
        case .call(let name, let arguments): return try call(node, name, nil, arguments)
        case .method(let target, let name, let arguments): return try call(node, name, target, arguments)
        case .list(let items): return list(node, items)
        case .map(let items): return try map(node, items)
        case .not(let operand):
            try condition(operand)
            return emit(node, .not, operand, gives: .bool)
        case .minus(let operand):
            guard [.int, .double, .dyn].contains(type(operand).present) else {
                throw mismatch(node, "-", [type(operand)])
            }
            return emit(node, .minus, operand, gives: type(operand).present)
        case .binary(let operation, let left, let right): return try binary(node, operation, left, right)
        case .logic(let isAnd, let items):
            for item in items { try condition(item) }
            let (first, count) = pooled(items)
            return emit(node, isAnd ? .and : .or, first, count, gives: .bool)
        case .choice(let condition, let yes, let no):
            try self.condition(condition)
            guard let joined = type(yes).joined(type(no)) else { throw mismatch(node, "?:", [type(yes), type(no)]) }
            return emit(node, .choice, condition, yes, no, gives: joined)
        case .macro(let macro, let range, _, let body): return try self.macro(node, macro, range, body)
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

    func condition(_ node: Int) throws(Refusal) {
        guard [.bool, .dyn].contains(type(node).present) else {
            throw parsed.problem("rules.type", node, ["expected": "bool", "found": type(node).name])
        }
    }

    func mismatch(_ node: Int, _ function: String, _ types: [RuleType]) -> Refusal {
        let list = types.map(\.name).joined(separator: ", ")
        return parsed.problem("rules.no-overload", node, ["function": function, "types": list])
    }
}
