import Problems

/// Why an evaluation came to what it did: every sub-expression that was looked at, which one decided, what was missing.
public struct RuleExplanation: Sendable, Hashable, Codable {
    /// A sub-expression with what it came to.
    public struct Part: Sendable, Hashable, Codable {
        /// How a part ended.
        public enum State: String, Sendable, Hashable, Codable {
            /// It has a value.
            case value
            /// It depends on what is not known.
            case unknown
            /// It went wrong.
            case error
        }

        /// The text of the sub-expression.
        public let expression: String
        /// Where it begins in the text, in bytes of UTF-8.
        public let from: Int
        /// Where it ends.
        public let to: Int
        /// How it ended.
        public let state: State
        /// The value as the language writes it; the code of the problem; nil for what is unknown.
        public let value: String?
        /// The names of what was not known, sorted.
        public let missing: [String]
        /// Whether this is the smallest part whose value fixed the result.
        public let isDeciding: Bool
        /// How often it was looked at: more than once within a macro, where the last round is told.
        public let rounds: Int
        /// How many parts it stands within.
        public let depth: Int
    }

    /// The parts in the order in which they were done, the whole last; literals are left out.
    public let steps: [Part]
    /// The names of what was not known and kept the result from being known, sorted.
    public let missing: [String]
    /// The result.
    public var outcome: RuleOutcome { result ?? .unknown(Set(missing)) }
    private let result: RuleOutcome?

    /// The smallest part whose value fixed the result.
    public var deciding: Part? { steps.first { $0.isDeciding } }

    private enum CodingKeys: String, CodingKey { case steps, missing }

    init(_ checked: CheckedExpression, _ outcome: RuleOutcome, _ machine: Machine) {
        result = outcome
        if case .unknown(let names) = outcome { missing = names.sorted() } else { missing = [] }
        guard let trace = machine.trace else {
            steps = []
            return
        }
        let parsed = checked.parsed
        let deciding = Decision(parsed, trace).node
        let depths = Self.depths(parsed)
        steps = trace.order.compactMap { node in
            guard let cell = trace.cells[node] else { return nil }
            // A literal is what it is: nothing is explained by saying so.
            if case .literal = parsed.nodes[node].kind, node != parsed.root { return nil }
            return Part(
                checked, node, cell, machine, isDeciding: node == deciding, rounds: trace.rounds[node],
                depth: depths[node])
        }
    }

    /// Reads the steps; the outcome itself is told by the last of them, its value only as text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        steps = try container.decode([Part].self, forKey: .steps)
        missing = try container.decode([String].self, forKey: .missing)
        result = nil
    }

    private static func depths(_ parsed: ParsedExpression) -> [Int] {
        var depths = Array(repeating: 0, count: parsed.nodes.count)
        // Children stand before their parents.
        for node in parsed.nodes.indices.reversed() {
            for child in parsed.nodes[node].children { depths[child] = depths[node] + 1 }
        }
        return depths
    }
}

extension RuleExplanation.Part {
    fileprivate init(
        _ checked: CheckedExpression, _ node: Int, _ cell: Cell, _ machine: Machine, isDeciding: Bool, rounds: Int,
        depth: Int
    ) {
        let place = checked.parsed.nodes[node]
        expression = checked.parsed.piece(node)
        from = place.start
        to = place.end
        self.isDeciding = isDeciding
        self.rounds = rounds
        self.depth = depth
        switch cell {
        case .value(let found):
            state = .value
            value = found.literal
            missing = []
        case .missing(let names):
            state = .unknown
            value = nil
            missing = machine.names(names, checked.program).sorted()
        case .fault(let fault):
            state = .error
            value = fault.problem >= 0 ? machine.problems[Int(fault.problem)].code : fault.code.rawValue
            missing = []
        }
    }
}
