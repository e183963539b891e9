/// Puts pairs in the order of their rows: spread over the left rows first, so that next to nothing is left to be sorted.
struct FoundOrder {
    let rows: Int
    let threads: Int

    /// - Returns: pieces of the pairs by ranges of left rows.
    func pieces(_ found: [[PairSearch.Found]]) -> [[PairSearch.Found]] {
        let threads = max(1, threads)
        let ranges = (0..<threads).map { (rows * $0 / threads)..<(rows * ($0 + 1) / threads) }
        return Workers.map(ranges.count, threads: threads) { place in
            piece(found, UInt32(ranges[place].lowerBound), ranges[place].count)
        }
    }

    /// The pairs whose left row is one of `count` from `first` on.
    private func piece(_ found: [[PairSearch.Found]], _ first: UInt32, _ count: Int) -> [PairSearch.Found] {
        // Whole words: a machine with the memory may find more than 2³² pairs.
        var ends = [Int](repeating: 0, count: count + 1)
        for some in found {
            for pair in some where pair.left &- first < count { ends[Int(pair.left &- first)] &+= 1 }
        }
        var sum = 0
        for row in ends.indices {
            let size = ends[row]
            ends[row] = sum
            sum &+= size
        }
        return [PairSearch.Found](unsafeUninitializedCapacity: sum) { buffer, filled in
            for some in found {
                for pair in some where pair.left &- first < count {
                    buffer[ends[Int(pair.left &- first)]] = pair
                    ends[Int(pair.left &- first)] &+= 1
                }
            }
            filled = sum
            var start = 0
            for row in 0..<count {
                Self.sort(UnsafeMutableBufferPointer(rebasing: buffer[start..<ends[row]]))
                start = ends[row]
            }
        }
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
