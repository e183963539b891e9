import Foundation

/// Wilcoxon's signed rank test (1945) for paired differences, with ties and zeros.
///
/// The exact p-value counts the signs over the observed ranks (Streitberg and Röhmel 1986). The normal approximation
/// has z = (R⁺ − E)/√V with E = n(n + 1)/4 and V = n(n + 1)(2n + 1)/24 − Σ(t³ − t)/48 over ties of size t; Pratt's n₀
/// zeros take n₀(n₀ + 1)/4 and n₀(n₀ + 1)(2n₀ + 1)/24 off.
public struct SignedRank: Sendable {
    /// What becomes of differences of 0.
    public enum ZeroRule: String, Sendable, CaseIterable {
        /// Left out before ranking.
        case wilcoxon
        /// Ranked with the others, then left out (Pratt 1959).
        case pratt
        /// Ranked with the others, half of their ranks to each side.
        case zsplit
    }

    /// Which direction counts as evidence.
    public enum Alternative: String, Sendable, CaseIterable {
        /// Either direction.
        case twoSided = "two-sided"
        /// Differences tend to be positive.
        case greater
        /// Differences tend to be negative.
        case less
    }

    /// Where the p-value comes from.
    public enum Source: String, Sendable, CaseIterable {
        /// The distribution conditional on the observed absolute differences.
        case exact
        /// The normal approximation with tie correction.
        case asymptotic
    }

    /// A p-value with its logarithm, which stays finite where the p-value underflows.
    public struct PValue: Sendable, Hashable {
        /// The probability, 0…1; 0 only below what a `Double` holds.
        public var value: Double
        /// Its decimal logarithm, 0 or below.
        public var log10: Double
    }

    /// What became of differences of 0.
    public let zeroRule: ZeroRule
    /// Differences above 0.
    public let positive: Int
    /// Differences below 0.
    public let negative: Int
    /// Differences of 0.
    public let zero: Int
    /// Rank sum of the positive differences (with half of the zeros' ranks for ``ZeroRule/zsplit``).
    public let rankSumPlus: Double
    /// Rank sum of the negative differences.
    public let rankSumMinus: Double
    /// Expected rank sum when both signs are equally likely.
    public let mean: Double
    /// Its variance, corrected for ties.
    public let variance: Double
    /// The variance without the correction for ties.
    public let varianceWithoutTies: Double
    /// What a reader must know.
    public let warnings: [EvaluationWarning]
    private let distribution: SignedRankDistribution
    private let doubledPlus: Int

    /// Nonzero differences.
    public var nonzero: Int { positive + negative }
    /// Mean rank of the positive differences; nil where there is none.
    public var meanRankPlus: Double? { positive > 0 ? rankSumPlus / Double(positive) : nil }
    /// Mean rank of the negative differences; nil where there is none.
    public var meanRankMinus: Double? { negative > 0 ? rankSumMinus / Double(negative) : nil }

    /// Ranks the differences.
    ///
    /// - Throws: `no-nonzero-differences` when all differences are 0.
    public init(_ differences: PairedDifferences, zero rule: ZeroRule = .wilcoxon) throws(EvaluationRefusal) {
        let all = differences.values
        zeroRule = rule
        positive = differences.positive
        negative = differences.negative
        zero = differences.zero
        guard positive + negative > 0 else {
            var evidence = ["n_nonzero": 0, "n_zero": all.count]
            if rule == .wilcoxon { evidence["W_plus"] = 0 }
            throw EvaluationRefusal(.noNonzeroDifferences, evidence: evidence)
        }
        let ranked = rule == .wilcoxon ? differences.nonzero : all
        let (ranks, ties) = Midranks.doubled(ranked.map(\.magnitude))
        let signed = zip(ranked, ranks)
        let plus = signed.reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
        let minus = signed.reduce(0) { $0 + ($1.0 < 0 ? $1.1 : 0) }
        let unsigned = signed.reduce(0) { $0 + ($1.0 == 0 ? $1.1 : 0) }
        let share = rule == .zsplit ? Double(unsigned) / 4 : 0
        rankSumPlus = Double(plus) / 2 + share
        rankSumMinus = Double(minus) / 2 + share
        doubledPlus = plus
        distribution = SignedRankDistribution(doubledRanks: signed.filter { $0.0 != 0 }.map(\.1))

        let n = Double(ranked.count)
        let z = rule == .pratt ? Double(zero) : 0
        // Pratt's zeros take part in the ranking and not in the sum: they leave both moments, ties among them too.
        let counted = rule == .pratt && zero > 0 ? Array(ties.dropFirst()) : ties
        let correction = counted.reduce(0.0) { sum, size in
            let t = Double(size)
            return sum + (t * t * t - t) / 48
        }
        mean = n * (n + 1) / 4 - z * (z + 1) / 4
        varianceWithoutTies = n * (n + 1) * (2 * n + 1) / 24 - z * (z + 1) * (2 * z + 1) / 24
        variance = varianceWithoutTies - correction
        warnings = differences.warnings
    }

