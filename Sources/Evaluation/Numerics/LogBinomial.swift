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
}
