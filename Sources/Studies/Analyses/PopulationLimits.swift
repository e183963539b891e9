import Evaluation
import Problems

/// Whether limits of the population from outside and a random sample of it can both be right.
enum PopulationLimits {
    /// `limits-disagree-with-sample` where the share of a random sample's units below some limit lies clearly off the
    /// share of the population that the limit stands for: its interval, at a level divided by the number of limits
    /// (Bonferroni), leaves that share out. Recipients alone, and rows not drawn at random, say nothing on it.
    static func warnings(_ rows: RankedRows, _ context: StudyContext) throws(Problem) -> [StudyWarning] {
        guard let limits = context.limits, context.header.sampling == .random, rows.withheld() == nil else { return [] }
        let design = rows.sample.design
        guard design.degreesOfFreedom > 0 else { return [] }
        let alpha = (1 - context.header.settings.confidence) / Double(max(1, limits.count))
        let critical = CurveDominance.singleCritical(alpha: alpha, design.degreesOfFreedom)
        for (index, limit) in limits.enumerated() {
            let below = rows.standard.map { $0.isFinite ? ($0 <= limit ? 1.0 : 0) : .nan }
            let whole = rows.standard.map { $0.isFinite ? 1.0 : .nan }
            let share = try context.told(rows.anchor) { () throws(EvaluationRefusal) in
                try DesignRatio(numerator: below, denominator: whole, design: design)
            }
            let fair = Double(index + 1) / Double(limits.count + 1)
            // With everyone on one side the standard error is zero and tells nothing; one unit in n then bounds it.
            let error = max(share.standardError, 1 / Double(max(1, design.rows.count)))
            guard (share.estimate - fair).magnitude > critical * error else { continue }
            return [
                StudyWarning(
                    "limits-disagree-with-sample",
                    [
                        "share": percent(share.estimate), "fair": percent(fair),
                        "limit": LocalText(
                            Language.id.decimal(limit, places: 0), en: Language.en.decimal(limit, places: 0)),
                    ])
            ]
        }
        return []
    }

    private static func percent(_ share: Double) -> LocalText {
        Wording.text("value.percent") { ["percent": $0.decimal(100 * share, places: 1) + " %"] }
    }
}
