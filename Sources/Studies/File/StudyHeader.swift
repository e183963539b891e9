import Problems

/// What a study file says about the study as a whole.
struct StudyHeader: Sendable {
    /// How the rows were chosen.
    enum Sampling: String, Sendable, CaseIterable {
        /// All units there are: no sampling error.
        case census
        /// A random sample: intervals have their meaning.
        case random
        /// Chosen for a purpose: percentages describe these rows and nothing else.
        case purposive
        /// The publication does not say.
        case unstated
    }

    let name: String
    let title: LocalText
    let publication: LocalText
    let source: LocalText
    let sample: LocalText
    let synthetic: Bool
    let data: String
    /// The sheet of a workbook; nil for the first.
    let sheet: SheetName?
    /// Values that count as missing, beside those that the data file declares.
    let missing: MissingCodes
    let sampling: Sampling
    /// What the study asks; empty where it is not said.
    let question: LocalText
    /// The column that names each row once; nil for none.
    let identifier: StudyFormula?
    let design: StudyDesign
    let reference: PopulationReference?
    /// The living standard, unless an analysis names its own.
    let rank: StudyRank?
    /// What is distributed, unless an analysis names its own.
    let benefit: StudyBenefit?
    /// Persons of each row.
    let members: StudyFormula?
    let units: StudyUnits
    let settings: StudySettings
    /// Units the sample was drawn from, where known.
    var population: Int? { reference?.size }

    static let keys = [
        "study", "title", "publication", "source", "sample", "synthetic", "data", "sampling", "population", "analyses",
        "sheet", "missing", "question", "id", "design", "rank", "benefit", "members", "units", "settings",
    ]

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(Self.keys)
        name = try node.required("study").text()
        title = try node.required("title").localText()
        publication = try node.child("publication")?.localText() ?? LocalText("")
        source = try node.required("source").localText()
        sample = try node.child("sample")?.localText() ?? LocalText("")
        synthetic = try node.required("synthetic").flag()
        data = try node.required("data").text()
        sheet = try node.child("sheet").map { node throws(Problem) in try SheetName(node) }
        missing = try node.child("missing").map { node throws(Problem) in try MissingCodes(node) } ?? .none
        sampling = try node.child("sampling")?.choice(Sampling.self) ?? .unstated
        question = try node.child("question")?.localText() ?? LocalText("")
        identifier = try node.child("id").map { node throws(Problem) in try StudyFormula(node) }
        design = try node.child("design").map { node throws(Problem) in try StudyDesign(node) } ?? StudyDesign()
        reference = try node.child("population").map { node throws(Problem) in try PopulationReference(node) }
        rank = try node.child("rank").map { node throws(Problem) in try StudyRank(node) }
        benefit = try node.child("benefit").map { node throws(Problem) in try StudyBenefit(node) }
        members = try node.child("members").map { node throws(Problem) in try StudyFormula(node) }
        units = try node.child("units")?.choice(StudyUnits.self) ?? .rows
        settings = try node.child("settings").map { node throws(Problem) in try StudySettings(node) } ?? StudySettings()
    }
}
