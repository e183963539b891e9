import Hummingbird
import Problems
import Registry
import Store

/// Everything that was decided about matches, and the way back.
enum MatchHistoryPage {
    static let path = MatchWords.path + "/riwayat"

    static func make(_ desk: Desk, problem: Problem? = nil) throws -> Page {
        let words = desk.words
        let history = try desk.registry.matchHistory()
        var board = Board(words("matches.history.title"), lead: words("matches.history.lead"))
        board.crumbs = MatchWords.crumbs(words)
        if let problem { board.notices = [MatchWords.notice(problem, words)] }
        let pager = Pager(history.count, desk.visit)
        var rows = Board.Part("riwayat", words("matches.history.rows"))
        rows.grids = [MatchWords.history(history[pager.range], words, withPair: true)]
        rows.pagers = [pager]
        board.parts = [rows]
        let bundles = standing(history)
        if !bundles.isEmpty { board.parts.append(undoing(bundles, words)) }
        var page = board.page(.overlap)
        if problem != nil { page.status = .unprocessableContent }
        return page
    }

    /// Bundles of which something is in force, the newest first, with how many decisions.
    private static func standing(_ history: [MatchDecisionRecord]) -> [(number: Int64, decisions: Int)] {
        let reversed = Set(history.compactMap(\.reverses))
        var counts: [Int64: Int] = [:]
        for decision in history where decision.verdict != .reversed && !reversed.contains(decision.id) {
            if let bundle = decision.bundle { counts[bundle, default: 0] += 1 }
        }
        return counts.sorted { $0.key > $1.key }.map { ($0.key, $0.value) }
    }

    private static func undoing(_ bundles: [(number: Int64, decisions: Int)], _ words: Words) -> Board.Part {
        var part = Board.Part("bersama", words("matches.history.bundles"))
        part.paragraphs = [words("match.undo.text")]
        part.forms = bundles.map { bundle in
            let count = words.count(bundle.decisions)
            return .doing(
                path + "/batal",
                [
                    .hidden("bersama", String(bundle.number)),
                    .init(
                        .text, "alasan", words("match.undo.reason"),
                        hint: words(
                            "matches.history.bundle", ["bundle": String(bundle.number), "n": count]),
                        isRequired: true, prefix: "bersama\(bundle.number)"),
                ], button: words("matches.history.undo-bundle", ["n": count]))
        }
        return part
    }

    /// Takes a joint decision back.
    static func undo(_ desk: Desk, _ form: Query) throws -> (address: String?, page: Page?) {
        guard let number = form["bersama"].flatMap({ Int64($0) }) else { throw HTTPError(.badRequest) }
        do {
            try desk.registry.undo(bundle: number, note: form["alasan"].map { String($0.prefix(400)) } ?? "")
        } catch {
            guard error.code.hasPrefix("match.") else { throw error }
            return (nil, try make(desk, problem: error))
        }
        return (path, nil)
    }
}
