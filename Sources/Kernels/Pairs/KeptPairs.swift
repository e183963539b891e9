/// The vectors of all pairs that a search compared, two bytes for each pair that it walked over: walked again, the rows
/// need no place of their own.
public struct KeptPairs: Sendable {
    /// What one task came to.
    struct Part: Sendable {
        /// For each pair in the order of the walk the place of its vector in `table`; 0 where it was not compared.
        var places: [UInt16]
        /// Which of `tables`.
        var table: Int
    }

    var parts: [Part]
    /// The vectors that each walker met.
    var tables: [[UInt32]]
}

/// Gives the vectors that one walker meets numbers of two bytes.
struct VectorPlaces: Sendable {
    private var places: [UInt16]
    /// The vectors by their numbers; number 0 stands for none.
    private(set) var vectors: [UInt32] = [0]
    /// Whether all vectors had a number.
    private(set) var isWhole = true

    init(_ vectorCount: Int) { places = [UInt16](repeating: 0, count: vectorCount) }

    /// The number of a vector.
    @inline(__always)
    mutating func place(_ vector: UInt32) -> UInt16 {
        let place = places[Int(vector)]
        return place != 0 ? place : newPlace(vector)
    }

    private mutating func newPlace(_ vector: UInt32) -> UInt16 {
        guard vectors.count <= Int(UInt16.max) else {
            isWhole = false
            return 0
        }
        let place = UInt16(vectors.count)
        vectors.append(vector)
        places[Int(vector)] = place
        return place
    }
}

extension PairSearch {
    /// Finds the pairs whose vector is marked in `keep` (one byte a vector, not 0) among those that were kept.
    ///
    /// - Returns: the pairs in the order of their rows, in pieces.
    public func collect(_ kept: KeptPairs, _ keep: [UInt8], threads: Int) -> [[Found]] {
        precondition(keep.count == program.vectorCount && kept.parts.count == taskCount)
        let marked = kept.tables.map { table in table.indices.map { $0 > 0 && keep[Int(table[$0])] != 0 } }
        return FoundOrder(rows: records.count, threads: threads).pieces { visit in
            for (index, part) in kept.parts.enumerated() {
                decode(index, part.places, kept.tables[part.table], marked[part.table], visit)
            }
        }
    }

    @inline(__always)
    private func decode(
        _ index: Int, _ places: [UInt16], _ table: [UInt32], _ marked: [Bool], _ visit: (Found) -> Void
    ) {
        marked.withUnsafeBufferPointer { marked in
            table.withUnsafeBufferPointer { table in
                places.withUnsafeBufferPointer { places in
                    var at = 0
                    forEachLeft(of: index) { row, others in
                        for other in others {
                            let place = Int(places[at])
                            at &+= 1
                            if marked[place] { visit(Found(left: row, right: other, vector: table[place])) }
                        }
                    }
                }
            }
        }
    }

    /// Puts pairs in the order of their rows.
    public func ordered(_ found: [[Found]], threads: Int) -> [[Found]] {
        FoundOrder(rows: records.count, threads: threads).pieces { visit in
            for piece in found { for pair in piece { visit(pair) } }
        }
    }
}

/// Puts pairs in the order of their rows: spread over the left rows first, so that next to nothing is left to be sorted.
struct FoundOrder {
    let rows: Int
    let threads: Int

    /// - Parameter walk: calls what it is given with each pair; called twice for each piece.
    /// - Returns: pieces of the pairs by ranges of left rows.
    @inline(__always)
    func pieces(_ walk: @Sendable ((PairSearch.Found) -> Void) -> Void) -> [[PairSearch.Found]] {
        let ranges = (0..<max(1, threads)).map { (rows * $0 / max(1, threads))..<(rows * ($0 + 1) / max(1, threads)) }
        return Workers.map(ranges.count, threads: threads) { place in
            let range = ranges[place]
            var ends = [UInt32](repeating: 0, count: range.count + 1)
            walk { pair in
                let row = Int(pair.left) &- range.lowerBound
                if row >= 0, row < range.count { ends[row] &+= 1 }
            }
            var sum: UInt32 = 0
            for row in ends.indices {
                let size = ends[row]
                ends[row] = sum
                sum &+= size
            }
            return [PairSearch.Found](unsafeUninitializedCapacity: Int(sum)) { buffer, filled in
                walk { pair in
                    let row = Int(pair.left) &- range.lowerBound
                    guard row >= 0, row < range.count else { return }
                    buffer[Int(ends[row])] = pair
                    ends[row] &+= 1
                }
                filled = Int(sum)
                var start = 0
                for row in 0..<range.count {
                    Self.sort(UnsafeMutableBufferPointer(rebasing: buffer[start..<Int(ends[row])]))
                    start = Int(ends[row])
                }
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
