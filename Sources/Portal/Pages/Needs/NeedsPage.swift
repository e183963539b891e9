import Charts
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// What people, groups and villages need, and how far programmes answer it.
enum NeedsPage {
    static let path = "/kebutuhan"
    static let state = "keadaan"

    static func village(_ code: String, _ year: Int) -> String {
        Query.address("/desa/" + Query.encoded(code), [(MonitoringChoice.year, String(year))])
    }

    static func make(_ desk: Desk) throws -> Page {
        try desk.registry.look(.readNeeds)
        let words = desk.words
        let choice = try NeedsChoice(desk)
        let names = try Names(desk.registry, words)
        let report = try desk.registry.supply(
            year: choice.year, region: choice.region, includeInferred: choice.isInferred)
        let regions = report.needs.compactMap(\.need.region)
        let places = try desk.registry.places(
            regions.flatMap(RegionScope.path) + RegionScope.path(of: choice.region))
        var board = Board(
            words("needs.title", ["place": places[choice.region]?.name ?? choice.region, "year": String(choice.year)]),
            lead: words("needs.lead"))
        board.crumbs = RegionScope.path(of: choice.region).dropFirst().reversed().map {
            .init(label: places[$0]?.name ?? $0, address: choice.address(path, region: $0))
        }
        board.chooser = choice.chooser(words, path)
        board.cards =
            [.init(figure: words.count(report.counts.total), label: words("needs.card.total"))]
            + AssessedNeed.State.allCases.map {
                .init(figure: words.count(report.counts[$0]), label: words.name("need-state", $0.rawValue))
            }
        let tables = NeedTables(report: report, choice: choice, names: names, words: words, places: places)
        board.parts = [
            ways(choice, words), tables.matrix(), tables.areas(), tables.villages(), tables.combinations(),
            tables.policy(), try tables.list(desk),
        ]
        return board.page(.needs)
    }

    /// Pages about the same.
    static func ways(_ choice: NeedsChoice, _ words: Words) -> Board.Part {
        var part = Board.Part("lanjut", words("needs.ways"))
        part.links = [
            .init(words("needs.ways.referrals"), choice.address(ReferralsPage.path)),
            .init(words("needs.ways.trainings"), choice.address(TrainingsPage.path)),
            .init(words("needs.ways.new"), "/kirim/kebutuhan/baru"),
        ]
        return part
    }
}

/// The tables of a report on needs.
struct NeedTables {
    let report: SupplyReport
    let choice: NeedsChoice
    let names: Names
    let words: Words
    let places: [String: MonitoringView.Place]

    private func place(_ code: String) -> String { places[code]?.name ?? code }

    /// Kinds of need by types of enterprises: how many are not met, of how many.
    func matrix() -> Board.Part {
        var part = Board.Part("matriks", words("needs.matrix"))
        part.paragraphs = [words("needs.matrix.text")]
        let needs = SheetKinds.bundled.codes("need")
        let cells = Dictionary(grouping: report.needs) { [$0.type, $0.need.need] }
            .mapValues { SupplyReport.Counts($0) }
        let types = report.typology.types.map(\.code).filter { type in needs.contains { cells[[type, $0]] != nil } }
        guard !types.isEmpty else {
            part.paragraphs = [words("needs.none")]
            return part
        }
        part.drawings = [
            Drawing(
                MatrixFigure(
                    caption: Caption(
                        id: "needs", title: words("needs.matrix"), summary: words("needs.matrix.summary")),
                    rows: types.map { report.typology.name($0, words.language) },
                    columns: needs.map { words.name("need", $0) },
                    cells: types.map { type in
                        needs.map { need in
                            guard let counts = cells[[type, need]] else { return .blank }
                            return .init(
                                value: Double(counts.unserved),
                                text: words.count(counts.unserved) + " / " + words.count(counts.total),
                                note: note(counts))
                        }
                    }, corner: words("needs.type"))),
            Drawing(
                StackedBarFigure(
                    caption: Caption(
                        id: "states", title: words("needs.states"), summary: words("needs.states.summary")),
                    rowHeader: words("column.need"),
                    parts: AssessedNeed.State.allCases.map { words.name("need-state", $0.rawValue) },
                    rows: needs.map { need in
                        let counts = SupplyReport.Counts(report.needs.filter { $0.need.need == need })
                        return .init(
                            label: words.name("need", need),
                            values: AssessedNeed.State.allCases.map { Double(counts[$0]) })
                    }, classes: [3, 0, 2, 1, 5], text: { words.count(Int($0)) })),
        ]
        return part
    }

