import Foundation

/// The wild cluster bootstrap of one coefficient (Cameron, Gelbach and Miller 2008): residuals under the null
/// hypothesis change sign (or size) cluster by cluster.
public struct WildCluster: Sendable, Hashable {
    /// What a cluster's residuals are multiplied by.
    public enum Weights: String, Sendable, CaseIterable {
        /// −1 or 1.
        case rademacher
        /// Webb's six points ±√½, ±1, ±√(3/2) (Webb 2013): more different draws than Rademacher's from a handful of
        /// clusters.
        case webb
    }

    /// The share of draws whose |t| is at least that of the sample; of random draws the sample counts as one more.
    public let pValue: Double
    /// How many draws were made.
    public let draws: Int
    /// Whether every combination of signs was taken once, so that nothing is random.
    public let isEnumerated: Bool
    /// What residuals were multiplied by.
    public let weights: Weights
}

extension FewClusters {
    /// The wild cluster bootstrap with the null hypothesis imposed on the residuals, t by the usual clustered error.
    ///
    /// All 2^G combinations of signs are taken where they are no more than `replicates`; otherwise draws are made by a
    /// generator that gives the same ones on every machine.
    ///
    /// - Parameters:
    ///   - weights: what residuals are multiplied by.
    ///   - null: the value of the coefficient under the null hypothesis.
    ///   - replicates: how many draws, at least 99.
    ///   - seed: starts the generator.
    /// - Throws: `invalid-option` for fewer replicates or an infinite value; `not-defined` where the clustered error is 0.
    public func wild(
        _ weights: WildCluster.Weights = .rademacher, null: Double = 0, replicates: Int = 9999, seed: UInt64 = 1
    ) throws(EvaluationRefusal) -> WildCluster {
        guard replicates >= 99 else { throw EvaluationRefusal(.invalidOption, "replicates") }
        guard null.isFinite else { throw EvaluationRefusal(.invalidOption, "null") }
        let draws = WildDraws(weights, clusters: clusters, replicates: replicates, seed: seed)
        guard let p = wildSums.pValue(estimate: estimate, null: null, draws) else {
            throw EvaluationRefusal(.notDefined, "variance")
        }
        return WildCluster(pValue: p, draws: draws.count, isEnumerated: draws.isEnumerated, weights: weights)
    }

    /// The values of the coefficient that the wild cluster bootstrap does not reject, from the estimate outwards.
    ///
    /// - Returns: nil where some end is not reached: few clusters may be unable to reject anything.
    /// - Throws: as ``wild(_:null:replicates:seed:)``; `invalid-option` for a level outside 0…1.
    public func wildInterval(
        _ weights: WildCluster.Weights = .rademacher, confidence: Double = 0.95, replicates: Int = 1999,
        seed: UInt64 = 1
    ) throws(EvaluationRefusal) -> Interval? {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        guard replicates >= 99 else { throw EvaluationRefusal(.invalidOption, "replicates") }
        let draws = WildDraws(weights, clusters: clusters, replicates: replicates, seed: seed)
        guard let step = wildSums.clusteredError(estimate: estimate), step > 0 else {
            throw EvaluationRefusal(.notDefined, "variance")
        }
        func end(_ direction: Double) -> Double? {
            func isRejected(_ distance: Double) -> Bool {
                let null = estimate + direction * distance * step
                return wildSums.pValue(estimate: estimate, null: null, draws).map { $0 <= 1 - confidence } ?? false
            }
            var (low, high) = (0.0, 2.0)
            while !isRejected(high) {
                guard high < 1e4 else { return nil }
                (low, high) = (high, 2 * high)
            }
            for _ in 0..<40 {
                let middle = (low + high) / 2
                if isRejected(middle) { high = middle } else { low = middle }
            }
            return estimate + direction * (low + high) / 2 * step
        }
        guard let lower = end(-1), let upper = end(1) else { return nil }
        return Interval(lower, upper)
    }
}

/// The multipliers of all draws.
struct WildDraws {
    let count: Int
    let isEnumerated: Bool
    private let clusters: Int
    private let weights: WildCluster.Weights
    private let seed: UInt64

    init(_ weights: WildCluster.Weights, clusters: Int, replicates: Int, seed: UInt64) {
        isEnumerated = weights == .rademacher && clusters < 31 && 1 << clusters <= replicates
        count = isEnumerated ? 1 << clusters : replicates
        self.clusters = clusters
        self.weights = weights
        self.seed = seed
    }

