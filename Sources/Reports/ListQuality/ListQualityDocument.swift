import Charts
import Problems

/// Puts the quality of lists into the order of a document.
struct ListQualityDocument {
    let lists: [ListQuality]
    let words: Words
    let edition: Edition
    private static let shownRows = 100

    var page: Page {
        var numbering = Numbering(words)
        let one = lists.count == 1 ? lists.first : nil
        let title = one.map { words("title.one", ["name": $0.name]) } ?? words("title.many")
        var sections = [overview(&numbering)]
        for (index, list) in lists.enumerated() { sections.append(section(list, index, &numbering)) }
        sections.append(reading)
        return Page(
            name: one.map { "list-" + $0.name } ?? "lists", title: title, lead: words("lead"), facts: facts(one),
            summary: summary, sections: sections, edition: edition, words: words)
    }

    private var source: String { words(edition.synthetic ? "source.synthetic" : "source.registry") }

    private func facts(_ list: ListQuality?) -> [(String, String)] {
        guard let list else { return [(words("fact.lists"), words.count(lists.count))] }
        return [
            (words("column.institution"), list.institution), (words("column.programme"), list.programme),
            (words("column.rows"), words.count(list.rows)),
        ].filter { !$0.1.isEmpty }
    }

    private var summary: [String] {
        let rows = lists.map(\.rows).reduce(0, +)
        let refused = lists.map(\.refused).reduce(0, +)
        let warned = lists.map(\.warned).reduce(0, +)
        var sentences = [
            words(
                "summary.rows",
                [
                    "rows": words.count(rows), "lists": words.count(lists.count), "refused": words.count(refused),
                    "refusedShare": words.percent(refused, of: rows), "warned": words.count(warned),
                    "warnedShare": words.percent(warned, of: rows),
                ])
        ]
        var byCode: [String: ListQuality.Finding] = [:]
        for finding in lists.flatMap(\.findings) where finding.severity == .refuse {
            byCode[finding.code, default: finding].count += byCode[finding.code] == nil ? 0 : finding.count
        }
        if let most = byCode.values.max(by: { ($0.count, $1.code) < ($1.count, $0.code) }) {
            sentences.append(
                words(
                    "summary.most",
                    [
                        "reason": words.reason(general(most.example)),
                        "count": words.count(most.count),
                    ]))
        }
        for list in lists where !list.addsUp { sentences.append(words("summary.mismatch", ["name": list.name])) }
        if lists.allSatisfy(\.addsUp) { sentences.append(words("summary.adds-up")) }
        return sentences
    }

    /// Lists that were only checked and lists that were imported have different parts: they stand apart.
    private func overview(_ numbering: inout Numbering) -> Page.Section {
        var parts: [HTML] = []
        for isImported in [true, false] {
            let alike = lists.filter { $0.isImported == isImported }
            guard let first = alike.first else { continue }
            let keys = first.parts.map(\.key)
            parts.append(counts(alike, keys, &numbering))
            let caption = numbering.figure(words("overview.figure"))
            let figure = StackedBarFigure(
                caption: Caption(
                    id: isImported ? "imported" : "checked", title: words("overview.title"),
                    summary: words("overview.summary")), rowHeader: words("column.list"), parts: keys.map { words($0) },
                rows: alike.map { list in
                    StackedBarFigure.Row(label: list.name, values: list.parts.map { Double($0.count) })
                }, shares: true, classes: keys.map(Self.series), text: { words.count(Int($0)) })
            parts.append(HTML.figure(figure, caption: caption, dataLabel: nil, source: source))
        }
        return Page.Section("overview", words("section.overview")) { parts }
    }

    private func counts(_ lists: [ListQuality], _ keys: [String], _ numbering: inout Numbering) -> HTML {
        // Where a list was only checked, rows with a warning are a part of the sum already.
        let warned = lists.contains(where: \.isImported)
        let columns = [
            ReportTable.Column(words("column.list")), .init(words("column.institution")),
            .init(words("column.rows"), .number),
        ]
        return ReportTable(
            caption: numbering.table(words("overview.title")),
            columns: columns + keys.map { .init(words($0), .number) }
                + (warned ? [.init(words("column.warned"), .number)] : []),
            rows: lists.map { list in
                ReportTable.Row(
                    [list.name, list.institution, words.count(list.rows)] + list.parts.map { words.count($0.count) }
                        + (warned ? [words.count(list.warned)] : []))
            } + (lists.count > 1 ? [totals(lists, warned: warned)] : []),
            notes: warned ? [("", words("overview.note"))] : [], source: source, look: .cardwise
        ).withoutVoidColumns().html
    }

