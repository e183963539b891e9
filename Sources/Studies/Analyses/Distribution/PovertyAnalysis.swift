import Evaluation
import Problems

/// Foster–Greer–Thorbecke poverty, Watts, Sen and Sen–Shorrocks–Thon, with their errors.
struct PovertyAnalysis: Analysis {
    let head: AnalysisHead
    private let value: StudyRank?
    private let units: StudyUnits?
    private let line: Double?
    private let shareOfMedian: Double?
    private let isInclusive: Bool
    private let unit: StudyUnit

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["value", "units", "line", "line-of-median", "inclusive", "unit"])
        head = try AnalysisHead(node)
        value = try node.child("value").map { node throws(Problem) in try StudyRank(node) }
        units = try node.child("units")?.choice(StudyUnits.self)
        line = try node.child("line")?.number(in: 1e-9...1e15)
        shareOfMedian = try node.child("line-of-median")?.number(in: 0.01...10)
        guard (line == nil) != (shareOfMedian == nil) else {
            throw node.problem("study.either-or", ["first": "line", "second": "line-of-median"])
        }
        unit = try node.child("unit")?.choice(StudyUnit.self) ?? .rupiah
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
        let found = try context.told(variable.formula) { [line] () throws(EvaluationRefusal) in
            try PovertyIndices(x, line: line, design: sample.design)
        }
        warnings += found.warnings.map { StudyWarning($0) }
        let evidence = sample.evidence("poverty", used: found.n, dropped: found.dropped, rank: variable)
        let total = zip(inside, weights).reduce(0) { $1.0.isFinite ? $0 + $1.1 : $0 }
        let estimates =
            [
                StudyEstimate(
                    "poverty_line", line.value, unit == .rupiah ? .rupiah : .number(StudyCell.places(line.value)))
            ]
            + Self.shares(found, total, sample) + Self.indices(found, sample)
        return try head.item(context, evidence, estimates, warnings: warnings)
    }

    private static func shares(
        _ found: PovertyIndices, _ total: Double, _ sample: AnalysisSample
    ) -> [StudyEstimate] {
        let errors = found.standardErrors
        let figures: [(key: String, value: Double, error: Double?)] = [
            ("headcount", found.headcount, errors?.headcount), ("poverty_gap", found.gap, errors?.gap),
            ("squared_gap", found.squaredGap, errors?.squaredGap),
        ]
        return figures.map {
            sample.estimate(
                $0.key, $0.value, .share, error: $0.error, within: 0...1, numerator: $0.value * total,
                denominator: total)
        }
    }

    private static func indices(_ found: PovertyIndices, _ sample: AnalysisSample) -> [StudyEstimate] {
        let errors = found.standardErrors
        return [
            sample.estimate(
                "watts", found.watts, .number(4), error: errors?.watts, within: FigureLimits.notNegative),
            sample.estimate("sen", found.sen, .number(4), error: errors?.sen, within: FigureLimits.share),
            sample.estimate(
                "sen_shorrocks_thon", found.senShorrocksThon, .number(4), error: errors?.senShorrocksThon,
                within: FigureLimits.share),
        ]
    }
}
