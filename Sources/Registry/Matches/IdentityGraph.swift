public import Store

/// Who is one person by what people decided: a view over the records, which stay as they are.
///
/// `same` binds two records (must-link), and records that are bound through others are one identity; `different` keeps
/// two identities apart (cannot-link). Decisions that contradict each other are not let in: see ``conflict(_:_:)``.
public struct IdentityGraph: Sendable {
    /// A step of a chain of decisions.
    public struct Step: Sendable, Hashable {
        public var from: Int64
        public var to: Int64
        /// Whether the step says that both are one person; else that they are two.
        public var isSame: Bool
        /// The decision that says so.
        public var decision: Int64

        public init(from: Int64, to: Int64, isSame: Bool, decision: Int64) {
            self.from = from
            self.to = to
            self.isSame = isSame
            self.decision = decision
        }
    }

    private struct Edge { var to: Int64; var decision: Int64 }

    private var bound: [Int64: [Edge]] = [:]
    private var apart: [(pair: SubjectPair, decision: Int64)] = []
    /// For each identity the places in `apart` that speak of one of its records.
    private var apartOf: [Int64: [Int]] = [:]
    /// For each record that is bound to others the smallest number of its identity.
    private var roots: [Int64: Int64] = [:]
    private var groups: [Int64: [Int64]] = [:]

    /// - Parameter decisions: those in force.
    public init(_ decisions: some Sequence<MatchDecisionRecord>) {
        for decision in decisions {
            switch decision.verdict {
            case .same: bind(decision.pair, decision.id)
            case .different: part(decision.pair, decision.id)
            case .unsure, .reversed: continue
            }
        }
    }

    /// Adds a decision that does not contradict the others.
    mutating func add(_ decision: MatchDecisionRecord) {
        switch decision.verdict {
        case .same: bind(decision.pair, decision.id)
        case .different: part(decision.pair, decision.id)
        case .unsure, .reversed: break
        }
    }

    private mutating func part(_ pair: SubjectPair, _ decision: Int64) {
        for subject in [pair.a, pair.b] { apartOf[identity(of: subject), default: []].append(apart.count) }
        apart.append((pair, decision))
    }

    private mutating func bind(_ pair: SubjectPair, _ decision: Int64) {
        bound[pair.a, default: []].append(Edge(to: pair.b, decision: decision))
        bound[pair.b, default: []].append(Edge(to: pair.a, decision: decision))
        let (left, right) = (identity(of: pair.a), identity(of: pair.b))
        guard left != right else { return }
        let (kept, gone) = (min(left, right), max(left, right))
        let members = (groups.removeValue(forKey: gone) ?? [gone])
        groups[kept, default: [kept]] += members
        for member in members { roots[member] = kept }
        roots[kept] = kept
        if let places = apartOf.removeValue(forKey: gone) { apartOf[kept, default: []] += places }
    }

    /// The number that names a record's identity: the smallest of its records.
    public func identity(of subject: Int64) -> Int64 { roots[subject] ?? subject }

    /// The records of an identity, rising; the record alone where it is bound to no other.
    public func records(of subject: Int64) -> [Int64] { (groups[identity(of: subject)] ?? [subject]).sorted() }

    /// Records that somebody decided about, alone or through others.
    var known: Set<Int64> { Set(bound.keys).union(apart.flatMap { [$0.pair.a, $0.pair.b] }) }

    /// The identities of more than one record, each with its records rising; in the order of their numbers.
    public var identities: [[Int64]] { groups.keys.sorted().map { (groups[$0] ?? []).sorted() } }

    /// Whether both are one identity already, by whatever chain.
    public func areSame(_ pair: SubjectPair) -> Bool { identity(of: pair.a) == identity(of: pair.b) }

    /// Whether somebody decided that the identities of both are two people.
    public func areApart(_ pair: SubjectPair) -> Bool { !between(pair).isEmpty }

    /// The chain of decisions that contradicts a new one; nil where it can stand.
    ///
    /// Two records that are one person through others cannot be two; and two cannot become one where a record of one
    /// identity was told apart from a record of the other.
    public func conflict(_ pair: SubjectPair, _ verdict: MatchDecisionRecord.Verdict) -> [Step]? {
        switch verdict {
        case .unsure, .reversed: return nil
        case .different: return areSame(pair) ? path(from: pair.a, to: pair.b) : nil
        case .same:
            let chains = between(pair).compactMap { item -> [Step]? in
                let near = identity(of: item.pair.a) == identity(of: pair.a)
                let (x, y) = near ? (item.pair.a, item.pair.b) : (item.pair.b, item.pair.a)
                guard let head = path(from: pair.a, to: x), let tail = path(from: y, to: pair.b) else { return nil }
                return head + [Step(from: x, to: y, isSame: false, decision: item.decision)] + tail
            }
            return chains.min { ($0.count, $0.first?.decision ?? 0) < ($1.count, $1.first?.decision ?? 0) }
        }
    }

    /// What keeps the identities of two records apart.
    private func between(_ pair: SubjectPair) -> [(pair: SubjectPair, decision: Int64)] {
        let (left, right) = (identity(of: pair.a), identity(of: pair.b))
        let (few, many) = (apartOf[left] ?? [], apartOf[right] ?? [])
        return Set(few.count < many.count ? few : many).sorted().map { apart[$0] }.filter {
            let (a, b) = (identity(of: $0.pair.a), identity(of: $0.pair.b))
            return (a, b) == (left, right) || (a, b) == (right, left)
        }
    }

    /// The shortest chain of `same` from one record to another; empty where they are the same record.
    private func path(from start: Int64, to end: Int64) -> [Step]? {
        guard start != end else { return [] }
        var came: [Int64: Step] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let subject = queue[next]
            next += 1
            for edge in bound[subject] ?? [] where edge.to != start && came[edge.to] == nil {
                came[edge.to] = Step(from: subject, to: edge.to, isSame: true, decision: edge.decision)
                if edge.to != end {
                    queue.append(edge.to)
                    continue
                }
                var steps: [Step] = []
                var at = end
                while at != start, let step = came[at] {
                    steps.append(step)
                    at = step.from
                }
                return steps.reversed()
            }
        }
        return nil
    }
}
