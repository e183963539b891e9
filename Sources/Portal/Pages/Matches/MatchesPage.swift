import Hummingbird
import Problems
import Registry
import Store

/// The review queue: what was proposed, how far the blind sample is, and what else is open.
enum MatchesPage {
    /// Open pairs shown at once.
    private static let shown = 50
    /// The field that says behind which pair the list goes on: its weight and number.
    private static let after = "sesudah"

    static func make(_ desk: Desk, problem: Problem? = nil) throws -> Page {
        let words = desk.words
        let queue = try desk.registry.matchQueue()
        var board = Board(words("matches.title"), lead: words("matches.lead"))
        board.crumbs = [.init(label: words("nav.overlap"), address: Page.Section.overlap.path)]
        if let problem { board.notices.append(MatchWords.notice(problem, words)) }
        let find = Form.doing(MatchWords.path + "/cari", button: words("matches.find"), isInline: true)
        guard let run = queue.run else {
            board.notices.append(.init(message: words("matches.never"), noticeForm: find))
            return page(board, problem)
        }
        if queue.isStale { board.notices.append(.init(message: words("matches.stale"), noticeForm: find)) }
        if run.basis == .bundled { board.notices.append(.init(message: words("matches.bundled"))) }
        let progress = queue.progress
        board.cards = [
            .init(figure: words.count(queue.candidates), label: words("matches.card.candidates")),
            .init(
                figure: words(
                    "matches.of", ["n": words.count(progress.decided), "all": words.count(progress.all)]),
                label: progress.seen > 0
                    ? words("matches.card.sample.seen", ["seen": words.count(progress.seen)])
                    : words("matches.card.sample")),
            .init(
                figure: words.count(queue.bands.reduce(0) { $0 + $1.same }), label: words("matches.card.same")),
            .init(figure: words.count(queue.probable), label: words("matches.card.open")),
        ]
        board.parts = [review(queue, words), bands(queue, run, words), try open(desk), ways(words)]
        return page(board, problem)
    }

    private static func page(_ board: Board, _ problem: Problem?) -> Page {
        var page = board.page(.overlap)
        if problem != nil { page.status = .unprocessableContent }
        return page
    }

    private static func review(_ queue: MatchQueue, _ words: Words) -> Board.Part {
        var part = Board.Part("tinjau", words("matches.review"))
        guard let next = queue.next else {
            part.paragraphs = [words("matches.review.done")]
            return part
        }
        part.paragraphs = [words("matches.review.text")]
        part.links = [.init(words("matches.review.next"), MatchWords.address(next.candidate.pair))]
        return part
    }

    private static func bands(_ queue: MatchQueue, _ run: LinkageRunRecord, _ words: Words) -> Board.Part {
        var part = Board.Part("lapisan", words("matches.bands"))
        part.paragraphs = [words("matches.bands.text", ["n": words.count(MatchStratum.sample)])]
        part.grids = [
            Grid(
                words("matches.bands"),
                [
                    .text(words("matches.column.band")), .figure(words("matches.column.candidates")),
                    .figure(words("matches.column.sample")), .figure(words("matches.column.same")),
                    .figure(words("matches.column.different")), .figure(words("matches.column.unsure")),
                    .figure(words("matches.column.open")),
                ],
                queue.bands.reversed().map { band in
                    Grid.Line([
                        MatchWords.band(band, words), .init(words.count(band.candidates)),
                        .init(
                            words(
                                "matches.of",
                                ["n": words.count(band.sampleDecided), "all": words.count(band.sample)])),
                        .init(words.count(band.same)), .init(words.count(band.different)),
                        .init(words.count(band.unsure)), .init(words.count(band.open)),
                    ])
                }, none: "")
        ]
        part.footnotes = [
            words(
                "matches.found",
                [
                    "at": words.instant(run.knownAt), "records": words.count(run.records),
                    "pairs": words.count(run.pairs),
                ])
        ]
        return part
    }

    /// Open pairs outside the sample: their weight may be seen, since nothing is estimated from them.
    private static func open(_ desk: Desk) throws -> Board.Part {
        let words = desk.words
        let items = try desk.registry.matches(open: true, after: cursor(desk.query), limit: shown + 1)
        var part = Board.Part("terbuka", words("matches.open"))
        part.paragraphs = [words("matches.open.text")]
        part.grids = [
            Grid(
                words("matches.open"),
                [
                    .text(words("matches.column.pair")), .figure(words("matches.column.probability")),
                    .text(words("matches.column.agreement")),
                ],
                items.prefix(shown).map { item in
                    Grid.Line([
                        .init(item.candidate.pair.text, href: MatchWords.address(item.candidate.pair)),
                        .init(item.candidate.percent(in: words.language) + "\u{a0}%"),
                        .init(MatchWords.agreement(item.candidate.comparisons, words)),
                    ])
                }, none: words("matches.open.none"), fold: words.fold)
        ]
        if items.count > shown {
            let last = items[shown - 1].cursor
            part.links.append(
                .init(
                    words("matches.open.more"),
                    Query.address(MatchWords.path, [(after, "\(last.weight).\(last.id)")]) + "#terbuka"))
        }
        if desk.query[after] != nil {
            part.links.append(.init(words("matches.open.first"), MatchWords.path + "#terbuka"))
        }
        return part
    }

    /// Where the list goes on; the beginning for what is no such place.
    private static func cursor(_ query: Query) -> CandidateQueries.Cursor? {
        guard let parts = query[after]?.split(separator: ".", omittingEmptySubsequences: false), parts.count == 2,
            let weight = Int(parts[0]), let id = Int64(parts[1])
        else { return nil }
        return .init(weight: weight, id: id)
    }

    private static func ways(_ words: Words) -> Board.Part {
        var part = Board.Part("lain", words("matches.ways"))
        part.links = [
            .init(words("matches.ways.patterns"), MatchWords.path + "/pola"),
            .init(words("matches.ways.history"), MatchWords.path + "/riwayat"),
            .init(words("matches.ways.quality"), MatchWords.path + "/mutu"),
            .init(words("matches.ways.overlap"), Page.Section.overlap.path),
        ]
        return part
    }

    /// Searches for matches.
    static func find(_ desk: Desk) throws -> (address: String?, page: Page?) {
        do {
            try desk.registry.findMatches()
        } catch {
            guard error.code == "match.nothing" else { throw error }
            return (nil, try make(desk, problem: error))
        }
        return (MatchWords.path, nil)
    }
}
