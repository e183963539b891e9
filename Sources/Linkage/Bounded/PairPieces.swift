import Problems

extension PairSpill {
    /// Some pairs that are read together: those of some partitions, or where one has too many those of some of its rows.
    struct Piece: Sendable {
        var partitions: ClosedRange<Int>
        /// The rows, of left ones, that belong to the piece.
        var rows: ClosedRange<UInt32>
        /// How many pairs it has.
        var count: Int
    }

    private static let allRows = 0...UInt32.max

    /// Each partition that has pairs as a piece.
    var partitions: [Piece] {
        counts.enumerated().filter { $0.element > 0 }.map { place, count in
            Piece(partitions: place...place, rows: Self.allRows, count: count)
        }
    }

    /// All pairs in pieces of at most `most`, partition after partition, rows ascending; only pairs of one left row may
    /// be more.
    func pieces(atMost most: Int) throws(Problem) -> [Piece] {
        var pieces: [Piece] = []
        for (place, count) in counts.enumerated() where count > 0 {
            if let last = pieces.last, last.rows == Self.allRows, last.count + count <= most {
                pieces[pieces.count - 1].partitions = last.partitions.lowerBound...place
                pieces[pieces.count - 1].count += count
                continue
            }
            guard count > most else {
                pieces.append(Piece(partitions: place...place, rows: Self.allRows, count: count))
                continue
            }
            var byRow: [UInt32: Int] = [:]
            try forEachChunk(place) { words in
                for at in stride(from: words.startIndex, to: words.endIndex, by: wordsPerPair) {
                    byRow[words[at], default: 0] += 1
                }
            }
            var open: Piece?
            for (row, count) in byRow.sorted(by: { $0.key < $1.key }) {
                if let held = open, held.count + count > most {
                    pieces.append(held)
                    open = nil
                }
                var piece = open ?? Piece(partitions: place...place, rows: row...row, count: 0)
                piece.rows = piece.rows.lowerBound...row
                piece.count += count
                open = piece
            }
            if let open { pieces.append(open) }
        }
        return pieces
    }

    /// The words of a piece's pairs.
    func words(_ piece: Piece) throws(Problem) -> [UInt32] {
        var found: [UInt32] = []
        found.reserveCapacity(piece.count * wordsPerPair)
        for partition in piece.partitions {
            try forEachChunk(partition) { words in
                guard piece.rows != Self.allRows else { return found += words }
                for at in stride(from: words.startIndex, to: words.endIndex, by: wordsPerPair)
                where piece.rows.contains(words[at]) {
                    found += words[at..<(at + wordsPerPair)]
                }
            }
        }
        return found
    }
}
