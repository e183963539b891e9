/// What is the same in every row, and is worked out beforehand.
extension SQLRenderer {
    /// Which nodes are the same in every row. Children stand before their parents; a variable of a macro is constant
    /// inside that macro alone.
    static func constants(_ checked: CheckedExpression, _ mapping: SQLMapping) -> [Bool] {
        var constants: [Bool] = []
        var variables: [Set<Int32>] = []
        for (place, node) in checked.parsed.nodes.enumerated() {
            let code = checked.program.code[place]
            var isConstant = node.children.allSatisfy { constants[$0] || !variables[$0].isEmpty }
            var own = node.children.reduce(into: Set<Int32>()) { $0.formUnion(variables[$1]) }
            switch code.operation {
            case .slot, .slotPresence:
                isConstant = mapping.known[checked.schema.slots[Int(code.a)].name] != nil
                own = []
            case .local: own = [code.a]
            case .host, .none: isConstant = false
            case .all, .exists, .existsOne, .mapMacro, .filter: own.remove(code.c)
            default: break
            }
            constants.append(isConstant && own.isEmpty)
            variables.append(isConstant ? own : [])
        }
        return constants
    }

    /// A constant condition; one that goes wrong is `NULL` like any error.
    func truth(_ node: Int) -> SQLFragment {
        switch constant(node) {
        case .bool(true)?: "TRUE"
        case .bool(false)?: "FALSE"
        default: "(NULL = 0)"
        }
    }

    func constant(_ node: Int) -> RuleValue? {
        guard constants[node] else { return nil }
        var machine = Machine(known, steps: program.steps, locals: program.locals)
        guard case .value(let value) = program.evaluate(node, &machine) else { return nil }
        return value
    }
}
