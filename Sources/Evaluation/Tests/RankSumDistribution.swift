import Foundation

/// The exact permutation distribution of a rank sum, conditional on the observed ranks (also with ties): every choice of
/// m among N ranks is equally likely.
///
/// Subsets are counted by size and sum (shift algorithm of Streitberg and Röhmel 1986) in the small tail only, so that
/// no tail is the difference of numbers near 1.
struct RankSumDistribution {
    /// Additions that an answer may take; about ten seconds.
    private static let mostWork = 4e9
    /// Additions that take no longer than reading a tail off.
    private static let littleWork = 1e9
    private let ranks: [Int]
    private let size: Int
    private let unit: Int
    private let total: Int
    /// What the sample's ranks give up together.
    private let offset: Int

    /// - Parameters:
    ///   - doubledRanks: doubled midranks of all values.
    ///   - size: how many of them form the sample, 1 ..< N.
    init(doubledRanks: [Int], size: Int) {
        let sorted = doubledRanks.sorted()
        // Distances from the smallest rank, by their common factor, keep the sums short.
        let least = sorted.first ?? 0
        unit = max(1, sorted.reduce(0) { Self.commonFactor($0, $1 - least) })
        let unit = unit
        ranks = sorted.map { ($0 - least) / unit }
        self.size = size
        total = ranks.reduce(0, +)
        offset = least * size
    }

    /// P(sum ≤ value), the value a doubled rank sum.
    func lowerTail(_ value: Int) throws(EvaluationRefusal) -> TailProbability {
        guard value >= offset else { return .none }
        return try lower((value - offset) / unit)
    }

    /// P(sum ≥ value), the value a doubled rank sum.
    func upperTail(_ value: Int) throws(EvaluationRefusal) -> TailProbability {
        guard value > offset else { return .whole }
        return try upper((value - offset + unit - 1) / unit)
    }

    /// P(|sum − mean| ≥ |value − mean|), the value a doubled rank sum.
    func distanceTail(_ value: Int) throws(EvaluationRefusal) -> TailProbability {
        // In whole numbers: N · sum against size · total.
        let count = ranks.count
        let centre = size * total
        let distance = ((value - offset) / unit * count - centre).magnitude
        guard distance > 0 else { return .whole }
        let below = centre - Int(distance)
        let above = centre + Int(distance)
        let low = below < 0 ? .none : try lower(below / count)
        return low + (try upper((above + count - 1) / count))
    }

    private var reach: (least: Int, most: Int) {
        (ranks.prefix(size).reduce(0, +), ranks.suffix(size).reduce(0, +))
    }

    private func lower(_ limit: Int) throws(EvaluationRefusal) -> TailProbability {
        let (least, most) = reach
        if limit < least { return .none }
        if limit >= most { return .whole }
        // The tail on this side of the mean, the other as its complement.
        return limit * ranks.count <= size * total
            ? try small(ranks, size, limit) : TailProbability(1 - (try smallUpper(limit + 1)).value)
    }

    private func upper(_ limit: Int) throws(EvaluationRefusal) -> TailProbability {
        let (least, most) = reach
        if limit <= least { return .whole }
        if limit > most { return .none }
        return limit * ranks.count >= size * total
            ? try smallUpper(limit) : TailProbability(1 - (try small(ranks, size, limit - 1)).value)
    }

    /// P(sum ≥ limit): the same count with the ranks seen from the top.
    private func smallUpper(_ limit: Int) throws(EvaluationRefusal) -> TailProbability {
        let top = ranks.last ?? 0
        return try small(ranks.reversed().map { top - $0 }, size, top * size - limit)
    }

    /// Subsets of the given size with a sum of at most the limit, over all subsets; ranks ascending from 0.
    private func small(_ ranks: [Int], _ size: Int, _ limit: Int) throws(EvaluationRefusal) -> TailProbability {
        guard limit >= 0 else { return .none }
        if 2 * size > ranks.count {
            // The smaller part is counted: the rest must reach what the sample may not exceed.
            let (top, rest) = (ranks.last ?? 0, ranks.count - size)
            let share = top * rest - (ranks.reduce(0, +) - limit)
            return try small(ranks.reversed().map { top - $0 }, rest, share)
        }
        let width = limit + 1
        let work = Double(ranks.count) * Double(size) * Double(width)
        // Counts of a thousand ranks still fit into a double.
        let fits = Double(size) * Double(width) <= 2e8 && ranks.count <= 1000
        if work > Self.littleWork || !fits, let tail = inverted(ranks, size, limit) { return tail }
        guard work <= Self.mostWork, fits else { throw EvaluationRefusal(.notDefined, "p") }
        return counted(ranks, size, width)
    }

    /// One tail read off the characteristic function; nil where that takes longer than counting.
    private func inverted(_ ranks: [Int], _ size: Int, _ limit: Int) -> TailProbability? {
        var (sizes, counts): ([Int], [Int]) = ([], [])
        for rank in ranks {
            if rank == sizes.last {
                counts[counts.count - 1] += 1
            } else {
                sizes.append(rank)
                counts.append(1)
            }
        }
        // The very lowest sum: the choices among the rank that fills the sample up.
        if limit == ranks.prefix(size).reduce(0, +) {
            let last = ranks[size - 1]
            let (all, inside) = (ranks.count { $0 == last }, ranks.prefix(size).count { $0 == last })
            return TailProbability(logarithm: Self.logChoices(all, inside) - Self.logChoices(ranks.count, size))
        }
        return LatticeTail(sizes: sizes, counts: counts, size: size).logarithm(limit: limit)
            .map { TailProbability(logarithm: $0) }
    }

    private func counted(_ ranks: [Int], _ size: Int, _ width: Int) -> TailProbability {
        // counts[k · width + s]: subsets of k ranks with sum s. Sizes go down, so that a rank is taken once.
        var counts = Array(repeating: 0.0, count: (size + 1) * width)
        counts[0] = 1
        for (position, rank) in ranks.enumerated() where rank < width {
            for k in stride(from: min(size, position + 1), through: max(1, size - (ranks.count - position - 1)), by: -1)
            {
                let (here, before) = (k * width, (k - 1) * width)
                for sum in rank..<width { counts[here + sum] += counts[before + sum - rank] }
            }
        }
        let found = CompensatedSum.of(counts[(size * width)...])
        return TailProbability(found / Self.choices(ranks.count, size))
    }

    /// C(n, k) as a product, which stays within a few units in the last place.
    private static func choices(_ n: Int, _ k: Int) -> Double {
        let k = min(k, n - k)
        var product = 1.0
        for i in stride(from: 1, through: k, by: 1) { product = product * Double(n - k + i) / Double(i) }
        return product
    }

    private static func logChoices(_ n: Int, _ k: Int) -> Double {
        LogGamma.value(Double(n) + 1) - LogGamma.value(Double(k) + 1) - LogGamma.value(Double(n - k) + 1)
    }

    private static func commonFactor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
