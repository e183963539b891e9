import Kernels
public import Problems

/// Comparison vectors counted over pairs that were compared elsewhere: all that training needs of the records.
public struct CountedPairs: Sendable {
    /// Pairs that share a list of keys.
    public struct Sharing: Sendable {
        /// All of them, whatever their lists.
        public var pairs: Int
        /// The vectors of those that may be compared; empty where there are more than
        /// ``LinkageModel/mostCountedPairs(_:)``.
        public var vectors: [Int: Int]

        public init(pairs: Int, vectors: [Int: Int] = [:]) {
            self.pairs = pairs
            self.vectors = vectors
        }
    }

    /// How many records there are.
    public var records: Int
    /// How many records each list has.
    public var listSizes: [Int]
    /// Pairs that blocking brought together, by vector.
    public var candidates: [Int: Int] = [:]
    /// Pairs drawn by ``drawPlaces(records:pairs:_:)`` that may be compared, by vector.
    public var sample: [Int: Int] = [:]
    /// Whether these are all pairs.
    public var sampleIsWhole = false
    /// By ``LinkageModel/countedKeys``.
    public var sharing: [[FieldKey]: Sharing] = [:]

    public init(records: Int, listSizes: [Int]) {
        self.records = records
        self.listSizes = listSizes
    }

    /// The pairs drawn are pairs of so many records, the first ones by ``LinkageRecords/orderKeys(threads:)``.
    public static var recordsDrawn: Int { PairSample.records }

    /// Draws pairs of places in that order.
    ///
    /// - Returns: whether these are all pairs of the records, each once, because there are no more than `pairs`.
    public static func drawPlaces(records: Int, pairs: Int, _ take: (Int, Int) -> Void) -> Bool {
        PairSample.draw(records: records, pairs: pairs, take)
    }
}

extension LinkageRecords {
    /// For each record a number that orders them for drawing pairs at random, whatever the order of the rows; equal
    /// ones stand in the order of their rows.
    public func orderKeys(threads: Int) -> [UInt64] { ranks.orderKeys(threads: threads) }
}

extension Linker {
    /// Trains the model on counted pairs; as ``link(_:truth:monitor:)`` does on the same pairs.
    ///
    /// - Throws: `linkage.too-many-vectors`, `linkage.cancelled`.
    public func train(
        _ counts: CountedPairs, monitor: LinkageMonitor = LinkageMonitor()
    ) throws(Problem) -> ModelParameters {
        guard model.vectorCount <= LinkageModel.mostVectors else { throw Problem("linkage.too-many-vectors") }
        let levelCounts = model.comparisons.map { $0.levels.count + 1 }
        func byLevel(_ vectors: [Int: Int]) -> [[Double]] {
            var totals = levelCounts.map { [Double](repeating: 0, count: $0) }
            for (vector, count) in vectors {
                for (place, level) in model.levels(vector).enumerated() { totals[place][level] += Double(count) }
            }
            return totals
        }
        let isCross = options.crossListsOnly && counts.listSizes.count > 1
        let allPairs = RecordFrame.pairs(counts.records, listSizes: isCross ? counts.listSizes : [])
        let chance = try AgreementChance.estimate(
            model, records: counts.records, allPairs: allPairs, sampled: byLevel(counts.sample),
            drawn: counts.sample.values.reduce(0, +),
            isWhole: counts.sampleIsWhole, crossListsOnly: isCross, monitor: monitor
        ) { keys, comparison throws(Problem) in
            guard let shared = counts.sharing[keys] else { throw Problem("linkage.model", value: "counts") }
            return SharedPairs(pairs: shared.pairs) { byLevel(shared.vectors)[comparison].map { UInt64($0) } }
        }
        var training = ExpectationMaximisation(
            model: model, table: VectorTable(counts.candidates, levelCounts), chance: chance,
            allPairs: max(1, allPairs))
        training.mostIterations = max(1, options.mostIterations)
        guard let found = training.run(records: counts.records, isCancelled: monitor.isCancelled) else {
            throw Problem("linkage.cancelled")
        }
        return found
    }
}

extension VectorTable {
    /// - Parameter counts: by vector.
    init(_ counts: [Int: Int], _ levelCounts: [Int]) {
        comparisons = levelCounts.count
        vectors = counts.keys.sorted()
        self.counts = vectors.map { Double(counts[$0] ?? 0) }
        levels = []
        for vector in vectors {
            var rest = vector
            for count in levelCounts {
                levels.append(UInt8(truncatingIfNeeded: rest % count))
                rest /= count
            }
        }
    }
}
