import Charts
import Problems
import Registry

/// Puts overlaps into the order of a document.
struct OverlapDocument {
    let result: OverlapResult
    let words: Words
    let edition: Edition

    var page: Page {
        var numbering = Numbering(words)
        let tables = OverlapTables(result: result, words: words, source: source)
        let sections =
            [
                lists(tables.lists(&numbering)), together(&numbering), matrix(&numbering),
            ] + identities(tables, &numbering) + [
                Page.Section("pairs", words("section.pairs")) {
                    tag(.p, "", words("pairs.text"))
                    tables.pairs(&numbering)
                },
                Page.Section("complements", words("section.complements")) {
                    tag(.p, "", words("complements.text"))
                    result.complements.isEmpty ? tag(.p, "", words("complements.none")) : tables.complements(&numbering)
                }, cases(&numbering), reading(tables.verdicts(&numbering)),
            ]
        return Page(
            name: "overlap", title: words("title"), lead: words("lead"), facts: facts, summary: summary, opening: cards,
            sections: sections, edition: edition, words: words)
    }

    private var source: String { words(edition.synthetic ? "source.synthetic" : "source.registry") }

    private var facts: [(String, String)] {
        let dates = result.lists.compactMap(\.referenceDate).sorted()
        var facts = [(words("fact.lists"), words.count(result.lists.count))]
        if let first = dates.first, let last = dates.last {
            facts.append(
                (
                    words("fact.as-of"),
                    first == last
                        ? words.day(first) : words("range", ["from": words.day(first), "to": words.day(last)])
                ))
        }
        return facts
    }

    /// Cases of a verdict: a person counts once in each pair.
    private func cases(_ verdicts: Set<Verdict>) -> (people: Int, families: Int, amount: Int64) {
        var sum: (people: Int, families: Int, amount: Int64) = (0, 0, 0)
        for finding in result.findings where verdicts.contains(finding.verdict) {
            if finding.unit == .person { sum.people += finding.people } else { sum.families += finding.families }
            sum.amount.addRupiah(finding.amount)
        }
        return sum
    }

    private var summary: [String] {
        let several = result.peopleOnSeveral
        var sentences = [
            words(
                "summary.people",
                [
                    "people": words.count(result.people), "lists": words.count(result.lists.count),
                    "several": words.count(several), "share": words.percent(several, of: result.people),
                ])
        ]
        let forbidden = cases([.forbidden])
        sentences.append(
            forbidden.people + forbidden.families == 0
                ? words("summary.forbidden.none")
                : words(
                    "summary.forbidden",
                    [
                        "people": words.count(forbidden.people), "families": words.count(forbidden.families),
                        "amount": words.rupiah(forbidden.amount),
                    ]))
        let look = cases([.conditional, .review, .wasteful])
        if look.people + look.families > 0 {
            sentences.append(
                words(
                    "summary.look", ["people": words.count(look.people), "families": words.count(look.families)]))
        }
        let fine = cases([.allowed, .normal, .encouraged])
        if fine.people + fine.families > 0 {
            sentences.append(words("summary.fine", ["people": words.count(fine.people)]))
        }
        let open = cases([.unregulated])
        if open.people + open.families > 0 {
            sentences.append(
                words(
                    "summary.unregulated",
                    ["people": words.count(open.people), "families": words.count(open.families)]))
        }
        if let most = result.complements.max(by: { $0.people < $1.people }) {
            sentences.append(
                words(
                    "summary.complement",
                    [
                        "people": words.count(most.people), "served": result.lists[most.servedBy].title,
                        "other": result.lists[most.notOn].title,
                    ]))
        }
        return sentences
    }

    private var cards: HTML {
        let forbidden = cases([.forbidden])
        return .cards([
            (words.count(result.people), words("card.people")),
            (words.count(result.peopleOnSeveral), words("card.several")),
            (words.count(forbidden.people + forbidden.families), words("card.forbidden")),
            (words.count(cases([.review, .conditional]).people), words("card.review")),
            (words.count(cases([.unregulated]).people), words("card.unregulated")),
        ])
    }

