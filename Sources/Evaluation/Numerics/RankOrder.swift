/// The rows in ascending order of a value, ties in the order of the rows: the one sort that curves, indices, quantiles
/// and their errors are read from.
struct RankOrder: Sendable {
    /// The rows, lowest value first.
    let rows: [Int32]
    /// For each distinct value, the position after its last row.
    let ends: [Int32]

    /// - Parameter values: finite numbers; −0 and 0 are one value.
    init(_ values: [Double]) {
        let sorted = values.count < 256 ? Self.compared(values) : Self.distributed(values)
        var ends: [Int32] = []
        ends.reserveCapacity(sorted.count)
        for position in sorted.indices {
            let next = position + 1
            if next == sorted.count || values[Int(sorted[next])] != values[Int(sorted[position])] {
                ends.append(Int32(truncatingIfNeeded: next))
            }
        }
        rows = sorted
        self.ends = ends
    }

    /// The number of distinct values.
    var distinct: Int { ends.count }

    /// The positions of a distinct value.
    func positions(_ group: Int) -> Range<Int> { (group == 0 ? 0 : Int(ends[group - 1]))..<Int(ends[group]) }

    private static func compared(_ values: [Double]) -> [Int32] {
        values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }.map(Int32.init)
    }

    /// Least significant byte first over the ordered bit patterns; a byte that is the same in all values costs nothing.
    private static func distributed(_ values: [Double]) -> [Int32] {
        let count = values.count
        var keys = [UInt64](repeating: 0, count: count)
        var tallies = [Int](repeating: 0, count: 8 * 256)
        for row in 0..<count {
            // Adding 0 makes −0 equal to 0; flipping the bits of negative numbers makes the patterns ascend.
            let bits = (values[row] + 0).bitPattern
            let key = bits >> 63 == 1 ? ~bits : bits | 1 << 63
            keys[row] = key
            for byte in 0..<8 { tallies[byte &* 256 &+ Int(truncatingIfNeeded: key >> UInt64(8 &* byte) & 255)] &+= 1 }
        }
        var rows = (0..<count).map(Int32.init)
        var otherKeys = keys
        var otherRows = rows
        for byte in 0..<8 {
            let shift = UInt64(8 * byte)
            var starts = [Int](repeating: 0, count: 256)
            var sum = 0
            var isMixed = true
            for digit in 0..<256 {
                starts[digit] = sum
                let tally = tallies[byte * 256 + digit]
                if tally == count { isMixed = false }
                sum += tally
            }
            guard isMixed else { continue }
            for position in 0..<count {
                let key = keys[position]
                let digit = Int(truncatingIfNeeded: key >> shift & 255)
                let place = starts[digit]
                starts[digit] = place &+ 1
                otherKeys[place] = key
                otherRows[place] = rows[position]
            }
            swap(&keys, &otherKeys)
            swap(&rows, &otherRows)
        }
        return rows
    }
}
