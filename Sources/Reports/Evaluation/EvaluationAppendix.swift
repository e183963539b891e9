import Problems
import Studies

/// The appendix: each method with its formula and source, what limits the whole, and how to make the report again.
struct EvaluationAppendix {
    let result: StudyResult
    let words: Words
    /// The number and name of the table of formulas.
    let caption: String

    private var language: Language { words.language }

    var section: Page.Section {
        var seen: Set<String> = []
        let used = result.items.map(\.method).filter { seen.insert($0).inserted }
        return Page.Section("method", words("method")) {
            for method in used {
                if let text = words.known("method." + method) { tag(.p, "", text) }
            }
            let formulas = used.compactMap(formula)
            if !formulas.isEmpty {
                ReportTable(
                    caption: caption,
                    columns: [
                        .init(words("column.method")), .init(words("column.formula"), broad: true),
                        .init(words("column.source"), broad: true),
                    ], rows: formulas, look: .cardwise
                ).html
            }
            for caveat in caveats { tag(.p, "", caveat) }
            tag(.h3, "", words("reproduce"))
            tag(.p, "", words("reproduce.how", ["data": result.dataFile]))
            tag(.p) { tag(.code, "", command) }
        }
    }

    private var command: String {
        "gapura evaluate \(result.file) --out \(result.name) --lang \(language.rawValue)"
    }

    private func formula(_ method: String) -> ReportTable.Row? {
        guard let formula = words.known("formula." + method) else { return nil }
        let name = result.items.first { $0.method == method }?.methodName[language] ?? method
        return ReportTable.Row([name, formula, words.known("source." + method) ?? ""])
    }

    private var caveats: [String] {
        var out: [String] = []
        let codes = result.items.flatMap(\.warnings).map(\.code)
        if !Set(codes).isDisjoint(with: ["before-after-without-comparison", "no-comparison-group"]) {
            let isCompared = result.items.contains { $0.method == "difference-in-differences" && $0.refusal == nil }
            out.append(words(isCompared ? "caveat.cause.some" : "caveat.cause"))
        }
        if codes.contains("no-population-reference") { out.append(words("caveat.population")) }
        if result.n > 0, result.n < 100 {
            let points = language.decimal(100 / Double(result.n), places: 1)
            out.append(
                words(
                    "caveat.small",
                    [
                        "n": words.count(result.n), "points": points,
                        "unit": words.plural("unit." + result.rowUnit.rawValue, result.n),
                    ]))
        }
        return out
    }
}
