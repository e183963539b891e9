/// What a transfer or tax does to inequality: G_before − G_after, split into the effect at unchanged ranks
/// (Reynolds and Smolensky: G_before − C_after) less the re-ranking (G_after − C_after), where C_after ranks incomes after
/// the transfer by those before it (Atkinson 1980, Plotnick 1981).
public struct Redistribution: Sendable, Hashable {
    /// Gini index before.
    public let giniBefore: Double
    /// Gini index after.
    public let giniAfter: Double
    /// Concentration index of the incomes after, ranked by those before.
    public let concentrationAfter: Double
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    public let warnings: [EvaluationWarning]

    /// G_before − C_after.
    public var reynoldsSmolensky: Double { giniBefore - concentrationAfter }
    /// G_after − C_after: never negative.
    public var reranking: Double { giniAfter - concentrationAfter }
    /// G_before − G_after.
    public var effect: Double { giniBefore - giniAfter }

    /// - Parameters:
    ///   - before: income before the transfer; `nan` is missing.
    ///   - after: income after it.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total`, `zero-mean` for either income, what ``Observations`` throws.
    public init(
        before: [Double], after: [Double], weights: [Double]? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let rows = try Observations([before, after], weights: weights, missing: missing)
        let order = RankOrder(rows.columns[0])
        giniBefore = try ConcentrationCurve(outcome: rows.columns[0], order: order, weights: rows.weights).index
        concentrationAfter = try ConcentrationCurve(outcome: rows.columns[1], order: order, weights: rows.weights).index
        giniAfter =
            try ConcentrationCurve(
                outcome: rows.columns[1], order: RankOrder(rows.columns[1]), weights: rows.weights
            ).index
        n = rows.count
        dropped = rows.dropped
        let isNegative = rows.columns.contains { $0.contains { $0 < 0 } }
        warnings = rows.warnings + (isNegative ? [EvaluationWarning(.negativeValues)] : [])
    }
}
