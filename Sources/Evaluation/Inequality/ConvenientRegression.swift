/// The convenient regression of Kakwani, Wagstaff and van Doorslaer (1997): 2σ²_R h/μ on the fractional rank R, whose
/// slope is the concentration index. What Stata's `conindex` prints as its standard error.
///
/// It takes the mean and the ranks as known: for a pro-rich outcome it says far too much, so that the linearised error
/// is the one to use, and this one is for comparison with publications.
struct ConvenientRegression {
    /// 2σ²_R h without the division by the mean: the slope is the generalised index.
    private let y: [Double]
    /// The fractional rank less one half, its weighted mean.
    private let deviation: [Double]
    private let weights: [Double]
    private let residuals: [Double]
    /// Σ w (R − ½)².
    private let squares: Double
    /// The slope.
    let slope: Double
    var n: Int { y.count }

    /// - Parameters:
    ///   - outcome: complete values.
    ///   - ranks: fractional ranks with weighted mean ½.
    ///   - weights: positive weights.
    /// - Throws: `not-defined` with fewer than three rows or one rank only.
    init(outcome: [Double], ranks: [Double], weights: [Double]) throws(EvaluationRefusal) {
        guard outcome.count > 2 else { throw EvaluationRefusal(.notDefined, "n") }
        let total = CompensatedSum.of(weights)
        let centre = CompensatedSum.of(zip(weights, ranks).lazy.map(*)) / total
        let deviation = ranks.map { $0 - centre }
        let squares = CompensatedSum.of(zip(weights, deviation).lazy.map { $0 * $1 * $1 })
        guard squares > 1e-20 * total else { throw EvaluationRefusal(.notDefined, "rank") }
        let double = 2 * squares / total
        let y = outcome.map { double * $0 }
        let mean = CompensatedSum.of(zip(weights, y).lazy.map(*)) / total
        var product = CompensatedSum()
        for row in y.indices { product.add(weights[row] * deviation[row] * (y[row] - mean)) }
        let slope = product.value / squares
        residuals = y.indices.map { y[$0] - mean - slope * deviation[$0] }
        self.y = y
        self.deviation = deviation
        self.weights = weights
        self.squares = squares
        self.slope = slope
    }

    /// σ̂²/Σw(R − ½)² with n − 2 degrees of freedom.
    var classical: Double {
        let sum = CompensatedSum.of(residuals.indices.lazy.map { weights[$0] * residuals[$0] * residuals[$0] })
        return (sum / Double(n - 2) / squares).squareRoot()
    }

    /// White's sandwich with the factor n/(n − 2).
    var robust: Double { newey(lags: 0) }

    /// The sandwich over clusters with the factor G/(G − 1)·(n − 1)/(n − 2).
    ///
    /// - Throws: `single-group` with one cluster.
    func clustered(_ clusters: [Int]) throws(EvaluationRefusal) -> Double {
        var sums: [Int: CompensatedSum] = [:]
        for row in residuals.indices { sums[clusters[row], default: CompensatedSum()].add(score(row)) }
        guard sums.count > 1 else { throw EvaluationRefusal(.singleGroup, "cluster") }
        let meat = CompensatedSum.of(sums.values.map { $0.value * $0.value })
        let groups = Double(sums.count)
        return (meat * groups / (groups - 1) * Double(n - 1) / Double(n - 2)).squareRoot() / squares
    }

    /// Newey and West's sandwich over rows in the order of the rank, with Bartlett's kernel and the factor n/(n − 2).
    func newey(lags: Int) -> Double {
        let scores = residuals.indices.map(score)
        var meat = CompensatedSum.of(scores.lazy.map { $0 * $0 })
        for lag in stride(from: 1, through: min(lags, n - 1), by: 1) {
            let weight = 2 * (1 - Double(lag) / Double(lags + 1))
            meat += weight * CompensatedSum.of((lag..<n).lazy.map { scores[$0] * scores[$0 - lag] })
        }
        return (max(0, meat) * Double(n) / Double(n - 2)).squareRoot() / squares
    }

    private func score(_ row: Int) -> Double { weights[row] * residuals[row] * deviation[row] }
}

extension ConcentrationIndex {
    /// Which sandwich the convenient regression uses.
    public enum RegressionError: Sendable, Hashable {
        /// Classical: errors of equal variance, n − 2 degrees of freedom.
        case ols
        /// White's sandwich with the factor n/(n − 2).
        case hc1
        /// CR1 over clusters, by the code of each row of the input.
        case cluster([Int])
    }

    /// The standard error of the convenient regression of Kakwani, Wagstaff and van Doorslaer (1997), as in Stata's
    /// `conindex`: of the slope of 2σ²_R h/μ on the rank R. It takes mean and ranks as known, and is for comparison
    /// with publications.
    ///
    /// - Throws: `not-defined` with fewer than three rows, one rank only, and for ``Kind/extended(nu:)`` and
    /// ``Kind/symmetric(beta:)``; `single-group` with one cluster.
    public func regressionError(_ method: RegressionError) throws(EvaluationRefusal) -> Double {
        let factor = try Self.factor(kind, mean).value.magnitude
        let fit = try ConvenientRegression(
            outcome: rows.columns[0], ranks: try fractionalRanks(), weights: rows.weights)
        switch method {
        case .ols: return factor * fit.classical
        case .hc1: return factor * fit.robust
        case .cluster(let codes):
            guard codes.count > rows.rows.last ?? 0 else { throw EvaluationRefusal(.invalidOption, "cluster") }
            return factor * (try fit.clustered(rows.rows.map { codes[$0] }))
        }
    }

    /// The fractional rank of each row.
    func fractionalRanks() throws(EvaluationRefusal) -> [Double] {
        let curve = try curve()
        var ranks = [Double](repeating: 0, count: rows.count)
        for group in 0..<order.distinct {
            let middle = (curve.points[group].p + curve.points[group + 1].p) / 2
            for position in order.positions(group) { ranks[Int(order.rows[position])] = middle }
        }
        return ranks
    }
}
