/// Whether the concentration curve of a benefit lies above the 45° line (pro-poor) or the Lorenz curve of the living
/// standard (progressive), with the noise of the sample: the two curves are compared at interior shares i/(points + 1).
///
/// The labels rest on curves and not on an index, since curves that cross can have any index. Davidson and Duclos (1997);
/// O'Donnell and others (2008), ch. 7. The critical value should allow for the many comparisons: ``Comparison``.
public struct CurveDominance: Sendable {
    /// What a test of dominance says.
    public enum Decision: String, Sendable {
        case dominates
        case dominated
        /// Significantly above at one share and below at another.
        case cross
        case nonDominance = "non-dominance"
    }

    /// A curve against a reference.
    public struct Comparison: Sendable {
        /// Curve less reference at each share.
        public let differences: [Double]
        public let standardErrors: [Double]
        /// (curve − reference)/se; 0 where both are equal up to rounding, infinite where only the error is 0.
        public let z: [Double]
        private let correlation: [Double]

        init(differences: [Double], standardErrors: [Double], correlation: [Double]) {
            self.differences = differences
            self.standardErrors = standardErrors
            self.correlation = correlation
            z = zip(differences, standardErrors).map { difference, error in
                if difference.magnitude < 1e-12 { return 0 }
                return error < 1e-14 ? (difference > 0 ? .infinity : -.infinity) : difference / error
            }
        }

        /// Multiple comparison: some |z| beyond the critical value, and none of the other sign.
        public func decision(critical: Double) -> Decision {
            let (above, below) = (z.contains { $0 > critical }, z.contains { $0 < -critical })
            return above && below ? .cross : above ? .dominates : below ? .dominated : .nonDominance
        }

        /// Intersection and union: all z beyond the critical value of a single test.
        public func unanimous(critical: Double) -> Decision {
            if z.allSatisfy({ $0 > critical }) { return .dominates }
            return z.allSatisfy { $0 < -critical } ? .dominated : .nonDominance
        }

        /// The critical value for the largest |z| under the joint distribution of the ordinates: the best of them, since
        /// neighbouring ordinates move together. Reproducible to the digit.
        public func supremumCritical(alpha: Double = 0.05) -> Double {
            SupremumT.critical(correlation: correlation, alpha: alpha)
        }

        /// The band that holds the whole difference with probability 1 − α.
        public func band(alpha: Double = 0.05) -> [Interval] {
            let critical = supremumCritical(alpha: alpha)
            return zip(differences, standardErrors).map { Interval($0 - critical * $1, $0 + critical * $1) }
        }
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
    /// Primary units less strata.
    public let degreesOfFreedom: Int
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    public let warnings: [EvaluationWarning]

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
        againstEquality = Comparison(
            differences: zip(heights, shares).map(-), standardErrors: errors.concentration.standardErrors,
            correlation: errors.concentration.correlation)
        againstLorenz = Comparison(
            differences: zip(heights, lineHeights).map(-), standardErrors: errors.difference.standardErrors,
            correlation: errors.difference.correlation)
        self.shares = shares
        concentration = heights
        lorenz = lineHeights
        degreesOfFreedom = units.covariance.degreesOfFreedom
        n = rows.count
        dropped = rows.dropped
        warnings =
            rows.warnings + rows.benefitWarnings(rows.columns[0], rows.columns[1])
            + (units.covariance.lonelyTreated ? [EvaluationWarning(.lonelyPSU)] : [])
    }

    /// The label under multiple comparison with a critical value.
    public func classification(critical: Double) -> Progressivity {
        if againstEquality.decision(critical: critical) == .dominates { return .proPoor }
        switch againstLorenz.decision(critical: critical) {
        case .dominates: return .progressive
        case .dominated: return .regressive
        case .cross, .nonDominance: return .inconclusive
        }
    }

    /// The studentised maximum modulus for as many independent comparisons as there are shares:
    /// Φ⁻¹((1 + (1 − α)^{1/k})/2); 3.000 for 19 at 5 %. Conservative, as ordinates are correlated.
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
