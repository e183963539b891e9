import Charts
import Problems
import Registry

/// Puts the lists of one file into the order of a document.
struct ListsInFileDocument {
    let found: ListsInFile
    let words: Words
    let edition: Edition

    var page: Page {
        var numbering = Numbering(words)
        let table = lists(&numbering)
        return Page(
            name: "lists-in-file", title: words("in-file.title"), lead: words("in-file.lead"),
            facts: [(words("fact.lists"), words.count(found.lists.count))], summary: summary, opening: cards,
            sections: [
                Page.Section("lists", words("section.lists")) { table },
                matrix(&numbering),
                Page.Section("reading", words("section.reading")) {
                    tag(.ul) {
                        for key in ["reading.overlap", "in-file.reading.number", "reading.decide"] {
                            tag(.li, "", words(key))
                        }
                    }
                },
            ], edition: edition, words: words)
    }

    private var source: String { words(edition.synthetic ? "source.synthetic" : "source.registry") }

    /// The wording of a key, of cards where these are what is counted.
    private func said(_ key: String) -> String { found.countsCards ? key + ".cards" : key }

    private var counted: Int { found.lists.reduce(0) { $0 + $1.counted } }

    private var summary: [String] {
        [
            words(
                said("summary.people"),
                [
                    "people": words.count(found.people), "lists": words.count(found.lists.count),
                    "several": words.count(found.peopleOnSeveral),
                    "share": words.percent(found.peopleOnSeveral, of: found.people),
                ]),
            words(
                "in-file.summary.rows",
                [
                    "rows": words.count(found.rows), "counted": words.count(counted),
                    "refused": words.count(found.rows - counted - found.withoutList),
                    "without": words.count(found.withoutList),
                ]),
        ]
    }

    private var cards: HTML {
        .cards([
            (words.count(found.people), words(said("card.people"))),
            (words.count(found.peopleOnSeveral), words("card.several")),
            (words.count(found.rows), words("in-file.card.rows")),
            (words.count(found.rows - counted), words("in-file.card.refused")),
        ])
    }

    private func lists(_ numbering: inout Numbering) -> HTML {
        let counts = ["column.rows", "in-file.counted", said("column.people")]
        let reasons = ["missing", "placeholder", "length", "unreadable"].map { "in-file.refused." + $0 }
        let columns =
            [ReportTable.Column(words("column.list"))]
            + (counts + reasons).map { ReportTable.Column(words($0), .number) }
        return ReportTable(
            caption: numbering.table(words("in-file.lists.title")), columns: columns,
            rows: found.lists.map { list in
                let refused = list.refused
                let counts = [
                    list.rows, list.counted, list.people, refused.missing, refused.placeholder, refused.length,
                    refused.unreadable,
                ]
                return ReportTable.Row([list.name] + counts.map { words.count($0) })
            }, notes: [("", words(said("in-file.lists.note")))], source: source, look: .cardwise
        ).html
    }

    private func matrix(_ numbering: inout Numbering) -> Page.Section {
        let names = found.lists.map(\.name)
        let cells = found.matrix.enumerated().map { row, counts in
            counts.enumerated().map { column, count in
                MatrixFigure.Cell(value: row == column ? nil : Double(count), text: words.count(count))
            }
        }
        let figure = MatrixFigure(
            caption: Caption(
                id: "matrix", title: words("matrix.title"), summary: words(said("in-file.matrix.summary"))),
            rows: names, columns: names, cells: cells, corner: words("column.list"))
        let caption = numbering.figure(words("matrix.title"))
        return Page.Section("matrix", words("in-file.section.matrix")) {
            tag(.p, "", words(said("in-file.matrix.text")))
            HTML.figure(figure, caption: caption, dataLabel: words("data"), source: source)
        }
    }
}
