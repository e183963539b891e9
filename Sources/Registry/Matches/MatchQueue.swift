public import Problems
public import Store

/// The review queue at a glance: its bands, the blind sample, and how much is open. The candidates themselves are read in
/// portions, for there may be hundreds of thousands.
public struct MatchQueue: Sendable {
    /// A candidate and what is known of it.
    public struct Item: Sendable, Hashable {
        public var candidate: CandidateRecord
        /// The decision in force.
        public var decision: MatchDecisionRecord?
        /// Whether other decisions say already what this pair is.
        public var implied: MatchDecisionRecord.Verdict?
        /// Whether it belongs to the blind sample of its band.
        public var isSampled: Bool

        /// Whether nobody decided it, or somebody was unsure.
        public var isOpen: Bool { decision == nil || decision?.verdict == .unsure }
        /// Where the queue goes on behind it.
        public var cursor: CandidateQueries.Cursor { .init(candidate) }
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
        /// Undecided ones of which other decisions say already what they are.
        public var implied = 0
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

    /// The newest search of the whole registry, or else for a batch; nil before the first.
    public let run: LinkageRunRecord?
    /// Whether records are in the registry that no search has looked at.
    public let isStale: Bool
    /// Bands from the most likely two people to the surest.
    public let bands: [Band]
    /// The blind sample, the bands mixed so that a pair's turn tells nothing of its weight.
    public let sample: [Item]

    init(_ connection: any Connection) throws {
        let matches = MatchQueries(connection)
        run = try matches.lastRun()
        isStale = run == nil ? false : try matches.isOutdated()
        let desk = try MatchDesk(connection)
        sample = desk.sample
        bands = try desk.bands()
    }

    /// All candidates.
    public var candidates: Int { bands.reduce(0) { $0 + $1.candidates } }

    /// Probable matches that nobody has decided and no decision implies.
    public var probable: Int {
        bands.filter { $0.number >= MatchStratum.probable }.reduce(0) { $0 + $1.open - $1.implied }
    }

    /// The next pair of the blind sample; nil when done.
    public var next: Item? { sample.first { $0.decision == nil } }

    /// How far the blind sample is decided.
    public struct Progress: Sendable, Hashable {
        /// Pairs that somebody decided who did not see the weight, unsure ones among them.
        public var decided: Int
        /// Pairs that somebody decided who saw the weight: nothing is estimated from them.
        public var seen: Int
        public var all: Int
    }

    public var progress: Progress {
        let blind = sample.compactMap { $0.decision?.isBlind }
        return Progress(decided: blind.count { $0 }, seen: blind.count { !$0 }, all: sample.count)
    }
}

extension Registry {
    /// The newest search and the number of rows about decisions: what is read from both stays right while they are the
    /// same.
    public func matchState() throws(Problem) -> (run: Int64, decisions: Int) {
        try database.read { connection in
            (try MatchQueries(connection).newest(), try MatchDecisionQueries(connection).count())
        }
    }

    /// The next pair of the blind sample; nil when done.
    public func nextMatch() throws(Problem) -> MatchQueue.Item? {
        try database.read { try MatchDesk($0).sample.first { $0.decision == nil } }
    }

    /// The review queue at a glance.
    public func matchQueue() throws(Problem) -> MatchQueue { try database.read { try MatchQueue($0) } }

    /// Candidates from the surest on.
    ///
    /// - Parameters:
    ///   - open: leaves out what is decided, what other decisions imply, and the blind sample: what may be looked at in any
    ///     order, since nothing is estimated from it.
    ///   - cursor: that of the last item read before.
    ///   - limit: at most so many; all when nil.
    public func matches(
        open: Bool, after cursor: CandidateQueries.Cursor? = nil, limit: Int? = nil
    ) throws(Problem) -> [MatchQueue.Item] {
        try database.read { try MatchDesk($0).items(open: open, after: cursor, limit: limit) }
    }

    /// Some open candidates of a pattern, those of the blind sample left out.
    public func matches(pattern: String, limit: Int) throws(Problem) -> [CandidateRecord] {
        try database.read { Array(try MatchDesk($0).openForBulk(pattern: pattern).prefix(limit)) }
    }

    /// Patterns by how many open pairs they hold.
    public func matchPatterns() throws(Problem) -> [MatchQueue.Pattern] {
        try database.read { try MatchDesk($0).patterns() }
    }
}
