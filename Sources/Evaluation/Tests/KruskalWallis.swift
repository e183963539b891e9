/// The rank test of Kruskal and Wallis (1952), corrected for ties: do several groups come from one distribution?
public struct KruskalWallis: Sendable {
    /// (12/(n(n+1)) Σ R_g²/n_g − 3(n+1)) / (1 − Σ(t³ − t)/(n³ − n)).
    public let statistic: Double
    /// Groups less 1.
    public let degreesOfFreedom: Int
    /// From the chi-square distribution.
    public let pValue: Double
    /// Rows used.
    public let n: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Tests the groups against each other.
    ///
    /// - Throws: `not-defined` where all values are equal.
    public init(_ outcome: GroupedOutcome) throws(EvaluationRefusal) {
        let (ranks, ties) = Midranks.doubled(outcome.values)
        var sums: [String: (rank: Int, n: Int)] = [:]
        for (group, rank) in zip(outcome.groups, ranks) {
            let sum = sums[group] ?? (0, 0)
            sums[group] = (sum.rank + rank, sum.n + 1)
        }
        let size = Double(outcome.values.count)
        guard ties.count > 1 else { throw EvaluationRefusal(.notDefined, "variance") }
        // Deviations of the mean ranks: what the textbook formula leaves after its large terms cancel.
        let between = CompensatedSum.of(
            sums.values.map { sum in
                let deviation = Double(sum.rank) / 2 / Double(sum.n) - (size + 1) / 2
                return Double(sum.n) * deviation * deviation
            }.sorted())
        let tied = CompensatedSum.of(ties.lazy.map { Double($0) * Double($0) * Double($0) - Double($0) })
        statistic = 12 * between / (size * (size + 1)) / (1 - tied / (size * size * size - size))
        degreesOfFreedom = sums.count - 1
        pValue = ChiSquare.upperTail(statistic, df: Double(sums.count - 1))
        n = outcome.values.count
        warnings = outcome.warnings
    }
}
