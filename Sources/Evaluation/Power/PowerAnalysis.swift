import Foundation

/// Power, sample size and smallest detectable effect of common tests (Cohen 1988), from noncentral distributions.
public struct PowerAnalysis: Sendable {
    /// The test whose power is asked for.
    public let test: PowerTest
    /// Level of the test, between 0 and 1.
    public let alpha: Double
    /// Which direction counts as evidence.
    public let alternative: SignedRank.Alternative
    /// Size of the second group over that of the first.
    public let ratio: Double
    /// Degrees of freedom of the chi-square test.
    public let degreesOfFreedom: Int

    /// A test as it will be made.
    ///
    /// - Throws: `invalid-option` for a level outside 0…1, a ratio that is not positive, chi-square without degrees of
    ///   freedom or with a direction.
    public init(
        _ test: PowerTest, alpha: Double = 0.05, alternative: SignedRank.Alternative = .twoSided, ratio: Double = 1,
        degreesOfFreedom: Int = 1
    ) throws(EvaluationRefusal) {
        guard alpha > 0, alpha < 1 else { throw EvaluationRefusal(.invalidOption, "alpha") }
        guard ratio > 0, ratio.isFinite else { throw EvaluationRefusal(.invalidOption, "ratio") }
        guard (1...1_000_000).contains(degreesOfFreedom) else { throw EvaluationRefusal(.invalidOption, "df") }
        guard test != .chiSquare || alternative == .twoSided else {
            throw EvaluationRefusal(.invalidOption, "alternative")
        }
        self.test = test
        self.alpha = alpha
        self.alternative = alternative
        self.ratio = ratio
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The probability of rejecting.
    ///
    /// - Parameters:
    ///   - effect: the standardised effect: d, h or w. Not for ``PowerTest/proportionsNormal``.
    ///   - n: size of the sample, or of the first group; need not be whole.
    ///   - second: size of the second group where it is not `ratio` times n.
    /// - Throws: `invalid-option` where n is too small for the test (a t test has at least one degree of freedom) or the
    ///   effect is beyond any sense.
    public func power(effect: Double, n: Double, second: Double? = nil) throws(EvaluationRefusal) -> Double {
        let other = second ?? n * ratio
        guard n.isFinite, n > 0, other > 0 else { throw EvaluationRefusal(.invalidOption, "n") }
        guard effect.magnitude <= 1e6 else { throw EvaluationRefusal(.invalidOption, "d") }
        switch test {
        case .pairedT, .oneSampleT:
            guard n >= 2 else { throw EvaluationRefusal(.invalidOption, "n") }
            return studentPower(effect * n.squareRoot(), df: n - 1)
        case .twoSampleT:
            guard n + other >= 3 else { throw EvaluationRefusal(.invalidOption, "n") }
            return studentPower(effect / (1 / n + 1 / other).squareRoot(), df: n + other - 2)
        case .proportionsArcsine:
            let shift = effect / (1 / n + 1 / other).squareRoot()
            switch alternative {
            case .greater: return Normal.upperTail(-Normal.quantile(alpha) - shift)
            case .less: return Normal.upperTail(-Normal.quantile(alpha) + shift)
            case .twoSided:
                let critical = -Normal.quantile(alpha / 2)
                return min(1, Normal.upperTail(critical - shift) + Normal.upperTail(critical + shift))
            }
        case .chiSquare:
            let df = Double(degreesOfFreedom)
            return Noncentral.chiSquareUpperTail(
                Noncentral.chiSquareCritical(alpha, df: df), df: df, noncentrality: n * effect * effect)
        case .proportionsNormal: throw EvaluationRefusal(.invalidOption, "p1")
        }
    }

    /// The probability of rejecting for two proportions by the normal approximation.
    public func power(
        proportions p1: Double, _ p2: Double, n: Double, second: Double? = nil
    ) throws(EvaluationRefusal) -> Double {
        guard (0...1).contains(p1), (0...1).contains(p2) else { throw EvaluationRefusal(.invalidOption, "p1") }
        guard test == .proportionsNormal else {
            return try power(effect: Self.arcsineEffect(p1, p2), n: n, second: second)
        }
        let other = second ?? n * ratio
        guard n.isFinite, n > 0, other > 0 else { throw EvaluationRefusal(.invalidOption, "n") }
        let pooled = (n * p1 + other * p2) / (n + other)
        let null = (pooled * (1 - pooled) * (1 / n + 1 / other)).squareRoot()
        let unpooled = (p1 * (1 - p1) / n + p2 * (1 - p2) / other).squareRoot()
        let critical = -Normal.quantile(alternative == .twoSided ? alpha / 2 : alpha)
        let gap =
            switch alternative {
            case .twoSided: (p2 - p1).magnitude
            case .greater: p2 - p1
            case .less: p1 - p2
            }
        let distance = critical * null - gap
        guard unpooled > 0 else {
            guard distance != 0 else { throw EvaluationRefusal(.notDefined, "variance") }
            return distance < 0 ? 1 : 0
        }
        return Normal.upperTail(distance / unpooled)
    }

    /// 2 asin √p₂ − 2 asin √p₁.
    public static func arcsineEffect(_ p1: Double, _ p2: Double) -> Double {
        2 * asin(p2.squareRoot()) - 2 * asin(p1.squareRoot())
    }

    private func studentPower(_ noncentrality: Double, df: Double) -> Double {
        let tail = alternative == .twoSided ? alpha / 2 : alpha
        let critical = StudentT.upperQuantile(tail, df)
        let above = { (sign: Double) in
            Noncentral.tUpperTail(critical, df: df, noncentrality: sign * noncentrality)
        }
        switch alternative {
        case .greater: return above(1)
        case .less: return above(-1)
        case .twoSided: return min(1, above(1) + above(-1))
        }
    }
}
