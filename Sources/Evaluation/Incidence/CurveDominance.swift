/// Whether the concentration curve of a benefit lies above the 45° line (pro-poor) or the Lorenz curve of the living
/// standard (progressive), with the noise of the sample: the two curves are compared at interior shares i/(points + 1).
///
/// The labels rest on curves and not on an index, since curves that cross can have any index. Davidson and Duclos (1997);
/// O'Donnell and others (2008), ch. 7. The critical value should allow for the many comparisons: ``Comparison``. Points close
/// enough together give bands for the whole curve: ``concentrationCurve``, ``lorenzCurve``.
public struct CurveDominance: Sendable {
    /// What a test of dominance says.
    public enum Decision: String, Sendable {
        /// Significantly above the reference at some share (or all, for the unanimous rule), nowhere below.
        case dominates
        /// The same with below and above exchanged.
        case dominated
        /// Significantly above at one share and below at another.
        case cross
        /// No significant difference: this does not show that the curves are equal.
        case nonDominance = "non-dominance"
    }

    /// The population shares compared.
    public let shares: [Double]
    /// Heights of the concentration curve.
    public let concentration: [Double]
    /// Heights of the Lorenz curve of the living standard.
    public let lorenz: [Double]
    /// Against the line of equal shares: above it the poor receive more than their share.
    public let againstEquality: Comparison
    /// Against the Lorenz curve: above it the benefit is distributed more equally than the living standard.
    public let againstLorenz: Comparison
    /// The concentration curve with its own errors, for bands.
    public let concentrationCurve: CurveBand
    /// The Lorenz curve of the living standard with its own errors, for bands.
    public let lorenzCurve: CurveBand
    /// Primary units less strata.
    public let degreesOfFreedom: Int
    private let isRecipientsOnly: Bool
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Compares the curves at interior shares.
    ///
    /// - Parameters:
    ///   - benefit: what is distributed; `nan` is missing.
    ///   - rank: the living standard; `nan` is missing.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - points: number of interior shares.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for fewer than one or more than 10,000 points, `zero-total`, `zero-mean`, `lonely-psu`,
    ///   what ``Observations`` throws.
    public init(
        benefit: [Double], rank: [Double], design: SurveyDesign, domain: [Double]? = nil, points: Int = 19,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        guard (1...10_000).contains(points) else { throw EvaluationRefusal(.invalidOption, "points") }
        let sample = try DesignedRows([benefit, rank], design: design, domain: domain, missing: missing)
        let rows = sample.rows
        guard let units = try sample.units() else { throw EvaluationRefusal(.emptyData) }
        let order = RankOrder(rows.columns[1])
        let curve = try ConcentrationCurve(outcome: rows.columns[0], order: order, weights: rows.weights)
        let line = try ConcentrationCurve(outcome: rows.columns[1], order: order, weights: rows.weights)
        let shares = (1...points).map { Double($0) / Double(points + 1) }
        let errors = CurveErrors(rows, order, [curve, line], units, points: shares)
        let (heights, lineHeights) = (shares.map { curve($0) }, shares.map { line($0) })
        let df = units.covariance.degreesOfFreedom
        let unseen = Self.unseen(rows.columns[0], rows.weights, heights)
        againstEquality = Comparison(
            differences: zip(heights, shares).map(-), errors.concentration, unseen: unseen, degreesOfFreedom: df)
        againstLorenz = Comparison(
            differences: zip(heights, lineHeights).map(-), errors.difference, unseen: unseen, degreesOfFreedom: df)
        concentrationCurve = CurveBand(
            shares: shares, heights: heights, errors.concentration, unseen: unseen, degreesOfFreedom: df,
            isBounded: !rows.columns[0].contains { $0 < 0 })
        lorenzCurve = CurveBand(
            shares: shares, heights: lineHeights, errors.lorenz, unseen: shares.map { _ in 0 }, degreesOfFreedom: df,
            isBounded: !rows.columns[1].contains { $0 < 0 })
        isRecipientsOnly = rows.columns[0].allSatisfy { $0 > 0 }
        self.shares = shares
        concentration = heights
        lorenz = lineHeights
        degreesOfFreedom = df
        n = rows.count
        dropped = rows.dropped
        warnings =
            rows.warnings + rows.benefitWarnings(rows.columns[0], rows.columns[1])
            + (units.covariance.lonelyTreated ? [EvaluationWarning(.lonelyPSU)] : [])
    }

    /// The label under multiple comparison by the joint distribution of the ordinates: the default.
    ///
    /// - Returns: ``Progressivity/withheld`` where every ranked row has a benefit: nothing stands for the population.
    public func classification(alpha: Double = 0.05) -> Progressivity {
        let equality = againstEquality.decision(alpha: alpha)
        return classification(equality, againstLorenz.decision(alpha: alpha))
    }

    /// The label that follows from the two decisions.
    ///
    /// - Parameters:
    ///   - equality: against the line of equal shares.
    ///   - lorenz: against the Lorenz curve.
    /// - Returns: ``Progressivity/withheld`` where every ranked row has a benefit.
    public func classification(_ equality: Decision, _ lorenz: Decision) -> Progressivity {
        isRecipientsOnly ? .withheld : Self.label(equality, lorenz)
    }

    private static func label(_ equality: Decision, _ lorenz: Decision) -> Progressivity {
        if equality == .dominates { return .proPoor }
        switch lorenz {
        case .dominates: return .progressive
        case .dominated: return .regressive
        case .cross, .nonDominance: return .inconclusive
        }
    }

    /// Where the sample's curve has reached 1 nobody further up was seen to receive: what one more recipient of the mean
    /// size would take, 1/m for m recipients of equal size, is the error of such an observation.
    private static func unseen(_ benefit: [Double], _ weights: [Double], _ heights: [Double]) -> [Double] {
        let (sum, squares) = zip(benefit, weights).reduce((0.0, 0.0)) { sums, row in
            let amount = row.0 * row.1
            return (sums.0 + amount, sums.1 + amount * amount)
        }
        return heights.map { $0 > 1 - 1e-12 && sum > 0 ? squares / (sum * sum) : 0 }
    }

    /// The label under multiple comparison with a critical value, whoever is ranked.
    public func classification(critical: Double) -> Progressivity {
        Self.label(againstEquality.decision(critical: critical), againstLorenz.decision(critical: critical))
    }

    /// The studentised maximum modulus for as many independent comparisons as there are shares:
    /// Φ⁻¹((1 + (1 − α)^{1/k})/2); 3.000 for 19 at 5 % (Stoline and Ury 1979; for Lorenz curves Beach and Richmond 1985).
    /// Conservative, as ordinates are correlated.
    public static func maximumModulus(_ points: Int, alpha: Double = 0.05) -> Double {
        SupremumT.maximumModulus(max(1, points), alpha: alpha)
    }

    /// The critical value of a single two-sided test: Student's t with the design's degrees of freedom.
    public static func singleCritical(alpha: Double = 0.05, _ degreesOfFreedom: Int) -> Double {
        StudentT.critical(1 - alpha, Double(max(1, degreesOfFreedom)))
    }

    /// What the table of Stata's `dominance` holds: the same for all pairs of shares instead of the shares, 3.615 for 19
    /// at 5 %; needlessly conservative, for comparison with publications.
    public static func stataTable(_ points: Int, alpha: Double = 0.05) -> Double {
        SupremumT.maximumModulus(max(1, points * (points - 1) / 2), alpha: alpha)
    }
}
