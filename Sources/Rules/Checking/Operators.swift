import Problems

/// The types that operators take and give.
extension Checker {
    mutating func binary(_ node: Int, _ operation: Operator, _ left: Int, _ right: Int) throws(Refusal) -> RuleType {
        let (a, b) = (type(left), type(right))
        guard let result = Self.result(operation, a, b) else { throw mismatch(node, operation.rawValue, [a, b]) }
        let code = Self.instructions[operation] ?? .none
        if operation == .among, let values = constants(right) {
            program.sets.append(ConstantSet(values))
            return emit(node, .amongConstants, left, 0, program.sets.count - 1, gives: .bool)
        }
        _ = emit(node, code, left, right, gives: result)
        quicken(node, left, right)
        return result
    }

    private static let instructions: [Operator: Instruction.Operation] = [
        .equal: .equal, .unequal: .unequal, .less: .less, .atMost: .atMost, .more: .more, .atLeast: .atLeast,
        .among: .among, .plus: .add, .minus: .subtract, .times: .multiply, .over: .divide, .modulo: .modulo,
    ]

    /// A slot compared with a whole number or a text: the constant stands where it can be read without being copied.
    private mutating func quicken(_ node: Int, _ left: Int, _ right: Int) {
        guard result(node), program.code[left].operation == .slot, case .literal(let value) = parsed.nodes[right].kind
        else { return }
        switch value {
        case .int(let number):
            program.ints.append(number)
            program.code[node].c = Int32(program.ints.count - 1)
            program.code[node].quick = .int
        case .string(let text):
            program.strings.append(text)
            program.code[node].c = Int32(program.strings.count - 1)
            program.code[node].quick = .string
        default: break
        }
    }

    private func result(_ node: Int) -> Bool {
        switch program.code[node].operation {
        case .equal, .unequal, .less, .atMost, .more, .atLeast: true
        default: false
        }
    }

    private func constants(_ node: Int) -> [RuleValue]? {
        guard case .list(let items) = parsed.nodes[node].kind else { return nil }
        var values: [RuleValue] = []
        for item in items {
            guard case .literal(let value) = parsed.nodes[item].kind else { return nil }
            values.append(value)
        }
        return values.isEmpty ? nil : values
    }

    private static func result(_ operation: Operator, _ left: RuleType, _ right: RuleType) -> RuleType? {
        let (a, b) = (left.present, right.present)
        switch operation {
        case .equal, .unequal: return left.accepts(right) || right.accepts(left) ? .bool : nil
        case .less, .atMost, .more, .atLeast: return isOrdered(a, b) ? .bool : nil
        case .among: return canHold(b, left) ? .bool : nil
        case .plus: return sum(a, b)
        case .minus: return difference(a, b)
        case .times, .over: return same(a, b, [.int, .uint, .double])
        case .modulo: return same(a, b, [.int, .uint])
        }
    }

    private static func isOrdered(_ a: RuleType, _ b: RuleType) -> Bool {
        let ordered: [RuleType] = [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .dyn]
        guard ordered.contains(a), ordered.contains(b) else { return false }
        return a == .dyn || b == .dyn || a == b || (a.isNumber && b.isNumber)
    }

    private static func canHold(_ holder: RuleType, _ item: RuleType) -> Bool {
        switch holder {
        case .dyn: true
        case .list(let element): element.accepts(item) || item.accepts(element)
        case .map(let key, _): key.accepts(item) || item.accepts(key)
        default: false
        }
    }

    private static func same(_ a: RuleType, _ b: RuleType, _ allowed: [RuleType]) -> RuleType? {
        if a == .dyn { return b == .dyn || allowed.contains(b) ? .dyn : nil }
        if b == .dyn { return allowed.contains(a) ? .dyn : nil }
        return a == b && allowed.contains(a) ? a : nil
    }

    private static func sum(_ a: RuleType, _ b: RuleType) -> RuleType? {
        switch (a, b) {
        case (.list(let x), .list(let y)): return .list(x.joined(y) ?? .dyn)
        case (.list, .dyn), (.dyn, .list): return .dyn
        case (.timestamp, .duration), (.duration, .timestamp): return .timestamp
        case (.timestamp, .dyn), (.dyn, .timestamp): return .timestamp
        default: return same(a, b, [.int, .uint, .double, .string, .bytes, .duration])
        }
    }

    private static func difference(_ a: RuleType, _ b: RuleType) -> RuleType? {
        switch (a, b) {
        case (.timestamp, .timestamp): return .duration
        case (.timestamp, .duration): return .timestamp
        case (.timestamp, .dyn), (.dyn, .timestamp): return .dyn
        default: return same(a, b, [.int, .uint, .double, .duration])
        }
    }
}
