/// A total under a survey design, of the whole population or a domain: Σ w y, with the design variance of that sum.
/// Weights must be expansion weights: here, and only here, their scale counts.
public struct DesignTotal: Sendable {
    /// The expanded total, in the unit of the outcome.
    public let estimate: Double
    public let standardError: Double
    /// Primary units less strata, of the whole design.
    public let degreesOfFreedom: Int
    /// Rows that entered: in the domain, with a value.
    public let n: Int
    /// Rows of the domain with a missing value; they stay in the design with the value 0.
    public let dropped: Int
    public let warnings: [EvaluationWarning]

    /// - Parameters:
    ///   - outcome: value per row of the input; `nan` is missing.
    ///   - domain: condition per row of the input; rows outside stay in the design. Nil for all rows.
    ///   - design: the sampling design of those rows.
    ///   - missing: what to do with missing values.
    /// - Throws: `empty-data`, `missing-values`, `lonely-psu`.
    public init(
        outcome: [Double], domain: [Double]? = nil, design: SurveyDesign,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let rows = try DesignDomain([outcome], domain: domain, design: design, missing: missing)
        let variance = try design.variance(ofTotal: rows.scores(design) { outcome[$0] })
        estimate = rows.weightedTotal(outcome, design)
        standardError = max(0, variance.value).squareRoot()
        degreesOfFreedom = design.degreesOfFreedom
        n = rows.n
        dropped = rows.dropped
        warnings = rows.warnings(lonelyTreated: variance.lonelyTreated)
    }
}
