import Charts
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

extension NeedTables {
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
