/// Ordinates of the Lorenz curve (1905): L(p) = Σ w x below the p-quantile over Σ w x, the share of the total that the
/// poorest share p holds, linear between distinct values; the generalised Lorenz curve is the mean times that
/// (Shorrocks 1983).
public struct LorenzCurve: Sendable {
    /// The population shares asked for.
    public let shares: [Double]
    /// L(p) for each share.
    public let ordinates: [Double]
    /// Linearised standard errors of the ordinates; nil where no design was given.
    public let standardErrors: [Double]?
    /// Weighted mean, in the unit of x.
    public let mean: Double
    /// Rows used.
    public let n: Int
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// μL(p), in the unit of x.
    public var generalized: [Double] { ordinates.map { mean * $0 } }

    /// The ordinates without standard errors.
    ///
    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing.
    ///   - shares: population shares inside 0…1.
    ///   - weights: sampling weights; nil for 1 each.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: `invalid-option` for shares outside, `zero-total`, `zero-mean`, what ``Observations`` throws.
    public init(
        _ x: [Double], at shares: [Double], weights: [Double]? = nil, missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([x], weights: weights, missing: missing), shares)
    }

    /// The ordinates with standard errors under a design, from the influence ((x − q)1(x ≤ q) + pq − xL)/Σwx, q the
    /// weighted quantile (Kovačević and Binder 1997).
    ///
    /// - Parameters:
    ///   - x: what is distributed; `nan` is missing, and its row leaves the sample and the design.
    ///   - shares: population shares inside 0…1.
    ///   - design: the sampling design of the rows.
    ///   - domain: condition per row; rows outside stay in the design. Nil for all rows.
    ///   - missing: what to do with incomplete rows.
    /// - Throws: what the ordinates without a design throw, and `lonely-psu`.
    public init(
        _ x: [Double], at shares: [Double], design: SurveyDesign, domain: [Double]? = nil,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        try self.init(DesignedRows([x], design: design, domain: domain, missing: missing), shares)
    }

    private init(_ sample: DesignedRows, _ shares: [Double]) throws(EvaluationRefusal) {
        guard !shares.isEmpty, shares.allSatisfy({ $0 > 0 && $0 < 1 }) else {
            throw EvaluationRefusal(.invalidOption, "probs")
        }
        let rows = sample.rows
        let x = rows.columns[0]
        let order = RankOrder(x)
        let curve = try ConcentrationCurve(outcome: x, order: order, weights: rows.weights)
        let heights = shares.map { curve($0) }
        var found = rows.warnings
        if x.contains(where: { $0 < 0 }) { found.append(EvaluationWarning(.negativeValues)) }
        if let units = try sample.units() {
            let quantile = WeightedQuantiles(x, weights: rows.weights, order: order)
            let total = curve.mean * curve.totalUnits
            let totals = zip(shares, heights).map { p, height in
                let q = quantile(p)
                return units.totals(
                    x.indices.map { row in
                        rows.weights[row] * ((x[row] <= q ? x[row] - q : 0) + p * q - x[row] * height) / total
                    })
            }
            standardErrors = try totals.map { total throws(EvaluationRefusal) in
                try units.standardErrors([total], &found)[0]
            }
        } else {
            standardErrors = nil
        }
        self.shares = shares
        ordinates = heights
        mean = curve.mean
        n = rows.count
        dropped = rows.dropped
        warnings = found
    }
}
