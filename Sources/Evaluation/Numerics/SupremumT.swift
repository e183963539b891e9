import Foundation

/// The critical value for the largest of several correlated |z|: simulated from their correlation with numbers that
/// depend on nothing but their place, so that the same data always give the same value.
enum SupremumT {
    /// The value that the largest |z| exceeds with probability `alpha`.
    ///
    /// - Parameters:
    ///   - correlation: a correlation matrix, row by row.
    ///   - degrees: degrees of freedom of the errors; the |z| are then those of a joint t distribution.
    ///   - alpha: significance level.
    ///   - draws: how many vectors are drawn; 20,000 leave the second decimal uncertain by one or two units.
    static func critical(
        correlation: [Double], degrees: Int = 0, alpha: Double, draws: Int = 20_000
    ) -> Double {
        let size = Int(Double(correlation.count).squareRoot().rounded())
        let factor = cholesky(correlation, size)
        var largest: [Double] = []
        largest.reserveCapacity(draws)
        var normal = [Double](repeating: 0, count: size)
        let random = CounterRandom()
        let scales = CounterRandom(stream: 1)
        for draw in 0..<draws {
            for index in 0..<size { normal[index] = random.normal(UInt64(draw * size + index)) }
            var top = 0.0
            for row in 0..<size {
                var z = 0.0
                for column in 0...row { z += factor[row * size + column] * normal[column] }
                top = max(top, z.magnitude)
            }
            largest.append(top / Self.scale(degrees, scales, draw))
        }
        return WeightedQuantiles(largest, weights: Array(repeating: 1, count: draws))(1 - alpha, .linear)
    }

    /// √(χ²/df) of one draw: by Wilson and Hilferty's cube where the degrees are many, from as many normal numbers where
    /// they are few; 1 for none or very many.
    private static func scale(_ degrees: Int, _ random: CounterRandom, _ draw: Int) -> Double {
        guard degrees > 0, degrees < 1000 else { return 1 }
        let (df, first) = (Double(degrees), UInt64(draw) &* 64)
        if degrees > 30 {
            let root = 1 - 2 / (9 * df) + random.normal(first) * (2 / (9 * df)).squareRoot()
            return max(1e-6, root * root * root).squareRoot()
        }
        let sum = (0..<UInt64(degrees)).reduce(0.0) { sum, place in
            let z = random.normal(first &+ place)
            return sum + z * z
        }
        return (sum / df).squareRoot()
    }

    /// The studentised maximum modulus for `count` independent comparisons: Φ⁻¹((1 + (1 − α)^{1/count})/2).
    static func maximumModulus(_ count: Int, alpha: Double) -> Double {
        let tail = -expm1(log1p(-alpha) / Double(count)) / 2
        return -Normal.quantile(tail)
    }

    /// The lower triangle L with LL' = matrix; a variable that the earlier ones determine gets nothing of its own.
    private static func cholesky(_ matrix: [Double], _ size: Int) -> [Double] {
        var factor = [Double](repeating: 0, count: size * size)
        for column in 0..<size {
            var pivot = matrix[column * size + column]
            for k in 0..<column { pivot -= factor[column * size + k] * factor[column * size + k] }
            guard pivot > 1e-10 else { continue }
            let root = pivot.squareRoot()
            factor[column * size + column] = root
            for row in (column + 1)..<max(size, column + 1) {
                var sum = matrix[row * size + column]
                for k in 0..<column { sum -= factor[row * size + k] * factor[column * size + k] }
                factor[row * size + column] = sum / root
            }
        }
        return factor
    }
}
