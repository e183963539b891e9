import Problems
import Registry
import Store

/// What was proposed about the records of a list.
extension BatchPage {
    struct Matches: Sendable {
        var text: String
        /// Said where the model was trained on synthetic data.
        var warning: String?
        var address: String
    }

    static func matches(
        _ found: (run: LinkageRunRecord, open: Int, probable: Int)?, _ words: Words
    ) -> Matches {
        guard let found else { return Matches(text: words("matches.of-batch.never"), address: MatchWords.path) }
        return Matches(
            text: words(
                found.open == 0 ? "matches.of-batch.none" : "matches.of-batch.text",
                ["n": words.count(found.open), "probable": words.count(found.probable)]),
            warning: found.run.basis == .bundled && found.open > 0 ? words("matches.bundled") : nil,
            address: MatchWords.path)
    }
}
