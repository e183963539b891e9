public import Problems

/// A pair of records and how sure it is that they are one person.
public struct LinkedPair: Sendable, Hashable {
    // 24 bytes: of a large list there are millions.
    private var leftRow: UInt32
    private var rightRow: UInt32
    /// log₂ of the odds.
    public var weight: Double
    private var vectorNumber: UInt32

    public init(left: Int, right: Int, weight: Double, vector: Int = 0) {
        leftRow = UInt32(truncatingIfNeeded: left)
        rightRow = UInt32(truncatingIfNeeded: right)
        self.weight = weight
        vectorNumber = UInt32(truncatingIfNeeded: vector)
    }

    /// The rows; the left one is the smaller.
    public var left: Int { Int(leftRow) }
    public var right: Int { Int(rightRow) }
    /// The comparison vector; ``LinkageResult/levels(_:)`` takes it apart.
    public var vector: Int { Int(vectorNumber) }

    public var probability: Double { MatchWeight.probability(weight) }
}

/// What linking found.
public struct LinkageResult: Sendable {
    /// The model with the parameters that were used.
    public var model: LinkageModel
    /// Pairs at or above the weight that was asked for, by rows, and those known to be one person; empty where they are
    /// ``filed``.
    public var pairs: [LinkedPair]
    /// For each record the row of the record that names its cluster: the one whose id comes first.
    public var clusters: ClusterNames
    /// Pairs above the threshold whose clusters were kept apart because joining them contradicts itself; empty where
    /// they are ``filed``.
    public var bridges: [LinkedPair]
    /// Pairs and bridges of a job that had to keep them out of memory.
    public var filed: Filed?
    /// How the job kept within its memory; nil where it had no limit.
    public var memory: MemoryUse?
    public var blocking: [BlockingReport]
    /// How many pairs were compared.
    public var comparedPairs: Int
    /// How good the result is; nil without truth.
    public var quality: LinkageQuality?
    /// Vectors that occur, and how many pairs have them.
    let vectorCounts: [(vector: Int, count: UInt64)]
    /// The known pairs, those of one person first, by rows.
    public private(set) var known: [KnownLink] = []
    /// The pairs that were asked about, in the order of the questions.
    public internal(set) var examined: [ExaminedPair] = []
    /// True pairs that blocking lost; nil without truth, and where that was not looked at.
    public internal(set) var blockingLoss: BlockingLoss?
    /// Records that hold too little to be found; nil where that was not looked at.
    public var unlinkable: Unlinkable?

    /// What weights are worth, where that was asked for and can be told.
    public private(set) var calibration: Calibration?
    /// Stated and found shares by groups of weight; empty where the calibration is the model's own.
    public private(set) var reliability: [ReliabilityGroup] = []

    /// Why they cannot be told though that was asked for: `linkage.calibration-few` for too few known pairs that blocking
    /// brought together, or too few of one kind; `linkage.calibration-order` where shares do not rise with the weight.
    public private(set) var uncalibrated: Problem?

    mutating func add(_ calibrated: Linker.Calibrated?) {
        uncalibrated = calibrated?.refusal
        calibration = calibrated?.calibration
        reliability = calibrated?.curve ?? []
    }

    /// Adds known pairs; those of one person count as found.
    mutating func add(_ links: [KnownLink]) {
        guard !links.isEmpty else { return }
        known = links
        let held = Set(pairs.map { RowPair($0) })
        pairs += links.lazy.filter { $0.verdict == .same && !held.contains(RowPair($0.pair)) }.map(\.pair)
        pairs.sort { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    /// Pairs outside memory; the scratch files are gone when the last copy of the result is.
    public struct Filed: Sendable {
        public var pairs: LinkedPairs
        public var bridges: LinkedPairs
    }

    /// Calls `body` with each pair in the order of the rows, wherever they are.
    ///
    /// - Throws: `linkage.scratch` where they cannot be read; what `body` throws.
    public func forEachPair(_ body: (LinkedPair) throws -> Void) throws {
        try forEachPair(in: 0..<pairCount, body)
    }

    /// As ``forEachPair(_:)`` for those at some places, from 0; several threads may ask for different ones at a time.
    public func forEachPair(in places: Range<Int>, _ body: (LinkedPair) throws -> Void) throws {
        if let filed { try filed.pairs.forEach(in: places, body) } else { try pairs[places].forEach(body) }
    }

    /// As ``forEachPair(_:)`` for pairs whose clusters were kept apart.
    public func forEachBridge(_ body: (LinkedPair) throws -> Void) throws {
        try forEachBridge(in: 0..<bridgeCount, body)
    }

    /// As ``forEachPair(in:_:)`` for pairs whose clusters were kept apart.
    public func forEachBridge(in places: Range<Int>, _ body: (LinkedPair) throws -> Void) throws {
        if let filed { try filed.bridges.forEach(in: places, body) } else { try bridges[places].forEach(body) }
    }

    /// How many pairs there are, wherever they are.
    public var pairCount: Int { filed?.pairs.count ?? pairs.count }
    /// How many pairs' clusters were kept apart.
    public var bridgeCount: Int { filed?.bridges.count ?? bridges.count }
    /// The comparison vectors that occur, ascending, and how many of the pairs compared have each; ``levels(_:)`` takes
    /// them apart.
    public var comparedVectors: [(vector: Int, pairs: Int)] { vectorCounts.map { ($0.vector, Int($0.count)) } }

    /// The number of clusters, single records included.
    public var clusterCount: Int { clusters.indices.count { clusters[$0] == $0 } }

    /// The level of each comparison in a vector.
    public func levels(_ vector: Int) -> [Int] { model.levels(vector) }
}

/// Counts of pairs held against the truth. All true pairs count, also those that were never compared.
public struct LinkageQuality: Sendable, Hashable, Codable {
    public struct Figures: Sendable, Hashable, Codable {
        /// Pairs that are held to be one person.
        public var found: Int
        /// Those of them that truly are.
        public var foundTrue: Int
        /// All true pairs.
        public var allTrue: Int

        /// Whether ``precision`` means something: of no pairs none is right or wrong.
        public var hasPrecision: Bool { found > 0 }
        /// Whether ``recall`` means something: there are true pairs to be found.
        public var hasRecall: Bool { allTrue > 0 }
        /// Whether ``f1`` means something.
        public var hasF1: Bool { hasPrecision && hasRecall }

        public var precision: Double { found == 0 ? 0 : Double(foundTrue) / Double(found) }
        public var recall: Double { allTrue == 0 ? 0 : Double(foundTrue) / Double(allTrue) }
        public var f1: Double {
            let sum = precision + recall
            return sum == 0 ? 0 : 2 * precision * recall / sum
        }

        private enum CodingKeys: String, CodingKey {
            case found
            case foundTrue = "found_true"
            case allTrue = "all_true"
        }
    }

    /// One threshold and what it gives.
    public struct Point: Sendable, Hashable, Codable {
        /// log₂ of the odds.
        public var weight: Double
        public var figures: Figures
    }

    /// The pairs at the threshold.
    public var pairs: Figures
    /// All pairs of records in one cluster.
    public var clusters: Figures
    /// The threshold with the best F1, chosen with the truth at hand: an upper bound.
    public var best: Point
    /// Precision and recall by threshold, weights ascending.
    public var curve: [Point]
    /// True pairs among those compared.
    public var comparedTrue: Int
}
