import Foundation

/// The gamma function on a log scale, and Loader's saddle-point pieces of the binomial density (Loader 2000),
/// which keep full relative accuracy where differences of log-gammas would cancel.
enum LogGamma {
    /// ln Γ(x) for x > 0 (Stirling's series after shifting the argument above 15).
    static func value(_ x: Double) -> Double {
        guard x > 0 else { return .nan }
        var shifted = x
        var product = 1.0
        while shifted < 15 {
            product *= shifted
            shifted += 1
        }
        return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * Double.pi) + series(shifted) - log(product)
    }

    /// The error of Stirling's formula: ln Γ(x + 1) − ((x + ½) ln x − x + ½ ln 2π).
    static func stirlingError(_ x: Double) -> Double {
        if x >= 15 { return series(x) }
        return value(x + 1) - ((x + 0.5) * log(x) - x + 0.5 * log(2 * Double.pi))
    }

    /// The deviance part x ln(x/m) + m − x, accurate where x is near m.
    static func deviance(_ x: Double, _ mean: Double) -> Double {
        guard x > 0 else { return mean }
        let difference = x - mean
        guard difference.magnitude < 0.1 * (x + mean) else { return x * log(x / mean) - difference }
        let ratio = difference / (x + mean)
        var sum = difference * ratio
        var power = 2 * x * ratio
        var odd = 3.0
        while true {
            power *= ratio * ratio
            let next = sum + power / odd
            if next == sum { return sum }
            sum = next
            odd += 2
        }
    }

    /// Γ(n+1)/(Γ(x+1)Γ(n−x+1)) · pˣ q^{n−x}, for real x and n, with q = 1 − p given exactly.
    static func binomialDensity(_ x: Double, _ n: Double, _ p: Double, _ q: Double) -> Double {
        guard x >= 0, x <= n else { return 0 }
        if p == 0 { return x == 0 ? 1 : 0 }
        if q == 0 { return x == n ? 1 : 0 }
        if x == 0 { return exp(p < 0.1 ? n * log1p(-p) : n * log(q)) }
        if x == n { return exp(q < 0.1 ? n * log1p(-q) : n * log(p)) }
        let exponent =
            stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q)
        return exp(exponent) * (n / (2 * Double.pi * x * (n - x))).squareRoot()
    }

    private static func series(_ x: Double) -> Double {
        let square = x * x
        let tail = 1.0 / 1188 - 691.0 / 360360 / square
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - tail / square) / square) / square) / square) / x
    }
}