    private func totals(_ lists: [ListQuality], warned: Bool) -> ReportTable.Row {
        var parts = lists[0].parts.map { _ in 0 }
        for list in lists { for (index, part) in list.parts.enumerated() { parts[index] += part.count } }
        return ReportTable.Row(
            [words("total"), "", words.count(lists.map(\.rows).reduce(0, +))] + parts.map { words.count($0) }
                + (warned ? [words.count(lists.map(\.warned).reduce(0, +))] : []), .total)
    }

    /// Refused red, warned hatched, the rest in calm looks.
    private static func series(_ key: String) -> Int {
        switch key {
        case "part.refused": 2
        case "part.warned": 1
        case "part.updated": 3
        case "part.unchanged": 5
        default: 0
        }
    }

    private func section(_ list: ListQuality, _ index: Int, _ numbering: inout Numbering) -> Page.Section {
        let equation = words("equation", ["rows": words.count(list.rows), "parts": equationParts(list)])
        let findings = list.findings.isEmpty ? HTML.empty : self.findings(list, &numbering)
        let rows = list.first.isEmpty ? HTML.empty : firstRows(list, &numbering)
        return Page.Section("list-\(index + 1)", words("section.list", ["name": list.name])) {
            tag(.p) {
                tag(.strong, "", equation)
                " "
                words(list.addsUp ? "equation.right" : "equation.wrong")
            }
            if list.findings.isEmpty { tag(.p, "", words("findings.none")) }
            findings
            rows
        }
    }

    private func equationParts(_ list: ListQuality) -> String {
        list.parts.map { words.count($0.count) + " " + words($0.key).lowercased() }.joined(separator: " + ")
    }

    private func findings(_ list: ListQuality, _ numbering: inout Numbering) -> HTML {
        ReportTable(
            caption: numbering.table(words("findings.title", ["name": list.name])),
            columns: [
                .init(words("column.severity")), .init(words("column.column")), .init(words("column.count"), .number),
                .init(words("column.reason"), broad: true), .init(words("column.remedy")),
            ],
            rows: list.findings.map { finding in
                ReportTable.Row([
                    .init(HTML.chip(words("severity.\(finding.severity.rawValue)"), finding.severity.rawValue)),
                    .init(column(finding)), .init(words.count(finding.count)),
                    .init(
                        .joined([
                            .text(words.reason(general(finding.example)) + " "),
                            tag(.code, "", finding.code),
                        ])), .init(words.remedy(general(finding.example))),
                ])
            }, source: source, look: .cardwise
        ).withoutVoidColumns().html
    }

    /// Counts by code alone know their column from their example, or not at all.
    private func column(_ finding: ListQuality.Finding) -> String {
        if let column = finding.column ?? finding.example.place.column { return column }
        return finding.example.place.row == nil ? "" : words("whole-row")
    }

    /// The example without what belongs to its row alone.
    private func general(_ problem: Problem) -> Problem {
        var problem = problem
        problem.value = problem.value == nil ? nil : "…"
        return problem
    }

    private func firstRows(_ list: ListQuality, _ numbering: inout Numbering) -> HTML {
        let shown = list.first.prefix(Self.shownRows)
        return ReportTable(
            caption: numbering.table(words("rows.title", ["name": list.name])),
            columns: [
                .init(words("column.row"), .number), .init(words("column.severity")), .init(words("column.column")),
                .init(words("column.value")), .init(words("column.reason"), broad: true),
            ],
            rows: shown.map { problem in
                ReportTable.Row([
                    .init(problem.place.row.map { words.count($0) } ?? "–"),
                    .init(HTML.chip(words("severity.\(problem.severity.rawValue)"), problem.severity.rawValue)),
                    .init(problem.place.column ?? words("whole-row")), .init(problem.value ?? ""),
                    .init(words.reason(problem)),
                ])
            },
            notes: [("", words("rows.note", ["shown": words.count(shown.count)]))], source: source, look: .cardwise
        ).html
    }

    private var reading: Page.Section {
        Page.Section("reading", words("section.reading")) {
            tag(.ul) {
                for key in ["reading.refused", "reading.kept", "reading.again", "reading.masked"] {
                    tag(.li, "", words(key))
                }
            }
        }
    }
}
