public import Problems
public import Registry

extension Report {
    /// An audit: what the total contains and how it reconciles, each category with its definition and basis, the lists it
    /// was held against, what was not checked, findings with their evidence, the sample for visits.
    ///
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func findings(
        _ result: AuditResult, sample: AuditSample? = nil, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        FindingsDocument(
            result: result, sample: sample, sentences: try FindingSentences(language), edition: edition
        ).page.report()
    }
}
