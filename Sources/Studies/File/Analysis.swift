import Problems

/// One declared analysis: reads itself from a study file and runs on the study's data.
protocol Analysis: Sendable {
    /// Reads the declaration.
    ///
    /// - Throws: a ``Problem`` that names the line and key.
    init(_ node: StudyNode) throws(Problem)

    /// Runs it.
    ///
    /// - Throws: a ``Problem`` where the data do not fit the declaration.
    func run(_ context: StudyContext) throws(Problem) -> StudyItem
}

/// The methods of study files.
enum AnalysisMethod: String, CaseIterable {
    case frequency
    case summary
    case proportion
    case incidence
    case effectiveness
    case signedRank = "signed-rank"
    case claims

    var type: any Analysis.Type {
        switch self {
        case .frequency: FrequencyAnalysis.self
        case .summary: SummaryAnalysis.self
        case .proportion: ProportionAnalysis.self
        case .incidence: IncidenceAnalysis.self
        case .effectiveness: EffectivenessAnalysis.self
        case .signedRank: SignedRankAnalysis.self
        case .claims: ClaimsAnalysis.self
        }
    }
}

/// What every analysis declares.
struct AnalysisHead: Sendable {
    let name: String
    let method: String
    let title: LocalText
    /// Codes of remarks that the study's reviewer makes and no computation can make.
    let remarks: [StudyWarning]
    let claims: [Claim]

    static let keys = ["name", "method", "title", "remarks", "claims"]

    init(_ node: StudyNode) throws(Problem) {
        name = try node.required("name").text()
        method = try node.required("method").text()
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
            missing: missing, tables: [], figures: [])
    }
}