    /// Fills in the multipliers of one draw.
    func fill(_ multipliers: inout [Double], _ draw: Int) {
        let random = CounterRandom(seed: seed, stream: UInt64(draw))
        for cluster in 0..<clusters {
            if isEnumerated {
                multipliers[cluster] = draw >> cluster & 1 == 0 ? 1 : -1
            } else if weights == .rademacher {
                multipliers[cluster] = random.bits(UInt64(cluster)) & 1 == 0 ? 1 : -1
            } else {
                let face = random.index(UInt64(cluster), below: 6)
                let size = (Double(face % 3) / 2 + 0.5).squareRoot()
                multipliers[cluster] = face < 3 ? size : -size
            }
        }
    }
}

/// What the wild bootstrap needs of each cluster: a draw costs clusters times regressors, however many rows there are.
struct WildSums: Sendable, Hashable {
    /// (XᵀWX)⁻¹ X_gᵀW_g ũ_g with the residuals ũ of the regression without the coefficient.
    private let steps: [[Double]]
    /// The same for the regressor of the coefficient less its regression on the others: what a null other than 0 takes off.
    private let regressor: [[Double]]
    /// Row of the coefficient of (XᵀWX)⁻¹ X_gᵀW_gX_g.
    private let returns: [[Double]]
    private let coefficient: Int

    init(
        _ model: LeastSquares, _ coefficient: Int, _ outcome: [Double], _ members: [[Int]]
    ) throws(EvaluationRefusal) {
        let others = model.columns.indices.filter { $0 != coefficient }.map { model.columns[$0] }
        let restricted = try LeastSquares(others, outcome, weights: model.weights)
        let own = try LeastSquares(others, model.columns[coefficient], weights: model.weights)
        func sums(_ rows: [Int], _ values: [Double]) -> [Double] {
            let inner = model.columns.map { column in
                CompensatedSum.of(rows.lazy.map { model.weights[$0] * column[$0] * values[$0] })
            }
            return model.bread.map { row in CompensatedSum.of(zip(row, inner).lazy.map(*)) }
        }
        // In an order that the data give, so that draws do not depend on the order of the rows.
        let parts = members.map { rows in (steps: sums(rows, restricted.residuals), rows: rows) }
            .sorted { $0.steps[coefficient] < $1.steps[coefficient] }
        steps = parts.map(\.steps)
        regressor = parts.map { sums($0.rows, own.residuals) }
        returns = parts.map { part in model.columns.map { sums(part.rows, $0)[coefficient] } }
        self.coefficient = coefficient
    }

    /// The clustered error without its factor, from the sample's own residuals.
    func clusteredError(estimate: Double) -> Double? {
        let residual = steps.indices.map { g in steps[g][coefficient] - estimate * regressor[g][coefficient] }
        // Under the null that equals the estimate the restricted residuals are those of the whole regression.
        let square = CompensatedSum.of(residual.lazy.map { $0 * $0 })
        return square.isFinite ? square.squareRoot() : nil
    }

    /// The share of draws at least as far from the null as the sample; nil where the error of the sample is 0.
    func pValue(estimate: Double, null: Double, _ draws: WildDraws) -> Double? {
        guard let error = clusteredError(estimate: estimate), error > 0 else { return nil }
        let observed = ((estimate - null) / error).magnitude * (1 - 1e-10)
        let size = returns[0].count
        let steps = zip(self.steps, regressor).map { own, other in (0..<size).map { own[$0] - null * other[$0] } }
        var multipliers = [Double](repeating: 1, count: steps.count)
        var beyond = 0
        for draw in 0..<draws.count {
            draws.fill(&multipliers, draw)
            var shift = [Double](repeating: 0, count: size)
            for g in steps.indices {
                for k in 0..<size { shift[k] += multipliers[g] * steps[g][k] }
            }
            var square = 0.0
            for g in steps.indices {
                var score = multipliers[g] * steps[g][coefficient]
                for k in 0..<size { score -= returns[g][k] * shift[k] }
                square += score * score
            }
            let t = square > 0 ? shift[coefficient].magnitude / square.squareRoot() : .infinity
            if t >= observed { beyond += 1 }
        }
        // Drawn at random, the sample itself counts as one more draw: no p-value is 0.
        return draws.isEnumerated
            ? Double(beyond) / Double(draws.count) : Double(beyond + 1) / Double(draws.count + 1)
    }
}
