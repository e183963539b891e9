import Problems

/// The state of one evaluation.
struct Machine {
    let activation: any Activation
    private(set) var steps: Int
    /// Below this many steps somebody is asked whether to go on.
    private var check: Int
    private(set) var stop: FaultCode?
    var locals: [RuleValue] = []
    /// Why the last condition was `error` or `unknown`.
    var fault = Fault(code: .overload, node: 0)
    var missing = Missing()
    private(set) var sets: [Set<String>] = []
    private(set) var problems: [Problem] = []
    var trace: Trace?

    private static let interval = 4096

    init(_ activation: any Activation, steps: Int, locals: Int) {
        self.activation = activation
        self.steps = steps
        check = min(steps, max(0, steps - Self.interval))
        if locals > 0 { self.locals = Array(repeating: .null, count: locals) }
    }

    /// Counts work; false when it is enough.
    @inline(__always)
    mutating func charge(_ count: Int = 1) -> Bool {
        steps &-= count
        return steps > check || mayGoOn()
    }

    @inline(never)
    private mutating func mayGoOn() -> Bool {
        if stop != nil { return false }
        if steps < 0 { stop = .steps } else if Task.isCancelled { stop = .cancelled }
        check = max(-1, steps - Self.interval)
        if stop != nil { check = .max }
        return stop == nil
    }

    /// Equality, paid for by what it had to look at; nil when that was too much.
    @inline(__always)
    mutating func equal(_ left: RuleValue, _ right: RuleValue) -> Bool? {
        switch left {
        case .list, .map: paidEqual(left, right)
        default: Equality.equal(left, right)
        }
    }

    @inline(never)
    private mutating func paidEqual(_ left: RuleValue, _ right: RuleValue) -> Bool? {
        var budget = max(0, steps)
        let isEqual = Equality.equal(left, right, 0, &budget)
        return charge(max(0, steps) - budget) ? isEqual : nil
    }

    func stopped(_ node: Int) -> Cell { .fault(Fault(code: stop ?? .steps, node: Int32(node))) }

    // MARK: What is not known

    @inline(never)
    mutating func unknown(_ names: Set<String>, _ name: Int, _ program: Program) -> Missing {
        if names.isEmpty {
            if name < 63 { return Missing(mask: 1 << UInt64(name)) }
            return keep([program.names[name]])
        }
        return keep(names)
    }

    private mutating func keep(_ names: Set<String>) -> Missing {
        sets.append(names)
        return Missing(mask: 0, set: Int32(sets.count - 1))
    }

    mutating func union(_ a: Missing, _ b: Missing) -> Missing {
        let mask = a.mask | b.mask
        if a.set < 0 || a.set == b.set { return Missing(mask: mask, set: b.set) }
        if b.set < 0 { return Missing(mask: mask, set: a.set) }
        var joined = keep(sets[Int(a.set)].union(sets[Int(b.set)]))
        joined.mask = mask
        return joined
    }

    func names(_ missing: Missing, _ program: Program) -> Set<String> {
        var names = missing.set < 0 ? [] : sets[Int(missing.set)]
        for (place, name) in program.names.prefix(63).enumerated() where missing.mask & (1 << UInt64(place)) != 0 {
            names.insert(name)
        }
        return names
    }

    // MARK: What went wrong

    @inline(never)
    mutating func failed(_ problem: Problem, _ node: Int) -> Fault {
        problems.append(problem)
        return Fault(code: .host, node: Int32(node), problem: Int32(problems.count - 1))
    }

    /// What strict operations give when an operand is no value: the unknown weighs more than the error.
    @inline(never)
    mutating func combined(_ a: Cell, _ b: Cell) -> Cell {
        switch (a, b) {
        case (.missing(let x), .missing(let y)): .missing(union(x, y))
        case (.missing, _): a
        case (_, .missing): b
        case (.fault, _): a
        default: b
        }
    }
}
