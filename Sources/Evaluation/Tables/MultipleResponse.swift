/// A question with several answers, one 0/1 variable each, and its three denominators.
public struct MultipleResponse: Sendable {
    /// Weighted ticks per answer.
    public let counts: [Double]
    /// Rows with at least one tick.
    public let casesWithAny: Int
    /// Rows.
    public let n: Int
    /// Percent of all ticks; adds to 100.
    public let percentOfResponses: [Double]
    /// Percent of the weight of rows with at least one tick; adds to 100 or more.
    public let percentOfCases: [Double]
    /// Percent of the weight of all rows.
    public let percentOfAll: [Double]
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Counts the ticks.
    ///
    /// - Parameters:
    ///   - items: one 0/1 variable per answer; `nan` is missing.
    ///   - weights: sampling weights.
    /// - Throws: `invalid-option` when a value is neither 0 nor 1, `zero-total` when nothing is ticked.
    public init(_ items: [[Double]], weights: [Double]? = nil) throws(EvaluationRefusal) {
        let rows = try Observations(items, weights: weights)
        guard rows.columns.allSatisfy({ $0.allSatisfy { $0 == 0 || $0 == 1 } }) else {
            throw EvaluationRefusal(.invalidOption, "items")
        }
        let totals = rows.columns.map { column in CompensatedSum.of(zip(column, rows.weights).lazy.map(*)) }
        let anyTick = (0..<rows.count).map { row in rows.columns.contains { $0[row] == 1 } }
        let ticked = CompensatedSum.of(zip(anyTick, rows.weights).lazy.map { $0 ? $1 : 0 })
        let responses = CompensatedSum.of(totals)
        guard responses > 0 else { throw EvaluationRefusal(.zeroTotal, evidence: ["n": rows.count]) }
        let all = CompensatedSum.of(rows.weights)
        counts = totals
        casesWithAny = anyTick.count { $0 }
        n = rows.count
        percentOfResponses = totals.map { 100 * $0 / responses }
        percentOfCases = totals.map { 100 * $0 / ticked }
        percentOfAll = totals.map { 100 * $0 / all }
        warnings = rows.warnings
    }
}
