/// Found pairs in the order of their rows: spread over ranges of left rows, and each range sorted when it is asked for,
/// while it lies in the cache.
public struct OrderedPairs: Sendable {
    private let memory: LargeMemory
    /// Where each range of left rows begins, and the end.
    private let starts: [Int]
    private let shift: UInt32

    /// How many pairs there are.
    public var count: Int { starts.last ?? 0 }

    /// How many ranges of left rows there are; one behind the other they hold all pairs.
    public var rangeCount: Int { starts.count - 1 }

    /// - Parameters:
    ///   - found: given up as soon as the pairs are spread.
    ///   - rows: left rows are below this.
    init(_ found: consuming [[PairSearch.Found]], rows: Int, threads: Int) {
        // Ranges of a few thousand rows; no more of them than memory can be written to at a time.
        var bits = 13
        while rows >> bits >= 1 << 10 { bits += 1 }
        let (ranges, shift) = (rows >> bits + 1, UInt32(bits))
        let source = consume found
        let slices = Parallel.pieces(of: source.count, atLeast: 1)
        let tallies = Workers.map(slices.count, threads: threads) { slice in
            var tally = [Int](repeating: 0, count: ranges)
            tally.withUnsafeMutableBufferPointer { tally in
                for some in source[slices[slice]] {
                    for pair in some { tally[Int(pair.left &>> shift)] &+= 1 }
                }
            }
            return tally
        }
        let spread = BucketPlaces(tallies, buckets: ranges)
        let total = spread.starts.last ?? 0
        let memory = LargeMemory(bytes: total * MemoryLayout<PairSearch.Found>.stride)
        let places = spread.places
        _ = Workers.map(slices.count, threads: threads) { slice in
            let target = memory.base.assumingMemoryBound(to: PairSearch.Found.self)
            var next = places[slice]
            next.withUnsafeMutableBufferPointer { next in
                for some in source[slices[slice]] {
                    for pair in some {
                        let range = Int(pair.left &>> shift)
                        target[next[range]] = pair
                        next[range] &+= 1
                    }
                }
            }
        }
        self.memory = memory
        self.shift = shift
        starts = spread.starts
    }

    /// The pairs of a range, ascending by left and then by right row.
    public func range(_ number: Int) -> [PairSearch.Found] {
        let (start, size) = (starts[number], starts[number + 1] - starts[number])
        guard size > 0 else { return [] }
        let source = memory.base.assumingMemoryBound(to: PairSearch.Found.self) + start
        let first = UInt32(truncatingIfNeeded: number) &<< shift
        let rows = 1 << Int(shift)
        return [PairSearch.Found](unsafeUninitializedCapacity: size) { buffer, filled in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: rows) { ends in
                ends.initialize(repeating: 0)
                for place in 0..<size { ends[Int(source[place].left &- first)] &+= 1 }
                var sum = 0
                for row in 0..<rows {
                    let count = ends[row]
                    ends[row] = sum
                    sum &+= count
                }
                for place in 0..<size {
                    let row = Int(source[place].left &- first)
                    buffer[ends[row]] = source[place]
                    ends[row] &+= 1
                }
                var start = 0
                for row in 0..<rows {
                    if ends[row] &- start > 1 {
                        Self.sort(UnsafeMutableBufferPointer(rebasing: buffer[start..<ends[row]]))
                    }
                    start = ends[row]
                }
            }
            filled = size
        }
    }

    /// Gives up the pairs of all ranges before one: nothing of them may be asked for again.
    public func giveUp(before number: Int) {
        memory.giveBack(before: starts[number] * MemoryLayout<PairSearch.Found>.stride)
    }

    /// Sorts pairs of one left row.
    private static func sort(_ pairs: UnsafeMutableBufferPointer<PairSearch.Found>) {
        var pairs = pairs
        if pairs.count > 16 { return pairs.sort { $0.right < $1.right } }
        for place in stride(from: 1, to: pairs.count, by: 1) {
            let pair = pairs[place]
            var hole = place
            while hole > 0, pairs[hole &- 1].right > pair.right {
                pairs[hole] = pairs[hole &- 1]
                hole &-= 1
            }
            pairs[hole] = pair
        }
    }
}
