/// A total under a survey design, of the whole population or a domain: Σ w y, with the design variance of that sum
/// (Särndal, Swensson and Wretman 1992, ch. 4). Weights must be expansion weights: here, and only here, their scale counts.
public struct DesignTotal: DesignEstimator {
    /// The total, in the unit of the outcome, with its error.
    public let result: DesignEstimate

    /// Estimates the total.
    ///
    /// - Parameters:
    ///   - outcome: value per row of the input; `nan` is missing and counts as 0, staying in the design.
    ///   - domain: condition per row of the input; rows outside stay in the design. Nil for all rows.
    ///   - design: the sampling design of those rows.
    ///   - missing: what to do with missing values.
    /// - Throws: `empty-data`, `missing-values`, `lonely-psu`.
    public init(
        outcome: [Double], domain: [Double]? = nil, design: SurveyDesign,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let rows = try DesignDomain([outcome], domain: domain, design: design, missing: missing)
        result = try rows.estimate(
            rows.weightedTotal(outcome, design), scores: rows.scores(design) { outcome[$0] }, design)
    }
}
