import Kernels
import Problems

/// A job that may use only so much memory. Its result is the one of a job that may use any.
struct BoundedJob {
    let linker: Linker
    let source: LinkageRecords
    let truth: [UInt32]
    let frame: RecordFrame
    let ranks: RecordRanks
    let program: PairProgram
    let contradictions: PairProgram?
    let plan: MemoryPlan
    let monitor: LinkageMonitor

    private var model: LinkageModel { linker.model }
    private var options: Linker.Options { linker.options }

    /// - Returns: nil where the linker's memory has no limit.
    /// - Throws: `linkage.memory` where the limit is below the least that is needed; what compiling conditions throws.
    init?(
        _ linker: Linker, _ source: LinkageRecords, _ truth: [UInt32], _ frame: RecordFrame, _ ranks: RecordRanks,
        _ program: PairProgram, _ compiler: ComparisonCompiler, _ monitor: LinkageMonitor
    ) throws(Problem) {
        guard let limit = linker.options.memory else { return nil }
        plan = linker.memoryPlan(limit, source, hasTruth: !truth.isEmpty, frame, program)
        try plan.check()
        self.linker = linker
        self.source = source
        self.truth = truth
        self.frame = frame
        self.ranks = ranks
        self.program = program
        contradictions = try linker.model.contradictions(compiler)
        self.monitor = monitor
    }

    /// What is told of a job that fits as it is.
    var unpartitioned: MemoryUse { MemoryUse(limit: plan.limit, least: plan.least, partitions: 0, written: 0) }

    /// The blocking of all rules at once, where it and all that follows fit; nil where they do not.
    ///
    /// - Throws: `linkage.cancelled` and what blocking throws.
    func fittingBlocking() throws(Problem) -> Blocking? {
        guard plan.blocking(rules: model.blocking.count) <= plan.limit else { return nil }
        let blocking = try Blocking(model, frame, monitor)
        var (pairs, groups) = (0, 0)
        for step in blocking.rules.flatMap(\.steps) {
            groups += 4 * (step.groups.rows.count + step.groups.starts.count)
        }
        for report in blocking.reports { pairs += report.pairs - report.pairsLeftOut }
        let whole = plan.whole(pairs: pairs, pairsKept: options.pairsKept, groups: groups)
        return whole <= plan.limit ? blocking : nil
    }

    /// - Throws: as ``Linker/link(_:truth:monitor:)``.
    func link() throws(Problem) -> LinkageResult {
        guard let space = options.scratch else { throw Problem("linkage.scratch") }
        let hasTruth = !truth.isEmpty
        let lowest = linker.lowestWeight(hasTruth: hasTruth)
        let known = model.parameters.map { Scorer(model, $0, program, sorting(plan.score)) }
        let marks = known?.reaching(lowest) ?? [UInt8](repeating: 1, count: program.vectorCount)

        // Compare: pairs go to partitions by their left row.
        let room = plan.room(beside: plan.compare)
        let spill = PairSpill(space, wordsPerPair: 3, memory: room / 4, rows: frame.records.count)
        let list = linker.crossListsOnly ? frame.layout.slots[RecordLayout.list] : nil
        let outcome = try compare(
            BoundedSearch(
                model: model, frame: frame, program: program,
                notWithin: list.map { PackedPart(word: $0.word, mask: $0.mask) },
                truth: truth.count == frame.records.count ? truth : [], rowsAtOnce: rowsAtOnce(room),
                pairsPerTask: max(256, min(1 << 16, room / 8 / 36 / frame.threads)), monitor: monitor),
            marks, spill)

        // Train.
        var trained = model
        let parameters: ModelParameters
        if let given = model.parameters {
            parameters = given
        } else {
            parameters = try linker.train(
                source, sorting(plan.train), program, outcome.vectors, LabelledVectors(), ranks, nil,
                KeyTallies(), monitor)
            trained.parameters = parameters
        }

        // Weigh: partition after partition, in the order of the rows.
        let scorer = known ?? Scorer(model, parameters, program, sorting(plan.score))
        monitor.report(.score, 0)
        var weighing = Weighing(
            space: space, spill: spill, scorer: scorer,
            marks: known == nil ? scorer.reaching(lowest) : marks, lowest: lowest,
            reported: linker.reportedWeight, threshold: linker.thresholdWeight,
            room: plan.room(beside: plan.score), threads: frame.threads, records: frame.records.count,
            quality: linker.qualityCount(lists: source.lists, truth: truth), monitor: monitor)
        let weighed = try weighing.run()

        // Join.
        monitor.report(.cluster, 0)
        let clusterer = Clusterer(
            rules: model.clustering, frame: frame, program: program, scorer: scorer, lists: source.lists, ranks: ranks,
            contradictions: contradictions, ids: source.ids, harmless: model.harmlessVectors(program))
        let joined = try BoundedClusters(
            clusterer: clusterer, space: space, pairs: weighed.pairs, threshold: linker.thresholdWeight,
            room: plan.room(beside: plan.cluster), limit: plan.limit, monitor: monitor
        ).run(weighed.parts, weighed.joining)
        let clusters = ClusterNames(joined.labels)
        monitor.report(.cluster, 1)

        var reports = outcome.reports
        for (place, count) in outcome.rules.enumerated() {
            reports[place].newPairs = count.new
            reports[place].newTruePairs = hasTruth ? count.newTrue : nil
        }
        var quality = weighed.quality
        quality?.rowsAtOnce = rowsAtOnce(plan.room(beside: plan.cluster))
        var result = linker.result(
            Linker.Pieces(
                model: trained, pairs: [], clusters: clusters, bridges: [], blocking: reports,
                vectors: outcome.vectors.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }),
            lists: source.lists, truth: [])
        result.quality = quality?.quality(
            clusters: clusters, comparedTrue: outcome.rules.reduce(0) { $0 + $1.newTrue })
        result.unlinkable = linker.unlinkable(program, frame, scorer, ranks)
        result.filed = LinkageResult.Filed(pairs: weighed.pairs, bridges: joined.bridges)
        result.memory = MemoryUse(
            limit: plan.limit, least: plan.least,
            partitions: max(outcome.ranges, weighed.pieces, joined.batches),
            written: spill.written + joined.written + weighed.pairs.byteCount + joined.bridges.byteCount)
        return result
    }

    /// How many rows are sorted at once: a row takes some 32 bytes meanwhile.
    private func rowsAtOnce(_ room: Int) -> Int { max(1, frame.records.count / 64, room / 64) }

    /// The frame for a step that sorts keys beside what stays in it.
    private func sorting(_ held: Int) -> RecordFrame {
        var frame = frame
        // Threads may sort for several keys at a time.
        frame.rowsAtOnce = max(1, frame.records.count / 64, plan.room(beside: held) / 32 / max(1, frame.threads))
        return frame
    }

    private func compare(
        _ search: BoundedSearch, _ marks: [UInt8], _ spill: PairSpill
    ) throws(Problem) -> BoundedSearch.Outcome {
        do {
            let outcome = try search.run(keep: marks) { found in
                var words: [UInt32] = []
                words.reserveCapacity(found.count * 3)
                for pair in found {
                    words.append(pair.left)
                    words.append(pair.right)
                    words.append(pair.vector)
                }
                spill.add(words)
                return !spill.hasFailed
            }
            try spill.finish()
            return outcome
        } catch {
            // What ended the search is told rather than that it ended.
            try spill.finish()
            throw error
        }
    }
}
