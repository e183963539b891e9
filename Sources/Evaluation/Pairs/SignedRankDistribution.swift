import Foundation

/// The exact null distribution of a signed rank sum, conditional on the observed ranks (also with ties): each rank
/// counts or not with probability one half (shift algorithm of Streitberg and Röhmel).
///
/// Ranks are whole numbers: doubled midranks, divided by their common factor.
struct SignedRankDistribution {
    /// A probability and its logarithm, which stays finite where the probability underflows.
    struct Tail {
        var probability: Double
        var log10: Double

        static let whole = Tail(probability: 1, log10: 0)

        /// Twice the tail, at most 1.
        var doubled: Tail {
            probability >= 0.5
                ? .whole : Tail(probability: 2 * probability, log10: log10 + SignedRankDistribution.log10Of2)
        }
    }

    private static let log10Of2 = log10(2.0)
    private let ranks: [Int]
    private let unit: Int
    private let total: Int

    /// - Parameter doubledRanks: doubled midranks of the nonzero differences, all positive.
    init(doubledRanks: [Int]) {
        unit = max(1, doubledRanks.reduce(0, Self.commonFactor))
        let unit = self.unit
        ranks = doubledRanks.map { $0 / unit }.sorted()
        total = ranks.reduce(0, +)
    }

    /// P(sum ≥ value), the value a doubled rank sum.
    func upperTail(_ value: Int) -> Tail { lowerTail(total * unit - value) }

    /// P(sum ≤ value), the value a doubled rank sum. Always computed from the small tail, never as 1 − a number near 1.
    func lowerTail(_ value: Int) -> Tail {
        let limit = value / unit
        if value < 0 { return Tail(probability: 0, log10: -.infinity) }
        if limit >= total { return .whole }
        guard 2 * limit > total else { return smallTail(limit) }
        let rest = 1 - smallTail(total - limit - 1).probability
        return Tail(probability: rest, log10: log10(rest))
    }

    private func smallTail(_ limit: Int) -> Tail {
        ranks.count <= 1000 ? counted(limit) : tilted(limit)
    }

    /// Counts of the sign patterns by their sum; exact whole numbers up to 2⁵³, never above 2¹⁰⁰⁰.
    private func counted(_ limit: Int) -> Tail {
        var counts = Array(repeating: 0.0, count: limit + 1)
        counts[0] = 1
        var reach = 0
        for rank in ranks where rank <= limit {
            reach = min(limit, reach + rank)
            for sum in stride(from: reach, through: rank, by: -1) { counts[sum] += counts[sum - rank] }
        }
        let patterns = CompensatedSum.of(counts)
        let bits = Double(ranks.count)
        return Tail(
            probability: scalbn(patterns, -ranks.count), log10: log10(patterns) - bits * Self.log10Of2)
    }

    /// Many ranks: the distribution is tilted by e^{−θ·sum} until its mean lies at the limit, so that the part that
    /// matters neither under- nor overflows; sums further than sixteen standard deviations away are left out.
    private func tilted(_ limit: Int) -> Tail {
        guard limit >= ranks[0] else {
            return Tail(probability: scalbn(1, -ranks.count), log10: -Double(ranks.count) * Self.log10Of2)
        }
        let tilt = Self.tilt(ranks, mean: Double(limit))
        let window = TiltedSums(ranks: ranks, tilt: tilt, limit: limit)
        var sum = CompensatedSum()
        for (offset, mass) in window.masses.enumerated() where mass > 0 {
            sum.add(mass * exp(tilt * Double(window.first + offset - limit)))
        }
        // Σ over the ranks of ln((1 + e^{−θ r}) / 2), plus θ·limit, undoes the tilt.
        let scale = CompensatedSum.of(ranks.lazy.map { log1p(exp(-tilt * Double($0))) - log(2) })
        let logarithm = scale + tilt * Double(limit) + log(sum.value)
        return Tail(probability: exp(logarithm), log10: logarithm / log(10))
    }

    private static func tilt(_ ranks: [Int], mean: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        func tiltedMean(_ tilt: Double) -> Double { ranks.reduce(0) { $0 + Double($1) / (1 + exp(tilt * Double($1))) } }
        while tiltedMean(high) > mean { high *= 2 }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if tiltedMean(middle) > mean { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private static func commonFactor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
