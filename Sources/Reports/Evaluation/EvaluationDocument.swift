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
        var sections = [reading]
        var numbering = Numbering(words)
        var tables = TableNumber(words)
        for (index, item) in result.items.enumerated() {
            sections.append(section(item, number: index + 1, &tables, &numbering))
        }
        sections.append(methods)
        var made = edition
        made.synthetic = made.synthetic || result.synthetic
        return Page(
            name: "evaluation-" + result.name, title: result.title[language], lead: words("lead"), facts: facts,
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

    private var reading: Page.Section {
        Page.Section("reading", words("reading")) {
            tag(.ul) {
                tag(.li, "", words("reading.published"))
                tag(.li, "", words("reading.recommended"))
                tag(.li, "", words("reading.warnings"))
            }
        }
    }

    private func section(
        _ item: StudyItem, number: Int, _ tables: inout TableNumber, _ numbering: inout Numbering
    ) -> Page.Section {
        let captions = tables.captions(item.tables.map { $0.caption[language] }, of: item.title[language])
        var drawings: [HTML] = []
        for (index, figure) in item.figures.enumerated() {
            let caption = numbering.figure(TableNumber.split(figure.caption[language]).rest)
            drawings.append(drawn(figure, caption: caption, id: "curve-\(number)-\(index + 1)"))
        }
        return Page.Section("item-\(number)", item.title[language]) {
            tag(.p, "quiet small", words("n", ["n": words.count(item.n), "missing": words.count(item.missing)]))
            LayerPanel(item: item, words: words).html
            for (table, caption) in zip(item.tables, captions) {
                StudyTableLayout(table: table, caption: caption, source: result.source[language], words: words).html
            }
            drawings
        }
    }

    private func drawn(_ figure: StudyFigure, caption: String, id: String) -> HTML {
        let equality = figure.curves.first { $0.role == .equality }?.name[language] ?? words("equality")
        // One order in every document, so that a role always has the same look.
        let roles: [StudyFigure.Role] = [.lorenz, .concentration, .published]
        let curves = roles.flatMap { role in figure.curves.filter { $0.role == role } }
        let drawing = ConcentrationFigure(
            caption: Caption(id: id, title: figure.caption[language], summary: figure.description[language]),
            curves: curves.map { curve in
                ConcentrationFigure.Curve(
                    label: curve.name[language],
                    points: curve.points.map { ConcentrationFigure.Point(people: $0.x, amount: $0.y) },
                    // What the publication drew has few points: they are what it printed.
                    marked: curve.role == .published)
            },
            equalityLabel: equality, peopleLabel: figure.xLabel[language], amountLabel: figure.yLabel[language],
            numbers: words.numbers)
        return HTML.figure(
            drawing, caption: caption, note: figure.description[language], dataLabel: words("data"),
            source: result.source[language])
    }

    private var methods: Page.Section {
        var seen: Set<String> = []
        let used = result.items.map(\.method).filter { seen.insert($0).inserted }
        return Page.Section("method", words("method")) {
            for method in used {
                if let text = words.known("method." + method) { tag(.p, "", text) }
            }
            let codes = result.items.flatMap(\.warnings).map(\.code)
            if codes.contains("no-comparison-group") { tag(.p, "", words("caveat.cause")) }
            if codes.contains("no-population-reference") { tag(.p, "", words("caveat.population")) }
            if result.n > 0, result.n < 100 {
                tag(
                    .p, "",
                    words(
                        "caveat.small",
                        ["n": words.count(result.n), "points": language.decimal(100 / Double(result.n), places: 1)]))
            }
        }
    }
}
