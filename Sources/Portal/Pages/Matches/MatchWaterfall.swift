import Charts
import Problems
import Registry
import Store

/// The weight of a candidate taken apart as a picture, for those who have decided or may see it.
enum MatchWaterfall {
    static func figure(
        _ candidate: CandidateRecord, _ rest: MatchPairView.Rest?, _ words: Words
    ) -> WaterfallFigure {
        let language = words.language
        func signed(_ value: Double) -> String {
            let text = language.decimal(value.magnitude, places: 1)
            guard text.contains(where: { $0.isNumber && $0 != "0" }) else { return "0" }
            return (value < 0 ? "−" : "+") + text
        }
        func step(_ label: String, _ thousandths: Int) -> WaterfallFigure.Step {
            let bits = Double(thousandths) / 1000
            return .init(label: label, value: bits, text: signed(bits))
        }
        let parts = candidate.comparisons
        // What no comparison says: how rare it is that two records are one person, how rare the values are that agree,
        // and whether two people of one household are as likely; together where the search's model is not to be read.
        let others =
            rest.map {
                [
                    step(words("match.waterfall.rarity"), $0.rarity),
                    step(words("match.waterfall.household"), $0.household),
                ]
            } ?? []
        let told = parts.reduce(0) { $0 + $1.weight }
        let start =
            rest.map { step(words("match.waterfall.start"), $0.start) }
            ?? step(words("match.waterfall.rest"), candidate.weight - told)
        return WaterfallFigure(
            caption: Caption(
                id: "pair-weight", title: words("match.waterfall.title"), summary: words("match.waterfall.summary")),
            steps: [start] + parts.map { step($0.name(in: language) + ": " + $0.label(in: language), $0.weight) }
                + others,
            total: (words("match.waterfall.total"), signed(Double(candidate.weight) / 1000)),
            classes: (
                words("match.waterfall.raises"), words("match.waterfall.lowers"), words("match.waterfall.total")
            ), header: (words("match.waterfall.part"), words("match.weight.adds")),
            tick: { value, places in
                value == 0 ? "0" : (value < 0 ? "−" : "") + language.decimal(value.magnitude, places: places)
            })
    }
}
