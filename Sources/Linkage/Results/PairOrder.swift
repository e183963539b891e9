extension LinkedPair {
    /// Pairs in the order of their rows: spread over the left rows first, so that next to nothing is left to be sorted.
    ///
    /// - Parameter records: how many rows there are.
    static func inOrder(_ pieces: consuming [[LinkedPair]], records: Int) -> [LinkedPair] {
        var pieces = pieces
        var ends = [UInt32](repeating: 0, count: records + 1)
        var count = 0
        for piece in pieces {
            count += piece.count
            for pair in piece { ends[pair.left] += 1 }
        }
        var sum: UInt32 = 0
        for row in ends.indices {
            let size = ends[row]
            ends[row] = sum
            sum += size
        }
        var pairs = [LinkedPair](repeating: LinkedPair(left: 0, right: 0, weight: 0), count: count)
        while let piece = pieces.popLast() {
            for pair in piece {
                pairs[Int(ends[pair.left])] = pair
                ends[pair.left] += 1
            }
        }
        var start = 0
        for row in 0..<records {
            let end = Int(ends[row])
            if end - start > 16 {
                pairs[start..<end].sort { $0.right < $1.right }
            } else if end - start > 1 {
                sort(&pairs, start, end)
            }
            start = end
        }
        return pairs
    }

    /// Sorts a few pairs of one left row by insertion.
    private static func sort(_ pairs: inout [LinkedPair], _ start: Int, _ end: Int) {
        for place in (start + 1)..<end {
            let pair = pairs[place]
            var hole = place
            while hole > start, pairs[hole - 1].right > pair.right {
                pairs[hole] = pairs[hole - 1]
                hole -= 1
            }
            pairs[hole] = pair
        }
    }
}
