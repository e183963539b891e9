/// Rows brought together by a key: what equal keys share stands side by side.
///
/// One pass spreads the keys over buckets by their leading bits, and each bucket is sorted while it lies in the cache.
/// The result depends on the keys alone, never on the number of threads.
public struct SortedKeys: Sendable {
    /// The keys in ascending order; rows without a key are left out.
    public private(set) var keys: [UInt64]
    /// For each key its row; rows of one key ascend.
    public private(set) var rows: [UInt32]

    /// - Parameters:
    ///   - keys: one key for each row, well mixed (see ``KeyMixer``); 0 where the row has none.
    ///   - rows: the rows the keys belong to, ascending; nil where key `i` is that of row `i`.
    ///   - threads: how many threads take part.
    public init(_ keys: [UInt64], rows: [UInt32]? = nil, threads: Int) {
        let present = keys.withUnsafeBufferPointer { keys in
            var count = 0
            for key in keys { count &+= key == 0 ? 0 : 1 }
            return count
        }
        var sortedKeys = [UInt64](unsafeUninitializedCapacity: present) { $1 = present }
        var sortedRows = [UInt32](unsafeUninitializedCapacity: present) { $1 = present }
        if present > 0 {
            keys.withUnsafeBufferPointer { keys in
                sortedKeys.withUnsafeMutableBufferPointer { sortedKeys in
                    sortedRows.withUnsafeMutableBufferPointer { sortedRows in
                        (rows ?? []).withUnsafeBufferPointer { named in
                            guard let source = keys.baseAddress, let keysOut = sortedKeys.baseAddress,
                                let rowsOut = sortedRows.baseAddress
                            else { return }
                            KeySpread(
                                source: source, named: rows == nil ? nil : named.baseAddress, total: keys.count,
                                count: present, keys: keysOut, rows: rowsOut, threads: threads
                            ).run()
                        }
                    }
                }
            }
        }
        self.keys = sortedKeys
        self.rows = sortedRows
    }

    /// The number of rows that have a key.
    public var count: Int { rows.count }

    /// The positions of a key; empty where no row has it.
    public func positions(of key: UInt64) -> Range<Int> {
        let start = bound(from: 0) { $0 < key }
        return start..<bound(from: start) { $0 == key }
    }

