import Store

/// Candidates beside the decisions in force. What people decided is small and held in memory; candidates are many and
/// stay in the database.
struct MatchDesk {
    private let connection: any Connection
    private let queries: CandidateQueries
    let graph: IdentityGraph
    private let decisions: [SubjectPair: MatchDecisionRecord]
    /// What is decided of the candidates.
    private let decided: [CandidateQueries.Known]
    /// Undecided candidates, by number, of which other decisions say what they are.
    private let implied: [Int64: (candidate: CandidateQueries.Known, verdict: MatchDecisionRecord.Verdict)]
    /// The blind sample in its drawing order.
    let sample: [MatchQueue.Item]
    private let sampled: Set<Int64>

    init(_ connection: any Connection) throws {
        self.connection = connection
        queries = CandidateQueries(connection)
        let standing = try MatchDecisionQueries(connection).standing()
        let graph = IdentityGraph(standing)
        self.graph = graph
        let decisions = Dictionary(standing.map { ($0.pair, $0) }, uniquingKeysWith: { _, last in last })
        self.decisions = decisions
        decided = try queries.decided()
        var implied: [Int64: (candidate: CandidateQueries.Known, verdict: MatchDecisionRecord.Verdict)] = [:]
        for candidate in try queries.betweenDecided() {
            if let verdict = Self.implied(candidate.pair, graph) { implied[candidate.id] = (candidate, verdict) }
        }
        self.implied = implied
        let queries = queries
        let drawn = try MatchStratum.bounds.indices.flatMap { band in
            try queries.sample(of: band + 1, MatchStratum.sample).enumerated().map { (place: $0, candidate: $1) }
        }
        // The first of each band, then the second; within one turn by a number that has nothing to do with the band's
        // size, as the drawing number has.
        sample = drawn.sorted {
            ($0.place, Self.turn($0.candidate), $0.candidate.pair) < (
                $1.place, Self.turn($1.candidate), $1.candidate.pair
            )
        }.map { item in
            MatchQueue.Item(
                candidate: item.candidate, decision: decisions[item.candidate.pair],
                implied: implied[item.candidate.id]?.verdict, isSampled: true)
        }
        sampled = Set(sample.map(\.candidate.id))
    }

    private static func turn(_ candidate: CandidateRecord) -> UInt64 {
        UInt64(bitPattern: candidate.pair.drawingNumber) &* 0x9E37_79B9_7F4A_7C15
    }

    private static func implied(_ pair: SubjectPair, _ graph: IdentityGraph) -> MatchDecisionRecord.Verdict? {
        graph.areSame(pair) ? .same : graph.areApart(pair) ? .different : nil
    }

    private func item(_ candidate: CandidateRecord) -> MatchQueue.Item {
        MatchQueue.Item(
            candidate: candidate, decision: decisions[candidate.pair], implied: implied[candidate.id]?.verdict,
            isSampled: sampled.contains(candidate.id))
    }

    func bands() throws -> [MatchQueue.Band] {
        let bounds = MatchStratum.bounds
        let counts = try queries.counts()
        var bands = bounds.indices.map { place in
            var band = MatchQueue.Band(
                number: place + 1, from: bounds[place], to: place + 1 < bounds.count ? bounds[place + 1] : 1)
            band.candidates = counts[place + 1] ?? 0
            return band
        }
        func change(_ stratum: Int, _ body: (inout MatchQueue.Band) -> Void) {
            guard bands.indices.contains(stratum - 1) else { return }
            body(&bands[stratum - 1])
        }
        for candidate in decided {
            change(candidate.stratum) { band in
                switch candidate.verdict {
                case .same: band.same += 1
                case .different: band.different += 1
                case .unsure: band.unsure += 1
                case .reversed, nil: break
                }
            }
        }
        for (candidate, _) in implied.values { change(candidate.stratum) { $0.implied += 1 } }
        for item in sample {
            change(item.candidate.stratum) { band in
                band.sample += 1
                guard let decision = item.decision, decision.verdict != .unsure else { return }
                if decision.isBlind {
                    band.sampleDecided += 1
                    if decision.verdict == .same { band.sampleSame += 1 }
                } else {
                    band.sampleSeen += 1
                }
            }
        }
        return bands
    }

    func items(open: Bool, after cursor: CandidateQueries.Cursor?, limit: Int?) throws -> [MatchQueue.Item] {
        var found: [MatchQueue.Item] = []
        var cursor = cursor
        while true {
            let part = try queries.candidates(open: open, after: cursor, limit: limit)
            for candidate in part {
                if open, sampled.contains(candidate.id) || implied[candidate.id] != nil { continue }
                found.append(item(candidate))
                if let limit, found.count == limit { return found }
            }
            guard let limit, part.count == limit, let last = part.last else { return found }
            cursor = .init(last)
        }
    }

    /// Open candidates from a band on, those that others imply left out.
    func open(from stratum: Int) throws -> [CandidateRecord] {
        try queries.candidates(open: true, from: stratum).filter { implied[$0.id] == nil }
    }

    /// Candidates of a pattern that may be decided together.
    func openForBulk(pattern: String) throws -> [CandidateRecord] {
        try queries.candidates(open: true, pattern: pattern).filter {
            decisions[$0.pair] == nil && implied[$0.id] == nil && !sampled.contains($0.id)
        }
    }

    func patterns() throws -> [MatchQueue.Pattern] {
        var closed: [String: Set<Int64>] = [:]
        for item in sample { closed[item.candidate.pattern, default: []].insert(item.candidate.id) }
        for item in decided { closed[item.pattern, default: []].insert(item.id) }
        for (id, item) in implied { closed[item.candidate.pattern, default: []].insert(id) }
        let verdicts = Dictionary(grouping: decided, by: \.pattern)
        return try queries.patterns().map { count in
            func verdict(_ verdict: MatchDecisionRecord.Verdict) -> Int {
                verdicts[count.pattern]?.count { $0.verdict == verdict } ?? 0
            }
            return MatchQueue.Pattern(
                pattern: count.pattern, fields: try queries.example(of: count.pattern)?.comparisons ?? [],
                candidates: count.candidates, open: count.candidates - (closed[count.pattern]?.count ?? 0),
                same: verdict(.same), different: verdict(.different), unsure: verdict(.unsure),
                probability: count.probability)
        }.sorted { ($1.open, $0.pattern) < ($0.open, $1.pattern) }
    }
}
