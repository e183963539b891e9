/// The complete rows of a designed sample: what an estimator with a standard error works on when rows with missing values
/// are left out.
struct DesignedRows: Sendable {
    /// The complete rows with their weights.
    let rows: Observations
    /// The design of exactly these rows; nil where no standard error is wanted.
    let design: SurveyDesign?

    /// - Parameters:
    ///   - variables: one array per variable, one value per row of the input; `nan` is missing.
    ///   - design: the design of the input's rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what ``Observations`` throws.
    init(
        _ variables: [[Double]], design: SurveyDesign, missing: Observations.MissingRule
    ) throws(EvaluationRefusal) {
        let length = variables.first?.count ?? 0
        guard variables.allSatisfy({ $0.count == length }), design.rows.last ?? 0 < length else {
            throw EvaluationRefusal(.invalidOption, "length")
        }
        let isWhole = design.rows.count == length
        rows = try Observations(
            isWhole ? variables : variables.map { column in design.rows.map { column[$0] } },
            // In a design a missing weight is 0.
            weights: design.weights.map { $0 > 0 ? $0 : .nan }, missing: missing, zeroWeights: design.zeroWeights,
            dropped: design.unplaced)
        self.design = rows.count == design.rows.count ? design : SurveyDesign(design, keeping: rows.rows)
    }

    /// Rows without a design.
    init(
        _ variables: [[Double]], weights: [Double]?, missing: Observations.MissingRule
    ) throws(EvaluationRefusal) {
        rows = try Observations(variables, weights: weights, missing: missing)
        design = nil
    }

    /// The standard error of an estimate with weighted influences, one per complete row; nil without a design.
    ///
    /// - Parameter warnings: takes the warning on strata with one unit.
    func standardError(
        _ scores: [Double], _ warnings: inout [EvaluationWarning]
    ) throws(EvaluationRefusal) -> Double? {
        guard let design else { return nil }
        let variance = try design.variance(ofTotal: scores)
        let lonely = EvaluationWarning(.lonelyPSU)
        if variance.lonelyTreated, !warnings.contains(lonely) { warnings.append(lonely) }
        return max(0, variance.value).squareRoot()
    }
}
