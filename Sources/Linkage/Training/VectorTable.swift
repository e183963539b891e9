import Kernels

/// The comparison vectors that occur, with how many pairs each has.
struct VectorTable: Sendable {
    /// The vectors in ascending order.
    var vectors: [Int]
    var counts: [Double]
    /// Levels by vector and comparison, one vector behind the other.
    var levels: [UInt8]
    let comparisons: Int

    init(_ counts: [UInt64], _ program: PairProgram) {
        comparisons = program.comparisons.count
        vectors = []
        self.counts = []
        levels = []
        for (vector, count) in counts.enumerated() where count > 0 {
            vectors.append(vector)
            self.counts.append(Double(count))
            var rest = vector
            for comparison in program.comparisons {
                levels.append(UInt8(truncatingIfNeeded: rest % comparison.levels))
                rest /= comparison.levels
            }
        }
    }
}
