public import Problems
import Kernels

/// Finds records that are the same person, family or enterprise.
///
/// ```swift
/// let model = LinkageModel(name: "people", fields: […], blocking: […], comparisons: […])
/// let result = try Linker(model).link(LinkageRecords(ids: ids, columns: ["name": .text(names)]))
/// ```
///
/// The result depends on the records alone: not on their order, not on the number of threads.
public struct Linker: Sendable {
    public struct Options: Sendable {
        /// Pairs at or above this probability are joined.
        public var threshold = 0.95
        /// Pairs down to this probability are handed back.
        public var reported = 0.5
        /// Whether only records of different lists are compared.
        public var crossListsOnly = false
        /// How many threads work.
        public var threads = 2
        /// How many random pairs stand for all pairs of records where levels cannot be counted.
        public var samplePairs = 600_000
        /// Up to this many pairs are kept in memory between training and scoring, two bytes each, rather than compared
        /// a second time.
        public var pairsKept = 100_000_000
        /// How many rounds training takes at most.
        public var mostIterations = 200

        public init() {}
    }

    public var model: LinkageModel
    public var options: Options
    /// The caller's own tests, by the name that `custom NAME` gives; called with two rows, from several threads, and
    /// must not depend on which of them comes first.
    public var custom: [String: @Sendable (Int, Int) -> Bool]

    public init(
        _ model: LinkageModel, options: Options = Options(),
        custom: [String: @Sendable (Int, Int) -> Bool] = [:]
    ) {
        self.model = model
        self.options = options
        self.custom = custom
    }

    /// Trains the model if it is not trained yet, scores all pairs that blocking brings together and joins the records.
    ///
    /// - Parameter truth: for each record a number for who it truly is, 0 where that is not known; used for
    ///   ``LinkageResult/quality`` alone.
    /// - Throws: `linkage.model`, `linkage.field`, `linkage.key`, `linkage.comparison` for a model that does not fit,
    ///   `linkage.too-many-vectors` for one with too many levels, `linkage.cancelled`.
    public func link(
        _ records: consuming LinkageRecords, truth: [UInt32] = [], monitor: LinkageMonitor = LinkageMonitor()
    ) throws(Problem) -> LinkageResult {
        try model.check()
        var source = records
        let (threads, crossOnly) = (max(1, options.threads), options.crossListsOnly)
        monitor.report(.pack, 0)
        let frame = try RecordFrame(source, model, threads: threads)
        let ranks = source.ranks(threads: threads)
        // Packed, the values are no longer needed; where the caller keeps none, their memory is free now.
        source.releaseColumns()
        monitor.report(.pack, 1)
        let compiler = ComparisonCompiler(frame: frame, custom: custom)
        let compiled = try model.comparisons.map { item throws(Problem) in try compiler.comparison(item) }
        guard let program = PairProgram(compiled) else { throw Problem("linkage.too-many-vectors") }
        let list = crossOnly ? frame.layout.slots[RecordLayout.list] : nil
        var (search, reports) = try blocked(frame, program, list, truth, monitor)
        var counts = try count(search, monitor)
        var trained = model
        let parameters: ModelParameters
        if let known = model.parameters {
            parameters = known
        } else {
            parameters = try train(source, frame, program, counts, ranks, monitor)
            trained.parameters = parameters
        }
        let scorer = Scorer(model, parameters, program, frame)
        let kept = counts.pairs
        counts.pairs = nil
        let found = try find(search, kept, scorer, hasTruth: !truth.isEmpty, monitor)
        // The groups of all rules are done with: their memory is free for the pairs.
        search = PairSearch(frame.records, rules: [], program: program)
        let scored = scorer.pairs(found, from: lowestWeight(hasTruth: !truth.isEmpty), threads: threads)
        monitor.report(.score, 1)
        let threshold = thresholdWeight
        monitor.report(.cluster, 0)
        let joined = try Clusterer(
            rules: model.clustering, frame: frame, program: program, scorer: scorer, lists: source.lists, ranks: ranks,
            contradictions: try model.contradictions(compiler), harmless: model.harmlessVectors(program)
        ).clusters(scored, from: threshold, isCancelled: monitor.isCancelled)
        let clusters = Clusterer.names(joined.labels, source.ids)
        monitor.report(.cluster, 1)
        for (place, count) in counts.rules.enumerated() {
            reports[place].newPairs = count.new
            reports[place].newTruePairs = truth.isEmpty ? nil : count.newTrue
        }
        return result(
            Pieces(
                model: trained, pairs: scored, clusters: clusters, bridges: joined.bridges, blocking: reports,
                vectors: counts.vectors.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }),
            lists: source.lists, truth: truth)
    }

    private func blocked(
        _ frame: RecordFrame, _ program: PairProgram, _ list: RecordLayout.Slot?, _ truth: [UInt32],
        _ monitor: LinkageMonitor
    ) throws(Problem) -> (PairSearch, [BlockingReport]) {
        let blocking = try Blocking(model, frame, monitor)
        let search = PairSearch(
            frame.records, rules: blocking.rules, program: program,
            notWithin: list.map { PackedPart(word: $0.word, mask: $0.mask) }, truth: truth)
        return (search, blocking.reports)
    }

    private func count(_ search: PairSearch, _ monitor: LinkageMonitor) throws(Problem) -> PairSearch.Counts {
        let total = Double(max(1, search.taskCount))
        let counts = search.count(
            threads: options.threads, keepingPairs: search.mostPairs <= options.pairsKept
        ) { begun in
            monitor.report(.compare, Double(begun) / total)
            return !monitor.isCancelled()
        }
        guard counts.isComplete else { throw Problem("linkage.cancelled") }
        return counts
    }

    private func train(
        _ source: LinkageRecords, _ frame: RecordFrame, _ program: PairProgram, _ counts: PairSearch.Counts,
        _ ranks: [UInt64], _ monitor: LinkageMonitor
    ) throws(Problem) -> ModelParameters {
        monitor.report(.train, 0)
        let chance = try AgreementChance.estimate(
            model, program, frame, lists: source.lists, crossListsOnly: options.crossListsOnly, ranks: ranks,
            samplePairs: options.samplePairs, monitor: monitor)
        monitor.report(.train, 0.8)
        let pairs = max(1, frame.pairs(source.lists, crossListsOnly: options.crossListsOnly))
        var training = ExpectationMaximisation(
            model: model, table: VectorTable(counts.vectors, program), chance: chance, allPairs: pairs)
        training.mostIterations = max(1, options.mostIterations)
        guard let found = training.run(records: source.count, isCancelled: monitor.isCancelled) else {
            throw Problem("linkage.cancelled")
        }
        monitor.report(.train, 1)
        return found
    }

    private func find(
        _ search: PairSearch, _ kept: consuming KeptPairs?, _ scorer: Scorer, hasTruth: Bool,
        _ monitor: LinkageMonitor
    ) throws(Problem) -> [[PairSearch.Found]] {
        let marks = scorer.reaching(lowestWeight(hasTruth: hasTruth))
        monitor.report(.score, 0)
        if let kept { return search.collect(kept, marks, threads: options.threads) }
        let total = Double(max(1, search.taskCount))
        let result = search.collect(marks, threads: options.threads) { begun in
            monitor.report(.score, Double(begun) / total)
            return !monitor.isCancelled()
        }
        guard result.isComplete else { throw Problem("linkage.cancelled") }
        return search.ordered(result.found, threads: options.threads)
    }
}
