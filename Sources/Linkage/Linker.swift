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
        /// How many bytes the whole program may take, about; nil for as many as it needs. Where that is too little to do
        /// all at once, keys are sorted in ranges and pairs go through partitions in ``scratch``; what is found is the
        /// same.
        public var memory: Int?
        /// Where pairs go that do not fit into ``memory``; must be there where that is limited.
        public var scratch: (any ScratchSpace)?
        /// How many rounds training takes at most.
        public var mostIterations = 200
        /// Whether a record of one list has at most one partner on the other; only for two lists.
        public var isOneToOne = false
        /// Whether ``LinkageResult/pairs`` must hold the pairs, also where memory is limited.
        public var needsPairsInMemory = false
        /// Whether ``Linker/known`` pairs were drawn at random from those compared, so that they also tell how many pairs
        /// of one person there are.
        public var knownAreSample = false
        /// Whether ``LinkageResult/calibration`` is wanted: fitted to the truth or to ``Linker/known`` pairs, or else the
        /// model's own.
        public var calibrates = false
        /// Up to this many records are weighed against themselves for ``LinkageResult/unlinkable``; of more, that many
        /// drawn at random.
        public var recordsWeighed = 100_000

        public init() {}
    }

    /// From so many records on, and where ``Options/memory`` is limited, memory that the whole program has given up is
    /// handed back to the system early from the first linking on.
    static let largeList = 1_000_000

    public var model: LinkageModel
    public var options: Options
    /// The caller's own tests, by the name that `custom NAME` gives; called with two rows, from several threads, and
    /// must not depend on which of them comes first.
    public var custom: [String: @Sendable (Int, Int) -> Bool]
    /// Pairs of which somebody knows whether they are one person.
    public var known: [KnownPair] = []
    /// Pairs to be examined in ``LinkageResult/examined``, also where nothing brings them together.
    public var questions: [RecordPair] = []
    /// How common values are elsewhere, by the written form of a frequency key: used in place of counts of the records.
    public var frequencies: [String: FrequencyTable] = [:]

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
    ///   `linkage.too-many-vectors` for one with too many levels, `linkage.cancelled`; `linkage.unknown-id`,
    ///   `linkage.ambiguous-id`, `linkage.known-contradiction` for known pairs that cannot be; `linkage.one-to-one`,
    ///   `linkage.known-one-to-one`; `linkage.frequency-key`, `linkage.frequency-missing`; `linkage.calibration-none`;
    ///   where memory is limited `linkage.memory` for a limit below the least that is needed, `linkage.whole-only` for what then cannot be
    ///   asked, `linkage.scratch` and `linkage.scratch-full`.
    public func link(
        _ records: consuming LinkageRecords, truth: [UInt32] = [], monitor: LinkageMonitor = LinkageMonitor()
    ) throws(Problem) -> LinkageResult {
        try model.check()
        // What a step of a large list frees must not stay with the program beside what the next one takes.
        if records.count >= Self.largeList { Memory.returnLargeBlocks() }
        // Packed, the values are no longer needed; where the caller keeps none, their memory is free then.
        var source = consume records
        let (threads, crossOnly) = (max(1, options.threads), crossListsOnly)
        let known = try KnownRows(self.known, source.ids)
        let questions = try questionRows(source.ids)
        if options.isOneToOne { try checkOneToOne(source, known) }
        try checkFrequencies()
        try checkCalibration(hasTruth: !truth.isEmpty)
        try checkPacking(source, hasTruth: !truth.isEmpty)
        monitor.counted(source.count, nil)
        monitor.report(.pack, 0)
        Memory.giveBack()
        let frame = try RecordFrame(&source, model, threads: threads)
        let ranks = source.ranks
        Memory.giveBack()
        monitor.report(.pack, 1)
        let compiler = ComparisonCompiler(frame: frame, custom: custom)
        let program = try program(compiler)
        let bounded = try BoundedJob(self, source, truth, frame, ranks, program, compiler, monitor)
        var fitting = try bounded?.fittingBlocking()
        if let bounded, fitting == nil {
            try checkNothingNeedsAllRecords()
            return try bounded.link()
        }
        let list = crossOnly ? frame.layout.slots[RecordLayout.list] : nil
        var (search, reports) = try blocked(frame, program, list, truth, fitting, monitor)
        fitting = nil
        let facts = KnownVectors(known, search, program, frame)
        var counts = try count(search, monitor)
        Memory.giveBack()
        var trained = model
        let parameters: ModelParameters
        let tallies = KeyTallies(model, frame)
        if let known = model.parameters {
            parameters = known
        } else {
            parameters = try train(
                source, frame, program, counts.vectors, facts.labels, ranks, search, tallies, monitor)
            trained.parameters = parameters
        }
        let scorer = Scorer(model, parameters, program, frame, counted: try tabled(frame), tallies: tallies)
        Memory.giveBack()
        var found = try find(search, counts.pairs.take(), scorer, hasTruth: !truth.isEmpty, monitor)
        // The groups of all rules are done with: their memory is free for the pairs.
        search = search.withoutGroups()
        Memory.giveBack()
        let scored = scorer.pairs(
            search.ordered(exchange(&found, with: []), threads: threads),
            from: lowestWeight(hasTruth: !truth.isEmpty), threads: threads)
        Memory.giveBack()
        monitor.report(.score, 1)
        monitor.report(.cluster, 0)
        let contradictions = try model.contradictions(compiler)
        let links = facts.links(scorer)
        let calibrated = calibrated(scored, links, truth, isTrained: model.parameters == nil)
        trained.calibration = calibrated?.calibration ?? model.calibration
        let chosen =
            options.isOneToOne
            ? oneToOne(scored, known, links, contradictions, frame, ranks) : Chosen(pairs: scored, refused: [])
        let joined = try Clusterer(
            rules: model.clustering, frame: frame, program: program, scorer: scorer, lists: source.lists, ranks: ranks,
            contradictions: contradictions, ids: source.ids, harmless: model.harmlessVectors(program), known: known
        ).clusters(
            known.isEmpty ? chosen.pairs : joining(chosen.pairs, known, links),
            from: known.isEmpty ? thresholdWeight : -.infinity, isCancelled: monitor.isCancelled)
        let clusters = ClusterNames(joined.labels)
        monitor.report(.cluster, 1)
        for (place, count) in counts.rules.enumerated() {
            reports[place].newPairs = count.new
            reports[place].newTruePairs = truth.isEmpty ? nil : count.newTrue
        }
        let truePairs = TruePairs(search, truth, model, frame).count(rules: reports.count, threads: threads)
        for (place, count) in (truePairs?.byRule ?? []).enumerated() { reports[place].truePairs = count }
        var result = result(
            Pieces(
                model: trained, pairs: chosen.pairs, clusters: clusters, bridges: joined.bridges + chosen.refused,
                blocking: reports,
                vectors: counts.vectors.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }),
            lists: source.lists, truth: truth)
        result.memory = bounded?.unpartitioned
        result.add(links)
        result.add(calibrated)
        result.blockingLoss = truePairs?.loss
        result.examined = Examination(search, program, frame, scorer, links).pairs(
            questions, rules: model.blocking)
        if !questions.isEmpty {
            let separations = try Separations(self, result, lists: source.lists, frame, known, compiler)
            for place in result.examined.indices {
                result.examined[place].separation = separations.separation(result.examined[place].pair)
            }
        }
        result.unlinkable = unlinkable(program, frame, scorer, ranks)
        return result
    }
}
