/// What a Mann–Whitney test of two groups can print, from the group sizes alone.
public struct PrintedRankSums: Sendable, Hashable {
    /// Members of the first group.
    public let first: Int
    /// Members of the second group.
    public let second: Int

    /// Two groups of these sizes.
    ///
    /// - Returns: nil for an empty group, or more than 3,000,000 members.
    public init?(_ first: Int, _ second: Int) {
        guard (1...3_000_000).contains(first), (1...3_000_000).contains(second) else { return nil }
        self.first = first
        self.second = second
    }

    /// 1 + 2 + … + N: what the two rank sums add to, with any ties.
    public var totalRankSum: Double { Double(first + second) * Double(first + second + 1) / 2 }

    /// What a group's rank sum can be.
    public func rankSums(of group: Int) -> ClosedRange<Double> {
        let low = Double(group) * Double(group + 1) / 2
        return low...low + largestU
    }

    /// The largest U, n₁n₂; both U add to it.
    public var largestU: Double { Double(first) * Double(second) }

    /// The smaller U that belongs to the first group's rank sum.
    public func smallerU(rankSum: Double) -> Double {
        let own = rankSum - Double(first) * Double(first + 1) / 2
        return min(own, largestU - own)
    }

    /// The smallest |z| of a U: without ties, with a continuity correction. Ties only make it larger.
    public func smallestZ(u: Double) -> Double {
        let variance = largestU * Double(first + second + 1) / 12
        return max(0, (u - largestU / 2).magnitude - 0.5) / variance.squareRoot()
    }
}
