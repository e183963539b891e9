/// A mean under a survey design, of the whole population or a domain, with its linearised standard error
/// (Särndal, Swensson and Wretman 1992, ch. 5): the score of a row is w (y − ȳ)/Σw.
public struct DesignMean: Sendable {
    /// The weighted mean, in the unit of the outcome.
    public let estimate: Double
    public let standardError: Double
    /// The variance over that of a simple random sample of the same rows, se² / (S²/n · (1 − n/N)), where S² is the
    /// weighted variance times n/(n − 1) and N the sum of the weights (Kish 1965). Nil where that variance is not
    /// positive: one row, equal values, or weights that do not expand to more than the sample.
    public let designEffect: Double?
    /// Primary units less strata, of the whole design.
    public let degreesOfFreedom: Int
    /// Rows that entered: in the domain, with a value.
    public let n: Int
    /// Rows of the domain with a missing value; they stay in the design.
    public let dropped: Int
    public let warnings: [EvaluationWarning]

    /// Estimates the mean.
    ///
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
        let mean = rows.weightedMean(outcome, design)
        let variance = try design.variance(ofTotal: rows.scores(design) { (outcome[$0] - mean) / rows.total })
        estimate = mean
        standardError = max(0, variance.value).squareRoot()
        degreesOfFreedom = design.degreesOfFreedom
        n = rows.n
        dropped = rows.dropped
        warnings = rows.warnings(lonelyTreated: variance.lonelyTreated)

        let size = Double(rows.n)
        let spread = CompensatedSum.of(
            rows.scores(design) { (outcome[$0] - mean) * ((outcome[$0] - mean) / rows.total) })
        let simple = spread / (size - 1) * (1 - size / rows.total)
        designEffect = rows.n > 1 && simple > 0 ? variance.value / simple : nil
    }

    /// The interval by Student's t with the design's degrees of freedom; nil where there are none.
    ///
    /// - Throws: `invalid-option` for a level outside 0…1.
    public func interval(confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval? {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        guard degreesOfFreedom > 0 else { return nil }
        let half = StudentT.critical(confidence, Double(degreesOfFreedom)) * standardError
        return Interval(estimate - half, estimate + half)
    }
}
