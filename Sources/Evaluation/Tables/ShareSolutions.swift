/// Whether printed shares of a total can come from people who each receive one of a few amounts.
///
/// With n people and equal amounts only multiples of 1/n are possible; with two amounts a class's share depends on how
/// many of its people have the larger one.
public struct ShareSolutions: Sendable, Hashable {
    /// One way to reach the shares: for each class, its people with the larger amount.
    public struct Solution: Sendable, Hashable {
        /// People with the larger amount, by class.
        public let larger: [Int]
        /// The classes' totals.
        public let totals: [Int]
    }

    /// How many ways there are.
    public let count: Int
    /// The way with the fewest people on the larger amount; nil where there is none.
    public let smallest: Solution?

    /// Searches all ways.
    ///
    /// - Parameters:
    ///   - shares: the printed shares.
    ///   - people: the people of each class.
    ///   - amounts: the smaller and the larger amount.
    /// - Returns: nil where the numbers do not fit each other or the search would take too long.
    public init?(_ shares: [PrintedPercent], people: [Int], amounts: (smaller: Int, larger: Int)) {
        guard !shares.isEmpty, shares.count == people.count, people.allSatisfy({ (0...500).contains($0) }),
            people.count <= 50,
            amounts.smaller > 0, amounts.smaller < amounts.larger, amounts.larger < 1_000_000_000_000
        else { return nil }
        let step = amounts.larger - amounts.smaller
        let all = people.reduce(0, +)
        guard all <= 500 else { return nil }
        var count = 0
        var smallest: Solution?
        for larger in 0...all {
            let total = all * amounts.smaller + larger * step
            guard total > 0 else { continue }
            // For each class, how many of its people may have the larger amount when `larger` have it in all.
            let choices = zip(shares, people).map { share, people in
                (0...people).filter { k in
                    let verdict = share.verdict(count: people * amounts.smaller + k * step, of: total)
                    return verdict == .rounded
                }
            }
            guard choices.allSatisfy({ !$0.isEmpty }) else { continue }
            var ways: [Int: (count: Int, first: [Int])] = [0: (1, [])]
            for choice in choices {
                var next: [Int: (count: Int, first: [Int])] = [:]
                for (sum, way) in ways.sorted(by: { $0.key < $1.key }) {
                    for k in choice where sum + k <= larger {
                        let known = next[sum + k]
                        let (added, overflow) = (known?.count ?? 0).addingReportingOverflow(way.count)
                        next[sum + k] = (overflow ? Int.max : added, known?.first ?? way.first + [k])
                    }
                }
                ways = next
            }
            guard let way = ways[larger] else { continue }
            let (added, overflow) = count.addingReportingOverflow(way.count)
            count = overflow ? Int.max : added
            if smallest == nil {
                let totals = zip(way.first, people).map { $1 * amounts.smaller + $0 * step }
                smallest = Solution(larger: way.first, totals: totals)
            }
        }
        self.count = count
        self.smallest = smallest
    }
}
