import Foundation

/// Probabilities of the sums of independent ranks, each taken with probability 1/(1 + e^{θ·rank}), in the window of
/// sums that carries all but e⁻¹⁰⁰ of the mass.
struct TiltedSums {
    /// The sum of the first mass.
    let first: Int
    /// Masses of consecutive sums.
    let masses: [Double]

    /// - Parameters:
    ///   - ranks: whole numbers, ascending.
    ///   - tilt: θ; 0 for the null distribution.
    ///   - limit: the largest sum of interest.
    init(ranks: [Int], tilt: Double, limit: Int) {
        var low = 0
        var current: [Double] = [1]
        var mean = 0.0
        var variance = 0.0
        var largest = 0
        for rank in ranks {
            let taken = 1 / (1 + exp(tilt * Double(rank)))
            mean += taken * Double(rank)
            variance += taken * (1 - taken) * Double(rank) * Double(rank)
            largest = max(largest, rank)
            // Bernstein's bound: sixteen standard deviations and a share of the largest step.
            let reach = 16 * variance.squareRoot() + 8 * Double(largest)
            let nextLow = max(low, Int(max(0, mean - reach)))
            let nextHigh = min(min(limit, low + current.count - 1 + rank), Int(mean + reach) + 1)
            guard nextHigh >= nextLow else {
                current = [0]
                continue
            }
            current = Self.shifted(current, low, to: nextLow...nextHigh, by: rank, taken)
            low = nextLow
        }
        first = low
        masses = current
    }

    /// One more rank: the mass at a sum comes from the same sum without it and from the sum less the rank with it.
    private static func shifted(
        _ old: [Double], _ low: Int, to range: ClosedRange<Int>, by rank: Int, _ taken: Double
    ) -> [Double] {
        let left = 1 - taken
        var new = Array(repeating: 0.0, count: range.count)
        let start = range.lowerBound
        let stay = max(start, low)..<max(max(start, low), min(range.upperBound + 1, low + old.count))
        for sum in stay { new[sum - start] = left * old[sum - low] }
        let lowest = max(start, low + rank)
        let move = lowest..<max(lowest, min(range.upperBound + 1, low + rank + old.count))
        for sum in move { new[sum - start] += taken * old[sum - rank - low] }
        return new
    }
}
