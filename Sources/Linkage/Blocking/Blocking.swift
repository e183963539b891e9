import Kernels
import Problems

/// Records brought together by the model's blocking rules.
struct Blocking: Sendable {
    var rules: [PairRule] = []
    var reports: [BlockingReport] = []

    /// - Throws: `linkage.cancelled`.
    init(_ model: LinkageModel, _ frame: RecordFrame, _ monitor: LinkageMonitor) throws(Problem) {
        for (place, rule) in model.blocking.enumerated() {
            if monitor.isCancelled() { throw Problem("linkage.cancelled") }
            let (steps, report) = try Self.steps(rule, frame, limit: model.largestBlock)
            rules.append(steps)
            reports.append(report)
            monitor.report(.block, Double(place + 1) / Double(model.blocking.count))
        }
    }

    private static func steps(
        _ rule: BlockingRule, _ frame: RecordFrame, limit: Int
    ) throws(Problem) -> (PairRule, BlockingReport) {
        var parts = try rule.keys.map { key throws(Problem) in try part(key, frame) }
        let keys = frame.records.keys(parts, threads: frame.threads)
        var sorted = SortedKeys(keys, threads: frame.threads)
        let tally = sorted.tally
        var report = BlockingReport(
            rule: rule.text, pairs: tally.pairs, largest: tally.largest, splitGroups: 0, pairsLeftOut: 0)
        var steps: [PairRule.Step] = []
        var further = (rule.refine ?? [])[...]
        while true {
            let large = sorted.groups(largerThan: limit)
            let hot = HotKeys(large.map { sorted.keys[$0.lowerBound] })
            steps.append(PairRule.Step(parts: parts, groups: KeyGroups(sorted, limit: limit), hot: hot))
            if steps.count == 1 { report.splitGroups = large.count }
            let pairs = large.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
            if steps.count == 1 { report.pairsLeftOut = pairs }
            guard !large.isEmpty, let next = further.popFirst() else { break }
            // Only rows of the large groups go on, in ascending order.
            let rows = large.flatMap { sorted.rows[$0] }.sorted()
            parts.append(try part(next, frame))
            sorted = SortedKeys(
                frame.records.keys(parts, rows: rows, threads: frame.threads), rows: rows, threads: frame.threads)
            let kept = sorted.tally.pairs
            report.pairsLeftOut -= kept
            let still = sorted.groups(largerThan: limit)
            report.pairsLeftOut += still.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
        }
        return (PairRule(steps: steps), report)
    }

    static func part(_ key: FieldKey, _ frame: RecordFrame) throws(Problem) -> PackedPart {
        guard let part = frame.layout.part(key) else { throw Problem("linkage.key", value: key.text) }
        return part
    }
}
