/// What a transfer or tax does to inequality: G_before − G_after, split into the effect at unchanged ranks
/// (Reynolds and Smolensky 1977: G_before − C_after) less the re-ranking (G_after − C_after), where C_after ranks incomes after
/// the transfer by those before it (Atkinson 1980, Plotnick 1981).
public struct Redistribution: Sendable, Hashable {
    /// Gini index before.
    public let giniBefore: Double
    /// Gini index after.
    public let giniAfter: Double
    /// Concentration index of the incomes after, ranked by those before.
    public let concentrationAfter: Double
    /// Linearised standard errors; nil where no design was given.
    public let standardErrors: Errors?
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Standard errors, by one joint linearisation of the three indices.
    public struct Errors: Sendable, Hashable {
        /// Of the Gini index before.
        public let giniBefore: Double
        /// Of the Gini index after.
        public let giniAfter: Double
        /// Of the concentration index after.
        public let concentrationAfter: Double
        /// Of G_before − C_after.
        public let reynoldsSmolensky: Double
        /// Of G_after − C_after.
        public let reranking: Double
        /// Of G_before − G_after.
        public let effect: Double
    }

    /// G_before − C_after.
    public var reynoldsSmolensky: Double { giniBefore - concentrationAfter }
    /// G_after − C_after: never negative.
    public var reranking: Double { giniAfter - concentrationAfter }
    /// G_before − G_after.
    public var effect: Double { giniBefore - giniAfter }

    /// The effect without standard errors.
    ///
    /// - Parameters:
    ///   - before: income before the transfer; `nan` is missing.
    ///   - after: income after it.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `zero-total`, `zero-mean` for either income, what ``Observations`` throws.
    public init(
        before: [Double], after: [Double], weights: [Double]? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([before, after], weights: weights, missing: missing))
    }

    /// The effect with its standard errors under a design.
    ///
    /// - Parameters:
    ///   - before: income before the transfer; `nan` is missing, and its row leaves the sample and the design.
    ///   - after: income after it.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what the effect without a design throws, and `lonely-psu`.
    public init(
        before: [Double], after: [Double], design: SurveyDesign, domain: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([before, after], design: design, domain: domain, missing: missing))
    }

    private init(_ sample: DesignedRows) throws(EvaluationRefusal) {
        let rows = sample.rows
        let byBefore = RankedWeights(RankOrder(rows.columns[0]), weights: rows.weights)
        let byAfter = RankedWeights(RankOrder(rows.columns[1]), weights: rows.weights)
        let before = try RankedOutcome(byBefore, sorted: byBefore.order.values)
        let crossed = try RankedOutcome(byBefore, sorted: byBefore.order.rows.map { rows.columns[1][Int($0)] })
        let after = try RankedOutcome(byAfter, sorted: byAfter.order.values)
        giniBefore = before.index
        concentrationAfter = crossed.index
        giniAfter = after.index
        n = rows.count
        dropped = rows.dropped
        let isNegative = rows.columns.contains { $0.contains { $0 < 0 } }
        var found = rows.warnings + (isNegative ? [EvaluationWarning(.negativeValues)] : [])
        if let units = try sample.units() {
            let unit = units.sorted(byBefore.order)
            let parts = [
                before.influences(unit: unit, count: units.count),
                after.influences(unit: units.sorted(byAfter.order), count: units.count),
                crossed.influences(unit: unit, count: units.count),
            ]
            func less(_ a: Int, _ b: Int) -> [Double] { zip(parts[a], parts[b]).map(-) }
            let errors = try units.standardErrors(parts + [less(0, 2), less(1, 2), less(0, 1)], &found)
            standardErrors = Errors(
                giniBefore: errors[0], giniAfter: errors[1], concentrationAfter: errors[2],
                reynoldsSmolensky: errors[3], reranking: errors[4], effect: errors[5])
        } else {
            standardErrors = nil
        }
        warnings = found
    }
}
