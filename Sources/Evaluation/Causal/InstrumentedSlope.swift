/// The slope of y on x with one instrument z and a constant: two-stage least squares, just identified.
///
/// β = S_zy/S_zx with the classical variance σ̂²·S_zz/S_zx², σ̂² = Σ(y − ȳ − β(x − x̄))²/(n − 2). With z = x it is
/// ordinary least squares.
struct InstrumentedSlope {
    let slope: Double
    /// Nil with fewer than three rows.
    let standardError: Double?

    /// - Throws: `not-defined` where x or z does not vary, or z is unrelated to x.
    init(_ y: [Double], on x: [Double], instrument z: [Double]) throws(EvaluationRefusal) {
        let size = Double(y.count)
        guard y.count > 1 else { throw EvaluationRefusal(.notDefined, "n") }
        func deviations(_ values: [Double]) -> [Double] {
            let mean = CompensatedSum.of(values) / size
            return values.map { $0 - mean }
        }
        func product(_ a: [Double], _ b: [Double]) -> Double { CompensatedSum.of(zip(a, b).lazy.map(*)) }
        let (dy, dx, dz) = (deviations(y), deviations(x), deviations(z))
        let (zx, zz, xx) = (product(dz, dx), product(dz, dz), product(dx, dx))
        let scale = (size * max(1e-300, x.reduce(0) { max($0, $1 * $1) }))
        guard xx > 1e-24 * scale, zz > 0, zx.magnitude > 1e-12 * (xx * zz).squareRoot() else {
            throw EvaluationRefusal(.notDefined, "instrument")
        }
        let slope = product(dz, dy) / zx
        self.slope = slope
        guard y.count > 2 else {
            standardError = nil
            return
        }
        let residual = CompensatedSum.of(
            dy.indices.lazy.map { row -> Double in
                let off = dy[row] - slope * dx[row]
                return off * off
            })
        standardError = (residual / (size - 2) * zz).squareRoot() / zx.magnitude
    }
}
