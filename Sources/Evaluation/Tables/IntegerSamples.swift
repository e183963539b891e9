/// Which sums and sums of squares n whole numbers from a range can have, counted out exactly: what no data set of such
/// answers can print is impossible, whatever the formula (the idea of SPRITE, Heathers 2018, made exhaustive).
struct IntegerSamples {
    /// 64-bit words that an answer may take; a second or so.
    private static let mostWork = 60_000_000.0

    private let n: Int
    private let least: Int
    private let top: Int

    /// - Returns: nil where counting would take too long.
    init?(n: Int, range: ClosedRange<Int>) {
        let (width, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
        let (size, k) = (Double(n), Double(width))
        let words = size * k * k / 64 + 1
        guard n > 0, !overflow, width <= 1000, size * (k + 1) * (size * k + 1) * words <= Self.mostWork else { return nil }
        self.n = n
        least = range.lowerBound
        top = width
    }

    /// Whether n numbers of the range have this sum and a sum of squares inside these limits.
    func reach(sum: Int, squares: ClosedRange<Double>) -> Bool {
        // Distances from the least answer: Σx² = Σy² + 2·least·Σy + n·least².
        let shifted = sum - n * least
        guard shifted >= 0, shifted <= n * top else { return false }
        let shift = 2 * Double(least) * Double(shifted) + Double(n) * Double(least) * Double(least)
        let most = n * top * top
        let low = max(0, (squares.lowerBound - shift).rounded(.up))
        let high = min(Double(most), (squares.upperBound - shift).rounded(.down))
        guard low <= high else { return false }
        let reached = reachable(shifted)
        return (Int(low)...Int(high)).contains { reached[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    }

    /// The sums of squares that occur with a sum, one bit each.
    private func reachable(_ sum: Int) -> [UInt64] {
        let words = n * top * top / 64 + 1
        var sets = Array(repeating: Array(repeating: UInt64(0), count: words), count: sum + 1)
        sets[0][0] = 1
        for taken in 1...n {
            var next = Array(repeating: Array(repeating: UInt64(0), count: words), count: sum + 1)
            for total in 0...min(sum, (taken - 1) * top) {
                for value in 0...top where total + value <= sum {
                    Self.merge(sets[total], by: value * value, into: &next[total + value])
                }
            }
            sets = next
        }
        return sets[sum]
    }

    private static func merge(_ set: [UInt64], by shift: Int, into target: inout [UInt64]) {
        let (words, bits) = (shift / 64, UInt64(shift % 64))
        for (index, word) in set.enumerated() where word != 0 {
            if index + words < target.count { target[index + words] |= word << bits }
            if bits > 0, index + words + 1 < target.count { target[index + words + 1] |= word >> (64 - bits) }
        }
    }
}
