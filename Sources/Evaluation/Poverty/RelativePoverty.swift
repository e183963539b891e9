/// The at-risk-of-poverty rate of Eurostat: the weighted share below the line z = share · weighted median, Σ w 1(y <
/// z)/Σ w.
public struct RelativePoverty: Sendable, Hashable {
    /// The line, in the unit of y.
    public let line: FosterGreerThorbecke.Line
    /// Share of the population below it, 0…1.
    public let rate: Double
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// The rate below a line that the sample itself sets.
    ///
    /// - Parameters:
    ///   - y: the living standard; `nan` is missing.
    ///   - share: share of the median that makes the line.
    ///   - rule: how the median is read off.
    ///   - isInclusive: whether those on the line are poor.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for a share not above 0, what ``Observations`` throws.
    public init(
        _ y: [Double], shareOfMedian share: Double = 0.6, rule: WeightedQuantiles.Rule = .averageAtSteps,
        isInclusive: Bool = false, weights: [Double]? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        guard share > 0, share.isFinite else { throw EvaluationRefusal(.invalidOption, "line_share") }
        let rows = try Observations([y], weights: weights, missing: missing)
        let median = WeightedQuantiles(rows.columns[0], weights: rows.weights)(0.5, rule)
        line = FosterGreerThorbecke.Line(share * median, isInclusive: isInclusive)
        rate = try FosterGreerThorbecke(rows.columns[0], line: line, aversion: 0, weights: rows.weights).value
        n = rows.count
        dropped = rows.dropped
        warnings = rows.warnings + (rows.columns[0].contains { $0 < 0 } ? [EvaluationWarning(.negativeValues)] : [])
    }
}
