/// Finds the smallest sub-expression whose value fixed the result.
struct Decision {
    let node: Int
    private let parsed: ParsedExpression
    private let trace: Trace

    private enum State { case yes, no, unknown, error, other }

    init(_ parsed: ParsedExpression, _ trace: Trace) {
        self.parsed = parsed
        self.trace = trace
        var node = parsed.root
        while let next = Self.next(node, parsed, trace) { node = next }
        self.node = node
    }

    private static func state(_ node: Int, _ trace: Trace) -> State? {
        switch trace.cells[node] {
        case .value(.bool(let flag)): flag ? .yes : .no
        case .value: .other
        case .missing: .unknown
        case .fault: .error
        case nil: nil
        }
    }

    /// The one child that fixed what a node came to; nil when it took several.
    private static func next(_ node: Int, _ parsed: ParsedExpression, _ trace: Trace) -> Int? {
        let state = state(node, trace)
        switch parsed.nodes[node].kind {
        case .logic(let isAnd, let items):
            let same = items.filter { Self.state($0, trace) == state }
            // What decides does so alone; otherwise all have a part in it, unless only one is unknown or wrong.
            if state == (isAnd ? .no : .yes) { return same.last }
            if state == .unknown { return same.count == 1 ? same[0] : nil }
            return state == .error ? same.first : nil
        case .not(let operand): return operand
        case .choice(let condition, let yes, let no):
            let chosen = Self.state(condition, trace)
            guard chosen == .yes || chosen == .no else { return condition }
            let branch = chosen == .yes ? yes : no
            // A constant decides nothing: what chose it does.
            if case .literal = parsed.nodes[branch].kind { return condition }
            return branch
        case .macro(let macro, _, _, let body):
            guard macro == .all && state == .no || macro == .exists && state == .yes else { return nil }
            // The last round is the one that decided.
            return body[0]
        default: return nil
        }
    }
}
