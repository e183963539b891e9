import Problems

/// One analysis of a study in three layers: as published, recommended, warnings; with tables and curves for a reader.
public struct StudyItem: Sendable {
    /// The item's stable name in the study file, such as `table-4`.
    public var name: String
    /// The method's name in study files, such as `incidence`.
    public var method: String
    /// What the reader sees as heading, such as "Tabel 4. Sebaran manfaat".
    public var title: LocalText
    /// The figures as the publication prints them, and whether its own method reproduces them from the data
    /// (`reproduced`); empty where nothing was published.
    public var asPublished: [String: JSON]
    /// The figures that this evaluation recommends instead.
    public var recommended: [String: JSON]
    /// What a reader must know before using either.
    public var warnings: [StudyWarning]
    /// Rows that entered the analysis.
    public var n: Int
    /// Rows left out because a value was missing.
    public var missing: Int
    /// What the analysis was to answer; empty where the study does not say.
    public var question: LocalText
    /// Why there are no figures at all; nil where there are.
    public var refusal: StudyWarning?
    /// The recommended figures one by one, with their errors, numerators, denominators and warnings.
    public var estimates: [StudyEstimate]
    /// What they rest on; nil where nothing was estimated.
    public var evidence: StudyEvidence?
    /// Tables in the order they are to be shown.
    public var tables: [StudyTable]
    /// Figures in the order they are to be shown.
    public var figures: [StudyFigure]

    /// The method's name for a reader.
    public var methodName: LocalText { Wording.text("name." + method) }

    /// The name of the group that holds all rows, where figures are given by group.
    public var whole: LocalText { Wording.text("row.all") }

    func document(in language: Language) -> JSON {
        .object([
            "name": .string(name), "method": .string(method), "title": .string(title[language]),
            "n": .integer(n), "missing": .integer(missing),
            "as_published": .object(asPublished), "recommended": .object(recommended),
            "warnings": .array(warnings.map { $0.document(in: language) }),
            "estimates": .array(estimates.map { $0.document(in: language) }),
            "evidence": evidence.map { $0.document(in: language) } ?? .null,
            "refusal": refusal.map { $0.document(in: language) } ?? .null,
        ])
    }
}
