/// The share of recipients who meet a rule, met/n: 1 − leakage (Cornia and Stewart 1993). It is not coverage: from
/// recipients alone nobody can say how many of those entitled were left out.
public struct TargetingProportion: Sendable {
    /// Rows used.
    public let n: Int
    /// Rows that meet the rule.
    public let met: Int
    /// The proportion above which the programme is called on target; a convention of the evaluation.
    public let threshold: Double
    /// Wilson's 95 % interval.
    public let wilson: Interval
    /// The proportion in percent, rounded half up to a whole number.
    public let roundedPercent: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// The share of recipients who meet the rule, 0…1: 1 − leakage.
    public var proportion: Double { Double(met) / Double(n) }
    /// The share of recipients who do not meet the rule.
    public var leakage: Double { Double(n - met) / Double(n) }
    /// Whether the proportion exceeds ``threshold``.
    public var isOnTarget: Bool { proportion > threshold }

    /// The share of recipients who meet a rule.
    ///
    /// - Parameters:
    ///   - eligible: the rule for each recipient; nonzero is met, `nan` is missing.
    ///   - threshold: a share 0…1.
    ///   - missing: what to do with incomplete rows.
    public init(
        eligible: [Double], threshold: Double = 0.5, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        guard threshold.isFinite else { throw EvaluationRefusal(.invalidOption, "threshold") }
        let rows = try Observations([eligible], missing: missing)
        n = rows.count
        met = rows.columns[0].count { $0 != 0 }
        self.threshold = threshold
        wilson = try ProportionIntervals(successes: met, of: n).wilson
        roundedPercent = Int(try PercentRounding(decimals: 0).percent(met, of: n))
        dropped = rows.dropped
        warnings = rows.warnings + [EvaluationWarning(.noComparisonGroup)] + EvaluationWarning.smallSample(n)
    }
}
