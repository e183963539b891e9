import Charts
import Problems
import Studies

/// Puts a study's result into the order of a document.
struct EvaluationDocument {
    let result: StudyResult
    let words: Words
    let edition: Edition

    private var language: Language { words.language }

    func page() throws(Problem) -> Page {
        var sections = [asked, bearing, reading].compactMap { $0 }
        var numbering = Numbering(words)
        var tables = TableNumber(words)
        for (index, item) in result.items.enumerated() {
            sections.append(section(item, number: index + 1, &tables, &numbering))
        }
        let formulas = tables.captions([words("formulas")], of: "")
        sections.append(EvaluationAppendix(result: result, words: words, caption: formulas[0]).section)
        var made = edition
        made.synthetic = made.synthetic || result.synthetic
        return Page(
            name: "evaluation-" + result.name, title: result.title[language],
            lead: words(result.isReview ? "lead" : "lead.own"), facts: facts,
            summary: EvaluationSummary(result: result, words: words).sentences, sections: sections, edition: made,
            words: words)
    }

    private var facts: [(String, String)] {
        var facts: [(String, String)] = []
        if !result.publication.isEmpty { facts.append((words("fact.publication"), result.publication[language])) }
        facts.append((words("fact.sample"), result.sample[language]))
        facts.append((words("fact.rows"), words.count(result.n)))
        return facts
    }

    /// What was asked; nil where the study does not say.
    private var asked: Page.Section? {
        let asked = result.items.filter { !$0.question.isEmpty }
        guard !result.question.isEmpty || !asked.isEmpty else { return nil }
        return Page.Section("asked", words("asked")) {
            if !result.question.isEmpty { tag(.p, "", result.question[language]) }
            if !asked.isEmpty {
                tag(.ul) {
                    for item in asked {
                        tag(.li) {
                            item.question[language] + " "
                            HTML.element(.a, [.anchor(anchor(item))], .text(item.title[language]))
                        }
                    }
                }
            }
        }
    }

    private var bearing: Page.Section? {
        guard !result.bearing.isEmpty else { return nil }
        return Page.Section("bearing", words("bearing")) {
            tag(.ul) { for sentence in result.bearing { tag(.li, "", words.tight(sentence[language])) } }
        }
    }

    private var reading: Page.Section? {
        guard result.isReview else { return nil }
        return Page.Section("reading", words("reading")) {
            tag(.ul) {
                tag(.li, "", words("reading.published"))
                tag(.li, "", words("reading.recommended"))
                tag(.li, "", words("reading.warnings"))
            }
        }
    }

    private func anchor(_ item: StudyItem) -> String {
        "item-\((result.items.firstIndex { $0.name == item.name } ?? 0) + 1)"
    }

    private func section(
        _ item: StudyItem, number: Int, _ tables: inout TableNumber, _ numbering: inout Numbering
    ) -> Page.Section {
        let captions = tables.captions(item.tables.map { $0.caption[language] }, of: item.title[language])
        let figures = EvaluationFigures(result: result, words: words)
        var drawings: [HTML] = []
        for (index, drawing) in figures.drawings(item, number: number).enumerated() {
            let title = drawing.caption.title
            drawings.append(
                .figure(
                    drawing, caption: numbering.figure(TableNumber.split(title).rest), note: drawing.caption.summary,
                    dataLabel: index < item.figures.count ? words("data") : nil, source: result.source[language]))
        }
        return Page.Section("item-\(number)", item.title[language]) {
            if !item.question.isEmpty { tag(.p, "lead", item.question[language]) }
            if item.evidence?.used != 0 { tag(.p, "quiet small", rests(item)) }
            LayerPanel(item: item, words: words, isReview: result.isReview).html
            for (table, caption) in zip(item.tables, captions) {
                StudyTableLayout(table: table, caption: caption, source: result.source[language], words: words).html
            }
            drawings
        }
    }

    /// What the section's figures rest on, in one line.
    private func rests(_ item: StudyItem) -> String {
        guard let evidence = item.evidence else {
            return words("n", ["n": words.count(item.n), "missing": words.count(item.missing)])
        }
        var parts = [
            words("rests.rows", ["n": words.count(evidence.used), "dropped": words.count(evidence.dropped)]),
            words("rests.population", ["population": evidence.population[language]]),
        ]
        if !evidence.rank.isEmpty { parts.append(words("rests.rank", ["rank": evidence.rank[language]])) }
        parts.append(words("rests.weight", ["weight": evidence.weight[language]]))
        parts.append(words("rests.error", ["error": evidence.errorText[language]]))
        return parts.joined(separator: " · ")
    }
}
