public import Problems
public import Registry

extension Report {
    /// A search for undeclared criteria: refusals held against the rules, conditions found with their evidence and how they
    /// stand towards the rules, who decides, and what must not be concluded. Holds no data of a person.
    ///
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func undeclared(
        _ report: UndeclaredReport, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        UndeclaredDocument(report: report, sentences: try UndeclaredSentences(language), edition: edition).page.report()
    }
}
