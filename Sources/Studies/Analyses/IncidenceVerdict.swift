import Evaluation
import Problems

/// Which label an incidence analysis may give, and on what it rests.
///
/// With the population in the rows the curves decide. With recipients alone and limits of the population, the share of
/// benefits that reached the poorest groups decides, each cumulated share with its own interval at a level divided by
/// their number (Bonferroni). With recipients alone and no limits there is no label.
struct IncidenceVerdict {
    private enum Basis { case curves(DistributionVerdict), limits([Comparison]), none }

    /// A cumulated share of benefits against the share of the population below the same limit.
    private struct Comparison {
        var fair: Double
        var low: Double
        var high: Double
    }

    private let basis: Basis
    let isWithheld: Bool
    private let label: Progressivity

    init(_ result: IncidenceResult, _ rows: RankedRows, _ context: StudyContext) throws(Problem) {
        if rows.withheld() == nil {
            let verdict = try DistributionVerdict(rows, context)
            basis = .curves(verdict)
            label = verdict.label
        } else if let external = result.external {
            let comparisons = try Self.comparisons(external, rows, context)
            basis = .limits(comparisons)
            label = comparisons.allSatisfy { $0.low > $0.fair } ? .proPoor : .inconclusive
        } else {
            basis = .none
            label = .withheld
        }
        isWithheld = label == .withheld
    }

    private static func comparisons(
        _ external: IncidenceGroups, _ rows: RankedRows, _ context: StudyContext
    ) throws(Problem) -> [Comparison] {
        let cuts = external.cuts
        let alpha = (1 - context.header.settings.confidence) / Double(max(1, cuts.count))
        var out: [Comparison] = []
        for (index, cut) in cuts.enumerated() {
            let below = zip(rows.amountPerUnit, rows.standard).map { $1.isFinite ? ($1 <= cut ? $0 : 0) : .nan }
            let whole = zip(rows.amountPerUnit, rows.standard).map { $1.isFinite ? $0 : .nan }
            let share = try context.told(rows.anchor) { () throws(EvaluationRefusal) in
                try DesignRatio(numerator: below, denominator: whole, design: rows.sample.design)
            }
            let half =
                rows.sample.isCensus
                ? 0
                : CurveDominance.singleCritical(alpha: alpha, rows.sample.design.degreesOfFreedom)
                    * share.standardError
            out.append(
                Comparison(
                    fair: Double(index + 1) / Double(cuts.count + 1), low: share.estimate - half,
                    high: share.estimate + half))
        }
        return out
    }

    var fields: [String: JSON] {
        switch basis {
        case .curves(let verdict): return verdict.fields
        case .limits(let comparisons):
            return [
                "verdict": .string(label.rawValue), "verdict_withheld_because": .null,
                "cumulated_share_ci": .array(comparisons.map { .numbers([$0.low, $0.high]) }),
                "cumulated_share_fair": .numbers(comparisons.map(\.fair)),
            ]
        case .none: return ["verdict": .null, "verdict_withheld_because": .string(label.rawValue)]
        }
    }

    var warnings: [StudyWarning] {
        switch basis {
        case .limits: [StudyWarning("verdict-from-limits")]
        case .curves, .none: []
        }
    }

    /// The band of the concentration curve; nil where the label does not rest on the curve.
    func band(_ head: AnalysisHead, _ context: StudyContext) -> [StudyFigure.Band] {
        guard case .curves(let verdict) = basis else { return [] }
        return verdict.figure(head, context).curves.first { $0.role == .concentration }?.band ?? []
    }

    var text: LocalText { Wording.text("verdict." + label.rawValue) }
}
