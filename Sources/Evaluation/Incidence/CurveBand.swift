/// A Lorenz or concentration curve at interior population shares, with its sampling error: for a figure with a band that
/// holds the whole curve.
///
/// Made by ``CurveDominance`` for both curves, or by ``lorenz(_:design:domain:points:missing:)`` alone.
///
/// An interval is L(p) ∓ c·se(p): c of Student's t for one ordinate, the 1 − α quantile of the largest |z| of all
/// ordinates under their joint distribution for the whole curve (sup-t; Montiel Olea and Plagborg-Møller 2019).
public struct CurveBand: Sendable {
    /// Population shares, ascending, inside 0…1.
    public let shares: [Double]
    /// Heights of the curve.
    public let heights: [Double]
    /// Sampling errors of the heights.
    public let standardErrors: [Double]
    /// The errors with what a sample cannot show where the curve has reached 1.
    private let cautiousErrors: [Double]
    private let correlation: [Double]
    private let degreesOfFreedom: Int
    private let isBounded: Bool

    init(
        shares: [Double], heights: [Double], _ errors: CurveErrors.Part, unseen: [Double], degreesOfFreedom: Int,
        isBounded: Bool
    ) {
        self.shares = shares
        self.heights = heights
        standardErrors = errors.standardErrors
        correlation = errors.correlation
        cautiousErrors = zip(errors.standardErrors, unseen).map(max)
        self.degreesOfFreedom = degreesOfFreedom
        self.isBounded = isBounded
    }

    /// The Lorenz curve of a variable with its errors.
    ///
    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - points: number of interior shares i/(points + 1).
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what ``CurveDominance`` throws.
    public static func lorenz(
        _ x: [Double], design: SurveyDesign, domain: [Double]? = nil, points: Int = 49,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) -> CurveBand {
        try CurveDominance(
            benefit: x, rank: x, design: design, domain: domain, points: points, missing: missing
        ).lorenzCurve
    }

    /// The critical value for the largest error of the curve, under the joint t distribution of the ordinates.
    public func supremumCritical(alpha: Double = 0.05) -> Double {
        SupremumT.critical(correlation: correlation, degrees: degreesOfFreedom, alpha: alpha)
    }

    /// The band that holds the whole curve with probability 1 − α, one interval per share. Where the variable is never
    /// negative it stays inside 0…1.
    public func simultaneous(alpha: Double = 0.05) -> [Interval] { band(supremumCritical(alpha: alpha)) }

    /// Intervals each of which holds its own ordinate with probability 1 − α; together they hold the curve less often.
    public func pointwise(alpha: Double = 0.05) -> [Interval] {
        band(StudentT.critical(1 - alpha, Double(max(1, degreesOfFreedom))))
    }

    private func band(_ critical: Double) -> [Interval] {
        zip(heights, cautiousErrors).map { height, error in
            let (lower, upper) = (height - critical * error, height + critical * error)
            return isBounded ? Interval(max(0, lower), min(1, upper)) : Interval(lower, upper)
        }
    }
}
