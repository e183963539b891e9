public import Problems
public import Registry

extension Report {
    /// The annual report on the programmes of a region: what runs there, whom it reaches, how it is reported, and what
    /// is missing; with a block for the signature of whoever answers for it.
    ///
    /// All counts of people come from the input's publication, so that this document and the published tables, and those
    /// of other regions and years, cannot be differenced; rupiah stand only where they would not tell hidden people.
    ///
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func region(
        _ value: RegionReportInput, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        let words = try Words("region", language)
        return RegionDocument(value: value, words: words, edition: edition).page.report()
    }
}
