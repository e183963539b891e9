/// The concentration index with the rank by the order of the rows, ties included, and its published standard errors.
///
/// Rank i of the stable sort, R = (i − ½)/n. It depends on the order of tied rows: for comparison with publications.
public struct OrderedConcentration: Sendable {
    /// 2 Σ h R / Σ h − 1.
    public let index: Double
    /// Kakwani, Wagstaff and van Doorslaer (1997): the square root of (1/n)((1/n) Σ a² − (1 + C)²), with
    /// a = (h/μ)(2R − 1 − C) + 2 − q_{i−1} − q_i and q the cumulated share; nil for one row.
    public let kwvError: Double?
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]
    private let outcome: [Double]
    private let ranks: [Double]
    private let mean: Double

    /// The index with the rows ranked in their order.
    ///
    /// - Parameters:
    ///   - outcome: what is distributed; `nan` is missing.
    ///   - rank: the living standard, ascending; `nan` is missing.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total`, `zero-mean`, what ``Observations`` throws.
    public init(
        outcome: [Double], rank: [Double], missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let rows = try Observations([outcome, rank], missing: missing)
        let size = Double(rows.count)
        let h = RankOrder(rows.columns[1]).rows.map { rows.columns[0][Int($0)] }
        // Each row is a rank of its own.
        let curve = try ConcentrationCurve(
            outcome: h, rank: h.indices.map(Double.init), weights: Array(repeating: 1, count: h.count))
        let mean = curve.mean
        let c = curve.index
        ranks = h.indices.map { (Double($0) + 0.5) / size }
        var squares = CompensatedSum()
        for row in h.indices {
            let a =
                h[row] / mean * (2 * ranks[row] - 1 - c) + 2 - curve.points[row].share - curve.points[row + 1].share
            squares.add((a - 1 - c) * (a - 1 - c))
        }
        // The mean of a is 1 + C, so that these are its deviations.
        kwvError = rows.count > 1 ? squares.value.squareRoot() / size : nil
        index = c
        n = rows.count
        dropped = rows.dropped
        self.outcome = h
        self.mean = mean
        warnings =
            rows.warnings + EvaluationWarning.smallSample(rows.count)
            + (h.contains { $0 < 0 } ? [EvaluationWarning(.negativeValues)] : [])
    }

    /// The standard error of the convenient regression by Newey and West (1987), rows in the order of the rank.
    ///
    /// - Parameter lags: how many neighbours a row may depend on; Bartlett's kernel; the factor is n/(n − 2).
    /// - Throws: `not-defined` with fewer than three rows, `invalid-option` for a negative number.
    public func neweyWestError(lags: Int) throws(EvaluationRefusal) -> Double {
        guard lags >= 0 else { throw EvaluationRefusal(.invalidOption, "lags") }
        let fit = try ConvenientRegression(
            outcome: outcome, ranks: ranks, weights: Array(repeating: 1, count: outcome.count))
        return fit.newey(lags: lags) / mean.magnitude
    }
}
