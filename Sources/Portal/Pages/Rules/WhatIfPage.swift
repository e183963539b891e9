import Foundation
import Hummingbird
import Problems
import Registry
import Reports
import Store

/// Rules tried out over an import: a form with what each rule says, and what changed rules would change.
enum WhatIfPage {
    static let path = "/andai"
    static let batch = "impor"
    /// Those who move, on one page.
    private static let shown = 25

    static func make(_ desk: Desk) throws -> Page {
        guard let asked = desk.query.filled(batch) else { return try choosing(desk).page(.programmes) }
        guard let id = Int64(asked), id > 0 else { throw HTTPError(.notFound) }
        do throws(Problem) {
            _ = try desk.query.all(WhatIfChoice.change).map { text throws(Problem) in try RuleChange(text) }
            _ = try desk.query.all(WhatIfChoice.base).map { text throws(Problem) in try RuleChange(text) }
        } catch {
            return try page(desk, WhatIfChoice(desk, id, Query("")), problem: error)
        }
        return try page(desk, WhatIfChoice(desk, id, desk.query), problem: nil)
    }

    /// Takes the form, and leads on to the page that shows what comes of it; where something is wrong in it, the form comes
    /// back.
    static func take(_ desk: Desk, _ form: Query) throws -> (address: String?, page: Page?) {
        guard let id = form[batch].flatMap({ Int64($0) }), id > 0 else { throw HTTPError(.badRequest) }
        let choice = try WhatIfChoice(desk, id, form: form)
        if let fault = choice.faults.first { return (nil, try page(desk, choice, problem: fault.problem)) }
        do throws(Problem) {
            _ = try choice.sides()
            _ = try choice.rules.facts()
        } catch {
            return (nil, try page(desk, choice, problem: error))
        }
        let address = choice.address
        guard address.utf8.count <= Doorkeeper.longestAddress else {
            return (nil, try page(desk, choice, problem: Problem("rules.change-too-long", .refuse)))
        }
        return (address + "#hasil", nil)
    }

    /// Which import it shall be.
    private static func choosing(_ desk: Desk) throws -> Board {
        let words = desk.words
        let names = try Names(desk.registry, words)
        let programmes = Set(try RuleShelf.files().map(\.programme))
        let batches = try desk.registry.currentBatches().filter { programmes.contains($0.programme) }
        var board = start(words)
        var part = Board.Part("impor", words("whatif.choose"))
        part.grids = [
            Grid(
                words("whatif.choose"),
                [
                    .text(words("column.list")), .text(words("column.programme")), .text(words("column.year")),
                    .figure(words("column.read")),
                ],
                batches.reversed().map { batch in
                    Grid.Line([
                        .init(
                            names.list(batch), href: Query.address(path, [(Self.batch, String(batch.id))]),
                            detail: "#\(batch.id)"), .init(names.programme(batch.programme)),
                        .init(String(batch.fiscalYear)), .init(words.count(batch.counts.read)),
                    ])
                }, none: words("whatif.choose.none"))
        ]
        board.parts = [part]
        return board
    }

    private static func start(_ words: Words) -> Board {
        var board = Board(words("whatif.title"), lead: words("whatif.lead"))
        board.crumbs = [
            .init(label: words("nav.programmes"), address: Page.Section.programmes.path),
            .init(label: words("rules.title"), address: RulesPage.path),
        ]
        return board
    }

