import Problems
import Registry
import Store

/// Precision and recall of the proposals, estimated from the blind sample.
enum MatchQualityPage {
    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let quality = try desk.registry.matchQuality()
        var board = Board(words("matches.quality.title"), lead: words("matches.quality.lead"))
        board.crumbs = MatchWords.crumbs(words)
        if !quality.isComplete { board.notices = [.init(message: words("matches.quality.partial"))] }
        board.cards = [
            .init(figure: share(quality.precision, words), label: words("matches.quality.precision")),
            .init(figure: share(quality.recall, words), label: words("matches.quality.recall")),
            .init(figure: number(quality.matches, words), label: words("matches.quality.matches")),
        ]
        var part = Board.Part("lapisan", words("matches.quality.bands"))
        part.paragraphs = [
            words(
                "matches.quality.from",
                ["from": MatchWords.percent(MatchStratum.bounds[quality.from - 1], words)])
        ]
        part.grids = [
            Grid(
                words("matches.quality.bands"),
                [
                    .text(words("matches.column.band")), .figure(words("matches.column.candidates")),
                    .figure(words("matches.column.sample")), .figure(words("matches.column.same")),
                    .figure(words("matches.quality.stated")), .text(words("matches.quality.share")),
                    .text(words("matches.quality.reliability")),
                ],
                quality.bands.reversed().map { item in
                    Grid.Line([
                        MatchWords.band(item.band, words), .init(words.count(item.band.candidates)),
                        .init(
                            words(
                                "matches.of",
                                [
                                    "n": words.count(item.band.sampleDecided), "all": words.count(item.band.sample),
                                ])),
                        .init(words.count(item.band.sampleSame)),
                        .init(item.stated.map { MatchWords.percent($0, words) + "\u{a0}%" } ?? "–"),
                        .init(share(item.share, words)),
                        .init(
                            words(
                                item.reliability.map { "matches.reliability." + $0.rawValue }
                                    ?? "matches.quality.unknown")),
                    ])
                }, none: "")
        ]
        part.footnotes = [words("matches.quality.note"), words("matches.quality.stated.note")]
        if quality.bands.contains(where: { $0.reliability == .few }) {
            part.footnotes.append(words("matches.quality.few", ["least": words.count(MatchQuality.leastToJudge)]))
        }
        board.parts = [part]
        return board.page(.overlap)
    }

    private static func range(_ texts: [String], _ words: Words) -> String {
        words("matches.quality.range", ["value": texts[0], "low": texts[1], "high": texts[2]])
    }

    private static func share(_ estimate: MatchQuality.Estimate?, _ words: Words) -> String {
        guard let estimate else { return words("matches.quality.unknown") }
        return range(
            [estimate.value, estimate.low, estimate.high].map { MatchWords.percent($0, words) + "\u{a0}%" }, words)
    }

    private static func number(_ estimate: MatchQuality.Estimate?, _ words: Words) -> String {
        guard let estimate else { return words("matches.quality.unknown") }
        return range(
            [estimate.value, estimate.low, estimate.high].map { words.count(Int($0.rounded())) }, words)
    }
}
