/// Conditions: what most of a rule consists of, without values being made for each.
extension Program {
    /// The truth of a sub-expression. The machine holds why, when it is neither.
    func truth(_ node: Int, _ machine: inout Machine) -> RuleTruth {
        if machine.trace != nil { return truth(of: evaluate(node, &machine), node, &machine) }
        switch code[node].operation {
        case .and, .or, .not, .slotPresence, .amongConstants, .matches, .equal, .unequal, .less, .atMost, .more,
            .atLeast, .all, .exists:
            guard machine.charge() else { return truth(of: machine.stopped(node), node, &machine) }
            return condition(node, &machine)
        default: return truth(of: evaluate(node, &machine), node, &machine)
        }
    }

    private func truth(of cell: Cell, _ node: Int, _ machine: inout Machine) -> RuleTruth {
        switch cell {
        case .value(.bool(let flag)): return flag ? .yes : .no
        case .value:
            machine.fault = Fault(code: .overload, node: Int32(node))
            return .error
        case .missing(let missing):
            machine.missing = missing
            return .unknown
        case .fault(let fault):
            machine.fault = fault
            return .error
        }
    }

    func condition(_ node: Int, _ machine: inout Machine) -> RuleTruth {
        let code = code[node]
        switch code.operation {
        case .and: return chain(node, .no, .yes, &machine)
        case .or: return chain(node, .yes, .no, &machine)
        case .not: return truth(Int(code.a), &machine).turned
        case .slotPresence: return slotPresence(node, &machine)
        case .amongConstants, .matches: return single(node, &machine)
        case .all: return quantified(node, .no, .yes, &machine)
        case .exists: return quantified(node, .yes, .no, &machine)
        default:
            if code.quick != .none, machine.trace == nil { return quick(node, &machine) }
            return compared(node, &machine)
        }
    }

    /// `&&` and `||`: the deciding value decides, wherever it stands; then the unknown, then the error.
    private func chain(_ node: Int, _ deciding: RuleTruth, _ other: RuleTruth, _ machine: inout Machine) -> RuleTruth {
        var gathered = Gathered()
        let first = Int(code[node].a)
        for place in first..<first + Int(code[node].b) {
            let truth = truth(Int(pool[place]), &machine)
            if truth == deciding { return deciding }
            if truth.rawValue > 1 { gathered.add(truth, &machine) }
        }
        return gathered.truth(else: other, &machine)
    }

    private func slotPresence(_ node: Int, _ machine: inout Machine) -> RuleTruth {
        switch machine.activation.value(at: Int(code[node].a)) {
        case .value(.null): .no
        case .value: .yes
        case let other: truth(of: cell(other, node, &machine), node, &machine)
        }
    }

    /// A value against constants, or against a pattern.
    private func single(_ node: Int, _ machine: inout Machine) -> RuleTruth {
        let operand = evaluate(Int(code[node].a), &machine)
        guard case .value(let value) = operand else { return truth(of: operand, node, &machine) }
        if code[node].operation == .amongConstants {
            return sets[Int(code[node].c)].contains(value) ? .yes : .no
        }
        guard case .string(let text) = value else { return truth(of: fault(.overload, node), node, &machine) }
        guard let isMatch = patterns[Int(code[node].c)].matches(text, charge: { machine.charge($0) }) else {
            return truth(of: machine.stopped(node), node, &machine)
        }
        return isMatch ? .yes : .no
    }

    private func compared(_ node: Int, _ machine: inout Machine) -> RuleTruth {
        let left = evaluate(Int(code[node].a), &machine)
        let right = evaluate(Int(code[node].b), &machine)
        guard case .value(let a) = left, case .value(let b) = right else {
            return truth(of: machine.combined(left, right), node, &machine)
        }
        guard machine.charge(Containers.size(a)) else { return truth(of: machine.stopped(node), node, &machine) }
        let operation = code[node].operation
        if operation == .equal || operation == .unequal {
            guard let isEqual = machine.equal(a, b) else { return truth(of: machine.stopped(node), node, &machine) }
            return isEqual == (operation == .equal) ? .yes : .no
        }
        guard let order = Equality.order(a, b) else { return truth(of: fault(.overload, node), node, &machine) }
        return Self.holds(operation, order) ? .yes : .no
    }

    private static func holds(_ operation: Instruction.Operation, _ order: Equality.Order) -> Bool {
        switch operation {
        case .less: order == .less
        case .atMost: order == .less || order == .same
        case .more: order == .more
        default: order == .more || order == .same
        }
    }

    /// A slot against a constant.
    private func quick(_ node: Int, _ machine: inout Machine) -> RuleTruth {
        let code = code[node]
        let outcome = machine.activation.value(at: Int(self.code[Int(code.a)].a))
        switch outcome {
        case .value(.int(let number)) where code.quick == .int:
            let constant = ints[Int(code.c)]
            let holds =
                switch code.operation {
                case .equal: number == constant
                case .unequal: number != constant
                case .less: number < constant
                case .atMost: number <= constant
                case .more: number > constant
                default: number >= constant
                }
            return holds ? .yes : .no
        case .value(.string(let text)) where code.quick == .string:
            let isSame = Equality.same(text, strings[Int(code.c)])
            if code.operation == .equal { return isSame ? .yes : .no }
            if code.operation == .unequal { return isSame ? .no : .yes }
            let isLess = text.utf8.lexicographicallyPrecedes(strings[Int(code.c)].utf8)
            return Self.holds(code.operation, isSame ? .same : isLess ? .less : .more) ? .yes : .no
        case .value: return compared(node, &machine)
        default: return truth(of: cell(outcome, Int(code.a), &machine), node, &machine)
        }
    }

    /// `all` and `exists`: a chain over the elements.
    private func quantified(
        _ node: Int, _ deciding: RuleTruth, _ other: RuleTruth, _ machine: inout Machine
    ) -> RuleTruth {
        let range = evaluate(Int(code[node].a), &machine)
        guard case .value(let held) = range else { return truth(of: range, node, &machine) }
        guard let elements = Containers.elements(held) else { return truth(of: fault(.overload, node), node, &machine) }
        var gathered = Gathered()
        for element in elements {
            machine.locals[Int(code[node].c)] = element
            let truth = truth(Int(code[node].b), &machine)
            if truth == deciding { return deciding }
            if truth.rawValue > 1 { gathered.add(truth, &machine) }
            if machine.stop != nil { break }
        }
        return gathered.truth(else: other, &machine)
    }
}

extension RuleTruth {
    var turned: RuleTruth {
        switch self {
        case .yes: .no
        case .no: .yes
        default: self
        }
    }
}

/// What a chain has met that was neither true nor false.
struct Gathered {
    private var missing: Missing?
    private var fault: Fault?

    mutating func add(_ truth: RuleTruth, _ machine: inout Machine) {
        if truth == .unknown {
            missing = missing.map { machine.union($0, machine.missing) } ?? machine.missing
        } else if fault == nil {
            fault = machine.fault
        }
    }

    func truth(else other: RuleTruth, _ machine: inout Machine) -> RuleTruth {
        if let missing {
            machine.missing = missing
            return .unknown
        }
        guard let fault else { return other }
        machine.fault = fault
        return .error
    }
}
