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
    let sheet: String?
    /// Values that count as missing, beside those that the data file declares.
    let missing: MissingCodes
    let sampling: Sampling
    /// Units the sample was drawn from, where known.
    let population: Int?

    static let keys = [
        "study", "title", "publication", "source", "sample", "synthetic", "data", "sampling", "population", "analyses",
        "sheet", "missing",
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
        sheet = try node.child("sheet")?.text()
        missing = try node.child("missing").map { node throws(Problem) in try MissingCodes(node) } ?? .none
        sampling = try node.child("sampling")?.choice(Sampling.self) ?? .unstated
        population = try node.child("population")?.integer()
    }
}
