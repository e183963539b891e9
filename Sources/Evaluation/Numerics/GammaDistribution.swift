import Foundation

/// The gamma distribution with scale 1: the chi-square distribution stands on it.
enum GammaDistribution {
    /// P(X > x) for shape a: the regularised upper incomplete gamma function, each tail computed directly where it is
    /// the small one (series below the mean, continued fraction above; Abramowitz and Stegun 6.5.29, 6.5.31).
    static func upperTail(_ x: Double, shape a: Double) -> Double {
        guard x > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        return x < a + 1 ? 1 - series(x, a) : fraction(x, a)
    }

    /// x^a e^{−x} / Γ(a + 1), by Loader's saddle point.
    private static func kernel(_ x: Double, _ a: Double) -> Double {
        exp(-LogGamma.stirlingError(a) - LogGamma.deviance(a, x)) / (2 * Double.pi * a).squareRoot()
    }

    private static func series(_ x: Double, _ a: Double) -> Double {
        var term = 1.0
        var sum = CompensatedSum()
        sum.add(1)
        var n = a
        while term > sum.value * 1e-17 {
            n += 1
            term *= x / n
            sum.add(term)
        }
        return min(1, kernel(x, a) * sum.value)
    }

    private static func fraction(_ x: Double, _ a: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var value = d
        for step in 1...100_000 {
            let i = Double(step)
            let coefficient = -i * (i - a)
            b += 2
            d = coefficient * d + b
            d = 1 / (d.magnitude < tiny ? tiny : d)
            c = b + coefficient / c
            if c.magnitude < tiny { c = tiny }
            let factor = d * c
            value *= factor
            if (factor - 1).magnitude < 1e-16 { break }
        }
        return a * kernel(x, a) * value
    }
}

/// The chi-square distribution.
enum ChiSquare {
    /// P(X > x) for df degrees of freedom, with full relative accuracy in the far tail.
    static func upperTail(_ x: Double, df: Double) -> Double {
        df == 1 && x > 0 ? erfc((x / 2).squareRoot()) : GammaDistribution.upperTail(x / 2, shape: df / 2)
    }
}
