import Kernels
import Problems

/// Compares the pairs of all blocking rules with the keys of only some rows sorted at a time; a rule's groups are gone
/// once their pairs are compared.
struct BoundedSearch {
    let model: LinkageModel
    let frame: RecordFrame
    let program: PairProgram
    let notWithin: PackedPart?
    let truth: [UInt32]
    let rowsAtOnce: Int
    let pairsPerTask: Int
    let monitor: LinkageMonitor

    struct Outcome {
        /// How many pairs each vector has.
        var vectors: [UInt64]
        /// What the pairs of each rule came to.
        var rules: [PairSearch.RuleCount] = []
        var reports: [BlockingReport] = []
        /// Ranges of keys of the rule that needed most.
        var ranges = 0
    }

    /// - Parameters:
    ///   - keep: by vector whether its pairs are delivered.
    ///   - deliver: receives pairs from several threads; false ends the search.
    /// - Throws: `linkage.cancelled`, also where `deliver` ended it.
    func run(
        keep: [UInt8], deliver: @escaping @Sendable ([PairSearch.Found]) -> Bool
    ) throws(Problem) -> Outcome {
        var outcome = Outcome(vectors: [UInt64](repeating: 0, count: program.vectorCount))
        var earlier: [PairRule] = []
        for (place, rule) in model.blocking.enumerated() {
            var walk = RuleWalk(search: self, earlier: earlier, keep: keep, deliver: deliver, place: place)
            try walk.run(rule)
            outcome.reports.append(walk.report)
            outcome.rules.append(walk.newPairs)
            for vector in outcome.vectors.indices { outcome.vectors[vector] += walk.vectors[vector] }
            outcome.ranges = max(outcome.ranges, walk.ranges)
            earlier.append(PairRule(steps: walk.steps))
        }
        return outcome
    }
}

/// One rule's walk.
private struct RuleWalk {
    let search: BoundedSearch
    let earlier: [PairRule]
    let keep: [UInt8]
    let deliver: @Sendable ([PairSearch.Found]) -> Bool
    let place: Int

    var report = BlockingReport(rule: "", pairs: 0, largest: 0, splitGroups: 0, pairsLeftOut: 0)
    var newPairs = PairSearch.RuleCount()
    var vectors: [UInt64] = []
    var ranges = 0
    /// The rule's steps as later rules ask for them: parts and keys of large groups, no rows.
    var steps: [PairRule.Step] = []

    init(
        search: BoundedSearch, earlier: [PairRule], keep: [UInt8],
        deliver: @escaping @Sendable ([PairSearch.Found]) -> Bool, place: Int
    ) {
        self.search = search
        self.earlier = earlier
        self.keep = keep
        self.deliver = deliver
        self.place = place
        vectors = [UInt64](repeating: 0, count: search.program.vectorCount)
    }

    mutating func run(_ rule: BlockingRule) throws(Problem) {
        report.rule = rule.text
        let limit = search.model.largestBlock
        var parts: [PackedPart] = []
        for key in rule.keys { parts.append(try Blocking.part(key, search.frame)) }
        var further = (rule.refine ?? [])[...]
        while true {
            let frame = search.frame
            let keys = KeyRanges(
                rows: frame.records.count, rowsAtOnce: search.rowsAtOnce, threads: frame.threads,
                key: frame.records.keySource(parts, within: steps.map { ($0.parts, $0.hot) }))
            ranges = max(ranges, keys.ranges.count)
            var tally = SortedKeys.Tally()
            var (hot, largePairs): ([UInt64], Int) = ([], 0)
            for (number, range) in keys.ranges.enumerated() {
                if search.monitor.isCancelled() { throw Problem("linkage.cancelled") }
                if range.isOneKey, let count = range.count, count > limit {
                    // All its rows are one large group, however many.
                    tally = tally + keys.tally(range)
                    hot.append(range.lower)
                    largePairs += count * (count - 1) / 2
                } else {
                    let sorted = keys.sorted(range)
                    tally = tally + sorted.tally
                    for group in sorted.groups(largerThan: limit) {
                        hot.append(sorted.keys[group.lowerBound])
                        largePairs += group.count * (group.count - 1) / 2
                    }
                    try compare(PairRule.Step(parts: parts, groups: KeyGroups(sorted, limit: limit)))
                }
                let done = Double(number + 1) / Double(keys.ranges.count)
                search.monitor.report(.compare, (Double(place) + done) / Double(search.model.blocking.count))
            }
            if steps.isEmpty {
                report.pairs = tally.pairs
                report.largest = tally.largest
                report.splitGroups = hot.count
                report.pairsLeftOut = largePairs
            } else {
                report.pairsLeftOut += largePairs - tally.pairs
            }
            steps.append(PairRule.Step(parts: parts, groups: KeyGroups(), hot: HotKeys(hot)))
            guard !hot.isEmpty, let next = further.popFirst() else { return }
            parts.append(try Blocking.part(next, search.frame))
        }
    }

    private mutating func compare(_ step: PairRule.Step) throws(Problem) {
        guard step.groups.count > 0 else { return }
        let own = PairSearch(
            search.frame.records, rules: earlier + [PairRule(steps: steps + [step])], program: search.program,
            notWithin: search.notWithin, truth: search.truth, pairsPerTask: search.pairsPerTask)
        let hasEnded = SharedFlag()
        let (deliver, monitor) = (deliver, search.monitor)
        let counts = own.count(
            threads: search.frame.threads, delivering: keep,
            to: { found in if !found.isEmpty, !deliver(found) { hasEnded.raise() } },
            proceed: { _ in !hasEnded.isRaised && !monitor.isCancelled() })
        guard counts.isComplete, !hasEnded.isRaised else { throw Problem("linkage.cancelled") }
        for vector in vectors.indices { vectors[vector] += counts.vectors[vector] }
        newPairs.new += counts.rules[place].new
        newPairs.newTrue += counts.rules[place].newTrue
    }
}

extension SortedKeys.Tally {
    fileprivate static func + (one: Self, other: Self) -> Self {
        Self(
            pairs: one.pairs + other.pairs, groups: one.groups + other.groups,
            largest: max(one.largest, other.largest))
    }
}
