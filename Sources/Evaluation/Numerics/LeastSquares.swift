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
    let columns: [[Double]]
    let weights: [Double]
    /// (XᵀWX)⁻¹.
    let bread: [[Double]]

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

    /// The classical variance of a coefficient, from σ² (XᵀWX)⁻¹ with σ² = Σ w e²/(n − k); nil without degrees of
    /// freedom.
    func classical(_ coefficient: Int) -> Double? {
        guard n > columns.count else { return nil }
        let square = CompensatedSum.of(zip(weights, residuals).lazy.map { $0 * $1 * $1 })
        return bread[coefficient][coefficient] * square / Double(n - columns.count)
    }

    /// The sandwich of White (1980) with the factor n/(n − k) (HC1); nil without degrees of freedom.
    func heteroskedastic(_ coefficient: Int) -> Double? {
        guard n > columns.count else { return nil }
        let meat = CompensatedSum.of(influences(coefficient).lazy.map { $0 * $0 })
        return meat * Double(n) / Double(n - columns.count)
    }

    /// The sandwich over clusters with the factor G/(G − 1) · (n − 1)/(n − k) (CR1, Liang and Zeger 1986); nil for fewer
    /// than two clusters or without degrees of freedom.
    func clustered(_ coefficient: Int, _ clusters: UnitCodes) -> Double? {
        guard n > columns.count, clusters.count > 1 else { return nil }
        let totals = GroupSums.totals(influences(coefficient), clusters.numbers, count: clusters.count)
        return CompensatedSum.of(totals.lazy.map { $0 * $0 }) * clusterFactor(clusters.count)
    }

    /// G/(G − 1) · (n − 1)/(n − k).
    func clusterFactor(_ clusters: Int) -> Double {
        let (g, size) = (Double(clusters), Double(n))
        return g / (g - 1) * (size - 1) / (size - Double(columns.count))
    }

    /// What each row adds to a coefficient: row of (XᵀWX)⁻¹XᵀW times the residual.
    private func influences(_ coefficient: Int) -> [Double] {
        residuals.indices.map { row in
            var slope = 0.0
            for (column, part) in zip(columns, bread[coefficient]) { slope += part * column[row] }
            return weights[row] * residuals[row] * slope
        }
    }
}
