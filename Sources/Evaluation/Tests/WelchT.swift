/// Welch's two-sample t test (1947), two-sided: do two groups with any variances have the same mean?
public struct WelchT: Sendable {
    /// Mean of the first group less mean of the others.
    public let difference: Double
    /// The difference over its standard error, (x̄₁ − x̄₂)/√(s₁²/n₁ + s₂²/n₂).
    public let statistic: Double
    /// Degrees of freedom by Satterthwaite (1946), not whole.
    public let degreesOfFreedom: Double
    /// Two-sided, from Student's t.
    public let pValue: Double
    /// Of the difference of means: difference ∓ t·√(s₁²/n₁ + s₂²/n₂).
    public let interval: Interval
    /// Rows of the first group.
    public let firstN: Int
    /// Rows of the others.
    public let secondN: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Tests the difference of the two means.
    ///
    /// - Parameters:
    ///   - outcome: values with their groups.
    ///   - first: code of the group that forms the first sample; all other rows form the second.
    ///   - confidence: level of the interval.
    /// - Throws: `single-group`; `not-defined` where a group has one row, or neither varies; `invalid-option`.
    public init(_ outcome: GroupedOutcome, first: String, confidence: Double = 0.95) throws(EvaluationRefusal) {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        let parts = try outcome.split(first: first)
        let (one, other) = (SampleMoments(parts.first), SampleMoments(parts.second))
        guard one.n > 1, other.n > 1 else { throw EvaluationRefusal(.notDefined, "n") }
        let (a, b) = (one.variance / Double(one.n), other.variance / Double(other.n))
        guard a + b > 0 else { throw EvaluationRefusal(.notDefined, "variance") }
        let error = (a + b).squareRoot()
        let (shareA, shareB) = (a / (a + b), b / (a + b))
        let df = 1 / (shareA * shareA / Double(one.n - 1) + shareB * shareB / Double(other.n - 1))
        difference = one.mean - other.mean
        statistic = difference / error
        degreesOfFreedom = df
        pValue = StudentT.twoSidedTail(statistic, df)
        let half = StudentT.critical(confidence, df) * error
        interval = Interval(difference - half, difference + half)
        firstN = one.n
        secondN = other.n
        warnings = outcome.warnings
    }
}
