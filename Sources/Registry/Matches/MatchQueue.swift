public import Problems
public import Store

/// The candidates that wait for somebody, and those that are decided.
public struct MatchQueue: Sendable {
    /// A candidate and what is known of it.
    public struct Item: Sendable, Hashable {
        public var candidate: CandidateRecord
        /// The decision in force.
        public var decision: MatchDecisionRecord?
        /// Whether other decisions say already what this pair is.
        public var implied: MatchDecisionRecord.Verdict?

        /// Whether it belongs to the blind sample of its band.
        public var isSampled: Bool { candidate.place <= MatchStratum.sample }
        /// Whether nobody decided it, or somebody was unsure.
        public var isOpen: Bool { decision == nil || decision?.verdict == .unsure }
        /// Whether it may be decided together with others of its pattern.
        var isOpenForBulk: Bool { decision == nil && implied == nil && !isSampled }
    }

    /// A band of weights with its progress.
    public struct Band: Sendable, Hashable {
        /// From 1 on, rising.
        public var number: Int
        /// Probabilities that bound it.
        public var from: Double
        public var to: Double
        public var candidates = 0
        public var same = 0
        public var different = 0
        public var unsure = 0
        public var sample = 0
        /// Of the sample, decided by somebody who did not see the weight; unsure ones left out.
        public var sampleDecided = 0
        public var sampleSame = 0
        /// Of the sample, decided by somebody who saw the weight: lost for the estimate.
        public var sampleSeen = 0

        public var open: Int { candidates - same - different }

        public init(number: Int, from: Double, to: Double) {
            self.number = number
            self.from = from
            self.to = to
        }
    }

    /// Candidates that agree and differ alike.
    public struct Pattern: Sendable, Hashable {
        public var pattern: String
        public var fields: [MatchField]
        public var candidates = 0
        /// Open ones that may be decided together.
        public var open = 0
        public var same = 0
        public var different = 0
        public var unsure = 0
        /// The highest probability among them, in millionths.
        public var probability = 0
    }

    /// The newest search; nil before the first.
    public let run: LinkageRunRecord?
    /// Whether lists were taken in or undone since.
    public let isStale: Bool
    /// By the drawing order of the bands.
    public let items: [Item]
    /// Bands from the most likely two people to the surest.
    public let bands: [Band]

    init(_ connection: any Connection) throws {
        let matches = MatchQueries(connection)
        run = try matches.lastRun()
        isStale = try run.map { try BatchQueries(connection).revision() != $0.revision } ?? false
        let standing = try MatchDecisionQueries(connection).standing()
        let graph = IdentityGraph(standing)
        let decisions = Dictionary(standing.map { ($0.pair, $0) }, uniquingKeysWith: { _, last in last })
        items = try matches.candidates().map { candidate in
            var item = Item(candidate: candidate, decision: decisions[candidate.pair])
            if item.isOpen {
                if graph.areSame(candidate.pair) {
                    item.implied = .same
                } else if graph.areApart(candidate.pair) {
                    item.implied = .different
                }
            }
            return item
        }
        bands = Self.bands(items)
    }

    private static func bands(_ items: [Item]) -> [Band] {
        let bounds = MatchStratum.bounds
        var bands = bounds.indices.map { place in
            Band(number: place + 1, from: bounds[place], to: place + 1 < bounds.count ? bounds[place + 1] : 1)
        }
        for item in items where bands.indices.contains(item.candidate.stratum - 1) {
            let place = item.candidate.stratum - 1
            bands[place].candidates += 1
            switch item.decision?.verdict {
            case .same: bands[place].same += 1
            case .different: bands[place].different += 1
            case .unsure: bands[place].unsure += 1
            case .reversed, nil: break
            }
            guard item.isSampled else { continue }
            bands[place].sample += 1
            guard let decision = item.decision, decision.verdict != .unsure else { continue }
            if decision.isBlind {
                bands[place].sampleDecided += 1
                if decision.verdict == .same { bands[place].sampleSame += 1 }
            } else {
                bands[place].sampleSeen += 1
            }
        }
        return bands
    }

    /// The next pair of the blind sample, the bands mixed so that its turn tells nothing of its weight; nil when done.
    public var next: Item? { items.first { $0.isSampled && $0.decision == nil } }

    /// The sample's pairs, and those of them that somebody has looked at.
    public var progress: (decided: Int, all: Int) {
        let sample = items.filter(\.isSampled)
        return (sample.count { $0.decision != nil }, sample.count)
    }

    /// Open candidates from the surest on, those that others imply left out.
    public var open: [Item] {
        items.filter { $0.isOpen && $0.implied == nil }.sorted {
            ($1.candidate.weight, $0.candidate.id) < ($0.candidate.weight, $1.candidate.id)
        }
    }

    /// Patterns by how many open pairs they hold.
    public var patterns: [Pattern] {
        var found: [String: Pattern] = [:]
        for item in items {
            let key = item.candidate.pattern
            var pattern = found[key] ?? Pattern(pattern: key, fields: item.candidate.comparisons)
            pattern.candidates += 1
            if item.isOpenForBulk { pattern.open += 1 }
            switch item.decision?.verdict {
            case .same: pattern.same += 1
            case .different: pattern.different += 1
            case .unsure: pattern.unsure += 1
            case .reversed, nil: break
            }
            pattern.probability = max(pattern.probability, item.candidate.probability)
            found[key] = pattern
        }
        return found.values.sorted { ($1.open, $0.pattern) < ($0.open, $1.pattern) }
    }
}

extension Registry {
    /// The newest search and the number of rows about decisions: what is read from both stays right while they are the
    /// same.
    public func matchState() throws(Problem) -> (run: Int64, decisions: Int) {
        try database.read { connection in
            (try MatchQueries(connection).lastRun()?.id ?? 0, try MatchDecisionQueries(connection).count())
        }
    }

    /// The review queue as it stands.
    public func matchQueue() throws(Problem) -> MatchQueue { try database.read { try MatchQueue($0) } }
}
