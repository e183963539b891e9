import Kernels
import Problems

/// Records brought together by the model's blocking rules.
struct Blocking: Sendable {
    var rules: [PairRule] = []
    var reports: [BlockingReport] = []

    /// - Throws: `linkage.cancelled`.
    init(_ model: LinkageModel, _ frame: RecordFrame, _ monitor: LinkageMonitor) throws(Problem) {
        let grouper = KeyGrouper(frame.records, threads: frame.threads)
        for (place, rule) in model.blocking.enumerated() {
            if monitor.isCancelled() { throw Problem("linkage.cancelled") }
            let (steps, report) = try Self.steps(rule, frame, grouper, limit: model.largestBlock)
            rules.append(steps)
            reports.append(report)
            monitor.report(.block, Double(place + 1) / Double(model.blocking.count))
        }
    }

    private static func steps(
        _ rule: BlockingRule, _ frame: RecordFrame, _ grouper: KeyGrouper, limit: Int
    ) throws(Problem) -> (PairRule, BlockingReport) {
        func pairs(_ groups: [[UInt32]]) -> Int { groups.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 } }
        var parts = try rule.keys.map { key throws(Problem) in try part(key, frame) }
        var found = grouper.groups(parts, limit: limit)
        var report = BlockingReport(
            rule: rule.text, pairs: found.tally.pairs, largest: found.tally.largest,
            splitGroups: found.large.count, pairsLeftOut: pairs(found.large))
        var steps: [PairRule.Step] = []
        var further = (rule.refine ?? [])[...]
        while true {
            let hot = HotKeys(found.large.compactMap(\.first).map { frame.records.key(parts, Int($0)) })
            steps.append(PairRule.Step(parts: parts, groups: found.groups, hot: hot))
            guard !found.large.isEmpty, let next = further.popFirst() else { break }
            // Only rows of the large groups go on, in ascending order.
            let rows = found.large.flatMap { $0 }.sorted()
            parts.append(try part(next, frame))
            found = grouper.groups(parts, rows: rows, limit: limit)
            report.pairsLeftOut += pairs(found.large) - found.tally.pairs
        }
        return (PairRule(steps: steps), report)
    }

    static func part(_ key: FieldKey, _ frame: RecordFrame) throws(Problem) -> PackedPart {
        guard let part = frame.layout.part(key) else { throw Problem("linkage.key", value: key.text) }
        return part
    }
}
