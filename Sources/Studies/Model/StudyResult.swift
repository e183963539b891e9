public import Problems

/// What a study file gives when its analyses are run on its data.
public struct StudyResult: Sendable {
    /// What the rows of the data are, by what the study file says of them.
    public enum RowUnit: String, Sendable, CaseIterable {
        case people
        /// The study ranks its rows by the living standard of a household (`per: household`).
        case households
        /// The study gives the members of each row, which is a household or group and no person.
        case rows
    }

    /// The study's short name, such as `mekaar-kutasari`: the name for files and links.
    public var name: String
    /// The study's title.
    public var title: LocalText
    /// Who published the figures that are examined, with year and identifier; empty where nothing was published.
    public var publication: LocalText
    /// The study file's name, and that of its data.
    public var file: String
    public var dataFile: String
    /// The sheet of a workbook that was read; nil for other files.
    public var sheet: String?
    /// The sheets of the workbook that were not read, but for hidden ones.
    public var otherSheets: [String] = []
    /// The line under every table, such as "Sumber: data primer diolah, 2021".
    public var source: LocalText
    /// How the rows were chosen and what they may stand for.
    public var sample: LocalText
    /// What the study asks; empty where it is not said.
    public var question: LocalText
    /// What the data can bear and what not, sentence by sentence.
    public var bearing: [LocalText]
    /// Whether the persons in the data are invented.
    public var synthetic: Bool
    /// Level of intervals.
    public var confidence: Double
    /// Rows of the data file.
    public var n: Int
    /// What a row is called.
    public var rowUnit = RowUnit.people
    /// The analyses, in the order of the study file.
    public var items: [StudyItem]

    /// Whether figures of a publication are held against data; otherwise the study reports its own.
    public var isReview: Bool { !publication.isEmpty || items.contains { !$0.asPublished.isEmpty } }

    /// All warnings of all items, each once.
    public var warningCodes: [String] {
        var seen: Set<String> = []
        return items.flatMap { $0.warnings + $0.estimates.flatMap(\.warnings) }.map(\.code).filter {
            seen.insert($0).inserted
        }
    }

    /// The document of `gapura evaluate --format json`.
    ///
    /// - Parameters:
    ///   - language: the language of titles and messages.
    ///   - report: where the report was written, if it was.
    public func document(in language: Language, report: String? = nil) -> JSON {
        .object([
            "study": .string(name), "title": .string(title[language]), "n": .integer(n),
            "synthetic": .bool(synthetic), "source": .string(source[language]), "sample": .string(sample[language]),
            "question": .string(question[language]), "bearing": .strings(bearing.map { $0[language] }),
            "results": .array(items.map { $0.document(in: language) }),
            "data": .string(dataFile), "sheet": sheet.map(JSON.string) ?? .null,
            "report": report.map(JSON.string) ?? .null,
        ])
    }
}
