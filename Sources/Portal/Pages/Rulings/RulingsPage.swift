import Problems
import Registry
import Reports
import Store

/// What was stored of applying rules to lists, the newest first, appeals with the ruling they are against.
enum RulingsPage {
    static let path = "/putusan"

    static func address(_ ruling: Int64) -> String { path + "/\(ruling)" }
    static func address(_ ruling: Int64, row: Int) -> String { path + "/\(ruling)/\(row)" }

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let records = try desk.registry.rulings()
        let own = records.filter { $0.appeals == nil }
        var board = Board(words("rulings.title"), lead: words("rulings.lead"))
        board.crumbs = [
            .init(label: words("nav.programmes"), address: Page.Section.programmes.path),
            .init(label: words("rules.title"), address: RulesPage.path),
        ]
        board.cards = [
            .init(figure: words.count(own.count), label: words("rulings.card.rulings")),
            .init(figure: words.count(records.count - own.count), label: words("rulings.card.appeals")),
        ]
        let pager = Pager(own.count, desk.visit)
        var part = Board.Part("putusan", words("rulings.title"))
        part.grids = [
            try grid(Array(own.reversed()[pager.range]), records, desk, namesList: true)
        ]
        part.pagers = [pager]
        part.footnotes = [words("rulings.note")]
        board.parts = [part]
        return board.page(.programmes)
    }

    /// Rulings about a list; nil where there is none.
    static func grid(ofBatch id: Int64, _ desk: Desk) throws -> Grid? {
        let records = try desk.registry.rulings(batch: id)
        guard !records.isEmpty else { return nil }
        return try grid(records.filter { $0.appeals == nil }.reversed(), records, desk, namesList: false)
    }

    private static func grid(
        _ rulings: [RulingRecord], _ all: [RulingRecord], _ desk: Desk, namesList: Bool
    ) throws -> Grid {
        let words = desk.words
        let names = try Names(desk.registry, words)
        let batches = Dictionary(
            try desk.registry.batches().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let appeals = Dictionary(grouping: all.filter { $0.appeals != nil }) { $0.appeals ?? 0 }
        let columns: [Grid.Column] =
            [.text(words("ruling"))] + (namesList ? [.text(words("column.list"))] : []) + [
                .text(words("column.programme")), .text(words("rules.choose.day")), .text(words("ruling.stored")),
                .figure(words("rules.run.card.eligible")), .figure(words("rules.run.card.refused")),
                .figure(words("rules.run.card.held")), .figure(words("ruling.appeals")),
            ]
        return Grid(
            words("rulings.title"), columns,
            rulings.map { ruling in
                let list: [Grid.Cell] =
                    namesList
                    ? [
                        .init(
                            batches[ruling.batch].map(names.list) ?? "#\(ruling.batch)",
                            href: "/daftar/\(ruling.batch)")
                    ] : []
                return Grid.Line(
                    [.init("#\(ruling.id)", href: address(ruling.id))] + list + [
                        .init(names.short(ruling.programme) + " " + String(ruling.fiscalYear)),
                        .init(words.day(ruling.decidedOn)),
                        .init(words.instant(ruling.recordedAt), detail: ruling.actor),
                        .init(words.count(ruling.eligible)), .init(words.count(ruling.refused)),
                        .init(words.count(ruling.held)), .init(words.count(appeals[ruling.id]?.count ?? 0)),
                    ])
            }, none: words("rulings.none"), fold: namesList ? nil : words.fold)
    }
}
