import Kernels
public import Problems

/// Compares pairs of records that were brought together elsewhere, some comparisons of a model at a time.
public struct PartitionComparer: Sendable {
    /// The fields that are needed, and the comparisons that are made, as a model.
    public let model: LinkageModel
    private let factors: [UInt32]

    /// - Parameter comparisons: the places of the comparisons to make.
    public init(_ model: LinkageModel, comparisons: [Int]) {
        let factors = model.vectorFactors
        self.factors = comparisons.map { UInt32(factors[$0]) }
        var part = model
        part.comparisons = comparisons.map { model.comparisons[$0] }
        part.blocking = []
        part.clustering = ClusterRules()
        let needed = part.comparisons.reduce(into: Set<String>()) { $0.formUnion(LinkageModel.fields(of: $1)) }
        part.fields = model.fields.filter { needed.contains($0.name) }
        // Frequencies are looked at in scoring.
        for place in part.comparisons.indices {
            for level in part.comparisons[place].levels.indices {
                part.comparisons[place].levels[level].frequency = nil
            }
        }
        self.model = part
    }

    /// For each pair what the comparisons made add to its vector.
    ///
    /// - Parameter records: records 0 and 1 are the first pair, 2 and 3 the second, and so on.
    /// - Throws: `linkage.field`, `linkage.key`, `linkage.comparison`, `linkage.too-many-vectors`.
    public func vectors(_ records: LinkageRecords) throws(Problem) -> [Int] {
        let partition = try PartitionFrame(model, records)
        let pairs = records.count / 2
        let runner = PairRunner(partition.program, partition.frame.records)
        let own = runner.vectors((0..<pairs).map { UInt32(2 * $0) }, (0..<pairs).map { UInt32(2 * $0 + 1) })
        let levels = partition.program.comparisons.map { UInt32($0.levels) }
        return own.map { vector in
            var (rest, sum) = (vector, UInt32(0))
            for place in levels.indices {
                sum += rest % levels[place] * factors[place]
                rest /= levels[place]
            }
            return Int(sum)
        }
    }
}
