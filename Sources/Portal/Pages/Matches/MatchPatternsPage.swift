import Hummingbird
import Problems
import Registry
import Store

/// Many pairs that agree and differ alike, decided at once with one reason.
enum MatchPatternsPage {
    /// Patterns shown at most, the largest first, and examples of each.
    private static let shown = 12
    private static let examples = 3

    static func make(_ desk: Desk, notice: Board.Notice? = nil, isFaulty: Bool = false) throws -> Page {
        let words = desk.words
        var board = Board(words("matches.patterns.title"), lead: words("matches.patterns.lead"))
        board.crumbs = MatchWords.crumbs(words)
        if let notice { board.notices = [notice] }
        let patterns = try desk.registry.matchPatterns().filter { $0.open > 0 }
        if patterns.isEmpty { board.notices.append(.init(message: words("matches.patterns.none"))) }
        board.parts = try patterns.prefix(shown).enumerated().map { place, pattern in
            part(
                pattern, place + 1, try desk.registry.matches(pattern: pattern.pattern, limit: examples), words)
        }
        var page = board.page(.overlap)
        if isFaulty { page.status = .unprocessableContent }
        return page
    }

    private static func part(
        _ pattern: MatchQueue.Pattern, _ number: Int, _ examples: [CandidateRecord], _ words: Words
    ) -> Board.Part {
        var part = Board.Part("pola-\(number)", words("matches.pattern", ["n": String(number)]))
        part.paragraphs = [
            MatchWords.agreement(pattern.fields, words),
            words(
                "matches.pattern.counts",
                [
                    "open": words.count(pattern.open), "same": words.count(pattern.same),
                    "different": words.count(pattern.different), "unsure": words.count(pattern.unsure),
                ]),
        ]
        let prefix = "pola\(number)"
        part.forms = [
            .doing(
                MatchWords.path + "/pola",
                [
                    .hidden("pola", pattern.pattern),
                    .init(
                        .choice, "putusan", words("matches.pattern.verdict"),
                        options: [.init(optionValue: "", optionLabel: words("matches.pattern.choose"))]
                            + [MatchDecisionRecord.Verdict.same, .different].map {
                                .init(
                                    optionValue: $0.rawValue, optionLabel: words("match.verdict." + $0.rawValue))
                            }, isRequired: true, prefix: prefix),
                    .init(.text, "alasan", words("match.decide.reason"), isRequired: true, prefix: prefix),
                ], button: words("matches.pattern.do"))
        ]
        part.links = examples.map {
            .init(words("matches.pattern.examples") + " " + $0.pair.text, MatchWords.address($0.pair))
        }
        return part
    }

    /// Decides all open pairs of a pattern.
    static func decide(_ desk: Desk, _ form: Query) throws -> (address: String?, page: Page?) {
        let words = desk.words
        guard let pattern = form["pola"], let verdict = form["putusan"].flatMap(MatchDecisionRecord.Verdict.init),
            verdict == .same || verdict == .different
        else { throw HTTPError(.badRequest) }
        do {
            let bundle = try desk.registry.decide(
                pattern: pattern, verdict, note: form["alasan"].map { String($0.prefix(400)) } ?? "")
            let told = words(
                "matches.bundle.done",
                [
                    "bundle": String(bundle.number), "decided": words.count(bundle.decisions.count),
                    "left": words.count(bundle.contradicting.count),
                ])
            guard !bundle.contradicting.isEmpty else { return (MatchHistoryPage.path, nil) }
            return (nil, try make(desk, notice: .init(message: told)))
        } catch let problem as Problem {
            guard problem.code.hasPrefix("match.") else { throw problem }
            return (nil, try make(desk, notice: MatchWords.notice(problem, words), isFaulty: true))
        }
    }
}
