/// Runs a program. The functions are kept apart and small: each level of an expression costs a few of them on the stack.
extension Program {
    func evaluate(_ node: Int, _ machine: inout Machine) -> Cell {
        guard machine.charge() else { return machine.stopped(node) }
        guard machine.trace != nil else { return step(node, &machine) }
        let cell = step(node, &machine)
        machine.trace?.note(node, cell)
        return cell
    }

    private func step(_ node: Int, _ machine: inout Machine) -> Cell {
        let code = code[node]
        switch code.operation {
        case .constant: return .value(constants[Int(code.a)])
        case .slot: return cell(machine.activation.value(at: Int(code.a)), node, &machine)
        case .local: return .value(machine.locals[Int(code.a)])
        case .and, .or, .not, .slotPresence, .amongConstants, .matches, .equal, .unequal, .less, .atMost, .more,
            .atLeast, .all, .exists:
            return cell(condition(node, &machine), &machine)
        case .add, .subtract, .multiply, .divide, .modulo, .among, .index: return strict(node, &machine)
        case .choice: return choice(node, &machine)
        case .field, .presence: return field(node, &machine)
        case .minus: return negative(node, &machine)
        case .list: return list(node, &machine)
        case .map: return map(node, &machine)
        case .builtin: return builtin(node, &machine)
        case .host: return host(node, &machine)
        case .existsOne, .filter, .mapMacro: return comprehension(node, &machine)
        case .none: return .fault(Fault(code: .overload, node: Int32(node)))
        }
    }

    func cell(_ outcome: RuleOutcome, _ node: Int, _ machine: inout Machine) -> Cell {
        switch outcome {
        case .value(let value): .value(value)
        case .unknown(let names): .missing(machine.unknown(names, Int(code[node].c), self))
        case .error(let problem): .fault(machine.failed(problem, node))
        }
    }

    func cell(_ truth: RuleTruth, _ machine: inout Machine) -> Cell {
        switch truth {
        case .yes: .value(.bool(true))
        case .no: .value(.bool(false))
        case .unknown: .missing(machine.missing)
        case .error: .fault(machine.fault)
        }
    }

    func fault(_ code: FaultCode, _ node: Int) -> Cell { .fault(Fault(code: code, node: Int32(node))) }

    private func choice(_ node: Int, _ machine: inout Machine) -> Cell {
        let code = code[node]
        let truth = truth(Int(code.a), &machine)
        switch truth {
        case .yes: return evaluate(Int(code.b), &machine)
        case .no: return evaluate(Int(code.c), &machine)
        default: return cell(truth, &machine)
        }
    }

    private func negative(_ node: Int, _ machine: inout Machine) -> Cell {
        let operand = evaluate(Int(code[node].a), &machine)
        switch operand {
        case .value(.int(let number)):
            return number == .min ? fault(.overflow, node) : .value(.int(-number))
        case .value(.double(let number)): return .value(.double(-number))
        case .value: return fault(.overload, node)
        default: return operand
        }
    }

    private func field(_ node: Int, _ machine: inout Machine) -> Cell {
        let code = code[node]
        let operand = evaluate(Int(code.a), &machine)
        guard case .value(let held) = operand else { return operand }
        guard case .map(let map) = held else {
            // A field of nothing: for a record that may be null it is nothing as well.
            if case .null = held, code.c >= 0, code.operation == .presence { return .value(.bool(false)) }
            return fault(.overload, node)
        }
        let found = map[constants[Int(code.b)]]
        if code.operation == .presence {
            guard code.c >= 0 else { return .value(.bool(found != nil)) }
            if let found { return .value(.bool(found != .null)) }
        } else if let found {
            return .value(found)
        }
        guard code.c >= 0 else { return fault(.key, node) }
        return .missing(machine.unknown([], Int(code.c), self))
    }

    private func strict(_ node: Int, _ machine: inout Machine) -> Cell {
        let left = evaluate(Int(code[node].a), &machine)
        let right = evaluate(Int(code[node].b), &machine)
        guard case .value(let a) = left, case .value(let b) = right else { return machine.combined(left, right) }
        do throws(FaultCode) {
            switch code[node].operation {
            case .among: return .value(.bool(try Containers.contains(b, a, &machine)))
            case .index: return .value(try Containers.item(a, b))
            default: return .value(try Arithmetic.apply(code[node].operation, a, b, &machine))
            }
        } catch {
            return fault(error, node)
        }
    }

    // MARK: Any number of operands

    /// The values of nodes in the pool; or why there are none.
    func operands(_ first: Int32, _ count: Int32, _ machine: inout Machine, _ stop: inout Cell?) -> [RuleValue] {
        var values: [RuleValue] = []
        values.reserveCapacity(Int(count))
        for place in Int(first)..<Int(first + count) {
            let cell = evaluate(Int(pool[place]), &machine)
            if case .value(let value) = cell {
                values.append(value)
            } else {
                stop = stop.map { machine.combined($0, cell) } ?? cell
            }
        }
        return values
    }

    private func list(_ node: Int, _ machine: inout Machine) -> Cell {
        var stop: Cell?
        let values = operands(code[node].a, code[node].b, &machine, &stop)
        return stop ?? .value(.list(values))
    }

    private func map(_ node: Int, _ machine: inout Machine) -> Cell {
        var stop: Cell?
        let values = operands(code[node].a, code[node].b, &machine, &stop)
        if let stop { return stop }
        let pairs = stride(from: 0, to: values.count - 1, by: 2).map { (values[$0], values[$0 + 1]) }
        for (key, _) in pairs {
            switch key {
            case .bool, .int, .uint, .string: continue
            default: return fault(.overload, node)
            }
        }
        let map = RuleMap(pairs)
        return map.isSound ? .value(.map(map)) : fault(.repeatedKey, node)
    }

    private func builtin(_ node: Int, _ machine: inout Machine) -> Cell {
        var stop: Cell?
        let values = operands(code[node].a, code[node].b, &machine, &stop)
        if let stop { return stop }
        do throws(FaultCode) {
            return .value(try Functions.apply(code[node].builtin, values, &machine))
        } catch {
            return fault(error, node)
        }
    }

    private func host(_ node: Int, _ machine: inout Machine) -> Cell {
        var stop: Cell?
        let (first, count) = (code[node].a, code[node].b)
        let values = operands(first, count, &machine, &stop)
        if let stop { return stop }
        return cell(machine.activation.call(Int(pool[Int(first + count)]), values), node, &machine)
    }
}
