/// The stable order of a column of numbers: ten million rows in a fraction of a second on two processors.
///
/// Numbers become whole numbers of the same order; one pass spreads them over buckets by their leading bits, and each
/// bucket is sorted by the rest while it lies in the cache. The result depends on the numbers alone, never on how many
/// processors took part.
public enum RankSort {
    /// Rows in ascending order of `values`, equal values in the order of the rows, and the sorted values.
    ///
    /// - Parameter values: finite numbers, at most `Int32.max` of them; −0 is equal to 0, and comes back as 0.
    public static func sort(_ values: [Double]) -> (rows: [Int32], values: [Double]) {
        let count = values.count
        guard count > 1 else { return (values.indices.map { Int32(truncatingIfNeeded: $0) }, values.map { $0 + 0 }) }
        var least: UInt64 = 0
        var rows = [Int32](unsafeUninitializedCapacity: count) { $1 = count }
        var keys = [UInt64](unsafeUninitializedCapacity: count) { $1 = count }
        values.withUnsafeBufferPointer { values in
            rows.withUnsafeMutableBufferPointer { rows in
                keys.withUnsafeMutableBufferPointer { keys in
                    guard let values = values.baseAddress, let rows = rows.baseAddress, let keys = keys.baseAddress
                    else { return }
                    least = Spread(values: values, count: count, keys: keys, rows: rows).run()
                }
            }
        }
        return (rows, keys.map { value($0 &+ least) })
    }

    /// A whole number that grows with the value.
    @inline(__always)
    static func key(_ value: Double) -> UInt64 {
        // Adding 0 makes −0 equal to 0; flipping the bits of negative numbers makes the patterns ascend.
        let bits = (value + 0).bitPattern
        return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
    }

    @inline(__always)
    static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 1 ? key ^ 1 << 63 : ~key)
    }
}

/// One sort over memory of its own.
private struct Spread: @unchecked Sendable {
    let values: UnsafePointer<Double>
    let count: Int
    /// Where the sorted keys, less the least of them, and their rows come to stand.
    let keys: UnsafeMutablePointer<UInt64>
    let rows: UnsafeMutablePointer<Int32>

    /// - Returns: what the keys are measured from.
    func run() -> UInt64 {
        let pieces = Parallel.pieces(of: count, atLeast: 1 << 15)
        let ends = Parallel.map(pieces) { piece in
            var (least, most) = (UInt64.max, UInt64.min)
            for row in piece {
                let key = RankSort.key(values[row])
                least = min(least, key)
                most = max(most, key)
            }
            return (least, most)
        }
        let least = ends.reduce(UInt64.max) { min($0, $1.0) }
        let most = ends.reduce(UInt64.min) { max($0, $1.1) }
        // As many leading bits as leave a bucket of a few thousand rows.
        var bits = 0
        while bits < 11, count >> (bits + 6) > 0 { bits += 1 }
        let used = 64 - (most - least).leadingZeroBitCount
        let shift = max(0, used - bits)
        let buckets = Int((most - least) >> UInt64(shift)) + 1
        let starts = spread(pieces, least, shift, buckets)
        sortBuckets(starts, shift)
        return least
    }

    /// Moves keys and rows into their buckets; returns where each bucket starts, and the end.
    private func spread(_ pieces: [Range<Int>], _ least: UInt64, _ shift: Int, _ buckets: Int) -> [Int] {
        let tallies = Parallel.map(pieces) { piece in
            var tally = [Int](repeating: 0, count: buckets)
            tally.withUnsafeMutableBufferPointer { tally in
                for row in piece { tally[Int((RankSort.key(values[row]) &- least) >> UInt64(shift))] &+= 1 }
            }
            return tally
        }
        let spread = BucketPlaces(tallies, buckets: buckets)
        _ = Parallel.map(Array(zip(pieces, spread.places))) { piece, places in
            var places = places
            places.withUnsafeMutableBufferPointer { places in
                for row in piece {
                    // Less the least key, a bucket's keys differ in the low bits alone.
                    let key = RankSort.key(values[row]) &- least
                    let bucket = Int(key >> UInt64(shift))
                    let place = places[bucket]
                    places[bucket] = place &+ 1
                    keys[place] = key
                    rows[place] = Int32(truncatingIfNeeded: row)
                }
            }
        }
        return spread.starts
    }

    private func sortBuckets(_ starts: [Int], _ shift: Int) {
        guard shift > 0 else { return }
        var spans: [Range<Int>] = []
        var first = 0
        for bucket in 1..<starts.count
        where starts[bucket] - starts[first] >= max(1 << 14, count / 64) || bucket == starts.count - 1 {
            spans.append(first..<bucket)
            first = bucket
        }
        _ = Parallel.map(spans) { span in
            let widest = span.reduce(0) { max($0, starts[$1 + 1] - starts[$1]) }
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: widest) { spareKeys in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: widest) { spareRows in
                    guard let otherKeys = spareKeys.baseAddress, let otherRows = spareRows.baseAddress else { return }
                    for bucket in span {
                        let (start, size) = (starts[bucket], starts[bucket + 1] - starts[bucket])
                        if size < 40 {
                            insert(start, size)
                        } else {
                            Self.distribute(keys + start, rows + start, otherKeys, otherRows, size, shift)
                        }
                    }
                }
            }
        }
    }

    private func insert(_ start: Int, _ size: Int) {
        for place in stride(from: start + 1, to: start + size, by: 1) {
            let (key, row) = (keys[place], rows[place])
            var hole = place
            while hole > start, keys[hole - 1] > key {
                keys[hole] = keys[hole - 1]
                rows[hole] = rows[hole - 1]
                hole -= 1
            }
            keys[hole] = key
            rows[hole] = row
        }
    }

    /// Least significant digit first over the low `bits`; a digit that is the same in all keys costs one look.
    private static func distribute(
        _ keys: UnsafeMutablePointer<UInt64>, _ rows: UnsafeMutablePointer<Int32>,
        _ otherKeys: UnsafeMutablePointer<UInt64>, _ otherRows: UnsafeMutablePointer<Int32>, _ count: Int, _ bits: Int
    ) {
        let width = count < 2048 ? 8 : 11
        let mask = UInt64(1 << width - 1)
        var differing: UInt64 = 0
        for place in 1..<count { differing |= keys[place] ^ keys[0] }
        var (from, fromRows, to, toRows) = (keys, rows, otherKeys, otherRows)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 1 << width) { starts in
            for shift in stride(from: 0, to: bits, by: width) where differing >> UInt64(shift) & mask != 0 {
                starts.initialize(repeating: 0)
                for place in 0..<count { starts[Int(from[place] >> UInt64(shift) & mask)] &+= 1 }
                var sum: Int32 = 0
                for digit in starts.indices {
                    let tally = starts[digit]
                    starts[digit] = sum
                    sum &+= tally
                }
                for place in 0..<count {
                    let key = from[place]
                    let digit = Int(key >> UInt64(shift) & mask)
                    let target = Int(starts[digit])
                    starts[digit] &+= 1
                    to[target] = key
                    toRows[target] = fromRows[place]
                }
                swap(&from, &to)
                swap(&fromRows, &toRows)
            }
        }
        if from != keys {
            keys.update(from: from, count: count)
            rows.update(from: fromRows, count: count)
        }
    }
}
