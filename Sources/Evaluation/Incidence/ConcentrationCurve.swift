/// The curve of cumulated outcome over cumulated units sorted by a ranking variable: piecewise linear over the distinct
/// ranks, so that it does not depend on the order of rows with equal rank. Ranked by itself it is the Lorenz curve.
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
        guard !outcome.isEmpty else { throw EvaluationRefusal(.emptyData) }
        let unitWeights = units ?? weights
        let order = rank.indices.sorted { rank[$0] < rank[$1] }
        var population = CompensatedSum()
        var total = CompensatedSum()
        var size = CompensatedSum()
        var corners: [Point] = [Point(p: 0, share: 0)]
        for (position, index) in order.enumerated() {
            population.add(unitWeights[index])
            total.add(weights[index] * outcome[index])
            size.add((weights[index] * outcome[index]).magnitude)
            if position + 1 == order.count || rank[order[position + 1]] != rank[index] {
                corners.append(Point(p: population.value, share: total.value))
            }
        }
        guard size.value > 0 else { throw EvaluationRefusal(.zeroTotal) }
        guard total.value.magnitude > 1e-14 * size.value else { throw EvaluationRefusal(.zeroMean) }
        points = corners.map { Point(p: $0.p / population.value, share: $0.share / total.value) }
        mean = total.value / population.value
    }

    /// The curve's height at a share of units.
    public func callAsFunction(_ p: Double) -> Double {
        guard p > 0 else { return 0 }
        guard p < 1 else { return 1 }
        let next = max(1, points.map(\.p).firstPosition { $0 >= p })
        guard next < points.count else { return 1 }
        let (a, b) = (points[next - 1], points[next])
        return a.share + (b.share - a.share) * (p - a.p) / (b.p - a.p)
    }

    /// The concentration index: 1 − Σ (p_k − p_{k−1})(L_k + L_{k−1}); negative where the outcome goes to low ranks.
    /// The Gini index where the outcome is the ranking variable.
    public var index: Double {
        var sum = CompensatedSum()
        for (before, here) in zip(points, points.dropFirst()) {
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
