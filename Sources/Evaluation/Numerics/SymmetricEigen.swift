/// Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations (Golub and Van Loan, Matrix
/// Computations, 8.5).
struct SymmetricEigen {
    let values: [Double]
    /// One eigenvector per value.
    let vectors: [[Double]]

    init(_ matrix: [[Double]]) {
        let size = matrix.count
        var a = matrix
        var v = (0..<size).map { i in (0..<size).map { $0 == i ? 1.0 : 0 } }
        for _ in 0..<60 {
            var off = 0.0
            var scale = 0.0
            for i in 0..<size {
                for j in 0..<size { if i == j { scale += a[i][i] * a[i][i] } else { off += a[i][j] * a[i][j] } }
            }
            if off <= 1e-30 * scale { break }
            for p in 0..<size {
                for q in (p + 1)..<max(size, p + 1) where a[p][q] != 0 {
                    let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
                    let t = (theta < 0 ? -1 : 1) / (theta.magnitude + (theta * theta + 1).squareRoot())
                    let c = 1 / (t * t + 1).squareRoot()
                    let s = t * c
                    for k in 0..<size { (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]) }
                    for k in 0..<size { (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]) }
                    for k in 0..<size { (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q]) }
                }
            }
        }
        values = (0..<size).map { a[$0][$0] }
        vectors = (0..<size).map { column in (0..<size).map { v[$0][column] } }
    }

    /// Σ f(λ) v vᵀ.
    func mapped(_ f: (Double) -> Double) -> [[Double]] {
        let size = values.count
        let scaled = values.map(f)
        return (0..<size).map { i in
            (0..<size).map { j in
                var sum = 0.0
                for k in 0..<size { sum += scaled[k] * vectors[k][i] * vectors[k][j] }
                return sum
            }
        }
    }
}
