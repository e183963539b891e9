import Charts
public import Problems
public import Registry

extension Report {
    /// What changed rules would change over one list, side by side with the present.
    ///
    /// - Parameter movers: how many who enter or leave are named with their reason, masked.
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func whatIf(
        _ report: WhatIfReport, in language: Language, edition: Edition = Edition(), movers: Int = 200
    ) throws(Problem) -> Report {
        let tables = try WhatIfTables(report, language)
        let words = tables.words
        let source = words(edition.synthetic ? "source.synthetic" : "source.registry")
        var numbering = Numbering(words)
        func files(_ judge: RuleJudge) -> String {
            judge.files.map { "\($0.name) \($0.version) (\($0.digest.prefix(8)))" }.joined(separator: ", ")
        }
        var sections = tables.tables.map { table in
            let shown = table.report(numbering.table(table.title), source: source)
            return Page.Section(table.id, table.title) { shown.html }
        }
        if let curves = tables.curves {
            let caption = numbering.figure(words("curves.title"))
            sections.append(
                Page.Section("curves", words("curves.title")) {
                    HTML.figure(
                        curves, caption: caption, note: words("curves.summary"), dataLabel: words("data"),
                        source: source)
                })
        }
        if !report.movers.isEmpty {
            let own = tables.movers(0..<min(movers, report.movers.count))
            let table = own.report(numbering.table(own.title), source: source)
            let rest = report.movers.count - own.rows.count
            sections.append(
                Page.Section(own.id, own.title) {
                    table.html
                    if rest > 0 { tag(.p, "", words("movers.more", ["n": words.count(rest)])) }
                })
        }
        sections.append(
            Page.Section("reading", words("reading.title")) {
                tag(.ul) { for caution in tables.cautions { tag(.li, "", caution) } }
            })
        return Page(
            name: "whatif-" + report.present.judge.programme.lowercased(),
            title: words("title", ["programme": report.present.judge.programme]), lead: words("lead"),
            facts: [
                (words("fact.list"), report.list), (words("fact.day"), words.day(report.present.judge.dayText)),
                (words("column.present"), files(report.present.judge)),
                (words("column.changed"), files(report.changed.judge)),
            ], summary: tables.summary, sections: sections, edition: edition, words: words
        ).report()
    }
}
