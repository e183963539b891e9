import Problems

/// Names and fields: what they stand for.
extension Checker {
    /// The path of a name or a chain of fields, when it begins with a name of the schema.
    private func path(_ node: Int) -> String? {
        switch parsed.nodes[node].kind {
        case .name(let name):
            if name.hasPrefix(".") { return String(name.dropFirst()) }
            return locals.contains { $0.name == name } ? nil : name
        case .select(let operand, let field): return path(operand).map { $0 + "." + field }
        default: return nil
        }
    }

    /// What a path stands for as a whole: then nothing within it is looked at by itself.
    private func whole(_ path: String) -> Bool { schema.slot(path) != nil || RuleType.denotations[path] != nil }

    /// Whether the operand of a field or a `has` has to be looked at by itself.
    func needsOperand(_ node: Int) throws(Refusal) -> Bool {
        let found: (path: String, operand: Int)?
        switch parsed.nodes[node].kind {
        case .select(let operand, _): found = path(node).map { ($0, operand) }
        case .presence(let operand, let field): found = path(operand).map { ($0 + "." + field, operand) }
        default: found = nil
        }
        guard let found else { return true }
        if whole(found.path) { return false }
        guard isKnown(found.operand) else { throw unknownPath(node, found.path) }
        return true
    }

    /// Whether the word before the dot is a namespace of an extension: then the call is refused.
    func isNamespaced(_ node: Int) throws(Refusal) -> Bool {
        guard case .method(let target, _, _) = parsed.nodes[node].kind, let path = path(target),
            Extensions.namespaces.contains(path), schema.slot(path) == nil
        else { return false }
        throw parsed.problem("rules.left-out", node, ["what": "extension"])
    }

    mutating func reference(_ node: Int) throws(Refusal) -> RuleType {
        if let path = path(node) {
            if let slot = schema.slot(path) { return self.slot(node, slot) }
            if let type = RuleType.denotations[path] { return constant(.type(type), node) }
        }
        switch parsed.nodes[node].kind {
        case .name(let name):
            guard let place = locals.lastIndex(where: { $0.name == name }) else { throw unknownName(node, name) }
            return emit(node, .local, place, gives: locals[place].type)
        case .select(let operand, let field): return try select(node, operand, field)
        default: return .dyn
        }
    }

    private mutating func slot(_ node: Int, _ slot: Int) -> RuleType {
        program.slots.insert(slot)
        return emit(node, .slot, slot, 0, name(schema.slots[slot].name), gives: schema.slots[slot].type)
    }

    /// Whether some beginning of a chain of fields is a variable.
    private func isKnown(_ node: Int) -> Bool {
        if let path = path(node), schema.slot(path) != nil { return true }
        guard case .select(let operand, _) = parsed.nodes[node].kind else { return false }
        return isKnown(operand)
    }

    private mutating func select(_ node: Int, _ operand: Int, _ field: String) throws(Refusal) -> RuleType {
        let type = try fieldType(node, operand, field)
        let isRecord = schema.fields(program.types[operand]) != nil
        program.constants.append(.string(field))
        // What a record lacks is missing; what a map lacks is an error.
        let name = isRecord ? name(fieldName(operand, field)) : -1
        return emit(node, .field, operand, program.constants.count - 1, name, gives: type)
    }

    private func fieldName(_ operand: Int, _ field: String) -> String { parsed.piece(operand) + "." + field }

    private mutating func fieldType(_ node: Int, _ operand: Int, _ field: String) throws(Refusal) -> RuleType {
        let held = type(operand)
        switch held.present {
        case .dyn: return .dyn
        case .map(let key, let value) where key.accepts(.string): return value
        case .record:
            let fields = schema.fields(held) ?? [:]
            guard let type = fields[field] else {
                throw suggested("rules.field", "rules.field-nearest", node, field, fields.keys)
            }
            return type
        default: throw mismatch(node, "." + field, [held])
        }
    }

    mutating func presence(_ node: Int) throws(Refusal) -> RuleType {
        guard case .presence(let operand, let field) = parsed.nodes[node].kind else { return .bool }
        if let path = path(operand), let slot = schema.slot(path + "." + field) {
            _ = self.slot(node, slot)
            program.code[node].operation = .slotPresence
            return .bool
        }
        _ = try select(node, operand, field)
        program.code[node].operation = .presence
        return .bool
    }

    // MARK: What is not known

    func suggested(
        _ code: String, _ nearest: String, _ node: Int, _ name: String, _ known: some Sequence<String>
    ) -> Refusal {
        guard let meant = Nearest.name(to: name, among: known) else {
            return parsed.problem(code, node, ["name": name])
        }
        return parsed.problem(nearest, node, ["name": name, "nearest": meant])
    }

    private func unknownName(_ node: Int, _ name: String) -> Refusal {
        let known = schema.slots.map(\.name) + locals.map(\.name)
        return suggested("rules.name", "rules.name-nearest", node, name, known)
    }

    private func unknownPath(_ node: Int, _ path: String) -> Refusal {
        let first = path.split(separator: ".").first.map(String.init) ?? path
        if Extensions.namespaces.contains(first) {
            return parsed.problem("rules.left-out", node, ["what": "extension"])
        }
        let roots = Set(schema.slots.compactMap { $0.name.split(separator: ".").first.map(String.init) })
        if !roots.contains(first), Nearest.name(to: first, among: roots) != nil {
            return suggested("rules.name", "rules.name-nearest", node, first, roots)
        }
        return suggested("rules.name", "rules.name-nearest", node, path, schema.slots.map(\.name))
    }

    // MARK: Functions

    mutating func call(_ node: Int, _ name: String, _ target: Int?, _ arguments: [Int]) throws(Refusal) -> RuleType {
        let name = name.hasPrefix(".") ? String(name.dropFirst()) : name
        let builtin = Builtin.named[name]
        let host = schema.function(name)
        guard let overloads = builtin?.overloads ?? host.map({ schema.functions[$0].overloads }) else {
            if Extensions.functions.contains(name) {
                throw parsed.problem("rules.left-out", node, ["what": "extension"])
            }
            let known = Builtin.allCases.map(\.name) + schema.functions.map(\.name)
            throw suggested("rules.function", "rules.function-nearest", node, name, known)
        }
        let nodes = (target.map { [$0] } ?? []) + arguments
        let types = nodes.map { type($0) }
        let fitting = overloads.filter { overload in
            overload.isMember == (target != nil) && overload.arguments.count == types.count
                && zip(overload.arguments, types).allSatisfy { $0.accepts($1) }
        }
        guard let first = fitting.first else { throw mismatch(node, name, types) }
        let result = fitting.allSatisfy { $0.result == first.result } ? first.result : .dyn
        if builtin == .matches, case .literal(.string(let text)) = parsed.nodes[nodes[1]].kind {
            do throws(Refusal) {
                program.patterns.append(try Pattern(text))
            } catch {
                throw parsed.problem(
                    error.problem.code, nodes[1], value: error.problem.value, error.problem.arguments)
            }
            return emit(node, .matches, nodes[0], 0, program.patterns.count - 1, gives: .bool)
        }
        let (place, count) = pooled(nodes)
        if let builtin {
            program.code[node].builtin = builtin
            return emit(node, .builtin, place, count, gives: result)
        }
        program.functions.insert(host ?? 0)
        program.pool.append(Int32(host ?? 0))
        return emit(node, .host, place, count, self.name(name), gives: result)
    }
}
