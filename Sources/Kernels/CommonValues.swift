/// Values that stand on many rows of a column.
public enum CommonValues {
    /// Sets to 0 the values that stand on more than `limit` rows; 0 itself is no value.
    ///
    /// Rows are first counted by some bits of the value, so that only what shares them with many rows is looked at: a
    /// few bytes for each eighth row, and nothing is sorted but the likely ones.
    public static func remove(from values: inout [UInt64], commonerThan limit: Int) {
        var buckets = 1 << 12
        while buckets < values.count / 8, buckets < 1 << 24 { buckets <<= 1 }
        let shift = UInt64(64 - buckets.trailingZeroBitCount)
        var counts = [UInt32](repeating: 0, count: buckets)
        for value in values where value != 0 { counts[Int(KeyMixer.mixed(value) &>> shift)] &+= 1 }
        func isLikely(_ value: UInt64) -> Bool {
            value != 0 && Int(counts[Int(KeyMixer.mixed(value) &>> shift)]) > limit
        }
        var likely: [UInt64] = []
        for value in values where isLikely(value) { likely.append(value) }
        guard !likely.isEmpty else { return }
        likely.sort()
        var common = Set<UInt64>()
        var start = 0
        for place in 1...likely.count where place == likely.count || likely[place] != likely[start] {
            if place - start > limit { common.insert(likely[start]) }
            start = place
        }
        guard !common.isEmpty else { return }
        for row in values.indices where isLikely(values[row]) && common.contains(values[row]) { values[row] = 0 }
    }
}
