import Charts
import Linkage
import Problems
import Registry

/// What the sections of a report on linking share: the run, its wording, and how weights and probabilities are written.
struct LinkageFrame {
    let run: LinkageRun
    let words: Words
    let edition: Edition

    var result: LinkageResult { run.result }
    var source: String { words(edition.synthetic ? "source.synthetic" : "source.linkage") }
    var data: String { words("data") }

    /// The threshold as a weight.
    var bound: Double { MatchWeight.weight(min(max(run.threshold, 1e-9), 1 - 1e-12)) }

    /// The threshold as figures mark it.
    var reference: (value: Double, label: String) { (bound, words("threshold", ["threshold": threshold])) }

    var threshold: String { words.language.decimal(run.threshold, places: run.threshold > 0.99 ? 4 : 2) }

    /// A weight with its sign.
    func bits(_ weight: Double) -> String {
        guard weight.isFinite else { return "–" }
        let text = words.language.decimal(weight.magnitude, places: 1)
        guard text.contains(where: { $0.isNumber && $0 != "0" }) else { return "0" }
        return (weight < 0 ? "−" : "+") + text
    }

    /// Numbers below zero with the sign that is as wide as a plus.
    var numbers: NumberStyle {
        var numbers = words.numbers
        let plain = numbers.decimal
        numbers.decimal = { value, places in (value < 0 ? "−" : "") + plain(value.magnitude, places) }
        return numbers
    }

    /// A probability of a pair: nothing is shown as certain that is not.
    func percent(_ probability: Double) -> String {
        let share = probability * 100
        let text = share > 99.9 ? "> " + decimal(99.9) : share < 0.1 ? "< " + decimal(0.1) : decimal(share)
        return words.tight(text + " %")
    }

    /// How often something is met, also where that is rarely.
    func chance(_ probability: Double) -> String {
        guard probability > 0 else { return "0" }
        if probability >= 0.001 { return words.tight(words.language.decimal(probability * 100, places: 1) + " %") }
        return "1 : " + words.count(Int((1 / max(probability, 1e-12)).rounded()))
    }

    private func decimal(_ value: Double) -> String { words.language.decimal(value, places: 1) }

    func comparison(_ name: String) -> String { LinkageWords.comparison(name, in: words.language) }
    func level(_ label: String) -> String { LinkageWords.level(label, in: words.language) }

    /// An id as the report shows it: a long number may be somebody's identity number.
    func id(_ id: String) -> String { id.replacing(/[0-9]{9,}/) { Masked.number(String($0.output)) } }
}
