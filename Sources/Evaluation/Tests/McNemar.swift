/// McNemar's test (1947) of equal margins in a paired 2 × 2 table: only the pairs that changed count.
public struct McNemar: Sendable {
    /// Pairs that changed one way and the other.
    public let discordant: (Int, Int)
    /// (b − c)²/(b + c).
    public let statistic: Double
    /// Upper tail of chi-square with one degree of freedom.
    public let pValue: Double
    /// (|b − c| − 1)²/(b + c), corrected for continuity (Edwards 1948).
    public let correctedStatistic: Double
    /// The same for the corrected statistic.
    public let correctedPValue: Double
    /// Two-sided binomial test of b among b + c with probability one half.
    public let exactPValue: Double
    /// Pairs in all, those without a change included.
    public let n: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Tests a table of pairs.
    ///
    /// - Parameter table: counts [[a, b], [c, d]]; rows are the first measurement, columns the second.
    /// - Throws: `invalid-option` for anything but a 2 × 2 table of counts; `no-nonzero-differences` when no pair changed
    ///   (the exact test then has p = 1).
    public init(table: [[Int]]) throws(EvaluationRefusal) {
        guard table.count == 2,
            table.allSatisfy({ $0.count == 2 && $0.allSatisfy { (0...1_000_000_000).contains($0) } })
        else { throw EvaluationRefusal(.invalidOption, "table") }
        let (b, c) = (table[0][1], table[1][0])
        guard b + c > 0 else { throw EvaluationRefusal(.noNonzeroDifferences, evidence: ["p_exact": 1]) }
        let (size, gap) = (Double(b + c), Double((b - c).magnitude))
        discordant = (b, c)
        statistic = gap * gap / size
        pValue = ChiSquare.upperTail(statistic, df: 1)
        correctedStatistic = (gap - 1) * (gap - 1) / size
        correctedPValue = ChiSquare.upperTail(correctedStatistic, df: 1)
        exactPValue = min(1, 2 * LogBinomial.halfTail(min(b, c), b + c).value)
        n = table.joined().reduce(0, +)
        warnings = EvaluationWarning.smallSample(n)
    }
}
