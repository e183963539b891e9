import Charts
import Linkage

/// A pair's weight taken apart as a picture.
struct LinkageWaterfall {
    let frame: LinkageFrame

    /// Parts smaller than this, in bits, are not shown where they are corrections.
    private static let least = 0.05

    func figure(_ explanation: PairExplanation, id: String, title: String) -> WaterfallFigure {
        let words = frame.words
        func step(_ label: String, _ value: Double) -> WaterfallFigure.Step {
            .init(label: label, value: value, text: frame.bits(value))
        }
        var steps = [step(words("waterfall.prior"), explanation.prior)]
        steps += explanation.parts.map { part in
            step(frame.comparison(part.comparison) + ": " + frame.level(part.level), part.weight)
        }
        if abs(explanation.frequency) >= Self.least {
            steps.append(step(words("waterfall.frequency"), explanation.frequency))
        }
        if abs(explanation.household) >= Self.least {
            steps.append(step(words("waterfall.household"), explanation.household))
        }
        return WaterfallFigure(
            caption: Caption(id: id, title: title, summary: words("waterfall.summary")), steps: steps,
            total: (words("waterfall.total"), frame.bits(explanation.weight)),
            classes: (words("waterfall.raises"), words("waterfall.lowers"), words("waterfall.total")),
            reference: frame.reference, header: (words("waterfall.part"), words("waterfall.bits")),
            tick: frame.numbers.decimal)
    }
}