    private static func page(_ desk: Desk, _ choice: WhatIfChoice, problem: Problem?) throws -> Page {
        let words = desk.words
        var board = start(words)
        board.crumbs.append(.init(label: words("whatif.choose"), address: path))
        let names = try Names(desk.registry, words)
        board.lead = words("whatif.lead.list", ["list": names.list(choice.rules.batch)])
        guard !choice.rules.available.isEmpty, !choice.rules.isTooLong else {
            board.notices = [
                .init(
                    message: words(choice.rules.isTooLong ? "rules.run.too-long" : "rules.run.no-rules"),
                    advice: choice.rules.isTooLong
                        ? words("rules.run.too-long.advice", ["id": String(choice.rules.batch.id)]) : nil)
            ]
            return board.page(.programmes)
        }
        var problem = problem
        var found: WhatIfReport?
        if problem == nil, !choice.isEmpty {
            do throws(Problem) {
                found = try desk.site.findings.whatIf(desk.registry, choice)
            } catch {
                guard error.code.hasPrefix("rules.") else { throw error }
                problem = error
            }
        }
        if let found {
            let tables = try WhatIfTables(found, words.language)
            board.cards = cards(found, words)
            board.parts = results(found, tables, choice, desk)
        }
        if let problem {
            board.notices = [
                .init(
                    isGrave: true, message: Masked.digits(words.reason(problem), from: 13, longest: 600),
                    // The command line's remedy names options that a form does not have.
                    advice: choice.faults.isEmpty
                        ? Masked.digits(words.remedy(problem), from: 13, longest: 600) : words("whatif.limit.advice"))
            ]
        }
        board.parts.append(try WhatIfForm(desk, choice, problem).part())
        var page = board.page(.programmes)
        if problem != nil { page.status = .unprocessableContent }
        return page
    }

    private static func cards(_ report: WhatIfReport, _ words: Words) -> [GatePage.Card] {
        func moved(_ before: String, _ after: String) -> String { before + " → " + after }
        func range(_ side: WhatIfReport.Side) -> String {
            words.count(side.served) + (side.tied > 0 ? "–" + words.count(side.mostServed) : "")
        }
        func cost(_ side: WhatIfReport.Side) -> String {
            words.shortRupiah(side.cost) + (side.tied > 0 ? "–" + words.shortRupiah(side.mostCost) : "")
        }
        let tied = GatePage.Card(
            figure: moved(words.count(report.present.tied), words.count(report.changed.tied)),
            label: words("whatif.card.tied"))
        return [
            .init(
                figure: moved(range(report.present), range(report.changed)),
                label: words(report.hasLimit ? "whatif.card.served" : "whatif.card.eligible")),
            .init(figure: words.count(report.entered), label: words("whatif.card.entered")),
            .init(figure: words.count(report.left), label: words("whatif.card.left")),
            .init(
                figure: moved(words.count(report.present.tally.held), words.count(report.changed.tally.held)),
                label: words("whatif.card.held")),
            .init(figure: moved(cost(report.present), cost(report.changed)), label: words("whatif.card.cost")),
        ] + (report.hasTies ? [tied] : [])
    }

    private static func results(_ report: WhatIfReport, _ tables: WhatIfTables, _ choice: WhatIfChoice, _ desk: Desk)
        -> [Board.Part]
    {
        let words = desk.words
        var head = Board.Part("hasil", words("whatif.result"))
        let base = choice.base.map(\.text).joined(separator: "; ")
        head.paragraphs = (base.isEmpty ? [] : [words("whatif.base", ["changes": base])]) + tables.summary
        head.footnotes = tables.cautions
        var parts = [head]
        for table in tables.tables {
            var part = Board.Part("tabel-" + table.id, table.title)
            part.grids = [grid(table, words)]
            part.footnotes = table.note.map { [$0] } ?? []
            if table.id == "incidence", let curves = tables.curves { part.drawings = [Drawing(curves)] }
            parts.append(part)
        }
        guard !report.movers.isEmpty else { return parts }
        let pager = Pager(report.movers.count, desk.visit, size: shown)
        let table = tables.movers(pager.range)
        var part = Board.Part("pindah", table.title)
        part.grids = [grid(table, words, folds: false)]
        part.pagers = [pager]
        part.footnotes = table.note.map { [$0] } ?? []
        return parts + [part]
    }

    private static func grid(_ table: PlainTable, _ words: Words, folds: Bool = true) -> Grid {
        Grid(
            table.title, table.columns.map { Grid.Column(heading: $0.heading, isFigure: $0.isNumber) },
            table.rows.map { row in Grid.Line(row.map { Grid.Cell($0) }) }, none: words("whatif.nothing"),
            fold: folds ? words.fold : nil)
    }
}
