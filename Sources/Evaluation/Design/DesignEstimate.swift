/// What every estimate under a survey design carries.
public struct DesignEstimate: Sendable, Hashable {
    /// The estimate, in the unit of the quantity.
    public let value: Double
    /// The linearised standard error under the design.
    public let standardError: Double
    /// Primary units less strata, of those that have rows in the domain.
    public let degreesOfFreedom: Int
    /// Rows that entered: in the domain, with a value.
    public let n: Int
    /// Rows of the domain with a missing value; they stay in the design.
    public let dropped: Int
    /// The sum of the weights of the rows that entered: the units they stand for, where weights expand.
    public let population: Double
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// The interval by Student's t with the design's degrees of freedom; nil where there are none.
    ///
    /// - Throws: `invalid-option` for a level outside 0…1.
    public func interval(confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval? {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        guard degreesOfFreedom > 0 else { return nil }
        let half = StudentT.critical(confidence, Double(degreesOfFreedom)) * standardError
        return Interval(value - half, value + half)
    }
}

/// An estimator under a survey design: its fields are those of its ``DesignEstimate``.
public protocol DesignEstimator: Sendable {
    /// The estimate with its error.
    var result: DesignEstimate { get }
}

extension DesignEstimator {
    /// The estimate, in the unit of the quantity.
    public var estimate: Double { result.value }
    /// The linearised standard error under the design.
    public var standardError: Double { result.standardError }
    /// Primary units less strata, of those that have rows in the domain.
    public var degreesOfFreedom: Int { result.degreesOfFreedom }
    /// Rows that entered: in the domain, with a value.
    public var n: Int { result.n }
    /// Rows of the domain with a missing value; they stay in the design.
    public var dropped: Int { result.dropped }
    /// The sum of the weights of the rows that entered.
    public var population: Double { result.population }
    /// What a reader must know.
    public var warnings: [EvaluationWarning] { result.warnings }

    /// The interval by Student's t with the design's degrees of freedom; nil where there are none.
    ///
    /// - Throws: `invalid-option` for a level outside 0…1.
    public func interval(confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval? {
        try result.interval(confidence: confidence)
    }
}

extension DesignDomain {
    /// An estimate whose sampling error is that of a total of weighted scores, one per row of the design.
    ///
    /// - Throws: `lonely-psu`; `not-defined` where the squares overflow.
    func estimate(
        _ value: Double, scores: [Double], _ design: SurveyDesign
    ) throws(EvaluationRefusal) -> DesignEstimate {
        let variance = try design.variance(ofTotal: scores)
        return DesignEstimate(
            value: value, standardError: max(0, variance.value).squareRoot(),
            degreesOfFreedom: degreesOfFreedom, n: n, dropped: dropped, population: total,
            warnings: warnings(lonelyTreated: variance.lonelyTreated))
    }
}
