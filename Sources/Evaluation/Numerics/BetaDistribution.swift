import Foundation

/// The beta distribution: exact binomial limits and Student's t stand on it.
enum BetaDistribution {
    /// The regularised incomplete beta function I_x(a, b), with y = 1 − x given so that no digit is lost near 1.
    static func cumulative(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if y <= 0 { return 1 }
        // The continued fraction converges fast left of the mean; right of it the complement is taken.
        if x > (a + 1) / (a + b + 2) { return 1 - lower(y, x, b, a) }
        return lower(x, y, a, b)
    }

    /// The density times x(1−x): x^a (1−x)^b / B(a, b).
    private static func kernel(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        a * b / (a + b) * LogGamma.binomialDensity(a, a + b, x, y)
    }

    private static func lower(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        kernel(x, y, a, b) * fraction(x, a, b) / a
    }

    /// Lentz's evaluation of the continued fraction of the incomplete beta function.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (d.magnitude < tiny ? tiny : d)
        var value = d
        for step in 1...10_000 {
            let m = Double(step)
            var term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 + term * d
            d = 1 / (d.magnitude < tiny ? tiny : d)
            c = 1 + term / c
            if c.magnitude < tiny { c = tiny }
            value *= d * c
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + term * d
            d = 1 / (d.magnitude < tiny ? tiny : d)
            c = 1 + term / c
            if c.magnitude < tiny { c = tiny }
            let factor = d * c
            value *= factor
            if (factor - 1).magnitude < 1e-16 { break }
        }
        return value
    }

    /// The value x with I_x(a, b) = p: Newton's steps kept inside a shrinking bracket.
    static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
        guard p > 0 else { return 0 }
        guard p < 1 else { return 1 }
        var low = 0.0
        var high = 1.0
        var x = a / (a + b)
        for _ in 0..<400 {
            let error = cumulative(x, 1 - x, a, b) - p
            if error == 0 { return x }
            if error > 0 { high = x } else { low = x }
            let slope = kernel(x, 1 - x, a, b) / (x * (1 - x))
            var next = x - error / slope
            if !(next > low && next < high) { next = (low + high) / 2 }
            if (next - x).magnitude <= 1e-16 * next || high - low <= 1e-16 * high { return next }
            x = next
        }
        return x
    }
}
