public import Problems

extension Report {
    /// Proposals and refusals of one programme in one place: the stages as a funnel, refusals by stated reason, with and
    /// without legal basis, and what became of those who received the year before.
    ///
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func refusals(
        _ refusals: RefusalCase, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        let words = try Words("refusals", language)
        return RefusalDocument(value: refusals, words: words, edition: edition).page.report()
    }
}
