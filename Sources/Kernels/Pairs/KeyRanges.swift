/// Rows sorted by a key, a range of keys at a time, where all of them at once would take too much memory.
///
/// The keys are counted by their leading bits first, so that each range holds about as many rows as were asked for;
/// they are computed anew for each range rather than kept. One range behind the other gives what ``SortedKeys`` gives
/// at once.
public struct KeyRanges: Sendable {
    /// The keys from `lower` to `upper`, both included.
    public struct Range: Sendable {
        public var lower: UInt64
        public var upper: UInt64
        /// How many rows have one of them; nil where that was not counted.
        public var count: Int?
        /// By piece of the rows, how many of its rows have one of them.
        var pieces: [Int] = []

        /// Whether all rows of the range share one key.
        public var isOneKey: Bool { lower == upper }
    }

    /// The ranges in ascending order; without rows there is none.
    public private(set) var ranges: [Range] = []
    private let rows: Int
    private let rowsAtOnce: Int
    private let threads: Int
    private let key: @Sendable (Int) -> UInt64

    /// - Parameters:
    ///   - rows: how many rows there are.
    ///   - rowsAtOnce: how many rows a range may have; only rows that share one key may be more.
    ///   - key: the key of a row, well mixed; 0 where it has none. Called several times for each row, from all threads.
    public init(rows: Int, rowsAtOnce: Int, threads: Int, key: @escaping @Sendable (Int) -> UInt64) {
        self.rows = rows
        self.rowsAtOnce = max(1, rowsAtOnce)
        self.threads = threads
        self.key = key
        if rows == 0 { return }
        if rows <= self.rowsAtOnce {
            ranges = [Range(lower: 0, upper: .max)]
        } else {
            // Eight counters for each range to come, so that ranges are well filled.
            var bits = 4
            while bits < 12, 1 << bits < 8 * rows / self.rowsAtOnce { bits += 1 }
            cut(0, known: 0, bits: bits)
        }
    }

    /// Cuts the keys that share their first `known` bits with `lower`.
    private mutating func cut(_ lower: UInt64, known: Int, bits: Int) {
        let width = min(bits, 64 - known)
        let buckets = 1 << width
        let rest = UInt64(64 - known - width)
        let (key, slices) = (key, Parallel.pieces(of: rows, atLeast: 1 << 14))
        struct Tally: Sendable {
            var counts: [Int]
            var least = UInt64.max
            var most = UInt64.min
        }
        let tallies = Workers.map(slices.count, threads: threads) { piece in
            var tally = Tally(counts: [Int](repeating: 0, count: buckets))
            for row in slices[piece] {
                let key = key(row)
                guard key != 0, known == 0 || (key ^ lower) &>> UInt64(64 - known) == 0 else { continue }
                tally.counts[Int(truncatingIfNeeded: key &>> rest) & (buckets - 1)] += 1
                tally.least = min(tally.least, key)
                tally.most = max(tally.most, key)
            }
            return tally
        }
        let (least, most) = (tallies.map(\.least).min() ?? 0, tallies.map(\.most).max() ?? 0)
        if least == most {
            let pieces = tallies.map { $0.counts.reduce(0, +) }
            ranges.append(Range(lower: least, upper: most, count: pieces.reduce(0, +), pieces: pieces))
            return
        }
        var open: Range?
        for bucket in 0..<buckets {
            let pieces = tallies.map { $0.counts[bucket] }
            let count = pieces.reduce(0, +)
            if count == 0 { continue }
            let first = lower | UInt64(bucket) &<< rest
            let last = first | ((1 &<< rest) &- 1)
            if let held = open, (held.count ?? 0) + count > rowsAtOnce {
                ranges.append(held)
                open = nil
            }
            if count > rowsAtOnce, rest > 0 {
                cut(first, known: known + width, bits: 12)
                continue
            }
            var range = open ?? Range(lower: first, upper: last, count: 0, pieces: pieces.map { _ in 0 })
            range.upper = last
            range.count = (range.count ?? 0) + count
            for piece in pieces.indices { range.pieces[piece] += pieces[piece] }
            open = range
        }
        if let open { ranges.append(open) }
    }

    /// What the groups of a range come to; rows that all share one key need not be looked at for it.
    public func tally(_ range: Range) -> SortedKeys.Tally {
        guard range.isOneKey, let count = range.count else { return sorted(range).tally }
        return SortedKeys.Tally(pairs: count * (count - 1) / 2, groups: count > 1 ? 1 : 0, largest: count)
    }

    /// The rows of a range.
    public func sorted(_ range: Range) -> SortedKeys {
        let (key, slices) = (key, Parallel.pieces(of: rows, atLeast: 1 << 14))
        guard let count = range.count else {
            let keys = [UInt64](unsafeUninitializedCapacity: rows) { buffer, filled in
                nonisolated(unsafe) let buffer = buffer
                _ = Workers.map(slices.count, threads: threads) { piece in
                    for row in slices[piece] { buffer.initializeElement(at: row, to: key(row)) }
                }
                filled = rows
            }
            return SortedKeys(keys, threads: threads)
        }
        var starts = [0]
        for size in range.pieces { starts.append((starts.last ?? 0) + size) }
        let places = starts
        var found = [UInt32](unsafeUninitializedCapacity: count) { $1 = count }
        let keys = [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
            found.withUnsafeMutableBufferPointer { found in
                nonisolated(unsafe) let (buffer, found) = (buffer, found)
                _ = Workers.map(slices.count, threads: threads) { piece in
                    var place = places[piece]
                    for row in slices[piece] {
                        let key = key(row)
                        guard key != 0, key >= range.lower, key <= range.upper else { continue }
                        precondition(place < places[piece + 1])
                        buffer.initializeElement(at: place, to: key)
                        found[place] = UInt32(truncatingIfNeeded: row)
                        place &+= 1
                    }
                    precondition(place == places[piece + 1])
                }
            }
            filled = count
        }
        return SortedKeys(keys, rows: found, threads: threads)
    }
}

extension PackedRecords {
    /// The keys of some parts as ``KeyRanges`` asks for them.
    ///
    /// - Parameter within: parts and keys of earlier steps; a row has a key only where it has one of these in each.
    public func keySource(
        _ parts: [PackedPart], within: [(parts: [PackedPart], hot: HotKeys)] = []
    ) -> @Sendable (Int) -> UInt64 {
        let recipe = KeyRecipe(parts)
        let earlier = within.map { (recipe: KeyRecipe($0.parts), hot: $0.hot) }
        guard !earlier.isEmpty else { return { recipe.key(self.base + $0 &* self.stride) } }
        return { row in
            let record = self.base + row &* self.stride
            for step in earlier where !step.hot.holds(step.recipe.key(record)) { return 0 }
            return recipe.key(record)
        }
    }
}
