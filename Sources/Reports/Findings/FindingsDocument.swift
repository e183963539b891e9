import Charts
import Problems
import Registry

/// Puts an audit into the order of a document.
struct FindingsDocument {
    let result: AuditResult
    let sample: AuditSample?
    let sentences: FindingSentences
    let edition: Edition

    private var words: Words { sentences.words }
    private var source: String { words(edition.synthetic ? "source.synthetic" : "source.registry") }
    /// Findings of a category that the document shows.
    private static let shown = 50

    var page: Page {
        var numbering = Numbering(words)
        let totals = result.totals
        return Page(
            name: "audit", title: words("title", ["list": result.list]), lead: words("lead"),
            facts: [
                (words("fact.list"), result.list), (words("fact.programme"), result.programme ?? "–"),
                (words("fact.day"), words.day("\(result.day)")),
                (words("fact.rows"), words.count(result.rows)), ("SHA-256", result.sha256),
            ], summary: summary,
            opening: .cards([
                (words.count(totals.people), words("card.people")), (words.count(totals.lines), words("card.lines")),
                (words.count(FindingCategory.allCases.count { !result.isChecked($0) }), words("card.unchecked")),
            ]),
            sections: [categories(&numbering), reconciliation(&numbering), references(&numbering)]
                + [
                    FindingRows(result: result, sentences: sentences, shown: Self.shown, source: source)
                        .section(&numbering)
                ]
                + (sample.map { [visits($0, &numbering)] } ?? []) + [reading],
            edition: edition, words: words)
    }

    private func money(_ amount: Int64) -> String { result.knowsRupiah ? words.rupiah(amount) : "–" }

    private var summary: [String] {
        [sentences.scope(result)] + sentences.reconciliation(result.totals)
            + [sentences.unchecked(result)].compactMap(\.self) + sentences.cautions(result)
            + (result.isAnswered ? [sentences.states(result)] : [])
    }

    private func categories(_ numbering: inout Numbering) -> Page.Section {
        let rows = FindingCategory.allCases.map { category -> ReportTable.Row in
            let name = sentences.title(category) + " (" + category.code + ")"
            guard result.isChecked(category) else {
                let needs = sentences.catalogue.entry(category)?.needs(words.language) ?? ""
                return .init([name, words("not-checked", ["needs": needs]), "", "", "", ""])
            }
            let own = result.totals[category]
            return .init([
                name, sentences.definition(category), words.count(own.people), words.count(own.lines),
                money(own.rupiah), sentences.basis(category, result),
            ])
        }
        let table = ReportTable(
            caption: numbering.table(words("categories.title")),
            columns: [
                .init(words("column.category")), .init(words("column.definition"), broad: true),
                .init(words("column.people"), .number), .init(words("column.lines"), .number),
                .init(words("column.rupiah"), .number), .init(words("column.basis")),
            ], rows: rows, notes: [("", words("categories.note"))], source: source, look: .cardwise)
        return Page.Section("categories", words("section.categories")) { table.html }
    }

    private func reconciliation(_ numbering: inout Numbering) -> Page.Section {
        let totals = result.totals
        let table = ReportTable(
            caption: numbering.table(words("reconcile.title")),
            columns: [
                .init(words("column.what"), broad: true), .init(words("column.people"), .number),
                .init(words("column.lines"), .number), .init(words("column.rupiah"), .number),
            ],
            rows: [
                .init([
                    words("row.sum"), words.count(totals.peopleSummed), words.count(totals.linesSummed),
                    money(totals.rupiahSummed),
                ]),
                .init([
                    words("row.repeated"), words.count(-totals.peopleRepeated), words.count(-totals.linesRepeated),
                    money(-totals.rupiahRepeated),
                ]),
                .init(
                    [words("row.total"), words.count(totals.people), words.count(totals.lines), money(totals.rupiah)],
                    .total),
            ], source: source)
        let numbers = ReportTable(
            caption: numbering.table(words("by-number.title")),
            columns: [.init(words("column.number"), .middle), .init(words("column.people"), .number)],
            rows: totals.byNumber.enumerated().map { .init([words.count($0.offset + 1), words.count($0.element)]) }
                + [.init([words("row.total"), words.count(totals.people)], .total)],
            source: source, look: .narrow)
        return Page.Section("reconcile", words("section.reconcile")) {
            tag(.p, "", words("reconcile.text"))
            table.html
            if !totals.byNumber.isEmpty { numbers.html }
        }
    }

    private func references(_ numbering: inout Numbering) -> Page.Section {
        let table = ReportTable(
            caption: numbering.table(words("references.title")),
            columns: [
                .init(words("column.role")), .init(words("column.list")), .init(words("column.as-of")),
                .init(words("column.rows"), .number), .init(words("column.matched"), .number),
                .init(words("column.unusable"), .number), .init("SHA-256", .code),
            ],
            rows: result.references.map {
                .init([
                    $0.kind.rawValue, $0.name, $0.asOf.map { words.day("\($0)") } ?? "–", words.count($0.rows),
                    words.count($0.matched), words.count($0.unusable), String($0.sha256.prefix(16)) + "…",
                ])
            }, source: source)
        return Page.Section("references", words("section.references")) {
            tag(.p, "", words("references.text"))
            if !result.references.isEmpty { table.html }
        }
    }

    private func visits(_ sample: AuditSample, _ numbering: inout Numbering) -> Page.Section {
        let strata = ReportTable(
            caption: numbering.table(words("strata.title")),
            columns: [
                .init(words("column.stratum"), broad: true), .init(words("column.people"), .number),
                .init(words("column.drawn"), .number), .init(words("column.weight"), .number),
            ],
            rows: sample.strata.map {
                .init([
                    sentences.title($0.category), words.count($0.people), words.count($0.drawn),
                    words.numbers.decimal($0.weight, 2),
                ])
            }, source: source)
        return Page.Section("visits", words("section.visits")) {
            tag(.p, "", sentences.design(sample))
            strata.html
        }
    }

    private var reading: Page.Section {
        Page.Section("reading", words("section.reading")) {
            tag(.ul) {
                for key in ["reading.claim", "reading.once", "reading.unchecked", "reading.version", "reading.answer"] {
                    tag(.li, "", words(key))
                }
            }
        }
    }
}
