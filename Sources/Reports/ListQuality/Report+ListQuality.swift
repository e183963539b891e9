public import Problems

extension Report {
    /// The quality of one list or several: rows read and what became of them, problems by code with reason and remedy,
    /// and the first rows concerned.
    ///
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func listQuality(
        _ lists: [ListQuality], in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        let words = try Words("lists", language)
        return ListQualityDocument(lists: lists, words: words, edition: edition).page.report()
    }
}
