import Linkage
import Problems

extension PartitionWork {
    /// The lists of keys that pairs are counted by for training.
    var keysets: [[FieldKey]] { isWhole || model.parameters != nil ? [] : model.countedKeys }

    /// Trains the model on the counts of the job, unless it came trained, and marks the vectors that are worth scoring.
    func train(_ job: JobFolder) throws(Problem) {
        let counts = try JobCounts(job, rules: model.blocking.count, keysets: keysets)
        var trained = model
        if model.parameters == nil {
            var counted = CountedPairs(records: records, listSizes: listSizes)
            counted.candidates = counts.candidates
            counted.sample = counts.sample
            counted.sampleIsWhole = isWhole
            counted.sharing = counts.sharing
            trained.parameters = try linker.train(counted)
        }
        var totals: [KeyTotal] = []
        let width = 1 + 2 * model.frequencyKeys.count
        try job.readNumbers("totals", columns: width) { row throws(Problem) in
            totals = model.frequencyKeys.indices.map { KeyTotal(records: row[1 + 2 * $0], words: row[2 + 2 * $0]) }
        }
        let scorer = try PartitionScorer(trained, totals: totals)
        let marks = try scorer.vectors(reaching: linker.lowestWeight(hasTruth: hasTruth))
        try job.write(Trained(model: trained, totals: totals), to: Self.trainedName)
        try job.writeNumbers("marks.tsv") { sink throws(Problem) in
            for vector in marks { try sink.write([vector]) }
        }
    }
}

/// The counted comparison vectors of a job.
struct JobCounts {
    /// For each rule the pairs it found that no rule before it had, and the true ones among them.
    var rules: [(pairs: Int, truePairs: Int)]
    var candidates: [Int: Int] = [:]
    var sample: [Int: Int] = [:]
    var sharing: [[FieldKey]: CountedPairs.Sharing] = [:]

    /// - Parameter keysets: the lists of keys that pairs were counted by; empty where they were not.
    init(_ job: JobFolder, rules ruleCount: Int, keysets: [[FieldKey]]) throws(Problem) {
        var rules = [(pairs: Int, truePairs: Int)](repeating: (0, 0), count: ruleCount)
        var (candidates, sample): ([Int: Int], [Int: Int]) = ([:], [:])
        var shared = [CountedPairs.Sharing](repeating: .init(pairs: 0), count: keysets.count)
        try job.readNumbers("counts", columns: 4) { row throws(Problem) in
            let (kind, vector, pairs) = (row[0], row[1], row[2])
            switch kind {
            case 0..<ruleCount:
                rules[kind].pairs += pairs
                rules[kind].truePairs += row[3]
                candidates[vector, default: 0] += pairs
            case ruleCount: sample[vector, default: 0] += pairs
            default:
                guard shared.indices.contains(kind - ruleCount - 1) else { throw Problem("spark.input") }
                shared[kind - ruleCount - 1].vectors[vector, default: 0] += pairs
            }
        }
        if !keysets.isEmpty {
            try job.readNumbers("shared", columns: 2) { row throws(Problem) in
                guard shared.indices.contains(row[0]) else { throw Problem("spark.input") }
                shared[row[0]].pairs = row[1]
            }
        }
        self.rules = rules
        self.candidates = candidates
        self.sample = sample
        for (keys, found) in zip(keysets, shared) { sharing[keys] = found }
    }
}
