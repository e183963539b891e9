/// The Gini index: the concentration index of a variable ranked by itself, ties pooled.
///
/// G = 2 Σ w x R / Σ w x − 1 with the fractional rank R = (weight below + half the weight tied) / total weight (Lerman and
/// Yitzhaki 1989). 0 is equality; without negative values it stays below 1. One row, or equal values: 0.
///
/// The influence of a row is that of ``ConcentrationIndex`` with x as its own rank.
public struct Gini: Sendable, Hashable {
    /// The small-sample factor.
    public enum Correction: String, Sendable, CaseIterable {
        /// None: the index of the rows as they are.
        case none
        /// n/(n − 1), n the rows: what DescTools applies by default.
        case sample = "n-over-n-minus-1"
    }
    /// What is done with values below 0.
    public enum Negatives: String, Sendable, CaseIterable {
        /// They stay; the index may exceed 1.
        case keep
        /// They count as 0.
        case zero
    }

    /// The index.
    public let value: Double
    /// Linearised standard error under the design; nil where none was given.
    public let standardError: Double?
    /// Weighted mean of x, in its unit.
    public let mean: Double
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// The index without a standard error.
    ///
    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - correction: the small-sample factor.
    ///   - negatives: what is done with values below 0.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total` where every value is 0, `zero-mean` where values cancel, what ``Observations`` throws.
    public init(
        _ x: [Double], weights: [Double]? = nil, correction: Correction = .none, negatives: Negatives = .keep,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([x], weights: weights, missing: missing), correction, negatives)
    }

    /// The index with its standard error under a design (Binder and Kovačević 1995).
    ///
    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing, and its row leaves the sample and the design.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - correction: the small-sample factor.
    ///   - negatives: what is done with values below 0.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what the index without a design throws, and `lonely-psu`.
    public init(
        _ x: [Double], design: SurveyDesign, domain: [Double]? = nil, correction: Correction = .none,
        negatives: Negatives = .keep, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(
            DesignedRows([x], design: design, domain: domain, missing: missing), correction, negatives)
    }

    private init(
        _ sample: DesignedRows, _ correction: Correction, _ negatives: Negatives
    ) throws(EvaluationRefusal) {
        let rows = sample.rows
        let x = negatives == .keep ? rows.columns[0] : rows.columns[0].map { max(0, $0) }
        let ranked = RankedWeights(RankOrder(x), weights: rows.weights)
        let outcome = try RankedOutcome(ranked, sorted: ranked.order.values)
        // Of one row the index is 0 whatever the factor, which does not exist there.
        let factor =
            correction == .sample && rows.count > 1 ? Double(rows.count) / Double(rows.count - 1) : 1
        var found = rows.warnings
        if x.contains(where: { $0 < 0 }) { found.append(EvaluationWarning(.negativeValues)) }
        if let units = try sample.units() {
            let sums = outcome.influences(unit: units.sorted(ranked.order), count: units.count)
            standardError = try units.standardErrors([sums], &found)[0] * factor
        } else {
            standardError = nil
        }
        value = outcome.index * factor
        mean = outcome.mean
        n = rows.count
        dropped = rows.dropped
        warnings = found
    }
}
