import Evaluation
import Problems

/// Foster–Greer–Thorbecke poverty with its errors, and Watts, Sen and Sen–Shorrocks–Thon where rows weigh alike.
struct PovertyAnalysis: Analysis {
    let head: AnalysisHead
    private let value: StudyRank?
    private let units: StudyUnits?
    private let line: Double?
    private let shareOfMedian: Double?
    private let isInclusive: Bool

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["value", "units", "line", "line-of-median", "inclusive"])
        head = try AnalysisHead(node)
        value = try node.child("value").map { node throws(Problem) in try StudyRank(node) }
        units = try node.child("units")?.choice(StudyUnits.self)
        line = try node.child("line")?.number(in: 1e-9...1e15)
        shareOfMedian = try node.child("line-of-median")?.number(in: 0.01...10)
        guard (line == nil) != (shareOfMedian == nil) else {
            throw node.problem("study.either-or", ["first": "line", "second": "line-of-median"])
        }
        isInclusive = try node.child("inclusive")?.flag() ?? false
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        guard let variable = value ?? context.header.rank else { throw head.missing("value") }
        let sample = try AnalysisSample(context, units: units, place: head.place)
        let x = try variable.values(context)
        let inside = sample.design.rows.map { x[$0] }
        let weights = sample.design.weights
        var line = FosterGreerThorbecke.Line(self.line ?? 0, isInclusive: isInclusive)
        var warnings = variable.warnings
        if let shareOfMedian {
            line = try context.told(variable.formula) { () throws(EvaluationRefusal) in
                try RelativePoverty(inside, shareOfMedian: shareOfMedian, isInclusive: isInclusive, weights: weights)
                    .line
            }
            warnings.append(StudyWarning("line-is-estimated"))
        }
        var estimates = [StudyEstimate("poverty_line", line.value, .rupiah)]
        var used = (n: 0, dropped: 0)
        for (key, aversion) in [("headcount", 0.0), ("poverty_gap", 1), ("squared_gap", 2)] {
            let index = try context.told(variable.formula) { [line] () throws(EvaluationRefusal) in
                try FosterGreerThorbecke(x, line: line, aversion: aversion, design: sample.design)
            }
            used = (index.n, index.dropped)
            warnings += index.warnings.map { StudyWarning($0) }
            let total = zip(inside, weights).reduce(0) { $1.0.isFinite ? $0 + $1.1 : $0 }
            estimates.append(
                sample.estimate(
                    key, index.value, .share, error: index.standardError, within: 0...1,
                    numerator: index.value * total, denominator: total))
        }
        estimates += try unweighted(inside, weights, line, variable, context)
        let evidence = sample.evidence("poverty", used: used.n, dropped: used.dropped, rank: variable)
        return try head.item(context, evidence, estimates, warnings: warnings)
    }

    private func unweighted(
        _ x: [Double], _ weights: [Double], _ line: FosterGreerThorbecke.Line, _ variable: StudyRank,
        _ context: StudyContext
    ) throws(Problem) -> [StudyEstimate] {
        let keys = ["watts", "sen", "sen_shorrocks_thon"]
        guard Set(weights).count == 1 else {
            let refusal = StudyWarning("refused.weights-not-supported")
            return keys.map { StudyEstimate($0, nil, .number(4), refusal: refusal) }
        }
        let found = try context.told(variable.formula) { () throws(EvaluationRefusal) in
            try PovertyIndices(x, line: line)
        }
        return zip(keys, [found.watts, found.sen, found.senShorrocksThon]).map { StudyEstimate($0, $1, .number(4)) }
    }
}
