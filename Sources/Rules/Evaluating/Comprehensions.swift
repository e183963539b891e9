/// The macros whose result hangs on every element.
extension Program {
    func comprehension(_ node: Int, _ machine: inout Machine) -> Cell {
        let code = code[node]
        let isMap = code.operation == .mapMacro
        let range = evaluate(isMap ? Int(pool[Int(code.a)]) : Int(code.a), &machine)
        guard case .value(let held) = range else { return range }
        guard let elements = Containers.elements(held) else { return fault(.overload, node) }
        switch code.operation {
        case .existsOne: return existsOne(node, elements, &machine)
        case .filter: return filter(node, elements, &machine)
        default: return transform(node, elements, &machine)
        }
    }

    private func existsOne(_ node: Int, _ elements: [RuleValue], _ machine: inout Machine) -> Cell {
        var count = 0
        var gathered = Gathered()
        for element in elements {
            machine.locals[Int(code[node].c)] = element
            let truth = truth(Int(code[node].b), &machine)
            if truth == .yes { count += 1 } else if truth != .no { gathered.add(truth, &machine) }
            if machine.stop != nil { break }
        }
        return cell(gathered.truth(else: count == 1 ? .yes : .no, &machine), &machine)
    }

    private func filter(_ node: Int, _ elements: [RuleValue], _ machine: inout Machine) -> Cell {
        var kept: [RuleValue] = []
        var gathered = Gathered()
        for element in elements {
            machine.locals[Int(code[node].c)] = element
            let truth = truth(Int(code[node].b), &machine)
            if truth == .yes { kept.append(element) } else if truth != .no { gathered.add(truth, &machine) }
            if machine.stop != nil { break }
        }
        let truth = gathered.truth(else: .yes, &machine)
        return truth == .yes ? .value(.list(kept)) : cell(truth, &machine)
    }

    /// `map`, with a condition before the transformation or without.
    private func transform(_ node: Int, _ elements: [RuleValue], _ machine: inout Machine) -> Cell {
        let code = code[node]
        let body = Int(pool[Int(code.a + code.b) - 1])
        let condition = code.b == 3 ? Int(pool[Int(code.a) + 1]) : nil
        var values: [RuleValue] = []
        var stop: Cell?
        for element in elements {
            machine.locals[Int(code.c)] = element
            var cell: Cell?
            if let condition {
                let truth = truth(condition, &machine)
                if truth == .no { continue }
                if truth != .yes { cell = self.cell(truth, &machine) }
            }
            let result = cell ?? evaluate(body, &machine)
            if case .value(let value) = result {
                values.append(value)
            } else {
                stop = stop.map { machine.combined($0, result) } ?? result
            }
            if machine.stop != nil { break }
        }
        return stop ?? .value(.list(values))
    }
}