    /// The gravest that can be said of a cell in a word.
    private func note(_ counts: SupplyReport.Counts) -> String {
        let states: [AssessedNeed.State] = [.absent, .refused, .notOffered, .inProgress, .served]
        guard let most = states.max(by: { counts[$0] < counts[$1] }), counts[most] > 0 else { return "" }
        return words.name("need-state", most.rawValue)
    }

    private var stateColumns: [Grid.Column] {
        [.figure(words("needs.card.total"))]
            + AssessedNeed.State.allCases.map { .figure(words.name("need-state", $0.rawValue)) }
    }

    private func cells(_ counts: SupplyReport.Counts) -> [Grid.Cell] {
        [.init(words.count(counts.total))] + AssessedNeed.State.allCases.map { .init(words.count(counts[$0])) }
    }

    /// By the areas one level below.
    func areas() -> Board.Part {
        var part = Board.Part("wilayah", words("needs.areas"))
        let depth = choice.region == RegionScope.nation ? 0 : choice.region.split(separator: ".").count
        let groups = Dictionary(grouping: report.needs) { need in
            (need.need.region ?? "").split(separator: ".").prefix(depth + 1).joined(separator: ".")
        }
        let isVillage = depth >= 3
        part.grids = [
            Grid(
                words("needs.areas"), [.text(words("column.region"))] + stateColumns,
                groups.sorted { $0.key < $1.key }.map { code, needs in
                    Grid.Line(
                        [
                            .init(
                                code.isEmpty ? words("monitoring.rest") : place(code),
                                href: code.isEmpty
                                    ? nil
                                    : isVillage
                                        ? NeedsPage.village(code, choice.year)
                                        : choice.address(NeedsPage.path, region: code))
                        ] + cells(.init(needs)))
                }
                    + [
                        Grid.Line(
                            [.init(words("monitoring.total", ["place": place(choice.region)]))] + cells(report.counts),
                            "total")
                    ], none: "", fold: words.fold)
        ]
        return part
    }

    func villages() -> Board.Part {
        var part = Board.Part("desa", words("needs.villages"))
        part.paragraphs = [words("needs.villages.text")]
        part.grids = [
            Grid(
                words("needs.villages"),
                [
                    .text(words("column.village")), .figure(words("needs.unserved")),
                    .figure(words("needs.card.total")), .figure(words("needs.per-1000")), .text(words("column.source")),
                ],
                report.villages.map { row in
                    Grid.Line([
                        .init(place(row.region), href: NeedsPage.village(row.region, choice.year), detail: row.region),
                        .init(words.count(row.counts.unserved)), .init(words.count(row.counts.total)),
                        .init(row.per1000.map { words.language.decimal($0, places: 1) } ?? "–"),
                        .init(row.source ?? "–"),
                    ])
                }, none: words("needs.none"), fold: words.fold)
        ]
        return part
    }

    func combinations() -> Board.Part {
        var part = Board.Part("gabungan", words("needs.combinations"))
        part.paragraphs = [words("needs.combinations.text")]
        part.grids = [
            Grid(
                words("needs.combinations"), [.text(words("needs.aid")), .figure(words("needs.subjects"))],
                report.combinations().prefix(12).map { row in
                    Grid.Line([
                        .init(row.aid.map { words.name("kind", $0) }.joined(separator: " + ")),
                        .init(words.count(row.subjects)),
                    ])
                }, none: words("needs.none"), fold: words.fold)
        ]
        return part
    }

