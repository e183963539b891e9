import Indonesia
import Problems
import Registry
import Store

/// The figures of a region, a year and all programmes or one: read as they were counted, never counted for the page.
enum MonitoringPage {
    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let names = try Names(desk.registry, words)
        let choice = try MonitoringChoice(desk.query)
        guard let view = try choice.view(desk.registry, names) else { return none(words) }
        let chosen = MonitoringChoice(view)
        var board = Board(
            words("monitoring.title", ["place": view.place.name, "year": String(view.year)]),
            lead: view.programme.map(names.programme) ?? words("monitoring.lead"))
        board.crumbs = view.path.map { .init(label: $0.name, address: chosen.with(region: $0.code).address()) }
        board.chooser = chooser(view, names, words)
        if view.isStale {
            board.notices.append(
                .init(
                    message: words("monitoring.stale", ["at": words.instant(view.computation.computedAt)]),
                    advice: words("monitoring.stale.text"),
                    noticeForm: recount(chosen, words("monitoring.recount"))))
        }
        board.cards = cards(view, words)
        let pictures = MonitoringPictures(view: view, names: names, words: words)
        board.parts = [
            try findings(desk, view, names), indicators(view, words), places(view, words),
            pictures.funnel(), view.programme == nil ? programmes(view, names, words) : pictures.plan(),
            pictures.course(), pictures.breakdowns(),
        ].compactMap { $0 }
        board.parts.append(about(view, words))
        return board.page(.monitoring)
    }

    private static func none(_ words: Words) -> Page {
        var board = Board(words("monitoring.title.none"), lead: words("monitoring.lead"))
        board.notices = [
            .init(
                message: words("monitoring.none"), advice: words("monitoring.none.text"),
                noticeForm: recount(
                    .init(region: RegionScope.nation, year: nil, programme: nil), words("monitoring.count")))
        ]
        return board.page(.monitoring)
    }

    static let recountPath = "/pantau/hitung"

    private static func recount(_ choice: MonitoringChoice, _ button: String) -> Form {
        .doing(
            recountPath,
            [
                .hidden(MonitoringChoice.region, choice.region),
                .hidden(MonitoringChoice.year, choice.year.map(String.init) ?? ""),
                .hidden(MonitoringChoice.programme, choice.programme ?? ""),
            ], button: button, isInline: true)
    }

    static func chooser(_ view: MonitoringView, _ names: Names, _ words: Words, path: String = "/pantau") -> Form {
        let years = (view.years.contains(view.year) ? view.years : view.years + [view.year]).sorted(by: >)
        let programmes =
            [Form.Option(optionValue: "", optionLabel: words("choose.all-programmes"))]
            + names.allProgrammes.map {
                .init(optionValue: $0.code, optionLabel: "\($0.code) · \($0.name)", isChosen: $0.code == view.programme)
            }
        return .choosing(
            path,
            [
                .hidden(MonitoringChoice.region, view.place.code),
                .init(
                    .choice, MonitoringChoice.year, words("column.year"),
                    options: years.map {
                        .init(optionValue: String($0), optionLabel: String($0), isChosen: $0 == view.year)
                    }),
                .init(.choice, MonitoringChoice.programme, words("column.programme"), options: programmes),
            ], button: words("choose.show"))
    }

    private static func cards(_ view: MonitoringView, _ words: Words) -> [GatePage.Card] {
        func figure(_ measure: String) -> String { words.figure(view.figures[measure], measure) }
        let coverage = view.indicators.first { $0.indicator.code == "coverage" }?.value
        let due = view.figures["reportsDue"] ?? 0
        return [
            .init(figure: figure("distributed"), label: words("monitoring.card.distributed")),
            .init(figure: figure("cashed"), label: words("monitoring.card.cashed")),
            .init(
                figure: view.figures["amountDistributed"].map(words.shortRupiah) ?? "–",
                label: words("monitoring.card.amount")),
            .init(figure: words.value(coverage, .share), label: words("monitoring.card.coverage")),
            .init(
                figure: due == 0
                    ? "–" : words.count(view.figures["reportsOnTime"] ?? 0) + " / " + words.count(due),
                label: words("monitoring.card.reports")),
        ]
    }

    // MARK: - Parts

    private static func findings(_ desk: Desk, _ view: MonitoringView, _ names: Names) throws -> Board.Part? {
        let words = desk.words
        var part = Board.Part("temuan", words("monitoring.findings"))
        let wording = try FindingWords(desk, names, view.findings, alerts: view.alerts)
        let troubles = view.findings.map { finding in
            wording.trouble(
                finding,
                links: [.init(words("finding.institution"), ReportingAddress.institution(finding.institution))])
        }
        part.troubles = Array((view.alerts.map { wording.trouble($0) } + troubles).prefix(shownFindings))
        let more = view.alerts.count + troubles.count - part.troubles.count
        if part.troubles.isEmpty { part.paragraphs = [words("monitoring.findings.none")] }
        if more > 0 { part.footnotes = [words("monitoring.findings.more", ["n": words.count(more)])] }
        part.links = [.init(words("monitoring.findings.all"), ReportingAddress.scorecard(view.year))]
        return part
    }

    private static let shownFindings = 5

    private static func indicators(_ view: MonitoringView, _ words: Words) -> Board.Part? {
        guard !view.indicators.isEmpty else { return nil }
        var part = Board.Part("indikator", words("monitoring.indicators"))
        part.paragraphs = [words("monitoring.indicators.text")]
        let choice = MonitoringChoice(view)
        // What has a value comes first; the order is the catalogue's otherwise.
        let sorted = view.indicators.filter { $0.value != nil } + view.indicators.filter { $0.value == nil }
        part.grids = [
            Grid(
                words("monitoring.indicators"),
                [
                    .text(words("column.indicator")), .figure(words("column.value")),
                    .figure(words("column.goal")), .figure(words("column.baseline")), .text(words("column.light")),
                    .text(words("column.course")),
                ],
                sorted.map { item in
                    let unit = item.indicator.unit
                    return Grid.Line([
                        .init(
                            item.indicator.name(words.language),
                            href: IndicatorPage.address(item.indicator.code, choice),
                            detail: item.indicator.right.map { words.name("right", $0) }),
                        .init(words.value(item.value, unit)), .init(words.value(item.target, unit)),
                        .init(words.value(item.baseline, unit)), light(item, words),
                        .init("", markup: MonitoringPictures.spark(item, view.periods, words)),
                    ])
                }, none: "", fold: words.fold)
        ]
        return part
    }

    static func light(_ item: MonitoringView.Measured, _ words: Words) -> Grid.Cell {
        let word =
            item.light == .none
            ? words(item.value == nil ? "light.no-value" : "light.no-goal") : words("light.\(item.light.rawValue)")
        return Grid.Cell(word, chip: "light-\(item.light.rawValue)")
    }

    /// Measures that the table of parts shows, in their order.
    static let partMeasures = ["distributed", "cashed", "amountDistributed", "budgetRealised", "listed", "reportsDue"]

    /// The parts, what is not broken down, and the sum of both: the region's own figure.
    private static func places(_ view: MonitoringView, _ words: Words) -> Board.Part? {
        guard !view.parts.isEmpty else { return nil }
        let choice = MonitoringChoice(view)
        let measures = partMeasures.filter { view.figures[$0] != nil }
        guard !measures.isEmpty else { return nil }
        var part = Board.Part("wilayah", words("monitoring.parts"))
        part.paragraphs = [words("monitoring.parts.text", ["place": view.place.name])]
        func line(
            _ name: Grid.Cell, _ figures: [String: Int64], _ lineClass: String? = nil, isRest: Bool = false
        ) -> Grid.Line {
            Grid.Line(
                [name]
                    + measures.map { measure in
                        .init(words.figure(isRest ? figures[measure] ?? 0 : figures[measure], measure))
                    }, lineClass)
        }
        var lines = view.parts.filter { part in measures.contains { part.figures[$0] != nil } }.map {
            line(.init($0.place.name, href: choice.with(region: $0.place.code).address()), $0.figures)
        }
        if measures.contains(where: { view.remainder[$0] != nil }) {
            lines.append(line(.init(words("monitoring.rest")), view.remainder, "rest", isRest: true))
        }
        lines.append(line(.init(words("monitoring.total", ["place": view.place.name])), view.figures, "total"))
        part.grids = [
            Grid(
                words("monitoring.parts"),
                [.text(words("column.region"))] + measures.map { .figure(words.measure($0)) }, lines, none: "",
                fold: words.fold)
        ]
        part.footnotes = [words("monitoring.rest.text")]
        return part
    }

    private static func programmes(_ view: MonitoringView, _ names: Names, _ words: Words) -> Board.Part? {
        let measures = ["target", "distributed", "cashed", "budget", "budgetRealised"]
        let rows = view.programmes.filter { row in measures.contains { row.figures[$0] != nil } }
        guard !rows.isEmpty else { return nil }
        let choice = MonitoringChoice(view)
        var part = Board.Part("program", words("monitoring.programmes"))
        part.paragraphs = [words("monitoring.programmes.text")]
        part.grids = [
            Grid(
                words("monitoring.programmes"),
                [.text(words("column.programme"))] + measures.map { .figure(words.measure($0)) }
                    + [.figure(words("column.absorbed"))],
                rows.map { row in
                    let budget = row.figures["budget"] ?? 0
                    let used = row.figures["budgetRealised"]
                    return Grid.Line(
                        [
                            .init(
                                names.programme(row.code), href: choice.with(programme: row.code).address(),
                                detail: row.code)
                        ]
                            + measures.map { .init(words.figure(row.figures[$0], $0)) }
                            + [
                                .init(
                                    used.map { budget > 0 ? words.share(Double($0) / Double(budget)) : "–" } ?? "–")
                            ])
                }, none: "", fold: words.fold)
        ]
        return part
    }

    private static func about(_ view: MonitoringView, _ words: Words) -> Board.Part {
        var part = Board.Part("asal", words("monitoring.about"))
        part.facts = [
            .init(label: words("monitoring.about.counted"), value: words.instant(view.computation.computedAt)),
            .init(label: words("monitoring.about.as-of"), value: words.day(view.computation.asOf)),
            .init(label: words("monitoring.about.region"), value: view.place.code, isCode: true),
        ]
        part.paragraphs = [words("monitoring.about.text"), words("monitoring.about.small")]
        part.links = [
            .init(
                words("monitoring.report"),
                MonitoringChoice(region: view.place.code, year: view.year, programme: nil)
                    .address(RegionDocument.path))
        ]
        return part
    }
}
