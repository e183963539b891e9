import Problems

extension Linker {
    /// What was found in pieces, put together as ``link(_:truth:monitor:)`` hands it back.
    public struct Pieces: Sendable {
        /// The model with the parameters that were used.
        public var model: LinkageModel
        /// All pairs that ``lowestWeight(hasTruth:)`` asks for.
        public var pairs: [LinkedPair]
        /// For each record the row of the record that names its cluster.
        public var clusters: ClusterNames
        public var bridges: [LinkedPair]
        /// One report for each blocking rule, new pairs included.
        public var blocking: [BlockingReport]
        /// The comparison vectors that occur, ascending, with how many pairs compared have each.
        public var vectors: [(vector: Int, count: UInt64)]

        public init(
            model: LinkageModel, pairs: [LinkedPair], clusters: ClusterNames, bridges: [LinkedPair],
            blocking: [BlockingReport], vectors: [(vector: Int, count: UInt64)]
        ) {
            self.model = model
            self.pairs = pairs
            self.clusters = clusters
            self.bridges = bridges
            self.blocking = blocking
            self.vectors = vectors
        }
    }

    /// The weight from which on pairs are kept: with the truth at hand the best threshold is looked for below the
    /// reported ones as well.
    public func lowestWeight(hasTruth: Bool) -> Double { hasTruth ? -10 : reportedWeight }

    /// The weight from which on pairs are joined.
    public var thresholdWeight: Double { MatchWeight.weight(min(max(options.threshold, 1e-9), 1 - 1e-12)) }

    var reportedWeight: Double { MatchWeight.weight(min(options.reported, options.threshold)) }

    /// - Parameter truth: as in ``link(_:truth:monitor:)``.
    public func result(_ pieces: consuming Pieces, lists: [UInt16], truth: [UInt32]) -> LinkageResult {
        var count = qualityCount(lists: lists, truth: truth)
        if count != nil { for pair in pieces.pairs { count?.add(pair) } }
        let quality = count?.quality(
            clusters: pieces.clusters, comparedTrue: pieces.blocking.reduce(0) { $0 + ($1.newTruePairs ?? 0) })
        let bound = reportedWeight
        // In place, since there are millions; those of one machine come in order already.
        pieces.pairs.removeAll { $0.weight < bound }
        if !LinkedPair.areOrdered(pieces.pairs) { pieces.pairs.sort { ($0.left, $0.right) < ($1.left, $1.right) } }
        return LinkageResult(
            model: pieces.model, pairs: pieces.pairs,
            clusters: pieces.clusters,
            bridges: pieces.bridges.sorted { ($0.left, $0.right) < ($1.left, $1.right) }, blocking: pieces.blocking,
            comparedPairs: pieces.blocking.reduce(0) { $0 + $1.newPairs },
            quality: quality,
            vectorCounts: pieces.vectors.map { ($0.vector, $0.count) })
    }

    /// What pairs are held against; nil without truth.
    func qualityCount(lists: [UInt16], truth: [UInt32]) -> QualityCount? {
        truth.isEmpty
            ? nil
            : QualityCount(truth: truth, lists: crossListsOnly ? lists : [], threshold: thresholdWeight)
    }
}

extension LinkedPair {
    /// Whether pairs stand in the order of their rows.
    fileprivate static func areOrdered(_ pairs: [LinkedPair]) -> Bool {
        pairs.indices.dropFirst().allSatisfy {
            (pairs[$0 - 1].left, pairs[$0 - 1].right) <= (pairs[$0].left, pairs[$0].right)
        }
    }
}
