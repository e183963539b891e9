/// Whether a part holds more marked members than chance would put there, such as one proposer's refusals among all.
///
/// Given how many are marked in the whole, the number marked in a part of `size` follows the hypergeometric
/// distribution when marks fall at random; ``pValue`` is its upper tail (Fisher's exact test, one-sided; R. A. Fisher,
/// *The Design of Experiments*, 1935).
public struct UnusualShare: Sendable, Hashable {
    /// Marked members of the part.
    public let marked: Int
    /// Members of the part.
    public let size: Int
    /// Marked members of the whole.
    public let markedInAll: Int
    /// Members of the whole.
    public let population: Int
    /// The probability that chance marks at least so many in the part.
    public let pValue: Double

    /// Holds a part against the whole.
    ///
    /// - Returns: nil where the counts do not fit: a part larger than the whole, or more marked than there are.
    public init?(marked: Int, of size: Int, markedInAll: Int, population: Int) {
        guard marked >= 0, size >= marked, population >= size, markedInAll >= marked,
            population - size >= markedInAll - marked
        else { return nil }
        self.marked = marked
        self.size = size
        self.markedInAll = markedInAll
        self.population = population
        pValue =
            marked == 0 || size == population
            ? 1 : min(1, Hypergeometric.upperTail(marked, size, markedInAll, population))
    }
}
