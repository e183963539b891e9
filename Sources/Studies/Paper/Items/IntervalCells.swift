import Evaluation
import Problems

/// One printed confidence interval.
struct IntervalCells {
    enum Kind: String, CaseIterable {
        /// Symmetric about its estimate.
        case mean
        /// Between 0 and 1, or 0 and 100; no symmetry is expected.
        case proportion, percent
        /// Symmetric about its estimate in logarithms: odds, risk and rate ratios.
        case ratio
    }

    let head: PaperHead
    let label: String
    let kind: Kind
    let level: Double
    let estimate: PaperCell?
    let lower: PaperCell
    let upper: PaperCell
    let error: PaperCell?
    let degrees: Double?

    private var places: (lower: PaperPlace, upper: PaperPlace) {
        (head.place(label, "lower", lower), head.place(label, "upper", upper))
    }

    func audit(_ ledger: inout PaperLedger) {
        let printed = lower.text + " – " + upper.text
        guard lower.value <= upper.value else {
            ledger.flag("paper.interval-reversed", .impossible, places.lower, printed: printed)
            return ledger.unchecked(places.upper)
        }
        judgeRange(&ledger)
        guard let estimate else { return }
        let low = lower.number.rounded.lowerBound
        let high = upper.number.rounded.upperBound
        let place = head.place(label, "estimate", estimate)
        guard (low...high).overlaps(estimate.number.rounded) else {
            return ledger.flag(
                "paper.estimate-outside-interval", .contradicts, place, printed: estimate.text,
                ["interval": LocalText(printed)])
        }
        ledger.right(place)
        ledger.right(places.lower)
        ledger.right(places.upper)
        judgeSymmetry(estimate, printed, &ledger)
        judgeWidth(printed, &ledger)
    }

    private func judgeRange(_ ledger: inout PaperLedger) {
        let most: Double? =
            switch kind {
            case .mean: nil
            case .proportion: 1
            case .percent: 100
            case .ratio: .infinity
            }
        guard let most else { return }
        for (cell, place) in [(lower, places.lower), (upper, places.upper)]
        where cell.value < 0 || cell.value > most {
            ledger.flag(
                "paper.outside-range", .impossible, place, printed: cell.text,
                ["range": LocalText(most.isFinite ? "0 … " + PaperText.plain(most, places: 0) : "0 … ∞")])
        }
    }

    private func judgeSymmetry(_ estimate: PaperCell, _ printed: String, _ ledger: inout PaperLedger) {
        let centre: ClosedRange<Double>
        switch kind {
        case .mean:
            centre = middle(lower.number.roundedOrCut, upper.number.roundedOrCut) { ($0 + $1) / 2 }
        case .ratio:
            guard lower.number.rounded.lowerBound > 0 else { return }
            centre = middle(lower.number.roundedOrCut, upper.number.roundedOrCut) {
                (max(0, $0) * max(0, $1)).squareRoot()
            }
        case .proportion, .percent: return
        }
        guard !centre.overlaps(estimate.number.roundedOrCut) else { return }
        let places = estimate.number.places
        ledger.flag(
            "paper.interval-not-symmetric", .contradicts, head.place(label), printed: printed,
            possible: [estimate.like((centre.lowerBound + centre.upperBound) / 2, places: places)],
            ["estimate": LocalText(estimate.text), "centre": PaperText.range(centre, places: places + 1)])
    }

    /// The half width is the critical value times the standard error: Student's where degrees are given, else the
    /// normal one or, for small unknown degrees, anything above it.
    private func judgeWidth(_ printed: String, _ ledger: inout PaperLedger) {
        guard kind == .mean, let error, error.number.units > 0 else { return }
        let place = head.place(label, "se", error)
        let low = (upper.number.roundedOrCut.lowerBound - lower.number.roundedOrCut.upperBound) / 2
        let high = (upper.number.roundedOrCut.upperBound - lower.number.roundedOrCut.lowerBound) / 2
        let normal = CriticalValue.twoSided(level, degrees: .infinity)
        let own = degrees.map { CriticalValue.twoSided(level, degrees: $0) }
        let span = error.number.roundedOrCut
        let widths = max(0, span.lowerBound) * normal...span.upperBound * (own ?? .greatestFiniteMagnitude)
        ledger.judge(
            widths.overlaps(max(0, low)...max(0, high)), "paper.interval-width-differs", .contradicts, place,
            printed: printed, possible: [],
            [
                "se": LocalText(error.text),
                "half": PaperText.number((own ?? normal) * error.value, places: error.number.places + 1),
            ])
    }

    private func middle(
        _ low: ClosedRange<Double>, _ high: ClosedRange<Double>, _ join: (Double, Double) -> Double
    ) -> ClosedRange<Double> {
        let (a, b) = (join(low.lowerBound, high.lowerBound), join(low.upperBound, high.upperBound))
        return min(a, b)...max(a, b)
    }
}
