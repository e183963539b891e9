/// A mean under a survey design, of the whole population or a domain, with its linearised standard error
/// (Särndal, Swensson and Wretman 1992, ch. 5): the score of a row is w (y − ȳ)/Σw.
public struct DesignMean: DesignEstimator {
    /// The mean, in the unit of the outcome, with its error.
    public let result: DesignEstimate
    /// The variance over that of a simple random sample of the same rows, se² / (S²/n · (1 − n/N)), where S² is the
    /// weighted variance times n/(n − 1) and N the sum of the weights (Kish 1965). Nil where that variance is not
    /// positive: one row, equal values, or weights that do not expand to more than the sample.
    public let designEffect: Double?

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
        let scores = rows.scores(design) { (outcome[$0] - mean) / rows.total }
        result = try rows.estimate(mean, scores: scores, design)
        let spread = CompensatedSum.of(
            rows.scores(design) { (outcome[$0] - mean) * ((outcome[$0] - mean) / rows.total) })
        designEffect = Self.effect(result, spread: spread)
    }

    /// A mean whose parts are known; `spread` is Σ w (y − ȳ)²/Σw.
    init(_ result: DesignEstimate, spread: Double) {
        self.result = result
        designEffect = Self.effect(result, spread: spread)
    }

    private static func effect(_ result: DesignEstimate, spread: Double) -> Double? {
        let size = Double(result.n)
        let simple = spread / (size - 1) * (1 - size / result.population)
        return result.n > 1 && simple > 0 ? result.standardError * result.standardError / simple : nil
    }
}
