import Foundation

/// Noncentral distributions, as power analysis needs them. All sums have positive terms only: no tail is the difference
/// of numbers near 1.
enum Noncentral {
    /// P(T > t) for Student's t with a noncentrality: the normal tail averaged over the spread estimate,
    /// E Φ(δ − t √(V/df)) with V chi-square, by the trapezoidal rule on ln V, which converges exponentially there.
    static func tUpperTail(_ t: Double, df: Double, noncentrality delta: Double) -> Double {
        guard df < 1e10 else { return Normal.upperTail(t - delta) }
        guard delta.magnitude < 1000 else { return farTail(t, df: df, noncentrality: delta) }
        // The widths on which the density of ln V and the normal tail vary, and the step that resolves both.
        let step = min((2 / df).squareRoot(), 2 / (delta.magnitude + 8)) / 6
        func term(_ index: Int) -> (mass: Double, value: Double) {
            // u = ln(V/df); the density is left without its constant, since the masses are summed too.
            let u = Double(index) * step
            let mass = exp(df / 2 * (u - expm1(u)))
            return (mass, mass * Normal.upperTail(t * exp(u / 2) - delta))
        }
        var mass = CompensatedSum()
        var sum = CompensatedSum()
        for direction in [1, -1] {
            var index = direction == 1 ? 0 : -1
            while true {
                let (weight, value) = term(index)
                mass.add(weight)
                sum.add(value)
                // Past the mode the density falls for good; the tail it weighs may still grow, hence the margin.
                if weight < 1e-30 * mass.value { break }
                index += direction
            }
        }
        return min(1, sum.value / mass.value)
    }

    /// A noncentrality beside which the normal numerator does not vary: P(δ > t √(V/df)).
    private static func farTail(_ t: Double, df: Double, noncentrality delta: Double) -> Double {
        if delta.sign != t.sign { return delta > 0 ? 1 : 0 }
        let below = 1 - ChiSquare.upperTail(df * (delta / t) * (delta / t), df: df)
        return delta > 0 ? below : 1 - below
    }

    /// P(X > x) for chi-square with a noncentrality λ: central tails mixed by Poisson weights of mean λ/2.
    static func chiSquareUpperTail(_ x: Double, df: Double, noncentrality lambda: Double) -> Double {
        guard x > 0 else { return 1 }
        let mean = lambda / 2
        guard mean > 0 else { return ChiSquare.upperTail(x, df: df) }
        guard lambda < 1e6 else {
            // By then the distribution is normal for every purpose.
            return Normal.upperTail((x - df - lambda) / (2 * (df + 2 * lambda)).squareRoot())
        }
        let mode = Int(mean)
        func weight(_ count: Int) -> Double {
            let k = Double(count)
            // Loader's Poisson density.
            return count == 0
                ? exp(-mean)
                : exp(-LogGamma.stirlingError(k) - LogGamma.deviance(k, mean)) / (2 * Double.pi * k).squareRoot()
        }
        var sum = CompensatedSum()
        for (start, direction) in [(mode, 1), (mode - 1, -1)] {
            var count = start
            while count >= 0 {
                let mass = weight(count)
                if mass < 1e-25 { break }
                sum.add(mass * ChiSquare.upperTail(x, df: df + 2 * Double(count)))
                count += direction
            }
        }
        return min(1, sum.value)
    }

    /// The value x with P(X > x) = tail, X central chi-square.
    static func chiSquareCritical(_ tail: Double, df: Double) -> Double {
        RootFinder.solve(from: 0, start: df + 1) { ChiSquare.upperTail($0, df: df) < tail } ?? .nan
    }
}
