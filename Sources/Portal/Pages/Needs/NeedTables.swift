import Charts
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// The tables of a report on needs.
struct NeedTables {
    let report: SupplyReport
    let choice: NeedsChoice
    let names: Names
    let words: Words
    let places: [String: MonitoringView.Place]

    func place(_ code: String) -> String { places[code]?.name ?? code }

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
    func note(_ counts: SupplyReport.Counts) -> String {
        let states: [AssessedNeed.State] = [.absent, .refused, .notOffered, .inProgress, .served]
        guard let most = states.max(by: { counts[$0] < counts[$1] }), counts[most] > 0 else { return "" }
        return words.name("need-state", most.rawValue)
    }

    private var stateColumns: [Grid.Column] {
        [.figure(words("needs.card.total"))]
            + AssessedNeed.State.allCases.map { .figure(words.name("need-state", $0.rawValue)) }
    }

    func cells(_ counts: SupplyReport.Counts) -> [Grid.Cell] {
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
}
