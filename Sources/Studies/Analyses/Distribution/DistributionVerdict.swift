import Evaluation
import Problems

/// Which label the curves allow: pro-poor, progressive, regressive or none, never from an index alone.
///
/// The concentration curve is held against the line of equal shares and against the Lorenz curve with the critical value
/// of the largest deviation. Where every row is a recipient, no label is given at all.
struct DistributionVerdict {
    let dominance: CurveDominance
    let label: Progressivity
    /// What the curve is against the line of equality and against the Lorenz curve.
    let decisions: (equality: CurveDominance.Decision, lorenz: CurveDominance.Decision)
    private let isCensus: Bool
    private let alpha: Double

    init(_ rows: RankedRows, points: Int = CurveBands.points, _ context: StudyContext) throws(Problem) {
        let alpha = 1 - context.header.settings.confidence
        let dominance = try context.told(rows.anchor) { () throws(EvaluationRefusal) in
            try CurveDominance(
                benefit: rows.amountPerUnit, rank: rows.standard, design: rows.sample.design, points: points)
        }
        self.dominance = dominance
        self.alpha = alpha
        isCensus = rows.sample.isCensus
        // Without sampling error any distance beyond rounding is a distance.
        decisions =
            isCensus
            ? (
                dominance.againstEquality.decision(critical: 0), dominance.againstLorenz.decision(critical: 0)
            )
            : (
                dominance.againstEquality.decision(alpha: alpha), dominance.againstLorenz.decision(alpha: alpha)
            )
        label =
            rows.withheld() != nil
            ? .withheld
            : isCensus ? dominance.classification(critical: 0) : dominance.classification(alpha: alpha)
    }

    var fields: [String: JSON] {
        let isWithheld = label == .withheld
        return [
            "verdict": isWithheld ? .null : .string(label.rawValue),
            "verdict_withheld_because": isWithheld ? .string(label.rawValue) : .null,
            "vs_equality": .string(decisions.equality.rawValue), "vs_lorenz": .string(decisions.lorenz.rawValue),
        ]
    }

    var warnings: [StudyWarning] {
        guard label == .withheld else { return [] }
        return [StudyWarning("no-population-reference"), StudyWarning("verdict-withheld")]
    }

    var rows: [(LocalText, StudyCell)] {
        [(Wording.text("row.verdict"), .text(Wording.text("verdict." + label.rawValue)))]
    }

    func figure(_ head: AnalysisHead, _ context: StudyContext) -> StudyFigure {
        let level = isCensus ? nil : alpha
        return CurveBands.figure(
            head,
            [
                CurveBands.equality,
                CurveBands.curve(
                    .concentration, Wording.text("curve.concentration"), dominance.concentrationCurve, alpha: level),
                CurveBands.curve(.lorenz, Wording.text("curve.lorenz"), dominance.lorenzCurve, alpha: nil),
            ], description: Wording.text("figure.concentration"), level: 1 - alpha)
    }
}
