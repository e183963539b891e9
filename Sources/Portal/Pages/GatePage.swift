import Charts
import Problems
import Registry
import Store

/// The gate: what is registered, and what to look at first.
struct GatePage: Sendable {
    struct Card: Sendable {
        var figure: String
        var label: String
    }

    struct Alert: Sendable {
        var figure: String
        var text: String
        var action: String
        var address: String
        var isGrave: Bool
    }

    struct ProgrammeRow: Sendable {
        var name: String
        var code: String
        var address: String
        var owner: String
        var pillar: String
        var people: String
        var families: String
        var amount: String
        var target: String
    }

    var cards: [Card]
    var alerts: [Alert]
    var programmes: [ProgrammeRow]
    var map: Drawing?
    var unknownVillage: String?
    var moreVillages: String?
    var batches: [BatchRow]
    var isEmpty: Bool
    var searchHint: String

    /// Rows of the picture of villages; the rest is summed up in the text.
    private static let villages = 24

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let overview = try desk.site.findings.overview(desk.registry)
        let batches = try desk.registry.batches()
        let names = try Names(desk.registry, words)
        let map = Self.map(overview, names, words)
        let content = GatePage(
            cards: [
                ("people", "people"), ("families", "families"), ("enterprises", "enterprises"), ("groups", "groups"),
                ("programmes", "programmes"),
            ].map { Card(figure: words.count(overview.total($0.0)), label: words("gate.card.\($0.1)")) }
                + [lists(batches.filter { $0.state == .committed }, words)],
            alerts: try GateAlerts(desk: desk, overview: overview, batches: batches).all(),
            programmes: overview.programmes.sorted { $0.people > $1.people }.map { row in
                let period = row.programme.periods.max { $0.fiscalYear < $1.fiscalYear }
                return ProgrammeRow(
                    name: names.programme(row.programme), code: row.programme.code,
                    address: "/program/" + Query.encoded(row.programme.code),
                    owner: names.institution(row.programme.owner),
                    pillar: row.programme.pillar.map { words.name("pillar", $0) } ?? "–",
                    people: row.people == 0 ? "–" : words.count(row.people),
                    families: row.families == 0 ? "–" : words.count(row.families), amount: words.money(row.amount),
                    target: period.flatMap { period in
                        period.target.map {
                            words("gate.target", ["target": words.count($0), "year": String(period.fiscalYear)])
                        }
                    } ?? "–")
            }, map: map.drawing, unknownVillage: map.unknown, moreVillages: map.more,
            batches: batches.suffix(6).reversed().map { BatchRow($0, names, words) }, isEmpty: batches.isEmpty,
            searchHint: words("search.hint"))
        return Page(template: "gate", title: words("gate.title"), section: .gate, content: content)
    }

    /// People by village and programme; villages that hold most people first.
    private static func map(
        _ overview: Overview, _ names: Names, _ words: Words
    ) -> (drawing: Drawing?, unknown: String?, more: String?) {
        let programmes = overview.programmes.filter { $0.people > 0 }.map(\.programme)
        let known = overview.villages.filter { $0.village != nil }
            .sorted {
                Self.sum($0) == Self.sum($1) ? ($0.village ?? "") < ($1.village ?? "") : Self.sum($0) > Self.sum($1)
            }
        let unknown = overview.villages.first { $0.village == nil }.map(Self.sum) ?? 0
        guard !known.isEmpty, !programmes.isEmpty else { return (nil, nil, nil) }
        let shown = known.prefix(villages)
        let figure = MatrixFigure(
            caption: Caption(id: "villages", title: words("gate.map.title"), summary: words("gate.map.summary")),
            rows: shown.map { $0.village ?? "" }, columns: programmes.map { $0.abbreviation ?? $0.code },
            cells: shown.map { row in
                programmes.map { programme in
                    let people = row.people[programme.code] ?? 0
                    return people == 0
                        ? .init(value: 0, text: "–") : .init(value: Double(people), text: words.count(people))
                }
            }, corner: words("column.village"))
        let more = known.count - shown.count
        return (
            Drawing(figure), unknown == 0 ? nil : words("gate.map.unknown", ["people": words.count(unknown)]),
            more <= 0 ? nil : words("gate.map.more", ["villages": words.count(more)])
        )
    }

    /// A list counts once, however often it was sent again.
    private static func lists(_ committed: [BatchRecord], _ words: Words) -> Card {
        let lists = Set(committed.map(\.list)).count
        return Card(
            figure: words.count(lists),
            label: lists == committed.count
                ? words("gate.card.lists") : words("gate.card.sendings", ["n": words.count(committed.count)]))
    }

    private static func sum(_ row: Overview.VillageRow) -> Int { row.people.values.reduce(0, +) }
}
