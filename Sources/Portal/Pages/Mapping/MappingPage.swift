import Charts
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// The map of a year's programmes: how they are spread, how well they are described, where none is, and which get in each
/// other's way.
enum MappingPage {
    static let path = "/peta-program"

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let names = try Names(desk.registry, words)
        let years = try desk.registry.programmeYears()
        let usual = usual(try desk.registry.programmes(), desk.registry.today.year)
        let year = try desk.query.year(MonitoringChoice.year) ?? usual
        let region = desk.query.filled(MonitoringChoice.region) ?? RegionScope.nation
        guard try desk.registry.places([region])[region] != nil else { throw HTTPError(.notFound) }
        let report = try desk.registry.mapping(year: year)
        var board = Board(words("mapping.title", ["year": String(year)]), lead: words("mapping.lead"))
        board.crumbs = [.init(label: words("nav.programmes"), address: "/program")]
        board.chooser = .choosing(
            path,
            [
                .hidden(MonitoringChoice.region, region == RegionScope.nation ? "" : region),
                .init(
                    .choice, MonitoringChoice.year, words("column.year"),
                    options: (years.contains(year) ? years : years + [year]).reversed().map {
                        .init(optionValue: String($0), optionLabel: String($0), isChosen: $0 == year)
                    }),
            ], button: words("choose.show"))
        board.cards = [
            .init(figure: words.count(report.programmes), label: words("mapping.card.programmes")),
            .init(figure: words.count(report.active), label: words("mapping.card.active")),
            .init(
                figure: report.completeness.map { words.share($0, places: 0) } ?? "–",
                label: words("mapping.card.complete")),
            .init(figure: words.count(report.withoutClearCriteria.count), label: words("mapping.card.unclear")),
            .init(figure: words.count(report.clashes.count), label: words("mapping.card.clashes")),
            .init(figure: words.count(report.whiteSpots.count), label: words("mapping.card.white-spots")),
        ]
        let doubles = MappingDoubles(report: report, names: names, words: words)
        let shown = MappedAreas(report, in: region)
        let places = try desk.registry.places(shown.areas.map(\.region) + shown.provinces + [region])
        let spread = MappingSpread(report: report, areas: shown.areas, names: names, words: words, places: places)
        let spots = MappingSpots(report: report, shown: shown, year: year, words: words, places: places)
        board.parts =
            [spread.pillars(), spread.kinds(), spread.area(), doubles.completeness(), doubles.unclear()]
            + [doubles.similar(), doubles.clashes(), spots.part()]
        return board.page(.programmes)
    }

    /// The newest year for which at least half as many programmes are recorded as in the best one.
    private static func usual(_ programmes: [ProgrammeRecord], _ otherwise: Int) -> Int {
        let counts = Dictionary(
            programmes.flatMap(\.periods).map { ($0.fiscalYear, 1) }, uniquingKeysWith: +)
        let most = counts.values.max() ?? 0
        return counts.filter { $0.value * 2 >= most }.keys.max() ?? otherwise
    }

    static func programme(_ code: String) -> String { "/program/" + Query.encoded(code) }
}

/// Where programmes are and where none is.
struct MappingSpread {
    let report: MappingReport
    let areas: [ProgrammeDistribution.Area]
    let names: Names
    let words: Words
    let places: [String: MonitoringView.Place]

    /// Programmes of each pillar among the 120 that the national strategy's mapping counted: 72, 11 and 37.
    private static let mapped = ["P1": 72, "P2": 11, "P3": 37]

    func pillars() -> Board.Part {
        var part = Board.Part("pilar", words("mapping.pillars"))
        part.paragraphs = [words("mapping.pillars.text")]
        let here = Dictionary(
            report.distribution.pillars.map { ($0.value, $0.programmes) }, uniquingKeysWith: { first, _ in first })
        let codes = Self.mapped.keys.sorted() + here.keys.filter { Self.mapped[$0] == nil }.sorted()
        let allMapped = Self.mapped.values.reduce(0, +)
        part.drawings = [
            Drawing(
                StackedBarFigure(
                    caption: Caption(
                        id: "pillars", title: words("mapping.pillars"), summary: words("mapping.pillars.summary")),
                    rowHeader: words("column.what"), parts: codes.map(pillar),
                    rows: [
                        .init(label: words("mapping.pillars.here"), values: codes.map { Double(here[$0] ?? 0) }),
                        .init(
                            label: words("mapping.pillars.nation"), values: codes.map { Double(Self.mapped[$0] ?? 0) }),
                    ], shares: true, text: { words.count(Int($0)) }))
        ]
        part.grids = [
            Grid(
                words("mapping.pillars"),
                [
                    .text(words("column.pillar")), .figure(words("mapping.pillars.here")),
                    .figure(words("column.share")), .figure(words("mapping.pillars.nation")),
                    .figure(words("column.share")),
                ],
                codes.map { code in
                    let count = here[code] ?? 0
                    let nation = Self.mapped[code]
                    return Grid.Line([
                        .init(pillar(code)), .init(words.count(count)),
                        .init(words.percent(count, of: report.programmes)),
                        .init(nation.map { words.count($0) } ?? "–"),
                        .init(nation.map { words.percent($0, of: allMapped) } ?? "–"),
                    ])
                }, none: "", fold: words.fold)
        ]
        part.footnotes = [words("mapping.pillars.source")]
        return part
    }

    private func pillar(_ code: String) -> String {
        code == "-" ? words("category.unknown") : words.name("pillar", code)
    }

    func kinds() -> Board.Part {
        var part = Board.Part("jenis", words("mapping.kinds"))
        func bars(_ id: String, _ family: String, _ counts: [ProgrammeDistribution.Count]) -> Drawing {
            Drawing(
                BarFigure(
                    caption: Caption(
                        id: id, title: words("mapping.\(id)"), summary: words("mapping.bars.summary")),
                    bars: counts.sorted { ($1.programmes, $0.value) < ($0.programmes, $1.value) }.map {
                        .init(
                            label: label(family, $0.value), value: Double($0.programmes),
                            text: words.count($0.programmes))
                    }, header: (words("column.what"), words("column.programmes"))))
        }
        part.drawings = [
            bars("kinds", "kind", report.distribution.kinds), bars("targets", "special", report.distribution.targets),
        ]
        part.footnotes = [words("mapping.kinds.text")]
        return part
    }

    private func label(_ family: String, _ code: String) -> String {
        switch code {
        case "-": words("category.unknown")
        case WhiteSpot.anybody: words("mapping.anybody")
        default: words.name(family, code)
        }
    }

    func area() -> Board.Part {
        var part = Board.Part("wilayah", words("mapping.areas"))
        part.grids = [
            Grid(
                words("mapping.areas"),
                [
                    .text(words("column.region")), .figure(words("mapping.areas.own")),
                    .figure(words("mapping.areas.reaching")),
                ],
                areas.map { area in
                    Grid.Line([
                        .init(place(area.region), detail: area.region), .init(words.count(area.own)),
                        .init(words.count(area.reaching)),
                    ])
                }, none: "", fold: words.fold)
        ]
        part.footnotes = [words("mapping.areas.text")]
        return part
    }

    private func place(_ code: String) -> String { places[code]?.name ?? code }
}
