/// Student's paired t test (1908), two-sided: is the mean difference 0?
public struct PairedT: Sendable {
    /// Mean difference, in its unit.
    public let mean: Double
    /// Standard deviation of the differences, denominator n − 1.
    public let standardDeviation: Double
    /// mean / (sd/√n).
    public let statistic: Double
    /// n − 1.
    public let degreesOfFreedom: Int
    /// Two-sided, from Student's t.
    public let pValue: Double
    /// Of the mean difference: mean ∓ t·sd/√n.
    public let interval: Interval
    /// Standardised size of the mean difference: mean/sd (Cohen 1988, d_z).
    public let cohenD: Double
    /// Pairs used.
    public let n: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Tests the mean difference.
    ///
    /// - Parameters:
    ///   - differences: paired differences.
    ///   - confidence: level of the interval.
    /// - Throws: `no-nonzero-differences` when all are 0; `not-defined` for one pair or equal differences;
    ///   `invalid-option`.
    public init(_ differences: PairedDifferences, confidence: Double = 0.95) throws(EvaluationRefusal) {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        let moments = SampleMoments(differences.values)
        guard differences.values.contains(where: { $0 != 0 }) else {
            throw EvaluationRefusal(.noNonzeroDifferences, evidence: ["mean": 0])
        }
        guard moments.n > 1 else { throw EvaluationRefusal(.notDefined, "n") }
        guard moments.sumOfSquares > 0 else { throw EvaluationRefusal(.notDefined, "variance") }
        let error = (moments.variance / Double(moments.n)).squareRoot()
        let df = Double(moments.n - 1)
        mean = moments.mean
        standardDeviation = moments.variance.squareRoot()
        statistic = mean / error
        degreesOfFreedom = moments.n - 1
        pValue = StudentT.twoSidedTail(statistic, df)
        let half = StudentT.critical(confidence, df) * error
        interval = Interval(mean - half, mean + half)
        cohenD = mean / standardDeviation
        n = moments.n
        warnings = differences.warnings
    }
}
