import Foundation

/// The exact sign test: are positive and negative differences equally likely? Differences of 0 are left out.
public struct SignTest: Sendable {
    public let positive: Int
    public let negative: Int
    /// Two-sided, from the binomial distribution with probability one half.
    public let pValue: Double
    public let log10PValue: Double
    public let warnings: [EvaluationWarning]

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
