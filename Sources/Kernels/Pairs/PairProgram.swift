/// Comparisons of records whose levels together make one number, the comparison vector.
public struct PairProgram: Sendable {
    public let comparisons: [PairComparison]
    /// What one level of each comparison adds to the vector.
    public let factors: [UInt32]
    /// How many vectors there are.
    public let vectorCount: Int

    /// - Returns: nil where more than `limit` vectors are possible.
    public init?(_ comparisons: [PairComparison], limit: Int = 1 << 22) {
        var factors: [UInt32] = []
        var count = 1
        for comparison in comparisons {
            factors.append(UInt32(count))
            count *= max(1, comparison.levels)
            if count > limit { return nil }
        }
        self.comparisons = comparisons
        self.factors = factors
        vectorCount = count
    }

    /// The level of a comparison in a vector.
    public func level(_ comparison: Int, of vector: Int) -> Int {
        vector / Int(factors[comparison]) % comparisons[comparison].levels
    }
}
