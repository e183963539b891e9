import Foundation

/// Probabilities of the sums of independent ranks, each taken with probability 1/(1 + e^{θ·rank}), in the window of
/// sums that carries all but a part in 10²⁰ of the mass.
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
        var count = 1
        var current: [Double] = [1]
        var next: [Double] = [0]
        var mean = 0.0
        var variance = 0.0
        for rank in ranks {
            let taken = 1 / (1 + exp(tilt * Double(rank)))
            mean += taken * Double(rank)
            variance += taken * (1 - taken) * Double(rank) * Double(rank)
            // Bernstein's bound: ten standard deviations and a few of the largest steps.
            let reach = 10 * variance.squareRoot() + 10 * Double(rank)
            let nextLow = min(max(low, Int(max(0, mean - reach))), limit)
            let nextHigh = min(limit, low + count - 1 + rank, Int(mean + reach) + 1)
            guard nextHigh >= nextLow else {
                count = 0
                break
            }
            let size = nextHigh - nextLow + 1
            // The two buffers grow together and change places: no allocation per rank once they have their size.
            if next.count < size {
                next = Array(repeating: 0, count: 2 * size)
                current += Array(repeating: 0, count: 2 * size - current.count)
            }
            Self.shift(current, low, count, into: &next, nextLow, size, by: rank, taken)
            swap(&current, &next)
            low = nextLow
            count = size
        }
        first = low
        masses = Array(current.prefix(count))
    }

    /// One more rank: the mass at a sum comes from the same sum without it and from the sum less the rank with it.
    private static func shift(
        _ old: [Double], _ low: Int, _ count: Int, into new: inout [Double], _ start: Int, _ size: Int, by rank: Int,
        _ taken: Double
    ) {
        let left = 1 - taken
        // Sums below `both` come only without the rank, sums from `alone` on only with it.
        let end = start + size
        let both = min(end, max(start, low + rank))
        let alone = min(end, max(start, low + count))
        for sum in start..<min(both, alone) { new[sum - start] = left * old[sum - low] }
        if both < alone {
            for sum in both..<alone { new[sum - start] = left * old[sum - low] + taken * old[sum - rank - low] }
        } else {
            for sum in alone..<both { new[sum - start] = 0 }
        }
        for sum in max(both, alone)..<max(both, alone, end) {
            new[sum - start] = sum - rank - low < count ? taken * old[sum - rank - low] : 0
        }
    }
}
