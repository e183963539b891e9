/// What the ranks of a Wilcoxon signed rank test can be, from the numbers of positive and negative differences alone.
public struct PrintedSignedRanks: Sendable, Hashable {
    /// Differences above 0.
    public let positive: Int
    /// Differences below 0.
    public let negative: Int

    /// Nonzero differences.
    public var n: Int { positive + negative }

    /// Differences with these signs.
    ///
    /// - Returns: nil without a nonzero difference, or for more than 3,000,000 of them.
    public init?(positive: Int, negative: Int) {
        guard (0...3_000_000).contains(positive), (0...3_000_000).contains(negative), positive + negative > 0 else {
            return nil
        }
        self.positive = positive
        self.negative = negative
    }

    /// 1 + 2 + … + n: what both rank sums add to, with any ties.
    public var totalRankSum: Double { Double(n) * Double(n + 1) / 2 }

    /// What the rank sum of the positive differences can be: from the smallest ranks to the largest.
    public var positiveSums: ClosedRange<Double> { Self.sums(of: positive, among: n) }

    /// The same for the negative differences.
    public var negativeSums: ClosedRange<Double> { Self.sums(of: negative, among: n) }

    /// The |z| of a rank sum: smallest without ties and with a continuity correction, largest where all differences are
    /// of one size (every rank is (n + 1)/2, and the variance n(n + 1)²/16).
    public func zValues(rankSum: Double) -> ClosedRange<Double> {
        let distance = (rankSum - totalRankSum / 2).magnitude
        let size = Double(n)
        let untied = (size * (size + 1) * (2 * size + 1) / 24).squareRoot()
        let tied = (size + 1) / 4 * size.squareRoot()
        return max(0, distance - 0.5) / untied...distance / tied
    }

    /// The z of a rank sum by the formula without ties, for any n that is put into it.
    public static func z(rankSum: Double, n: Int) -> Double {
        let size = Double(n)
        return (rankSum - size * (size + 1) / 4) / (size * (size + 1) * (2 * size + 1) / 24).squareRoot()
    }

    /// The exact two-sided p-value where all differences have one sign: 2 · 2⁻ⁿ, with any ties. Nil otherwise.
    public var exactPWithOneSign: Double? {
        guard positive == 0 || negative == 0 else { return nil }
        return LogBinomial.halfTail(0, n).value * 2
    }

    /// Two-sided p-values of a rank sum: of the normal approximations from no ties to all ties, and of the exact
    /// distribution without ties (up to 200 differences; with all of one sign, of any number and with ties).
    public func pValues(rankSum: Double) -> ClosedRange<Double> {
        let z = zValues(rankSum: rankSum)
        var found = [2 * Normal.upperTail(z.lowerBound), 2 * Normal.upperTail(z.upperBound)]
        if let exact = exactPWithOneSign {
            found.append(exact)
        } else if n <= 200, rankSum >= 0, rankSum <= totalRankSum {
            let distribution = SignedRankDistribution(doubledRanks: (1...n).map { 2 * $0 })
            let doubled = Int((2 * min(rankSum, totalRankSum - rankSum)).rounded(.down))
            // Without an exact tail (it refuses what it cannot hold) the approximations alone give the range.
            if let tail = try? distribution.lowerTail(doubled) { found.append(tail.doubled.value) }
        }
        return min(1, found.min() ?? 0)...min(1, found.max() ?? 1)
    }

    private static func sums(of part: Int, among n: Int) -> ClosedRange<Double> {
        let low = Double(part) * Double(part + 1) / 2
        return low...low + Double(part) * Double(n - part)
    }
}
