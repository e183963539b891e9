/// Values that stand on many rows of a column.
public enum CommonValues {
    /// Sets to 0 the values that stand on more than `limit` rows; 0 itself is no value.
    public static func remove(from values: inout RowValues<UInt64>, commonerThan limit: Int) {
        removed(from: &values, limit)
    }

    /// Sets to 0 the values that stand on more than `limit` rows; 0 itself is no value.
    public static func remove(from values: inout RowValues<UInt32>, commonerThan limit: Int) {
        removed(from: &values, limit)
    }

    /// Rows are first counted by some bits of the value, so that only what shares them with many rows is looked at: a
    /// few bytes for each eighth row, and nothing is sorted but the likely ones.
    // Generic inside this module alone: across modules each value would be a call.
    private static func removed<Value: FixedWidthInteger & BitwiseCopyable & Sendable>(
        from values: inout RowValues<Value>, _ limit: Int
    ) {
        var buckets = 1 << 12
        while buckets < values.count / 8, buckets < 1 << 24 { buckets <<= 1 }
        let shift = UInt64(64 - buckets.trailingZeroBitCount)
        func bucket(_ value: Value) -> Int { Int(KeyMixer.mixed(UInt64(truncatingIfNeeded: value)) &>> shift) }
        var counts = [UInt32](repeating: 0, count: buckets)
        for page in values.pages { for value in page where value != 0 { counts[bucket(value)] &+= 1 } }
        var likely: [Value] = []
        for page in values.pages {
            for value in page where value != 0 && Int(counts[bucket(value)]) > limit { likely.append(value) }
        }
        guard !likely.isEmpty else { return }
        likely.sort()
        var common = Set<Value>()
        var start = 0
        for place in 1...likely.count where place == likely.count || likely[place] != likely[start] {
            if place - start > limit { common.insert(likely[start]) }
            start = place
        }
        guard !common.isEmpty else { return }
        values.update { _, page in
            for row in page.indices where page[row] != 0 && Int(counts[bucket(page[row])]) > limit {
                if common.contains(page[row]) { page[row] = 0 }
            }
        }
    }
}
