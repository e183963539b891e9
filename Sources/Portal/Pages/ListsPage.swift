import Charts
import Problems
import Registry
import Store

/// Lists and how clean they are, institution by institution.
struct ListsPage: Sendable {
    struct InstitutionRow: Sendable {
        var name: String
        var lists: String
        var read: String
        var taken: String
        var warned: String
        var warnedShare: String
        var refused: String
        var refusedShare: String
        var damaged: String
        var damagedShare: String
        /// Markup of the sparkline; nil with fewer than two lists.
        var trend: String?
    }

    var summary: String
    var institutions: [InstitutionRow]
    var picture: Drawing?
    var batches: [BatchRow]

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let overview = try desk.site.findings.overview(desk.registry)
        let names = try Names(desk.registry, words)
        let rows = overview.institutions
        let read = rows.reduce(0) { $0 + $1.counts.read }
        let refused = rows.reduce(0) { $0 + $1.counts.refused }
        let content = ListsPage(
            summary: words(
                rows.isEmpty ? "lists.none" : "lists.summary",
                [
                    "lists": words.count(rows.reduce(0) { $0 + $1.batches.count }), "read": words.count(read),
                    "refused": words.count(refused), "share": words.percent(refused, of: read),
                ]),
            institutions: rows.enumerated().map { Self.row($1, $0, names, words) },
            picture: rows.isEmpty ? nil : picture(rows, names, words),
            batches: try desk.registry.batches().reversed().map { BatchRow($0, names, words) })
        return Page(template: "lists", title: words("lists.title"), section: .lists, content: content)
    }

    private static func row(
        _ row: Overview.InstitutionRow, _ index: Int, _ names: Names, _ words: Words
    ) -> InstitutionRow {
        let counts = row.counts
        let name = names.institution(row.institution.code)
        return InstitutionRow(
            name: name, lists: words.count(row.batches.count), read: words.count(counts.read),
            taken: words.count(counts.read - counts.refused), warned: words.count(counts.warned),
            warnedShare: words.percent(counts.warned, of: counts.read), refused: words.count(counts.refused),
            refusedShare: words.percent(counts.refused, of: counts.read), damaged: words.count(row.damagedNIK),
            damagedShare: words.percent(row.damagedNIK, of: counts.read), trend: trend(row, index, name, words))
    }

    /// The share of refused rows from list to list.
    private static func trend(
        _ row: Overview.InstitutionRow, _ index: Int, _ name: String, _ words: Words
    ) -> String? {
        guard row.batches.count > 1 else { return nil }
        let shares = row.batches.map { batch -> Double? in
            batch.counts.read == 0 ? nil : Double(batch.counts.refused) / Double(batch.counts.read) * 100
        }
        let texts = row.batches.map { words.percent($0.counts.refused, of: $0.counts.read) }
        return Sparkline(
            caption: Caption(
                id: "trend-\(index)", title: words("lists.trend.title", ["institution": name]),
                summary: texts.joined(separator: " → ")),
            values: shares, header: (words("column.list"), words("column.refused")),
            text: { words.language.decimal($0, places: 1) }
        ).svg()
    }

    private static func picture(_ rows: [Overview.InstitutionRow], _ names: Names, _ words: Words) -> Drawing {
        Drawing(
            StackedBarFigure(
                caption: Caption(
                    id: "quality", title: words("lists.picture.title"), summary: words("lists.picture.summary")),
                rowHeader: words("column.institution"),
                parts: [words("lists.part.clean"), words("lists.part.warned"), words("lists.part.refused")],
                rows: rows.map { row in
                    let counts = row.counts
                    return StackedBarFigure.Row(
                        label: names.institution(row.institution.code),
                        values: [counts.read - counts.refused - counts.warned, counts.warned, counts.refused].map(
                            Double.init))
                }, shares: true, classes: [3, 1, 2], text: { words.count(Int($0)) }))
    }
}
