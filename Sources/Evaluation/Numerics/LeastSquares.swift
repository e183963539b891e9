/// Weighted linear regression with classical, heteroskedasticity-robust and cluster-robust covariances.
///
/// The rows are multiplied by √weight and decomposed by Householder reflections, so that collinear or badly scaled
/// regressors lose no digits to the normal equations. Covariances as in Stata's `regress` and R's `sandwich`.
struct LeastSquares {
    /// One coefficient per regressor.
    let coefficients: [Double]
    /// Residuals of the unscaled rows.
    let residuals: [Double]
    /// Rows.
    let n: Int
    private let columns: [[Double]]
    private let weights: [Double]
    /// (XᵀWX)⁻¹.
    private let bread: [[Double]]

    /// - Parameters:
    ///   - columns: the regressors, a constant included, one array per regressor.
    ///   - outcome: the dependent variable.
    ///   - weights: positive; 1 each when none are given.
    /// - Throws: `not-defined` where the regressors do not determine the coefficients.
    init(_ columns: [[Double]], _ outcome: [Double], weights: [Double]? = nil) throws(EvaluationRefusal) {
        let weights = weights ?? Array(repeating: 1, count: outcome.count)
        let roots = weights.map { $0.squareRoot() }
        guard let solution = HouseholderQR(columns.map { zip($0, roots).map { $0 * $1 } }) else {
            throw EvaluationRefusal(.notDefined, "regression")
        }
        let b = solution.coefficients(zip(outcome, roots).map { $0 * $1 })
        guard b.allSatisfy(\.isFinite) else { throw EvaluationRefusal(.notDefined, "regression") }
        coefficients = b
        residuals = outcome.indices.map { row in
            var sum = CompensatedSum()
            sum.add(outcome[row])
            for (column, slope) in zip(columns, b) { sum.add(-slope * column[row]) }
            return sum.value
        }
        n = outcome.count
        self.columns = columns
        self.weights = weights
        bread = solution.inverseOfGram
    }

    /// σ² (XᵀWX)⁻¹ with σ² = Σ w e²/(n − k); nil without degrees of freedom.
    var classical: [[Double]]? {
        guard n > columns.count else { return nil }
        let square = CompensatedSum.of(zip(weights, residuals).lazy.map { $0 * $1 * $1 })
        let variance = square / Double(n - columns.count)
        return bread.map { $0.map { $0 * variance } }
    }

    /// The sandwich of White (1980) with the factor n/(n − k) (HC1); nil without degrees of freedom.
    var heteroskedastic: [[Double]]? {
        guard n > columns.count else { return nil }
        var meat = SymmetricSums(columns.count)
        for row in residuals.indices { meat.add(score(row), 1) }
        return sandwich(meat.matrix, Double(n) / Double(n - columns.count))
    }

    /// The sandwich over clusters with the factor G/(G − 1) · (n − 1)/(n − k) (CR1, Liang and Zeger 1986); nil for fewer
    /// than two clusters or without degrees of freedom.
    ///
    /// - Parameter clusters: number of the cluster of each row, 0 ..< G without holes.
    func clustered(_ clusters: [Int]) -> [[Double]]? {
        let count = (clusters.max() ?? -1) + 1
        guard n > columns.count, count > 1 else { return nil }
        let scores = residuals.indices.map(score)
        let totals = columns.indices.map { column in
            GroupSums.totals(scores.map { $0[column] }, clusters, count: count)
        }
        var meat = SymmetricSums(columns.count)
        for cluster in 0..<count { meat.add(totals.map { $0[cluster] }, 1) }
        let (g, size) = (Double(count), Double(n))
        return sandwich(meat.matrix, g / (g - 1) * (size - 1) / (size - Double(columns.count)))
    }

    private func score(_ row: Int) -> [Double] { columns.map { weights[row] * residuals[row] * $0[row] } }

    private func sandwich(_ meat: [[Double]], _ factor: Double) -> [[Double]] {
        let size = bread.indices
        func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
            size.map { i in size.map { j in CompensatedSum.of(size.lazy.map { a[i][$0] * b[$0][j] }) } }
        }
        return product(product(bread, meat), bread).map { $0.map { $0 * factor } }
    }
}
