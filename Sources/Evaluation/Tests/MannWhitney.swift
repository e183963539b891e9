import Foundation

/// The test of Wilcoxon (1945), Mann and Whitney (1947): does one group tend to larger values than the other?
public struct MannWhitney: Sendable {
    /// Where the p-value comes from.
    public enum Source: String, Sendable, CaseIterable {
        /// The permutation distribution given the observed ranks, ties included.
        case exact
        /// The normal approximation with tie correction.
        case asymptotic
    }

    /// Rank sum of the first group less n₁(n₁+1)/2: pairs in which the first group is larger, ties counting one half.
    public let u: Double
    /// Expected U, n₁n₂/2.
    public let mean: Double
    /// n₁n₂/12 · (N + 1 − Σ(t³ − t)/(N(N − 1))).
    public let variance: Double
    /// Rows of the first group, n₁.
    public let firstN: Int
    /// Rows of the other group, n₂.
    public let secondN: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]
    private let doubledSum: Int
    private let ranks: [Int]

    /// U/(n₁n₂): the probability that a value of the first group exceeds one of the other, ties counting one half.
    public var superiority: Double { u / (Double(firstN) * Double(secondN)) }

    /// Ranks the rows of both groups together.
    ///
    /// - Parameters:
    ///   - outcome: values with their groups.
    ///   - first: code of the group that forms the first sample; all other rows form the second.
    /// - Throws: `single-group`.
    public init(_ outcome: GroupedOutcome, first: String) throws(EvaluationRefusal) {
        let parts = try outcome.split(first: first)
        let (n1, n2) = (parts.first.count, parts.second.count)
        let (ranks, ties) = Midranks.doubled(parts.first + parts.second)
        doubledSum = ranks.prefix(n1).reduce(0, +)
        self.ranks = ranks
        firstN = n1
        secondN = n2
        u = Double(doubledSum - n1 * (n1 + 1)) / 2
        let (a, b) = (Double(n1), Double(n2))
        mean = a * b / 2
        let n = a + b
        let tied = CompensatedSum.of(ties.lazy.map { Double($0) * Double($0) * Double($0) - Double($0) })
        variance = ties.count > 1 ? a * b / 12 * (n + 1 - tied / (n * (n - 1))) : 0
        warnings = outcome.warnings
    }

    /// The p-value; see ``tail(_:_:continuity:)``.
    public func pValue(
        _ alternative: SignedRank.Alternative = .twoSided, _ source: Source = .exact, continuity: Bool = false
    ) throws(EvaluationRefusal) -> Double {
        try tail(alternative, source, continuity: continuity).value
    }

    /// The p-value with its logarithm. Exact and two-sided it is the probability of a rank sum at least as far from its
    /// mean as the observed one.
    ///
    /// - Parameters:
    ///   - alternative: which direction counts as evidence; greater: the first group tends to larger values.
    ///   - source: the exact distribution, or the normal approximation.
    ///   - continuity: half a rank towards the mean, for the normal approximation.
    /// - Throws: `not-defined` where the normal approximation has no variance, or the exact distribution is too large to
    ///   count out.
    public func tail(
        _ alternative: SignedRank.Alternative = .twoSided, _ source: Source = .exact, continuity: Bool = false
    ) throws(EvaluationRefusal) -> SignedRank.PValue {
        guard source == .exact else { return try asymptotic(alternative, continuity) }
        let distribution = try distribution()
        let tail: TailProbability
        switch alternative {
        case .greater: tail = try distribution.upperTail(doubledSum)
        case .less: tail = try distribution.lowerTail(doubledSum)
        case .twoSided: tail = try distribution.distanceTail(doubledSum)
        }
        return SignedRank.PValue(value: tail.value, log10: tail.log10)
    }

    /// The other two-sided convention, that of R and SciPy: twice the smaller exact tail. It differs where ties make the
    /// distribution asymmetric.
    public func doubledTail() throws(EvaluationRefusal) -> Double {
        let distribution = try distribution()
        return min(
            1, 2 * min(try distribution.upperTail(doubledSum).value, try distribution.lowerTail(doubledSum).value))
    }

    private func distribution() throws(EvaluationRefusal) -> RankSumDistribution {
        guard ranks.count <= 100_000 else { throw EvaluationRefusal(.notDefined, "p") }
        return RankSumDistribution(doubledRanks: ranks, size: firstN)
    }

    private func asymptotic(
        _ alternative: SignedRank.Alternative, _ continuity: Bool
    ) throws(EvaluationRefusal) -> SignedRank.PValue {
        guard variance > 0 else { throw EvaluationRefusal(.notDefined, "variance") }
        let distance = u - mean
        let step = continuity ? 0.5 : 0
        let error = variance.squareRoot()
        switch alternative {
        case .greater: return SignedRank.PValue(upperTail: (distance - step) / error)
        case .less: return SignedRank.PValue(upperTail: -(distance + step) / error)
        case .twoSided: return SignedRank.PValue(bothTails: max(0, distance.magnitude - step) / error)
        }
    }
}
