import Charts
import Foundation
import Linkage
import Problems

/// What each comparison says: how often its levels are met among pairs of one person and of others.
struct LinkageLevels {
    let frame: LinkageFrame

    private var words: Words { frame.words }

    func section(_ numbering: inout Numbering) -> Page.Section {
        guard let parameters = frame.result.model.parameters else {
            return Page.Section("levels", words("section.levels")) { tag(.p, "", words("training.none")) }
        }
        let hasHome = frame.result.model.household != nil && parameters.household > 0
        var figures: [HTML] = []
        let range = Self.range(parameters, hasHome)
        for (place, levels) in zip(frame.result.model.comparisons, parameters.comparisons).enumerated()
        where !isUnknown(levels.0) {
            figures.append(figure(place, levels.0, levels.1, hasHome, range, &numbering))
        }
        return Page.Section("levels", words("section.levels")) {
            tag(.p, "", words("levels.text"))
            tag(.p, "", prior(parameters, hasHome))
            figures
            tag(.p, "small", words("levels.note"))
        }
    }

    /// Whether no list has any of the fields, so that nothing was learned of the comparison.
    private func isUnknown(_ comparison: Comparison) -> Bool {
        let fields = comparison.levels.flatMap { $0.when.joined().map(\.key.field) }
        return fields.allSatisfy(frame.run.missing.contains)
    }

    private func prior(_ parameters: ModelParameters, _ hasHome: Bool) -> String {
        var sentence = words("levels.prior", ["match": frame.chance(parameters.match)])
        if hasHome { sentence += " " + words("levels.home", ["home": frame.chance(parameters.household)]) }
        return sentence
    }

    /// One axis for all comparisons, so that they can be held against each other.
    private static func range(_ parameters: ModelParameters, _ hasHome: Bool) -> ClosedRange<Double> {
        let values = parameters.comparisons.flatMap { $0.m + $0.u + (hasHome ? $0.h : []) }.filter { $0 > 0 }
        return max(1e-10, min(0.1, values.min() ?? 0.1))...1
    }

    private func figure(
        _ place: Int, _ comparison: Comparison, _ levels: ModelParameters.Levels, _ hasHome: Bool,
        _ range: ClosedRange<Double>, _ numbering: inout Numbering
    ) -> HTML {
        let rows = levels.m.indices.compactMap { level -> DotFigure.Row? in
            // A level that says nothing has no chance of being met to compare.
            if comparison.levels.indices.contains(level), comparison.levels[level].isNeutral { return nil }
            let values = [levels.m[level], levels.u[level]] + (hasHome ? [levels.h[level]] : [])
            return DotFigure.Row(
                label: frame.level(comparison.label(level)), values: values, texts: values.map(frame.chance),
                note: frame.bits(log2(max(levels.m[level], 1e-12) / max(levels.u[level], 1e-12))))
        }
        let name = frame.comparison(comparison.name)
        let title = words("levels.title", ["comparison": name])
        let figure = DotFigure(
            caption: Caption(id: "levels-\(place)", title: title, summary: words("levels.summary")), rows: rows,
            series: [words("levels.m"), words("levels.u")] + (hasHome ? [words("levels.h")] : []),
            isLogarithmic: true, range: range, header: (words("levels.level"), words("levels.weight")),
            tick: { value, _ in Self.power(value) })
        return HTML.figure(
            figure, caption: numbering.figure(title), note: comparison.isShared ? words("levels.shared") : nil,
            dataLabel: frame.data, source: frame.source)
    }

    /// A power of ten as it is written by hand.
    private static func power(_ value: Double) -> String {
        let exponent = Int(log10(value).rounded())
        guard exponent != 0 else { return "1" }
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        let raised = String(exponent.magnitude).compactMap { $0.wholeNumberValue.map { String(digits[$0]) } }.joined()
        return "10" + (exponent < 0 ? "⁻" : "") + raised
    }
}
