import Indonesia
import Problems
import Registry
import Reports

/// An audit for a terminal.
struct AuditText {
    private let result: AuditResult
    private let sample: AuditSample?
    private let sentences: FindingSentences
    private let console: Console

    init(_ result: AuditResult, _ sample: AuditSample?, _ sentences: FindingSentences, _ console: Console) {
        self.result = result
        self.sample = sample
        self.sentences = sentences
        self.console = console
    }

    private var language: Language { console.language }

    var text: String {
        var text = sentences.scope(result) + "\n\n" + references + totals + "\n"
        text +=
            (sentences.reconciliation(result.totals) + [sentences.unchecked(result)].compactMap(\.self)
            + sentences.cautions(result)).joined(separator: "\n") + "\n"
        if result.isAnswered { text += "\n" + sentences.states(result) + "\n" }
        if let sample { text += "\n" + sentences.design(sample) + "\n" + strata(sample) }
        return text
    }

    private var references: String {
        guard !result.references.isEmpty else { return "" }
        var grid = TextGrid(
            ["kind", "list", "as-of", "rows", "matched", "sha256"].map { console.say("audit.column." + $0) },
            numeric: [3, 4])
        for reference in result.references {
            grid.add([
                reference.kind.rawValue, reference.name, reference.asOf?.description ?? "–",
                language.integer(reference.rows), language.integer(reference.matched),
                String(reference.sha256.prefix(12)),
            ])
        }
        return grid.text + "\n"
    }

    private var totals: String {
        let totals = result.totals
        var grid = TextGrid(
            ["category", "title", "people", "lines", "rupiah", "basis"].map { console.say("audit.column." + $0) },
            numeric: [2, 3, 4])
        for category in FindingCategory.allCases {
            let own = totals[category]
            guard result.isChecked(category) else {
                grid.add([category.code, sentences.title(category), console.say("audit.not-checked"), "", "", ""])
                continue
            }
            grid.add([
                category.code, sentences.title(category), language.integer(own.people), language.integer(own.lines),
                rupiah(own.rupiah), result.basis(category)?.text ?? console.say("audit.no-basis"),
            ])
        }
        func row(_ key: String, _ people: Int, _ lines: Int, _ amount: Int64) {
            grid.add(["", console.say(key), language.integer(people), language.integer(lines), rupiah(amount), ""])
        }
        row("audit.sum", totals.peopleSummed, totals.linesSummed, totals.rupiahSummed)
        row("audit.repeated", -totals.peopleRepeated, -totals.linesRepeated, -totals.rupiahRepeated)
        row("audit.total", totals.people, totals.lines, totals.rupiah)
        return grid.text
    }

    private func rupiah(_ amount: Int64) -> String { result.knowsRupiah ? language.rupiah(amount) : "–" }

    private func strata(_ sample: AuditSample) -> String {
        var grid = TextGrid(
            ["category", "people", "drawn", "weight"].map { console.say("audit.column." + $0) }, numeric: [1, 2, 3])
        for stratum in sample.strata {
            grid.add([
                stratum.category.code, language.integer(stratum.people), language.integer(stratum.drawn),
                language.decimal(stratum.weight, places: 2),
            ])
        }
        return grid.text
    }
}
