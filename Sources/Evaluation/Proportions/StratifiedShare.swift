import Foundation

/// Whether a part holds more marked members than chance would put there, compared within strata alone: the exact
/// conditional form of the test of Cochran (1954) and Mantel and Haenszel (1959).
///
/// Given the margins of every stratum, the number marked in the part is a sum of independent hypergeometric counts when
/// marks fall at random within each stratum; ``pValue`` is its upper tail, by convolution (Mehta, Patel and Gray 1985).
/// With one stratum it is Fisher's exact test, ``UnusualShare``.
public struct StratifiedShare: Sendable, Hashable {
    /// One stratum's table.
    public struct Stratum: Sendable, Hashable {
        /// Marked members of the part.
        public var marked: Int
        /// Members of the part.
        public var size: Int
        /// Marked members of the stratum.
        public var markedInAll: Int
        /// Members of the stratum.
        public var population: Int

        /// A stratum's counts.
        public init(marked: Int, of size: Int, markedInAll: Int, population: Int) {
            self.marked = marked
            self.size = size
            self.markedInAll = markedInAll
            self.population = population
        }

        /// Whether the stratum compares anything: both sides and both outcomes are there.
        var isInformative: Bool { size > 0 && size < population && markedInAll > 0 && markedInAll < population }
    }

    /// Marked members of the part, over the strata that compare anything.
    public let marked: Int
    /// What chance would put there.
    public let expected: Double
    /// Of that number.
    public let variance: Double
    /// Strata that compare anything.
    public let informativeStrata: Int
    /// The probability that chance marks at least so many in the part; 1 where no stratum compares anything.
    public let pValue: Double
    /// The common odds ratio of Mantel and Haenszel; nil where it has no denominator.
    public let oddsRatio: Double?

    /// Holds a part against the rest, stratum by stratum.
    ///
    /// - Returns: nil where the counts of a stratum do not fit.
    public init?(_ strata: [Stratum]) {
        for stratum in strata {
            guard stratum.marked >= 0, stratum.size >= stratum.marked, stratum.population >= stratum.size,
                stratum.markedInAll >= stratum.marked,
                stratum.population - stratum.size >= stratum.markedInAll - stratum.marked
            else { return nil }
        }
        let informative = strata.filter(\.isInformative)
        informativeStrata = informative.count
        marked = informative.reduce(0) { $0 + $1.marked }
        let tail = StratifiedTail(informative.map { .init($0.size, $0.markedInAll, $0.population) }, exactUpTo: 4000)
        (expected, variance) = (tail.mean, tail.variance)
        pValue = informative.isEmpty ? 1 : tail.probability(atLeast: marked)
        var (above, below) = (CompensatedSum(), CompensatedSum())
        for stratum in informative {
            let total = Double(stratum.population)
            let others = stratum.markedInAll - stratum.marked
            let spared = stratum.size - stratum.marked
            above.add(Double(stratum.marked) * Double(stratum.population - stratum.size - others) / total)
            below.add(Double(others) * Double(spared) / total)
        }
        oddsRatio = below.value > 0 ? above.value / below.value : nil
    }
}
