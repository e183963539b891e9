/// Which sums and sums of squares n whole numbers from a range can have, counted out exactly: what no data set of such
/// answers can print is impossible, whatever the formula (the idea of SPRITE, Heathers 2018, made exhaustive).
struct IntegerSamples {
    /// 64-bit words that an answer may take; a second or so.
    private static let mostWork = 60_000_000.0

    private let n: Int
    private let least: Int
    private let top: Int
    /// For each sum of distances from the least answer, the sums of squared distances that occur, one bit each.
    private let sets: [[UInt64]]

    /// - Parameters:
    ///   - n: answers.
    ///   - range: the least and largest answer.
    ///   - sum: the largest sum that will be asked for.
    /// - Returns: nil where counting would take too long.
    init?(n: Int, range: ClosedRange<Int>, through sum: Int) {
        let (width, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
        let (size, k) = (Double(n), Double(width))
        let words = size * k * k / 64 + 1
        guard n > 0, !overflow, width <= 1000, size * (k + 1) * (size * k + 1) * words <= Self.mostWork else {
            return nil
        }
        self.n = n
        least = range.lowerBound
        top = width
        sets = Self.reachable(n: n, top: width, through: min(max(0, sum - n * range.lowerBound), n * width))
    }

    /// Whether n numbers of the range have this sum and a sum of squares inside these limits.
    func reach(sum: Int, squares: (lowerBound: Int128, upperBound: Int128)) -> Bool {
        // Distances from the least answer: Σx² = Σy² + 2·least·Σy + n·least².
        let shifted = sum - n * least
        guard sets.indices.contains(shifted) else { return false }
        let shift = 2 * Int128(least) * Int128(shifted) + Int128(n) * Int128(least) * Int128(least)
        let low = max(0, squares.lowerBound - shift)
        let high = min(Int128(n * top * top), squares.upperBound - shift)
        guard low <= high else { return false }
        let set = sets[shifted]
        return (Int(low)...Int(high)).contains { set[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    }

    private static func reachable(n: Int, top: Int, through sum: Int) -> [[UInt64]] {
        let words = n * top * top / 64 + 1
        let empty = Array(repeating: Array(repeating: UInt64(0), count: words), count: sum + 1)
        var sets = empty
        sets[0][0] = 1
        for taken in 1...n {
            var next = empty
            for total in 0...min(sum, (taken - 1) * top) {
                for value in 0...top where total + value <= sum {
                    merge(sets[total], by: value * value, into: &next[total + value])
                }
            }
            sets = next
        }
        return sets
    }

    private static func merge(_ set: [UInt64], by shift: Int, into target: inout [UInt64]) {
        let (words, bits) = (shift / 64, UInt64(shift % 64))
        for (index, word) in set.enumerated() where word != 0 {
            if index + words < target.count { target[index + words] |= word << bits }
            if bits > 0, index + words + 1 < target.count { target[index + words + 1] |= word >> (64 - bits) }
        }
    }
}
