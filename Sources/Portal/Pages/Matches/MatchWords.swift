import Problems
import Registry
import Store

/// What the pages about matches say alike.
enum MatchWords {
    static let path = "/pasangan"

    static func address(_ pair: SubjectPair) -> String { "\(path)/\(pair.text)" }

    static func percent(_ part: Double, _ words: Words, places: Int = 1) -> String {
        words.language.decimal(part * 100, places: places)
    }

    static func band(_ band: MatchQueue.Band, _ words: Words) -> Grid.Cell {
        .init(
            words("matches.band.\(band.number)"),
            detail: words(
                "matches.band.range", ["from": percent(band.from, words), "to": percent(band.to, words)]))
    }

    static func agreement(_ fields: [MatchField], _ words: Words) -> String {
        fields.filter { !$0.isNeutral }.map { $0.name(in: words.language) + ": " + $0.label(in: words.language) }
            .joined(separator: " · ")
    }

    static func history(_ decisions: some Sequence<MatchDecisionRecord>, _ words: Words, withPair: Bool) -> Grid {
        var columns: [Grid.Column] = [.text(words("match.column.decision"))]
        if withPair { columns.append(.text(words("matches.column.pair"))) }
        columns += ["verdict", "at", "actor", "note", "how"].map { .text(words("match.column." + $0)) }
        let lines = decisions.map { decision in
            var cells: [Grid.Cell] = [.init("#\(decision.id)")]
            if withPair { cells.append(.init(decision.pair.text, href: address(decision.pair))) }
            cells += [
                .init(
                    words("match.verdict." + decision.verdict.rawValue), chip: "match-" + decision.verdict.rawValue,
                    detail: decision.reverses.map { words("match.reverses", ["id": String($0)]) }
                        ?? decision.carries.map { words("match.carries", ["id": String($0)]) }),
                .init(words.instant(decision.decidedAt)), .init(decision.actor),
                .init(decision.note.map { Masked.digits($0) } ?? "–"), .init(how(decision, words)),
            ]
            return Grid.Line(cells)
        }
        return Grid(words("matches.history.rows"), columns, lines, none: words("matches.history.none"))
    }

    private static func how(_ decision: MatchDecisionRecord, _ words: Words) -> String {
        if let bundle = decision.bundle { return words("match.how.bundle", ["bundle": String(bundle)]) }
        guard decision.verdict != .reversed else { return "–" }
        return words(decision.isBlind ? "match.how.blind" : "match.how.seen")
    }

    static func crumbs(_ words: Words) -> [Board.Crumb] {
        [
            .init(label: words("nav.overlap"), address: Page.Section.overlap.path),
            .init(label: words("matches.title"), address: path),
        ]
    }

    /// A notice that names what is wrong.
    static func notice(_ problem: Problem, _ words: Words) -> Board.Notice {
        .init(isGrave: true, message: words.reason(problem), advice: words.remedy(problem))
    }
}
