/// Realisation over target in percent: the mean percentage of rows that meet each indicator.
public struct EffectivenessIndex: Sendable {
    /// Rows used.
    public let n: Int
    /// Rows that meet each indicator.
    public let counts: [Int]
    /// From exact counts: 100 · Σ counts / (n · indicators).
    public let exact: Double
    /// Each indicator's percentage rounded half up to a whole number, as publications tabulate it.
    public let roundedScores: [Int]
    /// The sum of the rounded scores.
    public let sumOfRounded: Int
    /// The index from rounded scores: rounded twice, for reproduction only.
    public let fromRounded: Double
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// The index over indicators of equal weight.
    ///
    /// - Parameters:
    ///   - indicators: one condition per indicator over the same rows; nonzero is met, `nan` is missing.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` without an indicator; what ``Observations`` throws.
    public init(
        _ indicators: [[Double]], missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        guard !indicators.isEmpty else { throw EvaluationRefusal(.invalidOption, "indicators") }
        let rows = try Observations(indicators, missing: missing)
        let rounding = try PercentRounding(decimals: 0)
        counts = rows.columns.map { $0.count { $0 != 0 } }
        n = rows.count
        exact = Double(100 * counts.reduce(0, +)) / Double(n * indicators.count)
        var scores: [Int] = []
        for count in counts { scores.append(Int(try rounding.percent(count, of: n))) }
        roundedScores = scores
        sumOfRounded = scores.reduce(0, +)
        fromRounded = Double(sumOfRounded) / Double(indicators.count)
        dropped = rows.dropped
        warnings = rows.warnings
    }

    /// Standard errors of the exact index in percentage points at the two ends of what joint distribution of the
    /// indicators is possible without knowing it: independent indicators, (100/m)√Σ v, and perfectly dependent ones,
    /// (100/m) Σ √v, over m indicators with v = p(1 − p)/n.
    public var standardErrors: (independent: Double, dependent: Double) {
        Self.standardErrors(counts: counts, of: n)
    }

    /// The same from the counts alone, as a publication tabulates them.
    ///
    /// - Parameters:
    ///   - counts: rows that meet each indicator.
    ///   - n: rows of each, positive.
    public static func standardErrors(counts: [Int], of n: Int) -> (independent: Double, dependent: Double) {
        let variances = counts.map { count in
            let p = Double(count) / Double(n)
            return p * (1 - p) / Double(n)
        }
        let size = Double(counts.count)
        let independent = CompensatedSum.of(variances).squareRoot() / size
        let dependent = CompensatedSum.of(variances.map { $0.squareRoot() }) / size
        return (100 * independent, 100 * dependent)
    }
}
