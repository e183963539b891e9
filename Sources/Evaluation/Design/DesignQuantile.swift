/// A quantile under a survey design, of the whole population or a domain, with the interval of Woodruff (1952): the
/// interval of the share below the quantile, read off the distribution.
///
/// With F(q) the share at or below the estimate and s its linearised error, the limits are the quantiles at share ∓
/// t·s, t of the design's degrees of freedom.
public struct DesignQuantile: Sendable {
    /// The quantile, in the unit of the variable.
    public let estimate: Double
    /// The share asked for.
    public let share: Double
    /// The standard error of the share of the population at or below the quantile.
    public let shareError: Double
    /// The share of the weight whose value is exactly the quantile: where it is large, as with rounded answers, sampling
    /// error does not move the quantile, and the interval has no width.
    public let tiedShare: Double
    /// Half the width of the interval over its critical value, as survey packages print; nil without degrees of freedom.
    public let standardError: Double?
    /// Primary units less strata, of those that have rows in the domain.
    public let degreesOfFreedom: Int
    /// Rows that entered: in the domain, with a value.
    public let n: Int
    /// Rows of the domain with a missing value.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]
    private let quantile: WeightedQuantiles
    private let rule: WeightedQuantiles.Rule

    /// Estimates the quantile.
    ///
    /// - Parameters:
    ///   - x: value per row of the input; `nan` is missing.
    ///   - share: the share at or below the quantile, inside 0…1.
    ///   - domain: condition per row of the input; rows outside stay in the design. Nil for all rows.
    ///   - design: the sampling design of those rows.
    ///   - rule: how quantiles are read off.
    ///   - missing: what to do with missing values.
    /// - Throws: `invalid-option` for a share outside; `empty-data`, `missing-values`, `lonely-psu`.
    public init(
        _ x: [Double], at share: Double, domain: [Double]? = nil, design: SurveyDesign,
        rule: WeightedQuantiles.Rule = .inverseECDF, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        guard share > 0, share < 1 else { throw EvaluationRefusal(.invalidOption, "probs") }
        let rows = try DesignDomain([x], domain: domain, design: design, missing: missing)
        let inside = design.rows.indices.filter { rows.inside[$0] }
        let quantile = WeightedQuantiles(
            inside.map { x[design.rows[$0]] }, weights: inside.map { design.weights[$0] })
        let value = quantile(share, rule)
        let below = try DesignMean(
            outcome: x.map { $0.isNaN ? .nan : $0 <= value ? 1 : 0 }, domain: domain, design: design, missing: missing)
        estimate = value
        self.share = share
        shareError = below.standardError
        degreesOfFreedom = rows.degreesOfFreedom
        n = rows.n
        dropped = rows.dropped
        let weight = CompensatedSum.of(inside.lazy.map { design.weights[$0] })
        tiedShare =
            CompensatedSum.of(inside.lazy.map { x[design.rows[$0]] == value ? design.weights[$0] : 0 }) / weight
        self.quantile = quantile
        self.rule = rule
        guard rows.degreesOfFreedom > 0 else {
            standardError = nil
            warnings = below.warnings
            return
        }
        let critical = StudentT.critical(0.95, Double(rows.degreesOfFreedom))
        let half = critical * below.standardError
        let width = Self.read(quantile, share + half, rule) - Self.read(quantile, share - half, rule)
        standardError = width / (2 * critical)
        warnings = below.warnings + (width == 0 ? [Self.heaped(tiedShare)] : [])
    }

    private static func heaped(_ share: Double) -> EvaluationWarning {
        EvaluationWarning(.heapedValues, ["percent": String((1000 * share).rounded() / 10)])
    }

    /// The interval; nil where the design has no degrees of freedom.
    ///
    /// - Throws: `invalid-option` for a level outside 0…1.
    public func interval(confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval? {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        guard degreesOfFreedom > 0 else { return nil }
        let half = StudentT.critical(confidence, Double(degreesOfFreedom)) * shareError
        return Interval(Self.read(quantile, share - half, rule), Self.read(quantile, share + half, rule))
    }

    private static func read(_ quantile: WeightedQuantiles, _ share: Double, _ rule: WeightedQuantiles.Rule) -> Double {
        quantile(max(0, min(1, share)), rule)
    }
}
