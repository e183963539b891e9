import Foundation

/// The exact null distribution of a signed rank sum, conditional on the observed ranks (also with ties): each rank
/// counts or not with probability one half (shift algorithm of Streitberg and Röhmel).
///
/// Ranks are whole numbers: doubled midranks, divided by their common factor.
struct SignedRankDistribution {
    /// From this many ranks on the count of all sums takes longer than reading one tail off.
    private static let most = 300
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
    func upperTail(_ value: Int) throws(EvaluationRefusal) -> TailProbability { try lowerTail(total * unit - value) }

    /// P(sum ≤ value), the value a doubled rank sum. Always computed from the small tail, never as 1 − a number near 1.
    ///
    /// - Throws: `not-defined` where it would take too long.
    func lowerTail(_ value: Int) throws(EvaluationRefusal) -> TailProbability {
        let limit = value / unit
        if value < 0 { return .none }
        if limit >= total { return .whole }
        guard 2 * limit > total else { return try smallTail(limit) }
        return TailProbability(1 - (try smallTail(total - limit - 1)).value)
    }

    private func smallTail(_ limit: Int) throws(EvaluationRefusal) -> TailProbability {
        let bits = Double(ranks.count)
        guard limit >= ranks[0] else {
            return TailProbability(value: scalbn(1, -ranks.count), log10: -bits * log10(2))
        }
        guard ranks.count > Self.most else { return counted(limit) }
        var (sizes, counts): ([Int], [Int]) = ([], [])
        for rank in ranks {
            if rank == sizes.last {
                counts[counts.count - 1] += 1
            } else {
                sizes.append(rank)
                counts.append(1)
            }
        }
        guard let logarithm = LatticeTail(sizes: sizes, counts: counts).logarithm(limit: limit) else {
            throw EvaluationRefusal(.notDefined, "p")
        }
        return TailProbability(logarithm: logarithm)
    }

    /// Counts of the sign patterns by their sum; exact whole numbers up to 2⁵³, never above 2³⁰⁰.
    private func counted(_ limit: Int) -> TailProbability {
        var counts = Array(repeating: 0.0, count: limit + 1)
        counts[0] = 1
        var reach = 0
        for rank in ranks where rank <= limit {
            reach = min(limit, reach + rank)
            for sum in stride(from: reach, through: rank, by: -1) { counts[sum] += counts[sum - rank] }
        }
        let patterns = CompensatedSum.of(counts)
        return TailProbability(
            value: scalbn(patterns, -ranks.count), log10: log10(patterns) - Double(ranks.count) * log10(2))
    }

    private static func commonFactor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
