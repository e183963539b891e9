import Evaluation

/// The variables of one case with weights and sampling codes. A row that lacks a value, a weight or a code leaves the
/// sample and its design, unlike in the `svy_*` family.
struct CaseSample {
    /// The options that name weights and sampling units.
    static let designOptions = ["weight", "strata", "cluster"]

    /// One array per variable, `nan` where the row cannot be used.
    private(set) var variables: [[Double]]
    let weights: [Double]?
    let missing: Observations.MissingRule
    private let options: CaseOptions
    private let data: StudyData

    /// - Parameter names: options that hold the expressions of the variables; all required.
    /// - Throws: what the options and expressions throw; `unknown-column`.
    init(_ names: [String], _ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) {
        self.options = options
        self.data = data
        missing = try options.missing()
        variables = []
        for name in names { variables.append(try options.requiredExpression(name).values(in: data)) }
        weights = try options.expression("weight")?.values(in: data)
        let clusters = try options.textOrTexts("cluster")
        guard !options.has("cluster") || !clusters.isEmpty else { throw EvaluationRefusal(.invalidOption, "cluster") }
        let strata = try options.text("strata").map { [$0] } ?? []
        for (place, name) in (strata + clusters).enumerated() {
            guard let cells = data.text(name) else { throw EvaluationRefusal(.unknownColumn, name) }
            // Later stages do not matter, but their columns must exist.
            guard place <= strata.count else { continue }
            for row in cells.indices where cells[row] == nil { variables[0][row] = .nan }
        }
    }

    /// The ultimate-cluster design.
    func design() throws(EvaluationRefusal) -> SurveyDesign {
        try CaseMethod.ultimateClusterDesign(options, data)
    }

    /// The codes of a column as numbers.
    static func numbers(_ codes: [String?]) -> [Int] {
        var numbers: [String?: Int] = [:]
        for code in codes where numbers[code] == nil { numbers[code] = numbers.count }
        return codes.map { numbers[$0] ?? 0 }
    }
}

/// The only standard error that most methods on distributions know.
enum LinearizedOnly: String { case linearized }
