import Foundation

/// Drawing without replacement.
enum Hypergeometric {
    /// P(X = k) for k successes in n drawn from a population with `marked` of `population`.
    static func density(_ k: Int, _ n: Int, _ marked: Int, _ population: Int) -> Double {
        guard k >= max(0, n + marked - population), k <= min(n, marked) else { return 0 }
        let p = Double(n) / Double(population)
        let q = Double(population - n) / Double(population)
        return LogGamma.binomialDensity(Double(k), Double(marked), p, q)
            * LogGamma.binomialDensity(Double(n - k), Double(population - marked), p, q)
            / LogGamma.binomialDensity(Double(n), Double(population), p, q)
    }

    /// P(X ≥ k).
    static func upperTail(_ k: Int, _ n: Int, _ marked: Int, _ population: Int) -> Double {
        let first = max(k, max(0, n + marked - population))
        return sum(from: first, through: min(n, marked), n, marked, population)
    }

    /// P(X ≤ k).
    static func lowerTail(_ k: Int, _ n: Int, _ marked: Int, _ population: Int) -> Double {
        // The number of failures at least n − k: the same sum seen from the other side.
        upperTail(n - k, n, population - marked, population)
    }

    private static func sum(from first: Int, through last: Int, _ n: Int, _ marked: Int, _ population: Int) -> Double {
        guard first <= last else { return 0 }
        // Each term follows from the one before it; starting at the largest keeps the start from underflowing.
        let mode = min(last, max(first, Int(Double((n + 1)) * Double(marked + 1) / Double(population + 2))))
        let start = density(mode, n, marked, population)
        var total = CompensatedSum()
        total.add(start)
        var term = start
        var k = mode
        while k < last {
            term *= Double(marked - k) * Double(n - k) / (Double(k + 1) * Double(population - marked - n + k + 1))
            k += 1
            total.add(term)
            if term < total.value * 1e-18 { break }
        }
        term = start
        k = mode
        while k > first {
            term *= Double(k) * Double(population - marked - n + k) / (Double(marked - k + 1) * Double(n - k + 1))
            k -= 1
            total.add(term)
            if term < total.value * 1e-18 { break }
        }
        return min(1, total.value)
    }
}
