public import Problems
public import Registry

extension Report {
    /// Who is on more than one list: an UpSet picture, the matrix of lists, every pair with its verdict, condition, legal
    /// basis and rupiah, the missing complement, and the first cases that need a decision. Persons only masked.
    ///
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func overlap(
        _ result: OverlapResult, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        let words = try Words("overlap", language)
        return OverlapDocument(result: result, words: words, edition: edition).page.report()
    }
}
