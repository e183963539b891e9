/// A ratio of two totals under a survey design, with its linearised standard error (Särndal, Swensson and Wretman 1992,
/// section 5.6): the score of a row is w (y − R x)/Σ w x.
public struct DesignRatio: DesignEstimator {
    /// The ratio, numerator over denominator, with its error.
    public let result: DesignEstimate
    /// Σ w y.
    public let numerator: Double
    /// Σ w x.
    public let denominator: Double

    /// Estimates the ratio of the totals.
    ///
    /// - Parameters:
    ///   - numerator: y per row of the input; `nan` is missing.
    ///   - denominator: x per row of the input; `nan` is missing.
    ///   - domain: condition per row of the input; rows outside stay in the design. Nil for all rows.
    ///   - design: the sampling design of those rows.
    ///   - missing: what to do with missing values.
    /// - Throws: `zero-total` when the denominator's total is 0; `empty-data`, `missing-values`, `lonely-psu`.
    public init(
        numerator: [Double], denominator: [Double], domain: [Double]? = nil, design: SurveyDesign,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let rows = try DesignDomain([numerator, denominator], domain: domain, design: design, missing: missing)
        let top = rows.weightedTotal(numerator, design)
        let bottom = rows.weightedTotal(denominator, design)
        // Terms that cancel leave a residue of rounding, not a total to divide by.
        let size = CompensatedSum.of(rows.scores(design) { denominator[$0].magnitude })
        guard bottom.magnitude > 1e-14 * size else { throw EvaluationRefusal(.zeroTotal, "denominator") }
        let ratio = top / bottom
        let scores = rows.scores(design) { (numerator[$0] - ratio * denominator[$0]) / bottom }
        result = try rows.estimate(ratio, scores: scores, design)
        self.numerator = top
        self.denominator = bottom
    }
}
