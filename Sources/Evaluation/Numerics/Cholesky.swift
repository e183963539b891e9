/// The factor of a symmetric positive definite matrix: M = L Lᵀ.
struct Cholesky {
    private let lower: [[Double]]

    /// - Returns: nil where the matrix is not positive definite to working precision.
    init?(_ matrix: [[Double]]) {
        var lower = matrix
        for row in matrix.indices {
            for column in 0...row {
                var sum = CompensatedSum()
                sum.add(matrix[row][column])
                for k in 0..<column { sum.add(-lower[row][k] * lower[column][k]) }
                if row == column {
                    guard sum.value > 1e-13 * matrix[row][row] else { return nil }
                    lower[row][row] = sum.value.squareRoot()
                } else {
                    lower[row][column] = sum.value / lower[column][column]
                }
            }
        }
        self.lower = lower
    }

    /// The solution x of M x = b.
    func solve(_ b: [Double]) -> [Double] {
        var x = b
        for row in x.indices {
            for k in 0..<row { x[row] -= lower[row][k] * x[k] }
            x[row] /= lower[row][row]
        }
        for row in x.indices.reversed() {
            for k in (row + 1)..<max(row + 1, x.count) { x[row] -= lower[k][row] * x[k] }
            x[row] /= lower[row][row]
        }
        return x
    }
}
