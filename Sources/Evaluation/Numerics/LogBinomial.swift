import Foundation

/// Binomial probabilities at one half.
enum LogBinomial {
    /// C(n, k) / 2ⁿ.
    static func half(_ k: Int, _ n: Int) -> Double { LogGamma.binomialDensity(Double(k), Double(n), 0.5, 0.5) }

    /// log10 of C(n, k) / 2ⁿ, finite also where the probability underflows.
    static func log10Half(_ k: Int, _ n: Int) -> Double {
        let direct = half(k, n)
        if direct > 1e-290 { return log10(direct) }
        let (x, size) = (Double(k), Double(n))
        return (LogGamma.value(size + 1) - LogGamma.value(x + 1) - LogGamma.value(size - x + 1) - size * log(2))
            / log(10)
    }

    /// P(X ≤ k) for n fair trials, k ≤ n/2, and its log10, which stays finite where the probability underflows.
    static func halfTail(_ k: Int, _ n: Int) -> (value: Double, logarithm: Double) {
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
        return (half(k, n) * ratio.value, log10Half(k, n) + log10(ratio.value))
    }
}
