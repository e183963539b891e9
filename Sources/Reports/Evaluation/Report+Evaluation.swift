public import Problems
public import Studies

extension Report {
    /// The evaluation of a programme: for each analysis the figures as published, the recommended ones and the warnings
    /// side by side, with tables, curves, methods and limits.
    ///
    /// The summary at the top never says more than the data carry: no verdict "pro-poor" and no cause.
    ///
    /// - Parameters:
    ///   - result: what a study gave when it ran.
    ///   - language: the language of the document.
    ///   - edition: date and publisher; persons count as invented where the study or the edition says so.
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func evaluation(
        _ result: StudyResult, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        let document = EvaluationDocument(
            result: result, words: try Words("evaluation", language), edition: edition)
        return try document.page().report()
    }

    /// The few sentences at the top of the evaluation's document, for a terminal or a list of reports.
    public static func evaluationSummary(_ result: StudyResult, in language: Language) throws(Problem) -> [String] {
        EvaluationSummary(result: result, words: try Words("evaluation", language)).sentences
    }
}
