import Kernels
public import Problems

/// Scores pairs and clusters records of a partition by a trained model, exactly as ``Linker`` does with all records at
/// hand: how common values are was counted elsewhere.
public struct PartitionScorer: Sendable {
    /// The model without blocking rules: what records of a partition must hold.
    public let model: LinkageModel
    private let parameters: ModelParameters
    private let totals: [KeyTotal]
    private let keys: [FieldKey]

    /// - Parameters:
    ///   - model: a trained one.
    ///   - totals: for each of the model's ``LinkageModel/frequencyKeys``.
    /// - Throws: `linkage.model` for a model that is not trained or totals of another number.
    public init(_ model: LinkageModel, totals: [KeyTotal]) throws(Problem) {
        keys = model.frequencyKeys
        guard let parameters = model.parameters, totals.count == keys.count else {
            throw Problem("linkage.model", value: "parameters")
        }
        self.parameters = parameters
        self.totals = totals
        var part = model
        part.blocking = []
        self.model = part
    }

    /// The vectors whose pairs can reach a weight, with values as rare as can be.
    public func vectors(reaching weight: Double) throws(Problem) -> [Int] {
        let scorer = try scorer(try empty(), [[ValueCount?]](repeating: [], count: keys.count))
        return scorer.reaching(weight).enumerated().compactMap { $0.element == 0 ? nil : $0.offset }
    }

    /// The weights of pairs, log₂ of the odds.
    ///
    /// - Parameters:
    ///   - vectors: for each pair its comparison vector.
    ///   - values: for each frequency key and pair how common the left record's value is.
    public func weights(_ vectors: [Int], _ values: [[ValueCount?]]) throws(Problem) -> [Double] {
        let scorer = try scorer(try empty(), values)
        return vectors.indices.map { scorer.weight(vectors[$0], $0) }
    }

    /// What joining the records of whole connected parts gives.
    public struct Clusters: Sendable {
        /// For each record the row of the record that names its cluster.
        public var names: [Int]
        /// Pairs whose clusters were kept apart.
        public var bridges: [LinkedPair]
    }

    /// - Parameters:
    ///   - records: of whole connected parts, in the order of all records.
    ///   - values: for each frequency key and record how common its value is.
    ///   - pairs: those at or above the threshold, by rows of `records`.
    public func clusters(
        _ records: LinkageRecords, _ values: [[ValueCount?]], _ pairs: [LinkedPair]
    ) throws(Problem) -> Clusters {
        let partition = try PartitionFrame(model, records)
        let joined = try Clusterer(
            rules: model.clustering, frame: partition.frame, program: partition.program,
            scorer: try scorer(partition, values), lists: records.lists, ranks: records.ranks,
            contradictions: try model.contradictions(partition.compiler), ids: records.ids
        ).clusters(pairs, isCancelled: { false })
        return Clusters(names: joined.labels.map(Int.init), bridges: joined.bridges)
    }

    private func empty() throws(Problem) -> PartitionFrame {
        try PartitionFrame(model, RecordsBuilder(model).records(ids: [], lists: []))
    }

    private func scorer(_ partition: PartitionFrame, _ values: [[ValueCount?]]) throws(Problem) -> Scorer {
        let counted = keys.indices.map { place in
            Frequencies(
                keys[place], values[place], totals[place],
                isText: partition.frame.layout.kinds[keys[place].field] == .text)
        }
        return Scorer(model, parameters, partition.program, partition.frame, counted: counted)
    }
}
