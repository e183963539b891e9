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