    private func lists(_ table: HTML) -> Page.Section {
        Page.Section("lists", words("section.lists")) { table }
    }

    /// Combinations drawn at most; the rest stands in the text.
    private static let drawn = 18

    private func together(_ numbering: inout Numbering) -> Page.Section {
        let several = result.combinations.filter { $0.lists.count > 1 }
        let alone = result.combinations.filter { $0.lists.count == 1 }.map(\.people).reduce(0, +)
        let shown = several.prefix(Self.drawn)
        let rest = several.dropFirst(Self.drawn).map(\.people).reduce(0, +)
        let figure = UpSetFigure(
            caption: Caption(id: "upset", title: words("upset.title"), summary: words("upset.summary")),
            groups: result.lists.map { UpSetFigure.Group(name: $0.title, size: $0.people) },
            combinations: shown.map {
                UpSetFigure.Combination(
                    members: Set($0.lists), count: $0.people, series: $0.lists.count > 2 ? 1 : 0)
            }, classes: shown.isEmpty ? [] : [(0, words("upset.two")), (1, words("upset.more"))],
            sizeLabel: words("upset.size"), countLabel: words("upset.count"), numbers: words.numbers)
        let caption = numbering.figure(words("upset.title"))
        let note =
            words("upset.alone", ["people": words.count(alone)])
            + (rest > 0 ? " " + words("upset.rest", ["people": words.count(rest)]) : "")
        return Page.Section("together", words("section.together")) {
            tag(.p, "", words("upset.text"))
            HTML.figure(figure, caption: caption, note: note, dataLabel: words("data"), source: source)
        }
    }

    private func matrix(_ numbering: inout Numbering) -> Page.Section {
        let titles = result.lists.map(\.title)
        let cells = result.lists.indices.map { row in
            result.lists.indices.map { column in cell(row, column) }
        }
        let figure = MatrixFigure(
            caption: Caption(id: "matrix", title: words("matrix.title"), summary: words("matrix.summary")),
            rows: titles, columns: titles, cells: cells, corner: words("column.list"))
        let caption = numbering.figure(words("matrix.title"))
        return Page.Section("matrix", words("section.matrix")) {
            tag(.p, "", words("matrix.text"))
            HTML.figure(figure, caption: caption, dataLabel: words("data"), source: source)
        }
    }

    private func cell(_ row: Int, _ column: Int) -> MatrixFigure.Cell {
        let count = result.matrix.indices.contains(row) ? result.matrix[row][column] : 0
        if row == column { return MatrixFigure.Cell(value: nil, text: words.count(count)) }
        let findings = result.findings.filter {
            $0.unit == .person && ($0.a, $0.b) == (min(row, column), max(row, column))
        }
        // The gravest verdict comes first in the order of cases; it decides how the pair is to be looked at.
        let gravest = Verdict.allCases.first { verdict in findings.contains { $0.verdict == verdict } }
        let note = gravest.map { verdict in
            let people = findings.filter { $0.verdict == verdict }.map(\.people).reduce(0, +)
            let name = words("verdict.\(verdict.rawValue)")
            return people == count ? name : words("matrix.part", ["verdict": name, "people": words.count(people)])
        }
        return MatrixFigure.Cell(value: Double(count), text: words.count(count), note: note ?? "")
    }

    private func cases(_ numbering: inout Numbering) -> Page.Section {
        let table = OverlapCases(result: result, words: words, source: source).html(&numbering)
        return Page.Section("cases", words("section.cases")) {
            tag(.p, "", words("cases.text"))
            table
        }
    }

    private func reading(_ verdicts: HTML) -> Page.Section {
        Page.Section("reading", words("section.reading")) {
            tag(.ul) {
                for key in [
                    "reading.overlap", "reading.unregulated", "reading.decide", "reading.amount", "reading.exact",
                ] {
                    tag(.li, "", words(key))
                }
            }
            verdicts
        }
    }
}
