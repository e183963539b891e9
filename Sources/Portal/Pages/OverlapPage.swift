import Charts
import Problems
import Registry
import Store

/// Who is on more than one list: picture, matrix, verdicts, complements.
struct OverlapPage: Sendable {
    struct Head: Sendable {
        var number: String
        var name: String
        var address: String
    }

    struct Cell: Sendable {
        var count: String
        /// nil where there is nothing to open.
        var address: String?
        var verdict: String?
        var verdictName: String?
        var isOwn: Bool
    }

    struct Row: Sendable {
        var head: Head
        var cells: [Cell]
    }

    struct VerdictRow: Sendable {
        var verdict: String
        var verdictName: String
        var meaning: String
        var people: String
        var families: String
        var amount: String
    }

    struct PairRow: Sendable {
        var name: String
        var address: String
        var people: String
        var families: String
        var findings: [Finding]
    }

    /// What matches add beside the counts by number.
    struct Identities: Sendable {
        var identitiesText: String
        var identityGrids: [Grid]
        /// What the rules about pairs of programmes say of them.
        var verdictGrids: [Grid]
        var reviewLabel: String
    }

    struct Finding: Sendable {
        var verdict: String
        var verdictName: String
        var concerned: String
        var amount: String
    }

    var isEmpty: Bool
    var cards: [GatePage.Card]
    var lead: String
    var picture: Drawing?
    var pictureNote: String?
    var heads: [Head]
    var rows: [Row]
    var verdicts: [VerdictRow]
    var pairs: [PairRow]
    var complements: [ComplementRow]
    var identities: Identities
    var past: Past.Asking

    static func make(_ desk: Desk) throws -> Page {
        let content = OverlapPage(
            try desk.overlapLists(), Past.asking(try Past(desk.query, today: desk.registry.today), desk.words),
            desk.words)
        return Page(template: "overlap", title: desk.words("overlap.title"), section: .overlap, content: content)
    }

    private init(_ lists: OverlapLists, _ past: Past.Asking, _ words: Words) {
        let result = lists.result
        self.past = past
        isEmpty = result.lists.isEmpty
        lead = words(
            isEmpty ? "overlap.none" : "overlap.lead",
            [
                "people": words.count(result.people), "lists": words.count(result.lists.count),
                "several": words.count(result.peopleOnSeveral),
                "share": words.percent(result.peopleOnSeveral, of: result.people),
            ])
        let forbidden = VerdictSum(result, [.forbidden])
        let look = VerdictSum(result, [.conditional, .review, .wasteful])
        cards = [
            (words.count(result.peopleOnSeveral), "several"), (words.count(forbidden.cases), "forbidden"),
            (words.roundRupiah(forbidden.amount), "amount"), (words.count(look.cases), "look"),
            (words.count(VerdictSum(result, [.unregulated]).cases), "unregulated"),
        ].map { GatePage.Card(figure: $0.0, label: words("overlap.card.\($0.1)")) }
        (picture, pictureNote) = Self.picture(lists, words)
        heads = result.lists.indices.map { lists.head($0) }
        rows = result.lists.indices.map { row in
            Row(head: lists.head(row), cells: result.lists.indices.map { lists.cell(row, $0) })
        }
        verdicts = Verdict.allCases.compactMap { verdict in
            let sum = VerdictSum(result, [verdict])
            guard sum.cases > 0 else { return nil }
            return VerdictRow(
                verdict: verdict.rawValue, verdictName: words("verdict.\(verdict.rawValue)"),
                meaning: words("meaning.\(verdict.rawValue)"), people: words.count(sum.people),
                families: words.count(sum.families), amount: words.money(sum.amount))
        }
        pairs = lists.pairs()
        complements = lists.complements(result.complements)
        identities = Self.identities(lists, words)
    }

    private static func identities(_ lists: OverlapLists, _ words: Words) -> Identities {
        let result = lists.result
        guard let found = result.identities else {
            return Identities(
                identitiesText: words("overlap.identities.never"), identityGrids: [], verdictGrids: [],
                reviewLabel: words("overlap.identities.start"))
        }
        let columns =
            [Grid.Column.text(words("column.pair"))]
            + ["by-number", "confirmed", "probable", "families-number", "families-confirmed", "families-probable"]
            .map { .figure(words("column." + $0)) }
        let lines = found.pairs.map { pair in
            let families = result.pairs.first { ($0.a, $0.b) == (pair.a, pair.b) }?.families ?? 0
            return Grid.Line(
                [.init(lists.name(pair.a, pair.b), href: lists.address(pair.a, pair.b))]
                    + [
                        result.matrix[pair.a][pair.b], pair.confirmed, pair.probable, families, pair.confirmedFamilies,
                        pair.probableFamilies,
                    ].map { Grid.Cell(words.count($0)) })
        }
        return Identities(
            identitiesText: words(
                "overlap.identities.text",
                ["confirmed": words.count(found.confirmed), "probable": words.count(found.probable)]),
            identityGrids: lines.isEmpty
                ? [] : [Grid(words("overlap.identities"), columns, lines, none: "", fold: words.fold)],
            verdictGrids: [MatchFindings.grid(lists)].compactMap(\.self),
            reviewLabel: words("overlap.identities.link", ["open": words.count(found.open)]))
    }

    /// Combinations drawn at most; the rest stands in the text.
    private static let drawn = 16

    private static func picture(_ lists: OverlapLists, _ words: Words) -> (Drawing?, String?) {
        let result = lists.result
        let several = result.combinations.filter { $0.lists.count > 1 }
        guard !several.isEmpty else { return (nil, nil) }
        let shown = several.prefix(drawn)
        let rest = several.dropFirst(drawn).reduce(0) { $0 + $1.people }
        let alone = result.combinations.filter { $0.lists.count == 1 }.reduce(0) { $0 + $1.people }
        let figure = UpSetFigure(
            caption: Caption(id: "upset", title: words("overlap.upset.title"), summary: words("overlap.upset.summary")),
            groups: zip(lists.titles, result.lists).map { UpSetFigure.Group(name: $0, size: $1.people) },
            combinations: shown.map {
                UpSetFigure.Combination(members: Set($0.lists), count: $0.people, series: $0.lists.count > 2 ? 1 : 0)
            }, classes: [(0, words("overlap.upset.two")), (1, words("overlap.upset.more"))],
            sizeLabel: words("overlap.upset.size"), countLabel: words("overlap.upset.count"), numbers: words.numbers)
        var note = words("overlap.upset.alone", ["people": words.count(alone)])
        if rest > 0 { note += " " + words("overlap.upset.rest", ["people": words.count(rest)]) }
        return (Drawing(figure), note)
    }
}
