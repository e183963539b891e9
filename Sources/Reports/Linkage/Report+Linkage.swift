public import Problems

extension Report {
    /// A run of linking: what is sure and what is for people to look at, what each comparison says, weights, blocking
    /// rules, quality where the truth is known, groups, and pairs taken apart. Of people only the records' ids are shown.
    ///
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func linkage(
        _ run: LinkageRun, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        let frame = LinkageFrame(run: run, words: try Words("linkage", language), edition: edition)
        let glossary = try Language.allCases.map { language throws(Problem) in try Words("linkage", language) }
        return LinkageDocument(frame: frame, glossary: glossary).page.report()
    }
}
