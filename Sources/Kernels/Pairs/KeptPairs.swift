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
    public func collect(_ kept: consuming KeptPairs, _ keep: [UInt8], threads: Int) -> [[Found]] {
        precondition(keep.count == program.vectorCount && kept.parts.count == taskCount)
        return ordered(marked(kept, keep, threads: threads), threads: threads)
    }

    private func marked(_ kept: consuming KeptPairs, _ keep: [UInt8], threads: Int) -> [[Found]] {
        let marked = kept.tables.map { table in table.indices.map { $0 > 0 && keep[Int(table[$0])] != 0 } }
        let (parts, tables) = (kept.parts, kept.tables)
        return Workers.map(parts.count, threads: threads) { index in
            let part = parts[index]
            return decode(index, part.places, tables[part.table], marked[part.table])
        }
    }

    private func decode(_ index: Int, _ places: [UInt16], _ table: [UInt32], _ marked: [Bool]) -> [Found] {
        var found: [Found] = []
        marked.withUnsafeBufferPointer { marked in
            places.withUnsafeBufferPointer { places in
                var at = 0
                forEachLeft(of: index) { row, others in
                    for other in others {
                        let place = Int(places[at])
                        at &+= 1
                        if marked[place] { found.append(Found(left: row, right: other, vector: table[place])) }
                    }
                }
            }
        }
        return found
    }

    /// Puts pairs in the order of their rows.
    public func ordered(_ found: [[Found]], threads: Int) -> [[Found]] {
        FoundOrder(rows: records.count, threads: threads).pieces(found)
    }
}

/// Puts pairs in the order of their rows: spread over the left rows first, so that next to nothing is left to be sorted.
struct FoundOrder {
    let rows: Int
    let threads: Int

    /// - Returns: pieces of the pairs by ranges of left rows.
    func pieces(_ found: [[PairSearch.Found]]) -> [[PairSearch.Found]] {
        let threads = max(1, threads)
        let ranges = (0..<threads).map { (rows * $0 / threads)..<(rows * ($0 + 1) / threads) }
        return Workers.map(ranges.count, threads: threads) {
            piece(found, UInt32(ranges[$0].lowerBound), ranges[$0].count)
        }
    }

    /// The pairs whose left row is one of `count` from `first` on.
    private func piece(_ found: [[PairSearch.Found]], _ first: UInt32, _ count: Int) -> [PairSearch.Found] {
        var ends = [UInt32](repeating: 0, count: count + 1)
        for some in found {
            for pair in some where pair.left &- first < count { ends[Int(pair.left &- first)] &+= 1 }
        }
        var sum: UInt32 = 0
        for row in ends.indices {
            let size = ends[row]
            ends[row] = sum
            sum &+= size
        }
        return [PairSearch.Found](unsafeUninitializedCapacity: Int(sum)) { buffer, filled in
            for some in found {
                for pair in some where pair.left &- first < count {
                    buffer[Int(ends[Int(pair.left &- first)])] = pair
                    ends[Int(pair.left &- first)] &+= 1
                }
            }
            filled = Int(sum)
            var start = 0
            for row in 0..<count {
                Self.sort(UnsafeMutableBufferPointer(rebasing: buffer[start..<Int(ends[row])]))
                start = Int(ends[row])
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
