/// A test statistic as printed, and the p-values that fit it: the statistic's own rounding leaves a range.
public struct PrintedTest: Sendable, Hashable {
    /// The statistic's null distribution.
    public enum Family: Sendable, Hashable {
        /// Standard normal: a z.
        case normal
        /// Student's t with these degrees of freedom.
        case student(degrees: Double)
        /// Chi-square with these degrees of freedom; upper tail.
        case chiSquare(degrees: Double)
        /// F with these degrees of freedom; upper tail.
        case fisher(numerator: Double, denominator: Double)
        /// A correlation among n pairs, by t = r √((n − 2)/(1 − r²)).
        case correlation(n: Int)

        /// Whether the statistic has two sides.
        public var isTwoSided: Bool {
            switch self {
            case .normal, .student, .correlation: true
            case .chiSquare, .fisher: false
            }
        }
    }

    /// The distribution under the null hypothesis.
    public let family: Family
    /// The statistic as printed.
    public let statistic: PrintedNumber

    /// A printed statistic with its distribution.
    public init(_ statistic: PrintedNumber, _ family: Family) {
        self.statistic = statistic
        self.family = family
    }

    /// False where the statistic itself cannot be: a correlation beyond 1, a negative χ² or F.
    public var isPossible: Bool {
        switch family {
        case .correlation: statistic.rounded.lowerBound <= 1 && statistic.rounded.upperBound >= -1
        case .chiSquare, .fisher: statistic.units >= 0
        case .normal, .student: true
        }
    }

    /// The p-values of all exact statistics that print as this one: two-sided where the statistic has two sides.
    public var pValues: ClosedRange<Double> {
        let (low, high) = (statistic.roundedOrCut.lowerBound, statistic.roundedOrCut.upperBound)
        let near = low <= 0 && high >= 0 ? 0 : min(low.magnitude, high.magnitude)
        let far = family.isTwoSided ? max(low.magnitude, high.magnitude) : max(0, high)
        let (small, large) = (tail(far), tail(near))
        // Degrees of freedom next to 0 leave no number to hold a p-value against.
        guard small.isFinite, large.isFinite else { return 0...1 }
        return min(small, large)...max(small, large)
    }

    /// The p-value of the statistic just as printed.
    public var pValue: Double { tail(statistic.value.magnitude) }

    private func tail(_ value: Double) -> Double {
        switch family {
        case .normal: return min(1, 2 * Normal.upperTail(value))
        case .student(let degrees): return StudentT.twoSidedTail(value, degrees)
        case .chiSquare(let degrees): return ChiSquare.upperTail(value, df: degrees)
        case .fisher(let numerator, let denominator): return FDistribution.upperTail(value, numerator, denominator)
        case .correlation(let n):
            guard n > 2 else { return 1 }
            guard value < 1 else { return 0 }
            let degrees = Double(n - 2)
            return StudentT.twoSidedTail(value * (degrees / (1 - value * value)).squareRoot(), degrees)
        }
    }
}
