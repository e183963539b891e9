/// The curve of cumulated outcome over cumulated units sorted by a ranking variable: piecewise linear over the distinct
/// ranks, so that it does not depend on the order of rows with equal rank. Ranked by itself it is the Lorenz curve.
///
/// Its corners are p_k = Σ_{j≤k} w/Σw and L_k = Σ_{j≤k} w h/Σ w h over the distinct ranks j (Lorenz 1905; Kakwani
/// 1977).
public struct ConcentrationCurve: Sendable {
    /// A corner of the curve.
    public struct Point: Sendable, Hashable {
        /// Cumulative share of units, 0…1.
        public var p: Double
        /// Cumulative share of the outcome.
        public var share: Double
    }

    /// The corners from (0, 0) to (1, 1), one per distinct rank.
    public let points: [Point]
    /// Weighted mean of the outcome per unit.
    public let mean: Double
    /// Sum of the weights of the units.
    let totalUnits: Double

    /// Builds the curve.
    ///
    /// - Parameters:
    ///   - outcome: what is distributed, complete.
    ///   - rank: the living standard, ascending.
    ///   - weights: weights of the outcome.
    ///   - units: weights of the horizontal axis where they differ (persons instead of households).
    /// - Throws: `empty-data`; `zero-total` when every outcome is 0, `zero-mean` when outcomes cancel.
    public init(
        outcome: [Double], rank: [Double], weights: [Double], units: [Double]? = nil
    ) throws(EvaluationRefusal) {
        try self.init(outcome: outcome, order: RankOrder(rank), weights: weights, units: units)
    }

    /// Builds the curve over rows that are sorted already.
    init(
        outcome: [Double], order: RankOrder, weights: [Double], units: [Double]? = nil
    ) throws(EvaluationRefusal) {
        guard !outcome.isEmpty else { throw EvaluationRefusal(.emptyData) }
        let unitWeights = units ?? weights
        var population = CompensatedSum()
        var total = CompensatedSum()
        var size = 0.0
        var corners: [Point] = []
        corners.reserveCapacity(order.distinct + 1)
        corners.append(Point(p: 0, share: 0))
        for group in 0..<order.distinct {
            for position in order.positions(group) {
                let row = Int(order.rows[position])
                let amount = weights[row] * outcome[row]
                population.add(unitWeights[row])
                total.add(amount)
                size += amount.magnitude
            }
            corners.append(Point(p: population.value, share: total.value))
        }
        guard size > 0 else { throw EvaluationRefusal(.zeroTotal) }
        guard total.value.magnitude > 1e-14 * size else { throw EvaluationRefusal(.zeroMean) }
        let (allUnits, all) = (population.value, total.value)
        for corner in corners.indices {
            corners[corner].p /= allUnits
            corners[corner].share /= all
        }
        points = corners
        mean = all / allUnits
        totalUnits = allUnits
    }

    /// The curve's height at a share of units.
    public func callAsFunction(_ p: Double) -> Double {
        guard p > 0 else { return 0 }
        guard p < 1 else { return 1 }
        let next = corner(at: p)
        guard next < points.count else { return 1 }
        let (a, b) = (points[next - 1], points[next])
        return a.share + (b.share - a.share) * (p - a.p) / (b.p - a.p)
    }

    /// The first corner at or beyond a share of units, at least 1; the distinct rank before it holds the share. A corner
    /// that misses the share by a rounding error is taken to meet it.
    func corner(at p: Double) -> Int {
        var (low, high) = (1, points.count)
        while low < high {
            let middle = (low + high) / 2
            if points[middle].p >= p - 2e-15 { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The concentration index: 1 − Σ (p_k − p_{k−1})(L_k + L_{k−1}); negative where the outcome goes to low ranks.
    /// The Gini index where the outcome is the ranking variable.
    public var index: Double {
        var sum = CompensatedSum()
        for corner in 1..<points.count {
            let (before, here) = (points[corner - 1], points[corner])
            sum.add((here.p - before.p) * (here.share + before.share))
        }
        // One rank only: the definition gives exactly 0, the sum may miss it by an ulp.
        return points.count <= 2 ? 0 : 1 - sum.value
    }

    /// The index of a curve known only by groups, such as a published table: shares of units and shares of outcome.
    ///
    /// - Throws: `zero-total`.
    public static func index(unitShares: [Double], outcomeShares: [Double]) throws(EvaluationRefusal) -> Double {
        let (units, outcome) = (CompensatedSum.of(unitShares), CompensatedSum.of(outcomeShares))
        guard units != 0, outcome != 0 else { throw EvaluationRefusal(.zeroTotal) }
        var sum = CompensatedSum()
        var height = 0.0
        for (width, share) in zip(unitShares, outcomeShares) {
            let next = height + share / outcome
            sum.add(width / units * (height + next))
            height = next
        }
        return 1 - sum.value
    }
}
