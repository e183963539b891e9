import Evaluation
import Problems

/// Which label the curves allow: pro-poor, progressive, regressive or none, never from an index alone.
///
/// The concentration curve is held against the line of equal shares and against the Lorenz curve with the critical value
/// of the largest deviation. Where every row is a recipient, no label is given at all.
struct DistributionVerdict {
    let dominance: CurveDominance
    let label: Progressivity
    /// The critical values of the largest deviation from the line of equality and from the Lorenz curve.
    let critical: (equality: Double, lorenz: Double)
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
        critical =
            isCensus
            ? (0, 0)
            : (
                dominance.againstEquality.supremumCritical(alpha: alpha),
                dominance.againstLorenz.supremumCritical(alpha: alpha)
            )
        if rows.withheld() != nil {
            label = .withheld
        } else if !isCensus, dominance.n < Self.leastRows {
            label = .inconclusive
        } else {
            label = dominance.classification(critical: max(critical.equality, critical.lorenz))
        }
    }

    var fields: [String: JSON] {
        let isWithheld = label == .withheld
        return [
            "verdict": isWithheld ? .null : .string(label.rawValue),
            "verdict_withheld_because": isWithheld ? .string(label.rawValue) : .null,
            "vs_equality": .string(dominance.againstEquality.decision(critical: critical.equality).rawValue),
            "vs_lorenz": .string(dominance.againstLorenz.decision(critical: critical.lorenz).rawValue),
        ]
    }

    var warnings: [StudyWarning] {
        guard label == .withheld else { return [] }
        return [StudyWarning("no-population-reference"), StudyWarning("verdict-withheld")]
    }

    var rows: [(LocalText, StudyCell)] {
        [(Wording.text("row.verdict"), .text(Wording.text("verdict." + label.rawValue)))]
    }

    /// In fewer rows the errors at the ends of a curve are themselves too uncertain to rest a label on.
    private static let leastRows = 30

    func figure(_ head: AnalysisHead, _ context: StudyContext) -> StudyFigure {
        let curve = CurveBands.curve(
            .concentration, Wording.text("curve.concentration"), dominance, heights: dominance.concentration,
            critical: isCensus ? nil : critical.equality)
        let lorenz = CurveBands.curve(
            .lorenz, Wording.text("curve.lorenz"), dominance, heights: dominance.lorenz, critical: nil)
        return CurveBands.figure(
            head, [CurveBands.equality, curve, lorenz], description: Wording.text("figure.concentration"),
            level: 1 - alpha)
    }
}
