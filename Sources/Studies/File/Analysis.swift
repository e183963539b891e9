import Problems

/// One declared analysis: reads itself from a study file and runs on the study's data.
protocol Analysis: Sendable {
    var head: AnalysisHead { get }

    /// Reads the declaration.
    ///
    /// - Throws: a ``Problem`` that names the line and key.
    init(_ node: StudyNode) throws(Problem)

    /// Runs it.
    ///
    /// - Throws: a ``Problem`` where the data do not fit the declaration.
    func run(_ context: StudyContext) throws(Problem) -> StudyItem
}

/// What every analysis declares.
struct AnalysisHead: Sendable {
    let name: String
    let method: String
    let title: LocalText
    /// Codes of remarks that the study's reviewer makes and no computation can make.
    let remarks: [StudyWarning]
    let claims: [Claim]
    /// What the analysis is to answer.
    let question: LocalText
    /// The rows it keeps; nil for all.
    let filter: StudyFormula?
    let place: Place

    static let keys = ["name", "method", "title", "remarks", "claims", "question", "where"]

    init(_ node: StudyNode) throws(Problem) {
        name = try node.required("name").text()
        method = try node.required("method").text()
        place = node.place
        question = try node.child("question")?.localText() ?? LocalText("")
        filter = try node.child("where").map { node throws(Problem) in try StudyFormula(node) }
        title = try node.required("title").localText()
        var remarks: [StudyWarning] = []
        for remark in try node.child("remarks")?.list() ?? [] {
            let code = try remark.text()
            guard Catalogue.bundled.codes.contains("evaluation." + code) else {
                throw remark.problem("study.unknown-remark", value: code)
            }
            remarks.append(StudyWarning(code))
        }
        self.remarks = remarks
        var claims: [Claim] = []
        for claim in try node.child("claims")?.list() ?? [] { claims.append(try Claim(claim)) }
        self.claims = claims
    }

    /// An item without figures yet.
    func item(n: Int, missing: Int) -> StudyItem {
        StudyItem(
            name: name, method: method, title: title, asPublished: [:], recommended: [:], warnings: remarks, n: n,
            missing: missing, question: question, refusal: nil, estimates: [], evidence: nil, tables: [], figures: [])
    }

    /// The item of an analysis that no honest figure exists for.
    func refused(_ refusal: Problem, rows: Int) -> StudyItem {
        var item = item(n: rows, missing: 0)
        let code = refusal.code.replacing("evaluation.", with: "", maxReplacements: 1)
        var arguments = refusal.arguments.mapValues { LocalText($0) }
        if code == "refused.not-defined" {
            arguments["subject"] = UndefinedFigure.subject(refusal.arguments["subject"] ?? "")
        }
        item.refusal = StudyWarning(code, arguments)
        return item
    }

    /// A key that neither the analysis nor the study gives.
    func missing(_ key: String) -> Problem { Problem("study.missing-key", .refuse, at: place, value: key) }
}
