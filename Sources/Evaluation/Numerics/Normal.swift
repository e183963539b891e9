import Foundation

/// The standard normal distribution.
enum Normal {
    /// P(Z > z), with full relative accuracy in the far tail.
    static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

    /// log10 of P(Z > z), finite also where the probability itself underflows.
    static func log10UpperTail(_ z: Double) -> Double {
        guard z > 30 else { return log10(upperTail(z)) }
        // Laplace's continued fraction for Mills' ratio, evaluated from the inside; at z > 30 it converges at once.
        var fraction = 0.0
        for step in stride(from: 40.0, through: 1, by: -1) { fraction = step / (z + fraction) }
        return (-z * z / 2 - log(z + fraction) - 0.5 * log(2 * Double.pi)) / log(10)
    }

    /// The value z with P(Z ≤ z) = p.
    ///
    /// Acklam's rational start (relative error 1e-9) and two steps of Halley's method on the exact tail.
    static func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
        if p > 0.5 { return -quantile(1 - p) }
        var z = start(p)
        for _ in 0..<2 {
            let error = upperTail(-z) - p
            let step = error * (2 * Double.pi).squareRoot() * exp(z * z / 2)
            z -= step / (1 + z * step / 2)
        }
        return z
    }

    /// The two-sided critical value at a confidence level: 1.96 at 0.95.
    static func critical(_ confidence: Double) -> Double { -quantile((1 - confidence) / 2) }

    private static func start(_ p: Double) -> Double {
        let tail = 0.02425
        if p < tail {
            let q = (-2 * log(p)).squareRoot()
            let top = horner(
                q,
                [
                    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734,
                    4.374664141464968, 2.938163982698783,
                ])
            let bottom = horner(
                q, [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1])
            return top / bottom
        }
        let q = p - 0.5
        let r = q * q
        let top = horner(
            r,
            [
                -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
                -3.066479806614716e+01, 2.506628277459239,
            ])
        let bottom = horner(
            r,
            [
                -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
                -1.328068155288572e+01, 1,
            ])
        return top * q / bottom
    }

    private static func horner(_ x: Double, _ coefficients: [Double]) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }
}
