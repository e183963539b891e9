public import Problems
public import Registry

extension Report {
    /// Who is on more than one of the lists that one file holds, by identity number alone: the lists with what was
    /// refused, and the matrix of lists.
    ///
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func listsInFile(
        _ found: ListsInFile, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        ListsInFileDocument(found: found, words: try Words("overlap", language), edition: edition).page.report()
    }
}
