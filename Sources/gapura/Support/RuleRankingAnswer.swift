// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry

/// Who is served where fewer can be than are eligible: by area, and every eligible line with its place.
struct RuleRankingAnswer: Encodable {
    struct Tie: Encodable {
        var points: Double
        var rows: [Int]
        var served: Int
        var decided_by: [String]
        var undecided_by: String?
        var open_rows: [Int]
    }

    struct Area: Encodable {
        var name: String?
        var limit: Int64
        var served: Int
        var tied: Int
        var waiting: Int
        var unranked: Int
        var held: Int
        var held_above: Int
        var spent: Int64
        var left: Int64
        var cut: Double?
        var tie: Tie?
    }

    struct Line: Encodable {
        var row: Int
        var nik: String
        var area: String?
        var rank: Int?
        var points: Double?
        var amount: Int64?
        var standing: String
        var missing: [String]
    }

    /// `people` or `rupiah`.
    var unit: String
    var by: String?
    var ties: [String]
    var rules: [String]
    var served: Int
    var tied: Int
    var waiting: Int
    var unranked: Int
    var spent: Int64
    var areas: [Area]
    var lines: [Line]

    init(_ ranking: QuotaRanking, _ cases: [RuledCase]) {
        let isBudget = ranking.areas.contains { if case .budget = $0.limit { true } else { false } }
        unit = isBudget ? "rupiah" : "people"
        by = ranking.plan.area?.rawValue
        ties = ranking.plan.ties.map(\.text)
        rules = ranking.rules.map(\.code)
        (served, tied) = (ranking.count(.served), ranking.count(.tied))
        (waiting, unranked, spent) = (ranking.count(.waiting), ranking.count(.unranked), ranking.spent)
        areas = ranking.areas.map { area in
            Area(
                name: area.name, limit: area.limit.amount, served: area.counts[.served] ?? 0,
                tied: area.counts[.tied] ?? 0, waiting: area.counts[.waiting] ?? 0,
                unranked: area.counts[.unranked] ?? 0, held: area.held, held_above: area.heldAbove, spent: area.spent,
                left: area.left, cut: area.cut,
                tie: area.tie.map { tie in
                    Tie(
                        points: tie.points, rows: tie.rows, served: tie.served, decided_by: tie.decidedBy.map(\.text),
                        undecided_by: tie.undecidedBy?.text, open_rows: tie.open)
                })
        }
        lines = ranking.places.map { place in
            Line(
                row: place.row, nik: cases[place.line].maskedNIK, area: place.area, rank: place.rank,
                points: place.points, amount: place.amount, standing: place.standing.rawValue, missing: place.missing)
        }
    }
}

/// The same as columns and as text.
extension RuleRankingAnswer {
    /// Rows that a sentence names.
    private static let most = 12

    func columns(_ console: Console) -> [String] {
        ["rank", "points", "standing"].map { console.say("rules.column." + $0) }
    }

    /// The cells of each line that is ranked, by its row.
    func cells(_ console: Console) -> [Int: [String]] {
        let cells = lines.map { line in
            (
                line.row,
                [
                    line.rank.map { String($0) } ?? "", line.points.map(Self.number) ?? "",
                    console.say("rules.standing." + line.standing),
                ]
            )
        }
        return Dictionary(cells, uniquingKeysWith: { first, _ in first })
    }

    func text(_ console: Console) -> String {
        var grid = TextGrid(
            ["area", "limit", "served", "tied", "waiting", "unranked", "held", "cut", "spent", "left"]
                .map { console.say("rules.column." + $0) }, numeric: Set(1...9))
        for area in areas {
            func amount(_ number: Int64) -> String {
                unit == "people" ? console.integer(Int(number)) : console.language.rupiah(number)
            }
            grid.add(
                [area.name ?? console.say(by == nil ? "rules.area.all" : "rules.area.unknown"), amount(area.limit)]
                    + [area.served, area.tied, area.waiting, area.unranked, area.held].map { console.integer($0) }
                    + [area.cut.map(Self.number) ?? "", console.language.rupiah(area.spent), amount(area.left)])
        }
        var sentences: [String] = []
        if rules.isEmpty { sentences.append(console.say("rules.ranking.no-rules")) }
        for area in areas {
            if let tie = area.tie { sentences.append(sentence(tie, console)) }
            if area.held_above > 0 {
                sentences.append(console.say("rules.ranking.held", ["count": console.integer(area.held_above)]))
            }
        }
        if unranked > 0 {
            let names = Set(lines.flatMap(\.missing)).sorted().joined(separator: ", ")
            sentences.append(
                console.say("rules.ranking.unranked", ["count": console.integer(unranked), "names": names]))
        }
        return grid.text + sentences.map { "\n" + $0 + "\n" }.joined()
    }

    private func sentence(_ tie: Tie, _ console: Console) -> String {
        func rows(_ numbers: [Int]) -> String {
            numbers.prefix(Self.most).map { String($0) }.joined(separator: ", ")
                + (numbers.count > Self.most ? " …" : "")
        }
        var text = console.say(
            "rules.ranking.tie",
            [
                "count": console.integer(tie.rows.count), "points": Self.number(tie.points),
                "served": console.integer(tie.served), "rows": rows(tie.rows),
            ])
        if !tie.decided_by.isEmpty {
            text += " " + console.say("rules.ranking.decided", ["ways": tie.decided_by.joined(separator: ", ")])
        }
        if let way = tie.undecided_by { text += " " + console.say("rules.ranking.undecided", ["way": way]) }
        if !tie.open_rows.isEmpty {
            text +=
                " "
                + console.say(
                    "rules.ranking.open",
                    ["count": console.integer(tie.open_rows.count), "rows": rows(tie.open_rows)])
        }
        return text
    }

    static func number(_ points: Double) -> String {
        points == points.rounded() && abs(points) < 1e15 ? String(Int64(points)) : String(points)
    }
}
