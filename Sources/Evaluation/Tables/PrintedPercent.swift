/// A figure as a publication prints it, held against the whole counts it must come from (a GRIM-type check:
/// Brown and Heathers 2017, granularity-related inconsistency of means).
public struct PrintedPercent: Sendable, Hashable {
    /// What the figure is worth.
    public enum Verdict: String, Sendable {
        /// The count, rounded to the nearest; a tie may go to either side.
        case rounded
        /// The count, cut off instead of rounded.
        case truncated
        /// No whole count of this n gives it, rounded or cut off.
        case impossible
        /// Another count would give it, the stated one does not.
        case otherCount = "other-count"
    }

    /// The printed number.
    public let number: PrintedNumber
    /// What a count equal to n would print: 100 for percentages, 1 for shares.
    public let whole: Int

    /// The figure in units of its last printed place: 66.66 is 6666 with 2 places.
    public var units: Int { number.units }
    /// Printed decimal places.
    public var places: Int { number.places }
    /// The printed figure.
    public var value: Double { number.value }

    /// Reads a printed figure; a decimal comma and a decimal point are both taken.
    ///
    /// - Parameters:
    ///   - text: the figure as printed, such as `66.66`, `0,47`, `.14` or `94 %`.
    ///   - whole: 100 for a percentage, 1 for a share.
    public init?(_ text: String, whole: Int = 100) {
        guard let number = PrintedNumber(text) else { return nil }
        self.init(number, whole: whole)
    }

    /// A figure that is read already.
    ///
    /// - Returns: nil for a negative number.
    public init?(_ number: PrintedNumber, whole: Int = 100) {
        guard number.units >= 0, whole > 0 else { return nil }
        self.number = number
        self.whole = whole
    }

    /// The counts that print as this figure, rounded or cut off; nil where there is none.
    public func possibleCounts(of n: Int) -> ClosedRange<Int>? {
        guard let counts = multiple(of: n)?.counts, counts.lowerBound <= Int128(n), counts.upperBound >= 0 else {
            return nil
        }
        return Int(max(0, counts.lowerBound))...Int(min(Int128(n), counts.upperBound))
    }

    /// Holds the figure against the count it is printed for.
    public func verdict(count: Int, of n: Int) -> Verdict {
        if count >= 0, let way = multiple(of: n)?.way(count) { return way == .rounded ? .rounded : .truncated }
        return possibleCounts(of: n) == nil ? .impossible : .otherCount
    }

    /// The counts whose figures lie next to an impossible one, below and above.
    public func nearestCounts(of n: Int) -> [Int] {
        guard n > 0, let scale else { return [] }
        let below = Int128(units) * Int128(n) / scale
        return [below, below + 1].filter { $0 >= 0 && $0 <= Int128(n) }.map { Int($0) }
    }

    /// The sample sizes from 1 to a limit that each of several figures allows, with its count where one is printed: the
    /// first is the smallest sample that can have given them all.
    public static func sizes(fitting figures: [(percent: PrintedPercent, count: Int?)], through limit: Int) -> [Int] {
        guard !figures.isEmpty, limit > 0 else { return [] }
        return (1...limit).filter { n in
            figures.allSatisfy { figure in
                guard let count = figure.count else { return figure.percent.possibleCounts(of: n) != nil }
                return count <= n && [.rounded, .truncated].contains(figure.percent.verdict(count: count, of: n))
            }
        }
    }

    private var scale: Int128? {
        var scale = Int128(whole)
        for _ in 0..<places {
            let (next, overflow) = scale.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            scale = next
        }
        return scale
    }

    private func multiple(of n: Int) -> PrintedMultiple? {
        guard n > 0, let scale else { return nil }
        return PrintedMultiple(units: units, step: scale, divisor: Int128(n))
    }
}
