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

    /// A printed standard deviation beside its mean.
    ///
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
        let counted = range.flatMap { IntegerSamples(n: n, range: $0, through: sums.upperBound) }
        return sums.contains { sum in
            guard let squares = squares(sum, denominator) else { return true }
            return squares.lowerBound <= squares.upperBound && allows(sum, squares, counted)
        }
    }

    /// The sums of squares of answers with a sum that print as the spread, rounded or cut off, by whole numbers:
    /// (n·S − T²)·g² = n·d·s². Nil where the numbers are too large for that.
    private func squares(_ sum: Int, _ denominator: Denominator) -> (lowerBound: Int128, upperBound: Int128)? {
        let n = Int128(mean.n)
        let places = Self.power(2 * spread.places).flatMap {
            Self.product([$0, Int128(mean.grain.units), Int128(mean.grain.units)])
        }
        let divisor = denominator == .sample ? n - 1 : n
        let (units, total) = (Int128(spread.units), Int128(sum) * Int128(sum))
        guard let step = places, let four = Self.product([4, step]),
            let scale = Self.power(2 * mean.grain.places).flatMap({ Self.product([n, divisor, $0]) }),
            let least = Self.product([scale, max(0, 2 * units - 1), max(0, 2 * units - 1)]),
            let most = Self.product([scale, units + 1, units + 1])
        else { return nil }
        // From half a place below, which may round up, to one place above, which is no longer cut off to the figure.
        let low = total + Self.ceiling(least, four)
        let high = total + Self.ceiling(most, step) - 1
        return (Self.ceiling(low, n), high < 0 ? -1 : high / n)
    }

    private static func ceiling(_ a: Int128, _ b: Int128) -> Int128 { a <= 0 ? a / b : (a - 1) / b + 1 }

    private static func power(_ places: Int) -> Int128? { product(Array(repeating: 10, count: places)) }

    private static func product(_ factors: [Int128]) -> Int128? {
        var product: Int128 = 1
        for factor in factors {
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            guard !overflow, next < Int128.max / 8 else { return nil }
            product = next
        }
        return product
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

    private func allows(_ sum: Int, _ squares: (lowerBound: Int128, upperBound: Int128), _ counted: IntegerSamples?)
        -> Bool
    {
        if let counted { return counted.reach(sum: sum, squares: squares) }
        let n = mean.n
        // As equal as possible is the least; at the ends of the scale the most.
        var (even, rest) = sum.quotientAndRemainder(dividingBy: n)
        if rest < 0 { (even, rest) = (even - 1, rest + n) }
        let least = Int128(n - rest) * Self.square(even) + Int128(rest) * Self.square(even + 1)
        var low = max(squares.lowerBound, least)
        var high = squares.upperBound
        if let range { high = min(high, Self.most(sum, n, range)) }
        // Squares have the parity of their numbers, so the sum of squares has the parity of the sum.
        if (low % 2 != 0) != (sum % 2 != 0) { low += 1 }
        guard low <= high else { return false }
        return n != 2 || high - low > 100_000
            || stride(from: low, through: high, by: 2).contains { Self.isPair($0, sum) }
    }

    private static func square(_ value: Int) -> Int128 { Int128(value) * Int128(value) }

    /// Two numbers with a sum and a sum of squares exist where 2·squares − sum² is a square.
    private static func isPair(_ squares: Int128, _ sum: Int) -> Bool {
        let rest = 2 * squares - square(sum)
        guard rest >= 0, let root = Int(exactly: Double(rest).squareRoot().rounded()) else { return false }
        return square(root) == rest
    }

    private static func most(_ sum: Int, _ n: Int, _ range: ClosedRange<Int>) -> Int128 {
        let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
        guard width > 0 else { return Int128(n) * square(low) }
        let (full, rest) = (sum - n * low).quotientAndRemainder(dividingBy: width)
        let middle = full < n ? square(low + rest) : 0
        return Int128(full) * square(range.upperBound) + middle + Int128(max(0, n - full - 1)) * square(low)
    }
}
