import Foundation

/// Confidence intervals of a proportion from a simple random sample: k successes among n.
public struct ProportionIntervals: Sendable {
    /// Successes k.
    public let successes: Int
    /// Sample size.
    public let n: Int
    /// Level of the intervals, between 0 and 1.
    public let confidence: Double
    /// k / n.
    public var estimate: Double { Double(successes) / Double(n) }

    /// The intervals of k successes among n.
    ///
    /// - Throws: `empty-data` for n = 0, `invalid-option` for an impossible count or confidence level.
    public init(successes: Int, of n: Int, confidence: Double = 0.95) throws(EvaluationRefusal) {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        guard n >= 0, successes >= 0, successes <= n else { throw EvaluationRefusal(.invalidOption, "successes") }
        guard n > 0 else { throw EvaluationRefusal(.emptyData) }
        self.successes = successes
        self.n = n
        self.confidence = confidence
    }

    /// Wilson's score interval (1927): the recommended one. (p + z²/2n ∓ z√(p(1 − p)/n + z²/4n²))/(1 + z²/n), z the
    /// normal critical value.
    public var wilson: Interval {
        let limits = Self.wilson(estimate, Double(n), Normal.critical(confidence))
        return Interval(successes == 0 ? 0 : limits.lower, successes == n ? 1 : limits.upper)
    }

    /// Wilson's interval with continuity correction (Newcombe 1998).
    public var wilsonCorrected: Interval {
        let (z, size, p) = (Normal.critical(confidence), Double(n), estimate)
        let q = 1 - p
        let scale = 2 * (size + z * z)
        let low = z * max(0, z * z - 2 - 1 / size + 4 * p * (size * q + 1)).squareRoot()
        let high = z * max(0, z * z + 2 - 1 / size + 4 * p * (size * q - 1)).squareRoot()
        let centre = 2 * size * p + z * z
        return Interval(
            successes == 0 ? 0 : max(0, (centre - 1 - low) / scale),
            successes == n ? 1 : min(1, (centre + 1 + high) / scale))
    }

    /// The exact interval of Clopper and Pearson (1934): quantiles α/2 of Beta(k, n − k + 1) and 1 − α/2 of Beta(k + 1,
    /// n − k).
    public var clopperPearson: Interval {
        let tail = (1 - confidence) / 2
        let (k, size) = (Double(successes), Double(n))
        return Interval(
            successes == 0 ? 0 : BetaDistribution.quantile(tail, k, size - k + 1),
            successes == n ? 1 : 1 - BetaDistribution.quantile(tail, size - k, k + 1))
    }

    /// Jeffreys' interval: quantiles α/2 and 1 − α/2 of Beta(k + ½, n − k + ½) (Brown, Cai and DasGupta 2001).
    public var jeffreys: Interval {
        let tail = (1 - confidence) / 2
        let (a, b) = (Double(successes) + 0.5, Double(n - successes) + 0.5)
        return Interval(BetaDistribution.quantile(tail, a, b), 1 - BetaDistribution.quantile(tail, b, a))
    }

    /// The interval of Agresti and Coull (1998): p̃ ∓ z√(p̃(1 − p̃)/ñ) with ñ = n + z² and p̃ = (k + z²/2)/ñ; not cut
    /// to 0…1.
    public var agrestiCoull: Interval {
        let z = Normal.critical(confidence)
        let size = Double(n) + z * z
        let p = (Double(successes) + z * z / 2) / size
        let half = z * (p * (1 - p) / size).squareRoot()
        return Interval(p - half, p + half)
    }

    /// The exact interval for a sample drawn without replacement from a finite population, with equal tails: all counts
    /// K of the population under which neither tail of the hypergeometric distribution at k is below α/2, over N
    /// (Buonaccorsi 1987). It is a point for a census.
    ///
    /// - Parameter population: units in the population.
    /// - Throws: `invalid-option` when the population is smaller than the sample.
    public func hypergeometric(population: Int) throws(EvaluationRefusal) -> Interval {
        guard population >= n else { throw EvaluationRefusal(.invalidOption, "population") }
        // A hair below the level, so that a tail that equals it is not lost to rounding.
        let tail = (1 - confidence) / 2 * (1 - 1e-12)
        let (least, most) = (successes, population - (n - successes))
        let lower = Self.first(least, most) { Hypergeometric.upperTail(successes, n, $0, population) >= tail }
        let above = Self.first(least, most + 1) {
            $0 > most || Hypergeometric.lowerTail(successes, n, $0, population) < tail
        }
        return Interval(Double(lower) / Double(population), Double(above - 1) / Double(population))
    }

    /// Wilson's interval for any sample size, also an effective one.
    static func wilson(_ p: Double, _ n: Double, _ z: Double) -> Interval {
        let square = z * z
        let centre = (p + square / (2 * n)) / (1 + square / n)
        let half = z / (1 + square / n) * (p * (1 - p) / n + square / (4 * n * n)).squareRoot()
        return Interval(max(0, centre - half), min(1, centre + half))
    }

    /// The first whole number of a range from which on a condition holds.
    private static func first(_ from: Int, _ through: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (from, through)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
