import Evaluation

/// The variables of one case with weights and sampling codes, in which a row that lacks any of them is marked missing.
///
/// Outside the `svy_*` family such a row leaves the sample and its design.
struct CaseSample {
    /// The options that name weights and sampling units.
    static let designOptions = ["weight", "strata", "cluster"]

    /// One array per variable, `nan` where the row cannot be used.
    private(set) var variables: [[Double]]
    private(set) var weights: [Double]?
    private var strata: [String]?
    private var clusters: [String]?
    let missing: Observations.MissingRule

    /// - Parameters:
    ///   - names: options that hold the expressions of the variables; all required.
    /// - Throws: what the options and expressions throw; `negative-weight`.
    init(_ names: [String], _ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) {
        missing = try options.missing()
        variables = []
        for name in names { variables.append(try options.requiredExpression(name).values(in: data)) }
        weights = try options.expression("weight")?.values(in: data)
        if let weights, weights.contains(where: { $0 < 0 }) { throw EvaluationRefusal(.negativeWeight) }
        let names = try options.textOrTexts("cluster")
        guard !options.has("cluster") || !names.isEmpty else { throw EvaluationRefusal(.invalidOption, "cluster") }
        // With replacement only the first stage counts; the columns of the others must exist all the same.
        for name in names.reversed() { clusters = try codes(name, data) }
        if let name = try options.text("strata") { strata = try codes(name, data) }
        if let given = weights {
            for row in given.indices where !given[row].isFinite {
                variables[0][row] = .nan
                weights?[row] = 1
            }
        }
    }

    private mutating func codes(_ name: String, _ data: StudyData) throws(EvaluationRefusal) -> [String] {
        guard let cells = data.text(name) else { throw EvaluationRefusal(.unknownColumn, name) }
        for row in cells.indices where cells[row] == nil { variables[0][row] = .nan }
        return cells.map { $0 ?? "" }
    }

    /// The ultimate-cluster design; cluster codes may restart in each stratum.
    func design() throws(EvaluationRefusal) -> SurveyDesign {
        try SurveyDesign(
            count: variables[0].count, weights: weights, strata: strata, clusters: clusters.map { [$0] } ?? [],
            nest: true)
    }

    /// Clusters as numbers; nil where none are named.
    var clusterNumbers: [Int]? {
        clusters.map { codes in
            var numbers: [String: Int] = [:]
            for code in codes where numbers[code] == nil { numbers[code] = numbers.count }
            return codes.map { numbers[$0] ?? 0 }
        }
    }
}

/// The only standard error that most methods on distributions know.
enum LinearizedOnly: String { case linearized }
