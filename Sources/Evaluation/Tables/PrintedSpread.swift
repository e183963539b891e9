import Foundation

/// A standard deviation of whole-numbered answers as printed beside its mean: whether any sample of n answers has both
/// (the question of GRIMMER, Anaya 2016; here from the sum of squares, which is a whole number of the sum's parity).
public struct PrintedSpread: Sendable {
    /// What the squares are divided by.
    public enum Denominator: String, Sendable, CaseIterable {
        /// n − 1.
        case sample
        /// n.
        case population
    }

    private let mean: PrintedMean
    private let spread: PrintedNumber
    private let range: ClosedRange<Int>?

    /// - Parameters:
    ///   - spread: the printed standard deviation.
    ///   - mean: the printed mean of the same answers.
    ///   - range: the least and largest answer, in steps, where the scale is known.
    /// - Returns: nil for a mean of several items, whose values have a finer step, or a negative spread.
    public init?(_ spread: PrintedNumber, mean: PrintedMean, range: ClosedRange<Int>? = nil) {
        guard mean.items == 1, spread.units >= 0, mean.n < 1_000_000 else { return nil }
        if let range, max(range.lowerBound.magnitude, range.upperBound.magnitude) > 1 << 31 { return nil }
        self.mean = mean
        self.spread = spread
        self.range = range
    }

    /// Whether some sample of whole-numbered answers prints this mean and this standard deviation.
    ///
    /// Without a range, or where counting out would take too long, only necessary conditions are held: true then means
    /// "not shown to be impossible". False is always certain.
    public func isPossible(_ denominator: Denominator = .sample) -> Bool {
        let n = mean.n
        guard n > 1 || denominator == .population else { return spread.isZero }
        guard let sums = mean.possibleSums(range) else { return false }
        // Many sums fit a coarsely printed mean: nothing can be shown then.
        guard sums.count <= 2000, sums.lowerBound.magnitude < 1 << 31, sums.upperBound.magnitude < 1 << 31 else {
            return true
        }
        let factor = Double(denominator == .sample ? n - 1 : n) / (mean.grain.value * mean.grain.value)
        let low = max(0, spread.roundedOrCut.lowerBound)
        let high = spread.roundedOrCut.upperBound
        let counted = range.flatMap { IntegerSamples(n: n, range: $0) }
        return sums.contains { sum in
            let base = Double(sum) * Double(sum) / Double(n)
            let hair = 1e-9 * (base + high * high * factor + 1)
            let squares = base + low * low * factor - hair...base + high * high * factor + hair
            return allows(sum, squares, counted)
        }
    }

    /// The largest standard deviation that values between two limits can have beside this mean; nil where the mean lies
    /// outside: √((m − a)(b − m) · n/(n − 1)), by Bhatia and Davis (2000).
    public static func largest(mean: Double, from least: Double, to most: Double, n: Int) -> Double? {
        guard n > 1, mean >= least, mean <= most else { return nil }
        return ((mean - least) * (most - mean) * Double(n) / Double(n - 1)).squareRoot()
    }

    /// The smallest standard deviation beside this mean when both limits occur among the n values.
    public static func smallest(mean: Double, from least: Double, to most: Double, n: Int) -> Double? {
        guard n > 1, mean >= least, mean <= most else { return nil }
        let (below, above) = (mean - least, most - mean)
        let rest = n > 2 ? (above - below) * (above - below) / Double(n - 2) : 0
        return ((below * below + above * above + rest) / Double(n - 1)).squareRoot()
    }

    private func allows(_ sum: Int, _ squares: ClosedRange<Double>, _ counted: IntegerSamples?) -> Bool {
        guard squares.upperBound < 9e15 else { return true }
        if let counted { return counted.reach(sum: sum, squares: squares) }
        let n = mean.n
        // As equal as possible is the least; at the ends of the scale the most.
        var (even, rest) = sum.quotientAndRemainder(dividingBy: n)
        if rest < 0 { (even, rest) = (even - 1, rest + n) }
        let least = Double(n - rest) * Double(even) * Double(even) + Double(rest) * Double(even + 1) * Double(even + 1)
        var low = max(squares.lowerBound, least).rounded(.up)
        var high = squares.upperBound.rounded(.down)
        if let range { high = min(high, Self.most(sum, n, range)) }
        // Squares have the parity of their numbers, so the sum of squares has the parity of the sum.
        let isOdd = sum % 2 != 0
        if (low.truncatingRemainder(dividingBy: 2) != 0) != isOdd { low += 1 }
        guard low <= high else { return false }
        return n != 2 || stride(from: low, through: high, by: 2).prefix(100_000).contains { Self.isPair($0, sum) }
    }

    /// Two numbers with a sum and a sum of squares exist where 2·squares − sum² is a square.
    private static func isPair(_ squares: Double, _ sum: Int) -> Bool {
        let rest = 2 * squares - Double(sum) * Double(sum)
        let root = max(0, rest).squareRoot().rounded()
        return rest >= 0 && root * root == rest
    }

    private static func most(_ sum: Int, _ n: Int, _ range: ClosedRange<Int>) -> Double {
        let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
        guard width > 0 else { return Double(n) * Double(low) * Double(low) }
        let (full, rest) = (sum - n * low).quotientAndRemainder(dividingBy: width)
        func square(_ value: Int) -> Double { Double(value) * Double(value) }
        let middle = full < n ? square(low + rest) : 0
        return Double(full) * square(range.upperBound) + middle + Double(max(0, n - full - 1)) * square(low)
    }
}