    /// The standardised rank sum, signed: positive where differences tend to be positive. Nil where the variance is 0.
    ///
    /// - Parameters:
    ///   - continuity: half a rank towards the mean.
    ///   - alternative: the direction the correction is made for.
    ///   - tieCorrection: false for the formula as textbooks print it.
    public func z(
        continuity: Bool = false, alternative: Alternative = .twoSided, tieCorrection: Bool = true
    ) -> Double? {
        let variance = tieCorrection ? variance : varianceWithoutTies
        guard variance > 0 else { return nil }
        let distance = rankSumPlus - mean
        var correction = 0.0
        if continuity {
            switch alternative {
            case .twoSided: correction = distance == 0 ? 0 : distance > 0 ? 0.5 : -0.5
            case .greater: correction = 0.5
            case .less: correction = -0.5
            }
        }
        return (distance - correction) / variance.squareRoot()
    }

    /// The p-value.
    ///
    /// - Throws: `not-defined` where the normal approximation has no variance, or more than 10,000 nonzero differences
    ///   would have to be counted out exactly.
    public func pValue(
        _ alternative: Alternative = .twoSided, _ source: Source = .exact, continuity: Bool = false
    ) throws(EvaluationRefusal) -> PValue {
        switch source {
        case .exact:
            guard nonzero <= 10_000 else { throw EvaluationRefusal(.notDefined, "p") }
            return try exact(alternative)
        case .asymptotic:
            guard let z = z(continuity: continuity, alternative: alternative) else {
                throw EvaluationRefusal(.notDefined, "z")
            }
            return Self.asymptotic(z, alternative)
        }
    }

    private func exact(_ alternative: Alternative) throws(EvaluationRefusal) -> PValue {
        let tail: TailProbability
        switch alternative {
        case .greater: tail = try distribution.upperTail(doubledPlus)
        case .less: tail = try distribution.lowerTail(doubledPlus)
        case .twoSided:
            // The distribution is symmetric: the smaller tail belongs to the smaller rank sum.
            let minus = Int((2 * (rankSumMinus - (rankSumPlus - Double(doubledPlus) / 2))).rounded())
            tail = try distribution.lowerTail(min(doubledPlus, minus)).doubled
        }
        return PValue(value: tail.value, log10: tail.log10)
    }

    private static func asymptotic(_ z: Double, _ alternative: Alternative) -> PValue {
        switch alternative {
        case .greater: PValue(upperTail: z)
        case .less: PValue(upperTail: -z)
        case .twoSided: PValue(bothTails: z)
        }
    }
}

extension SignedRank.PValue {
    /// P(Z > z), Z standard normal.
    init(upperTail z: Double) { self.init(value: Normal.upperTail(z), log10: Normal.log10UpperTail(z)) }

    /// P(|Z| > |z|).
    init(bothTails z: Double) {
        self.init(
            value: min(1, 2 * Normal.upperTail(z.magnitude)),
            log10: min(0, Normal.log10UpperTail(z.magnitude) + Foundation.log10(2)))
    }
}
