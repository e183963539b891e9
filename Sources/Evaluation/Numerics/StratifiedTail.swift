import Foundation

/// The upper tail of a sum of independent hypergeometric counts.
///
/// Up to a variance it is exact, by convolution; above it is normal with a correction for continuity.
struct StratifiedTail: Sendable {
    /// Margins of one stratum.
    struct Margins: Sendable, Hashable {
        var size: Int
        var marked: Int
        var population: Int

        init(_ size: Int, _ marked: Int, _ population: Int) {
            self.size = size
            self.marked = marked
            self.population = population
        }

        var least: Int { max(0, size + marked - population) }
        var most: Int { min(size, marked) }
        var mean: Double { Double(size) * Double(marked) / Double(population) }

        var variance: Double {
            guard population > 1 else { return 0 }
            let share = Double(size) / Double(population)
            return Double(marked) * share * (1 - share) * Double(population - marked) / Double(population - 1)
        }

        /// The probabilities of ``least``…``most``.
        var densities: [Double] {
            (least...most).map { Hypergeometric.density($0, size, marked, population) }
        }
    }

    let mean: Double
    let variance: Double
    let least: Int
    let most: Int
    /// P(X ≥ least + i), where it is exact.
    private let tails: [Double]

    /// - Parameters:
    ///   - strata: the margins.
    ///   - limit: the variance up to which the tail is counted out.
    ///   - densities: the probabilities of a stratum, where they are kept from elsewhere.
    init(_ strata: [Margins], exactUpTo limit: Double, densities: (Int) -> [Double]? = { _ in nil }) {
        mean = strata.reduce(0) { $0 + $1.mean }
        variance = strata.reduce(0) { $0 + $1.variance }
        least = strata.reduce(0) { $0 + $1.least }
        most = strata.reduce(0) { $0 + $1.most }
        guard variance <= limit else {
            tails = []
            return
        }
        var sum = [1.0]
        for (place, stratum) in strata.enumerated() where stratum.most > stratum.least {
            let own = densities(place) ?? stratum.densities
            var next = Array(repeating: 0.0, count: sum.count + own.count - 1)
            for (i, a) in sum.enumerated() where a > 0 {
                for (j, b) in own.enumerated() { next[i + j] += a * b }
            }
            sum = next
        }
        var total = 0.0
        for place in sum.indices.reversed() {
            total += sum[place]
            sum[place] = min(1, total)
        }
        tails = sum
    }

    /// P(X ≥ count).
    func probability(atLeast count: Int) -> Double {
        guard count > least else { return 1 }
        guard count <= most else { return 0 }
        if !tails.isEmpty { return tails[count - least] }
        return Normal.upperTail((Double(count) - 0.5 - mean) / variance.squareRoot())
    }

    /// −ln P(X ≥ count); finite also where the probability underflows.
    func score(_ count: Int) -> Double {
        guard count > least else { return 0 }
        if !tails.isEmpty {
            let tail = tails[min(count, most) - least]
            if tail > 1e-290 { return max(0, -log(tail)) }
        }
        guard variance > 0 else { return 0 }
        return max(0, -log(10) * Normal.log10UpperTail((Double(count) - 0.5 - mean) / variance.squareRoot()))
    }
}
