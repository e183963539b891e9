public import Problems
public import Studies

extension Report {
    /// The audit of a publication's printed figures: how many stood, and for each finding where it stands, what is
    /// printed, what is possible instead and why.
    ///
    /// - Parameters:
    ///   - audit: what became of the figures.
    ///   - language: the language of the document.
    ///   - edition: date and publisher.
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func paperAudit(
        _ audit: PaperAudit, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        PaperDocument(audit: audit, words: try Words("paper", language), edition: edition).page.report()
    }

    /// The few sentences at the top of that document, for a terminal.
    public static func paperAuditSummary(_ audit: PaperAudit, in language: Language) throws(Problem) -> [String] {
        PaperDocument(audit: audit, words: try Words("paper", language), edition: Edition()).summary
    }

    /// The name of a finding's weight, such as "mustahil".
    public static func name(
        of weight: PaperFinding.Weight, in language: Language
    ) throws(Problem) -> String {
        try Words("paper", language)("weight." + weight.rawValue)
    }
}
