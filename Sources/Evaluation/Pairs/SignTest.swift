import Foundation

/// The exact sign test (Dixon and Mood 1946): are positive and negative differences equally likely? Differences of 0
/// are left out.
public struct SignTest: Sendable {
    /// Differences above 0.
    public let positive: Int
    /// Differences below 0.
    public let negative: Int
    /// Two-sided, min(1, 2 P(B ≤ the smaller count)) with B binomial of n nonzero differences and probability one half.
    public let pValue: Double
    /// Decimal logarithm of the p-value, finite where that underflows.
    public let log10PValue: Double
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Counts the signs and tests them.
    ///
    /// - Throws: `no-nonzero-differences`.
    public init(_ differences: PairedDifferences) throws(EvaluationRefusal) {
        positive = differences.positive
        negative = differences.negative
        warnings = differences.warnings
        let n = positive + negative
        guard n > 0 else { throw EvaluationRefusal(.noNonzeroDifferences, evidence: ["n_pos": 0, "n_neg": 0]) }
        guard n <= 1_000_000 else { throw EvaluationRefusal(.notDefined, "n") }
        let tail = LogBinomial.halfTail(min(positive, negative), n)
        pValue = min(1, 2 * tail.value)
        log10PValue = min(0, tail.logarithm + log10(2))
    }
}
