/// A sample drawn from strata: how many of each, and which.
///
/// Proportional allocation by largest remainders after each stratum has its least; within a stratum every unit has the
/// same chance, without replacement. What is drawn depends on the seed, the stratum and its size alone.
public struct StratifiedDraw: Sendable, Hashable {
    /// How many are drawn of each stratum.
    public let sizes: [Int]
    /// The places drawn in each stratum, ascending.
    public let places: [[Int]]

    /// Draws.
    ///
    /// - Parameters:
    ///   - strata: how many units each stratum has.
    ///   - size: how many to draw altogether; all where there are fewer.
    ///   - least: how many to draw of each stratum at least, as far as it has so many and `size` suffices.
    public init(strata: [Int], size: Int, least: Int = 2, seed: UInt64) {
        sizes = Self.allocation(strata, size: max(0, size), least: least)
        places = zip(strata, sizes).enumerated().map { stratum, own in
            Self.draw(own.1, of: own.0, CounterRandom(seed: seed, stream: UInt64(stratum)))
        }
    }

    private static func allocation(_ strata: [Int], size: Int, least: Int) -> [Int] {
        let total = strata.reduce(0, +)
        guard size < total else { return strata }
        var sizes = strata.map { min($0, max(0, least)) }
        var spent = sizes.reduce(0, +)
        // Too few even for the least of each: one after the other gives one back, the last strata first.
        while spent > size {
            let most = sizes.max() ?? 0
            guard let place = sizes.lastIndex(of: most) else { break }
            sizes[place] -= 1
            spent -= 1
        }
        let open = zip(strata, sizes).map { $0 - $1 }
        let (rest, left) = (size - spent, open.reduce(0, +))
        guard rest > 0, left > 0 else { return sizes }
        let shares = open.map { $0.multipliedReportingOverflow(by: rest).partialValue }
        for place in strata.indices { sizes[place] += shares[place] / left }
        let order = strata.indices.sorted { a, b in
            let (x, y) = (shares[a] % left, shares[b] % left)
            return x == y ? a < b : x > y
        }
        for place in order.prefix(size - sizes.reduce(0, +)) { sizes[place] += 1 }
        return sizes
    }

    /// Floyd's draw (Bentley and Floyd 1987): each set of places is equally likely.
    private static func draw(_ count: Int, of size: Int, _ random: CounterRandom) -> [Int] {
        var chosen: Set<Int> = []
        for step in 0..<count {
            let bound = size - count + step
            let place = random.index(UInt64(step), below: bound + 1)
            if !chosen.insert(place).inserted { chosen.insert(bound) }
        }
        return chosen.sorted()
    }
}
