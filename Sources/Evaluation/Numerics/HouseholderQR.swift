/// The factors of a tall matrix: X = Q R, Q kept as reflections (Golub and Van Loan, Matrix Computations, 5.2).
struct HouseholderQR {
    private var reflectors: [[Double]]
    /// Column by column; entry [column][row] of the upper triangle.
    private var upper: [[Double]]

    /// - Returns: nil where a column is a combination of those before it, or there are fewer rows than columns.
    init?(_ columns: [[Double]]) {
        let count = columns.count
        guard let rows = columns.first?.count, rows >= count else { return nil }
        var work = columns
        reflectors = []
        upper = []
        for k in 0..<count {
            let before = Self.norm(columns[k], from: 0)
            let size = Self.norm(work[k], from: k)
            guard size > 1e-11 * before else { return nil }
            var reflector = Array(repeating: 0.0, count: rows)
            for row in k..<rows { reflector[row] = work[k][row] / size }
            reflector[k] += reflector[k] < 0 ? -1 : 1
            // vᵀv = 2 |v_k| for this choice.
            let scale = 1 / reflector[k].magnitude
            for column in k..<count { Self.reflect(&work[column], reflector, scale, from: k) }
            reflectors.append(reflector)
            upper.append(Array(work[k][0...k]))
        }
    }

    /// The least squares solution of X b = y.
    func coefficients(_ outcome: [Double]) -> [Double] {
        var y = outcome
        for (k, reflector) in reflectors.enumerated() {
            Self.reflect(&y, reflector, 1 / reflector[k].magnitude, from: k)
        }
        return solved(Array(y.prefix(upper.count)))
    }

    /// (XᵀX)⁻¹ = R⁻¹ R⁻ᵀ.
    var inverseOfGram: [[Double]] {
        let size = upper.count
        let inverse = (0..<size).map { k in solved((0..<size).map { $0 == k ? 1 : 0 }) }
        return (0..<size).map { i in
            (0..<size).map { j in CompensatedSum.of(inverse.lazy.map { $0[i] * $0[j] }) }
        }
    }

    /// The solution of R x = b.
    private func solved(_ b: [Double]) -> [Double] {
        var x = b
        for row in x.indices.reversed() {
            for column in (row + 1)..<max(row + 1, x.count) { x[row] -= upper[column][row] * x[column] }
            x[row] /= upper[row][row]
        }
        return x
    }

    private static func norm(_ values: [Double], from first: Int) -> Double {
        CompensatedSum.of(values[first...].lazy.map { $0 * $0 }).squareRoot()
    }

    private static func reflect(_ values: inout [Double], _ reflector: [Double], _ scale: Double, from first: Int) {
        var sum = CompensatedSum()
        for row in first..<values.count { sum.add(values[row] * reflector[row]) }
        let factor = sum.value * scale
        for row in first..<values.count { values[row] -= factor * reflector[row] }
    }
}
