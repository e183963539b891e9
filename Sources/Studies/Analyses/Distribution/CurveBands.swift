import Evaluation
import Problems

/// Curves with the band that holds the whole curve at once.
enum CurveBands {
    /// Interior shares at which a band is computed.
    static let points = 19

    /// A curve from (0, 0) to (1, 1), with the band that holds the whole of it with probability 1 − `alpha`.
    static func curve(
        _ role: StudyFigure.Role, _ name: LocalText, _ curve: CurveBand, alpha: Double?
    ) -> StudyFigure.Curve {
        let interior = zip(curve.shares, curve.heights).map { StudyFigure.Point($0, $1) }
        var drawn = StudyFigure.Curve(role: role, name: name, points: [.init(0, 0)] + interior + [.init(1, 1)])
        if let alpha {
            drawn.band = zip(curve.shares, curve.simultaneous(alpha: alpha)).map { share, limits in
                StudyFigure.Band(x: share, low: limits.lower, high: limits.upper)
            }
        }
        return drawn
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
