import Kernels

/// The rows in ascending order of a value, ties in the order of the rows: the one sort that curves, indices, quantiles
/// and their errors are read from.
struct RankOrder: Sendable {
    /// The rows, lowest value first.
    let rows: [Int32]
    /// The values in that order; −0 is 0.
    let values: [Double]
    /// For each distinct value, the position after its last row.
    let ends: [Int32]

    /// - Parameter values: finite numbers; −0 and 0 are one value.
    init(_ values: [Double]) {
        let sorted = RankSort.sort(values)
        rows = sorted.rows
        self.values = sorted.values
        var ends: [Int32] = []
        ends.reserveCapacity(sorted.values.count)
        var last = sorted.values.first ?? 0
        for position in sorted.values.indices {
            let value = sorted.values[position]
            if value != last {
                ends.append(Int32(truncatingIfNeeded: position))
                last = value
            }
        }
        if !sorted.values.isEmpty { ends.append(Int32(truncatingIfNeeded: sorted.values.count)) }
        self.ends = ends
    }

    /// The number of distinct values.
    var distinct: Int { ends.count }

    /// The positions of a distinct value.
    func positions(_ group: Int) -> Range<Int> { (group == 0 ? 0 : Int(ends[group - 1]))..<Int(ends[group]) }
}
