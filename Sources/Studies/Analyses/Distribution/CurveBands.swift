import Evaluation
import Problems

/// Curves with the band that holds the whole curve at once.
enum CurveBands {
    /// Interior shares at which a band is computed.
    static let points = 19

    /// A concentration curve with its band, from (0, 0) to (1, 1).
    static func curve(
        _ role: StudyFigure.Role, _ name: LocalText, benefit: [Double], rank: [Double], design: SurveyDesign,
        alpha: Double, withBand: Bool
    ) throws(EvaluationRefusal) -> StudyFigure.Curve {
        let dominance = try CurveDominance(benefit: benefit, rank: rank, design: design, points: points)
        return curve(
            role, name, dominance, heights: dominance.concentration,
            critical: withBand ? dominance.againstEquality.supremumCritical(alpha: alpha) : nil)
    }

    /// The curve of a comparison that was made already.
    static func curve(
        _ role: StudyFigure.Role, _ name: LocalText, _ dominance: CurveDominance, heights: [Double], critical: Double?
    ) -> StudyFigure.Curve {
        let interior = zip(dominance.shares, heights).map { StudyFigure.Point($0, $1) }
        var curve = StudyFigure.Curve(role: role, name: name, points: [.init(0, 0)] + interior + [.init(1, 1)])
        if let critical { curve.band = band(dominance, critical) }
        return curve
    }

    /// The band of the concentration curve: as many standard errors to both sides as the largest deviation may have.
    static func band(_ dominance: CurveDominance, _ critical: Double) -> [StudyFigure.Band] {
        dominance.shares.indices.map { index in
            let half = critical * dominance.againstEquality.standardErrors[index]
            let height = dominance.concentration[index]
            return StudyFigure.Band(x: dominance.shares[index], low: height - half, high: height + half)
        }
    }

    static var equality: StudyFigure.Curve {
        .init(role: .equality, name: Wording.text("curve.equality"), points: [.init(0, 0), .init(1, 1)])
    }

    /// A figure of curves over the unit square.
    static func figure(
        _ head: AnalysisHead, _ curves: [StudyFigure.Curve], description: LocalText, level: Double
    ) -> StudyFigure {
        let hasBand = curves.contains { !$0.band.isEmpty }
        let note = Wording.text("figure.band") { ["level": $0.decimal(100 * level, places: 0)] }
        return StudyFigure(
            name: head.name, caption: IncidenceLayout.joined(head.title, Wording.text("figure.curves")),
            description: hasBand
                ? LocalText(description.id + " " + note.id, en: description.en + " " + note.en) : description,
            xLabel: Wording.text("figure.x"), yLabel: Wording.text("figure.y"), curves: curves)
    }
}
