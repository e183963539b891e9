/// Difference in differences with two groups and two periods: how much more the treated changed than the others
/// (Ashenfelter and Card 1985; Angrist and Pischke 2009, section 5.2).
///
/// A causal reading needs parallel trends, which two periods cannot show.
///
/// δ = (ȳ_treated,after − ȳ_treated,before) − (ȳ_others,after − ȳ_others,before), the coefficient of post × treated in
/// y = α + β post + γ treated + δ post × treated. Errors: classical; HC1 (MacKinnon and White 1985); CR1 by cluster
/// (Liang and Zeger 1986).
public struct DifferenceInDifferences: Sendable {
    /// A coefficient with the standard errors that exist for it.
    public struct Effect: Sendable, Hashable {
        /// In the unit of the outcome (of its logarithm where that was taken).
        public var estimate: Double
        /// Classical.
        public var classical: Double?
        /// Heteroskedasticity-robust with n/(n − k) (HC1).
        public var robust: Double?
        /// By cluster with G/(G − 1) · (n − 1)/(n − k) (CR1).
        public var clustered: Double?
        /// By unit, where each unit gives two observations.
        public var byUnit: Double?
        /// What holds with few clusters, beside the clustered error; nil without clusters, or with
        /// ``FewClusters/limit`` of them or more.
        public var fewClusters: FewClusters?
    }

    /// The interaction of period and treatment in the regression of all observations.
    public let effect: Effect
    /// Wide form: slope of the change on treatment. The same number, another error.
    public let firstDifference: Effect?
    /// Wide form: coefficient of treatment in the second measurement, given the first.
    public let ancova: Effect?
    /// The interaction under the alternative weights.
    public let alternative: Double?
    /// Observations: rows of the long form, two per unit of the wide form.
    public let n: Int
    /// Units with both measurements; nil for the long form.
    public let pairs: Int?
    /// Clusters; nil without any.
    public let clusters: Int?
    /// Rows left out because a value was missing.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// From one row per observation.
    ///
    /// - Parameters:
    ///   - outcome: value per row; `nan` is missing in every argument.
    ///   - post: nonzero in the second period.
    ///   - treated: nonzero for a treated unit.
    ///   - options: weights, clusters, transformation.
    /// - Throws: `no-comparison-group` without untreated rows, `single-group` without treated ones; `not-defined` where a
    ///   group lacks a period or a logarithm does not exist; `empty-data`, `missing-values`, `negative-weight`.
    public init(
        outcome: [Double], post: [Double], treated: [Double], options: DifferenceOptions = .init()
    ) throws(EvaluationRefusal) {
        let rows = try DifferenceRows([outcome, post, treated], options)
        let y = try rows.outcome(0)
        let second = rows.condition(1)
        let given = rows.condition(2)
        try Self.requireGroups(given)
        let model = try Self.interaction(y, second, given, rows.weights)
        effect = try Self.effect(model, coefficient: 3, y, clusters: rows.clusters)
        alternative = try rows.alternative.map { other throws(EvaluationRefusal) in
            try Self.weighted(y, second, given, other)
        }
        firstDifference = nil
        ancova = nil
        n = rows.count
        pairs = nil
        clusters = rows.clusters?.count
        dropped = rows.dropped
        warnings = rows.warnings
    }

    /// From one row per unit with two measurements.
    ///
    /// - Throws: as for the long form.
    public init(
        before: [Double], after: [Double], treated: [Double], options: DifferenceOptions = .init()
    ) throws(EvaluationRefusal) {
        let rows = try DifferenceRows([before, after, treated], options)
        let (first, second) = (try rows.outcome(0), try rows.outcome(1))
        let given = rows.condition(2)
        try Self.requireGroups(given)
        let zeros = Array(repeating: 0.0, count: rows.count)
        let ones = Array(repeating: 1.0, count: rows.count)
        let (y, post, stacked) = (first + second, zeros + ones, given + given)
        let model = try Self.interaction(y, post, stacked, rows.weights + rows.weights)
        let units = UnitCodes(numbers: (0..<2).flatMap { _ in (0..<rows.count).map { Int32($0) } }, count: rows.count)
        let stackedClusters = rows.clusters.map { UnitCodes(numbers: $0.numbers + $0.numbers, count: $0.count) }
        var whole = try Self.effect(model, coefficient: 3, y, clusters: stackedClusters)
        whole.byUnit = Self.error(model.clustered(3, units))
        if rows.clusters == nil { whole.fewClusters = try FewClusters.ifFew(model, 3, y, units) }
        effect = whole
        alternative = try rows.alternative.map { other throws(EvaluationRefusal) in
            try Self.weighted(y, post, stacked, other + other)
        }
        let change = zip(second, first).map { $0 - $1 }
        firstDifference = try Self.effect(
            try LeastSquares([ones, given], change, weights: rows.weights), coefficient: 1, change,
            clusters: rows.clusters)
        // Where the first measurement does not vary there is nothing to adjust for.
        let adjusted = try? LeastSquares([ones, given, first], second, weights: rows.weights)
        ancova = try adjusted.map { model throws(EvaluationRefusal) in
            try Self.effect(model, coefficient: 1, second, clusters: rows.clusters)
        }
        n = 2 * rows.count
        pairs = rows.count
        clusters = rows.clusters?.count
        dropped = rows.dropped
        warnings = rows.warnings
    }

    private static func requireGroups(_ treated: [Double]) throws(EvaluationRefusal) {
        guard treated.contains(0) else { throw EvaluationRefusal(.noComparisonGroup) }
        guard treated.contains(1) else { throw EvaluationRefusal(.singleGroup, "treated") }
    }

    private static func interaction(
        _ outcome: [Double], _ post: [Double], _ treated: [Double], _ weights: [Double]
    ) throws(EvaluationRefusal) -> LeastSquares {
        try LeastSquares(
            [Array(repeating: 1, count: outcome.count), post, treated, zip(post, treated).map { $0 * $1 }], outcome,
            weights: weights)
    }

    /// The interaction under other weights; rows of weight 0 do not enter.
    private static func weighted(
        _ outcome: [Double], _ post: [Double], _ treated: [Double], _ weights: [Double]
    ) throws(EvaluationRefusal) -> Double {
        let kept = weights.indices.filter { weights[$0] > 0 }
        guard !kept.isEmpty else { throw EvaluationRefusal(.emptyData, "alt_weight") }
        func part(_ values: [Double]) -> [Double] { kept.map { values[$0] } }
        return try interaction(part(outcome), part(post), part(treated), part(weights)).coefficients[3]
    }

    private static func effect(
        _ model: LeastSquares, coefficient: Int, _ outcome: [Double], clusters: UnitCodes?
    ) throws(EvaluationRefusal) -> Effect {
        Effect(
            estimate: model.coefficients[coefficient], classical: error(model.classical(coefficient)),
            robust: error(model.heteroskedastic(coefficient)),
            clustered: clusters.flatMap { error(model.clustered(coefficient, $0)) }, byUnit: nil,
            fewClusters: try clusters.flatMap { clusters throws(EvaluationRefusal) in
                try FewClusters.ifFew(model, coefficient, outcome, clusters)
            })
    }

    private static func error(_ variance: Double?) -> Double? {
        guard let variance, variance.isFinite else { return nil }
        return max(0, variance).squareRoot()
    }
}
