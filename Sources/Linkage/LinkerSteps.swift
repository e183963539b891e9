import Kernels
import Problems

/// The steps of linking in memory, one after the other.
extension Linker {
    /// The records that hold too little to be found.
    func unlinkable(
        _ program: PairProgram, _ frame: RecordFrame, _ scorer: Scorer, _ ranks: RecordRanks
    ) -> Unlinkable? {
        SelfWeights(program, frame, scorer).unlinkable(
            model, ranks: ranks, most: options.recordsWeighed, threshold: thresholdWeight)
    }

    func program(_ compiler: ComparisonCompiler) throws(Problem) -> PairProgram {
        let compiled = try model.comparisons.map { item throws(Problem) in try compiler.comparison(item) }
        guard let program = PairProgram(compiled) else { throw Problem("linkage.too-many-vectors") }
        return program
    }

    func blocked(
        _ frame: RecordFrame, _ program: PairProgram, _ list: RecordLayout.Slot?, _ truth: [UInt32],
        _ done: Blocking?, _ monitor: LinkageMonitor
    ) throws(Problem) -> (PairSearch, [BlockingReport]) {
        let blocking: Blocking
        if let done { blocking = done } else { blocking = try Blocking(model, frame, monitor) }
        let search = PairSearch(
            frame.records, rules: blocking.rules, program: program,
            notWithin: list.map { PackedPart(word: $0.word, mask: $0.mask) }, truth: truth, threads: options.threads)
        return (search, blocking.reports)
    }

    func count(_ search: PairSearch, _ monitor: LinkageMonitor) throws(Problem) -> PairSearch.Counts {
        let total = Double(max(1, search.taskCount))
        let most = search.mostPairs
        monitor.counted(search.recordCount, most)
        let counts = search.count(threads: options.threads, keepingPairs: most <= options.pairsKept) { begun in
            monitor.report(.compare, Double(begun) / total)
            return !monitor.isCancelled()
        }
        guard counts.isComplete else { throw Problem("linkage.cancelled") }
        return counts
    }

    func train(
        _ source: LinkageRecords, _ frame: RecordFrame, _ program: PairProgram, _ vectors: [UInt64],
        _ labels: LabelledVectors, _ ranks: RecordRanks, _ search: PairSearch?, _ tallies: KeyTallies,
        _ monitor: LinkageMonitor
    ) throws(Problem) -> ModelParameters {
        monitor.report(.train, 0)
        let chance = try AgreementChance.estimate(
            model, program, frame, lists: source.lists, crossListsOnly: crossListsOnly, ranks: ranks,
            samplePairs: options.samplePairs, search: search, tallies: tallies, monitor: monitor)
        monitor.report(.train, 0.8)
        let pairs = max(1, frame.pairs(source.lists, crossListsOnly: crossListsOnly))
        var labels = labels
        labels.areSample = options.knownAreSample
        var training = ExpectationMaximisation(
            model: model, table: VectorTable(labels.taken(from: vectors), program), chance: chance, allPairs: pairs)
        training.mostIterations = max(1, options.mostIterations)
        training.labels = labels
        guard let found = training.run(records: source.count, isCancelled: monitor.isCancelled) else {
            throw Problem("linkage.cancelled")
        }
        monitor.report(.train, 1)
        return found
    }

    /// The pairs that can reach the lowest weight asked for, in no order of their rows yet.
    func find(
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
        return result.found
    }
}