    /// The first position behind those from `low` on whose keys are `before`.
    private func bound(from low: Int, _ before: (UInt64) -> Bool) -> Int {
        var (low, high) = (low, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if before(keys[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// What the groups of equal keys come to.
    public struct Tally: Sendable, Equatable {
        /// Pairs of rows that share a key: the sum of k (k − 1) / 2.
        public var pairs: Int = 0
        /// Groups of two rows or more.
        public var groups: Int = 0
        /// Rows of the largest group.
        public var largest: Int = 0

        public init(pairs: Int = 0, groups: Int = 0, largest: Int = 0) {
            self.pairs = pairs
            self.groups = groups
            self.largest = largest
        }
    }

    /// Counts groups and pairs.
    public var tally: Tally {
        var tally = Tally()
        keys.withUnsafeBufferPointer { keys in
            var start = 0
            while start < keys.count {
                var end = start &+ 1
                while end < keys.count, keys[end] == keys[start] { end &+= 1 }
                let size = end &- start
                if size > 1 {
                    tally.groups += 1
                    tally.pairs += size * (size - 1) / 2
                }
                tally.largest = max(tally.largest, size)
                start = end
            }
        }
        return tally
    }

    /// The positions of groups larger than `limit`.
    public func groups(largerThan limit: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        keys.withUnsafeBufferPointer { keys in
            var start = 0
            while start < keys.count {
                var end = start &+ 1
                while end < keys.count, keys[end] == keys[start] { end &+= 1 }
                if end &- start > limit { found.append(start..<end) }
                start = end
            }
        }
        return found
    }
}

/// Rows that share a key with at least one other row, group by group; keys and single rows are left out.
public struct KeyGroups: Sendable {
    /// The rows, group after group; within a group they ascend.
    public private(set) var rows: [UInt32] = []
    /// Where each group begins in ``rows``; one closing entry.
    public private(set) var starts: [UInt32] = [0]

    /// No groups.
    public init() {}

    /// - Parameter limit: groups of more rows are left out.
    public init(_ sorted: SortedKeys, limit: Int = .max) {
        sorted.keys.withUnsafeBufferPointer { keys in
            sorted.rows.withUnsafeBufferPointer { source in
                var start = 0
                while start < keys.count {
                    var end = start &+ 1
                    while end < keys.count, keys[end] == keys[start] { end &+= 1 }
                    if end &- start > 1, end &- start <= limit {
                        rows.append(contentsOf: source[start..<end])
                        starts.append(UInt32(truncatingIfNeeded: rows.count))
                    }
                    start = end
                }
            }
        }
    }

    /// Groups that `fill` puts into memory: the rows, and where each group ends in them.
    init(
        rows count: Int, groups: Int,
        _ fill: (_ rows: UnsafeMutablePointer<UInt32>, _ ends: UnsafeMutablePointer<UInt32>) -> Void
    ) {
        guard groups > 0 else { return }
        starts = [UInt32](unsafeUninitializedCapacity: groups + 1) { starts, filled in
            guard let first = starts.baseAddress else { return }
            first.initialize(to: 0)
            rows = [UInt32](unsafeUninitializedCapacity: count) { rows, filled in
                guard let base = rows.baseAddress else { return }
                fill(base, first + 1)
                filled = count
            }
            filled = groups + 1
        }
    }

    /// The number of groups.
    public var count: Int { starts.count - 1 }

    /// Pairs of rows that share a key.
    public var pairs: Int {
        starts.withUnsafeBufferPointer { starts in
            var pairs = 0
            for group in 1..<starts.count {
                let size = Int(starts[group] &- starts[group &- 1])
                pairs &+= size &* (size &- 1) / 2
            }
            return pairs
        }
    }

    /// The rows of a group.
    public subscript(group: Int) -> ArraySlice<UInt32> { rows[Int(starts[group])..<Int(starts[group + 1])] }
}

/// One sort over memory of its own.
private struct KeySpread: @unchecked Sendable {
    let source: UnsafePointer<UInt64>
    let named: UnsafePointer<UInt32>?
    let total: Int
    let count: Int
    let keys: UnsafeMutablePointer<UInt64>
    let rows: UnsafeMutablePointer<UInt32>
    let threads: Int

    func run() {
        // As many leading bits as leave a bucket of some thousand rows.
        var bits = 0
        while bits < 13, count >> (bits + 10) > 0 { bits += 1 }
        let shift = UInt64(64 - bits)
        let buckets = 1 << bits
        let pieces = Parallel.pieces(of: total, atLeast: 1 << 15)
        let tallies = Workers.map(pieces.count, threads: threads) { piece in
            var tally = [Int](repeating: 0, count: buckets)
            tally.withUnsafeMutableBufferPointer { tally in
                for row in pieces[piece] where source[row] != 0 { tally[bucket(source[row], shift)] &+= 1 }
            }
            return tally
        }
        let spread = BucketPlaces(tallies, buckets: buckets)
        let (firsts, starts) = (spread.places, spread.starts)
        _ = Workers.map(pieces.count, threads: threads) { piece in
            var own = firsts[piece]
            own.withUnsafeMutableBufferPointer { own in
                for row in pieces[piece] where source[row] != 0 {
                    let bucket = bucket(source[row], shift)
                    let place = own[bucket]
                    own[bucket] = place &+ 1
                    keys[place] = source[row]
                    rows[place] = named.map { $0[row] } ?? UInt32(truncatingIfNeeded: row)
                }
            }
        }
        let spans = Parallel.pieces(of: buckets, atLeast: 1)
        let (bounds, leading) = (starts, bits)
        _ = Workers.map(spans.count, threads: threads) { span in
            for bucket in spans[span] { sort(bounds[bucket], bounds[bucket + 1], from: leading) }
        }
    }

    @inline(__always)
    private func bucket(_ key: UInt64, _ shift: UInt64) -> Int {
        shift == 64 ? 0 : Int(truncatingIfNeeded: key &>> shift)
    }

    /// Sorts the places `start` ..< `end`, whose keys share their first `bits` bits.
    private func sort(_ start: Int, _ end: Int, from bits: Int) {
        let size = end - start
        guard size > 1 else { return }
        if size > 32 {
            let digit = min(12, 64 - size.leadingZeroBitCount, 64 - bits)
            if digit > 0 { spread(start, size, shift: UInt64(64 - bits - digit), digits: 1 << digit) }
        }
        insert(start, size)
    }

    private func spread(_ start: Int, _ size: Int, shift: UInt64, digits: Int) {
        let mask = UInt64(digits - 1)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: digits + 1) { ends in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size) { otherKeys in
                withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { otherRows in
                    ends.initialize(repeating: 0)
                    for place in 0..<size {
                        ends[Int(truncatingIfNeeded: (keys[start &+ place] &>> shift) & mask) &+ 1] &+= 1
                    }
                    for digit in 1..<ends.count { ends[digit] &+= ends[digit &- 1] }
                    for place in 0..<size {
                        let key = keys[start &+ place]
                        let digit = Int(truncatingIfNeeded: (key &>> shift) & mask)
                        let target = Int(ends[digit])
                        ends[digit] &+= 1
                        otherKeys[target] = key
                        otherRows[target] = rows[start &+ place]
                    }
                    for place in 0..<size {
                        keys[start &+ place] = otherKeys[place]
                        rows[start &+ place] = otherRows[place]
                    }
                }
            }
        }
    }

    /// Insertion, which after the spreading has next to nothing to move; keys chosen to meet in one place would cost
    /// the square of their number, so beyond a budget of moves a sort with a bound takes over.
    private func insert(_ start: Int, _ size: Int) {
        var budget = size &* 32
        for place in stride(from: start + 1, to: start + size, by: 1) {
            let (key, row) = (keys[place], rows[place])
            var hole = place
            while hole > start, keys[hole &- 1] > key {
                keys[hole] = keys[hole &- 1]
                rows[hole] = rows[hole &- 1]
                hole &-= 1
            }
            keys[hole] = key
            rows[hole] = row
            budget &-= place &- hole
            if budget < 0 { return sortSlowly(start, size) }
        }
    }

    private func sortSlowly(_ start: Int, _ size: Int) {
        let pairs = (start..<(start + size)).map { (keys[$0], rows[$0]) }.sorted { $0 < $1 }
        for (offset, pair) in pairs.enumerated() {
            keys[start + offset] = pair.0
            rows[start + offset] = pair.1
        }
    }
}