    /// What to widen, to join and to start, with the numbers behind.
    func policy() -> Board.Part {
        var part = Board.Part("kebijakan", words("needs.policy"))
        part.paragraphs = [words("needs.policy.text")]
        func villages(_ codes: [String]) -> String { codes.map(place).joined(separator: ", ") }
        part.grids = [
            Grid(
                words("needs.policy.widen"),
                [
                    .text(words("needs.policy.widen")), .figure(words("column.needs")), .text(words("column.villages")),
                    .figure(words("column.target")), .figure(words("column.realised")),
                ],
                report.policy.widen.map { row in
                    Grid.Line([
                        .init(
                            names.programme(row.programme), href: MappingPage.programme(row.programme),
                            detail: names.institution(row.owner)), .init(words.count(row.needs.count)),
                        .init(villages(row.villages)), .init(row.target.map { words.count($0) } ?? "–"),
                        .init(row.realised.map { words.count($0) } ?? "–"),
                    ])
                }, none: words("needs.policy.none"), fold: words.fold),
            Grid(
                words("needs.policy.join"),
                [
                    .text(words("needs.policy.join")), .text(words("mapping.and")), .figure(words("needs.subjects")),
                    .text(words("column.villages")), .text(words("needs.policy.known")),
                ],
                report.policy.join.map { row in
                    Grid.Line([
                        .init(names.programme(row.first), href: MappingPage.programme(row.first)),
                        .init(names.programme(row.second), href: MappingPage.programme(row.second)),
                        .init(words.count(row.subjects)), .init(villages(row.villages)),
                        .init(words(row.isKnownComplement ? "word.yes" : "word.no")),
                    ])
                }, none: words("needs.policy.none"), fold: words.fold),
            Grid(
                words("needs.policy.start"),
                [
                    .text(words("needs.policy.start")), .text(words("column.need")), .text(words("column.unit")),
                    .figure(words("needs.subjects")), .text(words("column.region")), .text(words("column.villages")),
                ],
                report.policy.start.map { row in
                    Grid.Line([
                        .init(row.aid.map { words.name("kind", $0) } ?? words("needs.policy.any")),
                        .init(words.name("need", row.need)), .init(words.name("unit", row.unit.rawValue)),
                        .init(words.count(row.subjects)), .init(place(row.region)), .init(villages(row.villages)),
                    ])
                }, none: words("needs.policy.none"), fold: words.fold),
        ]
        return part
    }

    /// Needs one by one.
    func list(_ desk: Desk) throws -> Board.Part {
        var part = Board.Part("satu-per-satu", words("needs.list"))
        let asked = desk.query[NeedsPage.state].flatMap(AssessedNeed.State.init(rawValue:))
        let needs = report.needs.filter { asked == nil || $0.state == asked }
        let pager = Pager(needs.count, desk.visit, size: 25)
        part.filters = [
            .choosing(
                NeedsPage.path + "#satu-per-satu",
                [
                    .hidden(MonitoringChoice.region, choice.region == RegionScope.nation ? "" : choice.region),
                    .hidden(MonitoringChoice.year, String(choice.year)),
                    .hidden(NeedsChoice.inferred, choice.isInferred ? "ya" : ""),
                    .init(
                        .choice, NeedsPage.state, words("column.state"),
                        options: [.init(optionValue: "", optionLabel: words("needs.all-states"))]
                            + AssessedNeed.State.allCases.map {
                                .init(
                                    optionValue: $0.rawValue, optionLabel: words.name("need-state", $0.rawValue),
                                    isChosen: $0 == asked)
                            }),
                ], button: words("choose.show"))
        ]
        part.grids = [Self.grid(needs[pager.range], place: place, names, words)]
        part.pagers = [pager]
        return part
    }

    static func grid(
        _ needs: some Sequence<AssessedNeed>, place: (String) -> String, _ names: Names, _ words: Words
    ) -> Grid {
        Grid(
            words("needs.list"),
            [
                .text(words("column.need")), .text(words("needs.subject")), .text(words("column.village")),
                .text(words("column.state")), .text(words("needs.answered-by")), .text(words("needs.statement")),
            ],
            needs.map { item in
                let need = item.need
                let answers =
                    item.answeredBy.map(names.short)
                    + item.perhaps.map { words("needs.perhaps", ["programme": names.short($0)]) }
                return Grid.Line([
                    .init(
                        need.aid.map { words.name("kind", $0) } ?? words.name("need", need.need),
                        detail: need.code + " · " + words.name("origin", need.origin)),
                    .init(Self.subject(need, words)), .init(need.region.map(place) ?? "–"),
                    .init(words.name("need-state", item.state.rawValue), chip: "need-" + item.state.rawValue),
                    .init(answers.isEmpty ? "–" : answers.joined(separator: ", ")),
                    .init(need.statement.map { Masked.digits($0, longest: 400) } ?? "–"),
                ])
            }, none: words("needs.none"), fold: words.fold)
    }

    /// Whose need it is; a person's number is masked.
    static func subject(_ need: Need, _ words: Words) -> String {
        need.nik.map(Masked.number) ?? need.group.map { words("needs.group", ["code": $0]) }
            ?? words("needs.whole-village")
    }
}
