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
        let tail = Self.tail(min(positive, negative), n)
        pValue = min(1, 2 * tail.value)
        log10PValue = min(0, tail.logarithm + log10(2))
    }

    private static func tail(_ k: Int, _ n: Int) -> (value: Double, logarithm: Double) {
        if n <= 1000 {
            // Σ C(n, i) for i ≤ k over 2ⁿ; the coefficients are exact whole numbers up to 2⁵³.
            var coefficient = 1.0
            var sum = 1.0
            for i in stride(from: 1, through: k, by: 1) {
                coefficient = (coefficient * Double(n - i + 1) / Double(i)).rounded()
                sum += coefficient
            }
            return (scalbn(sum, -n), log10(sum) - Double(n) * log10(2))
        }
        // From the largest term down, each as a share of the first.
        var ratio = CompensatedSum()
        var term = 1.0
        var i = k
        ratio.add(1)
        while i > 0, term > 1e-18 {
            term *= Double(i) / Double(n - i + 1)
            ratio.add(term)
            i -= 1
        }
        return (LogBinomial.half(k, n) * ratio.value, LogBinomial.log10Half(k, n) + log10(ratio.value))
    }
}
