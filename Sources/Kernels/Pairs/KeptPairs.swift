/// The vectors of all pairs that a search compared, two bytes for each and a bit for each pair that it walked over:
/// walked again, the rows need no place of their own.
public struct KeptPairs: Sendable {
    /// The pairs of one task in the order of the walk.
    struct Kept: Sendable {
        /// A bit for each pair walked over: whether it was compared.
        var compared: [UInt64] = []
        /// For each pair compared the place of its vector in a table.
        var places: [UInt16] = []
    }

    /// What one task came to.
    struct Part: Sendable {
        var kept: Kept
        /// Which of `tables`.
        var table: Int
    }

    fileprivate let parts: Parts
    fileprivate let count: Int
    /// The vectors that each walker met.
    fileprivate let tables: [[UInt32]]

    init(_ parts: [Part], tables: [[UInt32]]) {
        count = parts.count
        self.parts = Parts(parts)
        self.tables = tables
    }

    /// The parts, each given up as soon as it is taken out; every one is taken by one thread.
    fileprivate final class Parts: @unchecked Sendable {
        private let held: UnsafeMutableBufferPointer<Part>

        init(_ parts: [Part]) {
            held = .allocate(capacity: parts.count)
            _ = held.initialize(from: parts)
        }

        deinit { held.deinitialize().deallocate() }

        func take(_ number: Int) -> Part {
            defer { held[number].kept = Kept() }
            return held[number]
        }
    }
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
    /// Finds the pairs whose vector is marked in `keep` (one byte a vector, not 0) among those that were kept, which
    /// are given up meanwhile.
    ///
    /// - Returns: the pairs task by task, as ``collect(_:threads:proceed:)``.
    public func collect(_ kept: consuming KeptPairs, _ keep: [UInt8], threads: Int) -> [[Found]] {
        precondition(keep.count == program.vectorCount && kept.count == taskCount)
        let marked = kept.tables.map { table in table.indices.map { $0 > 0 && keep[Int(table[$0])] != 0 } }
        let (parts, tables) = (kept.parts, kept.tables)
        return Workers.map(taskCount, threads: threads) { index in
            let part = parts.take(index)
            precondition(part.kept.compared.count == (tasks[index].pairs + 63) / 64, "kept pairs are collected once")
            return decode(index, part.kept, tables[part.table], marked[part.table])
        }
    }

    private func decode(_ index: Int, _ kept: KeptPairs.Kept, _ table: [UInt32], _ marked: [Bool]) -> [Found] {
        marked.withUnsafeBufferPointer { marked in
            kept.places.withUnsafeBufferPointer { places in
                // Counted first, so that no more memory is taken than the pairs need.
                var count = 0
                for place in places { count &+= marked[Int(place)] ? 1 : 0 }
                guard count > 0 else { return [] }
                return [Found](unsafeUninitializedCapacity: count) { found, filled in
                    kept.compared.withUnsafeBufferPointer { compared in
                        var (at, next) = (0, 0)
                        forEachLeft(of: index) { row, others in
                            for other in others {
                                let isCompared = compared[at &>> 6] &>> UInt64(at & 63) & 1 != 0
                                at &+= 1
                                guard isCompared else { continue }
                                let place = Int(places[next])
                                next &+= 1
                                guard marked[place] else { continue }
                                found.initializeElement(
                                    at: filled, to: Found(left: row, right: other, vector: table[place]))
                                filled &+= 1
                            }
                        }
                    }
                }
            }
        }
    }

    /// Puts pairs in the order of their rows.
    public func ordered(_ found: consuming [[Found]], threads: Int) -> OrderedPairs {
        OrderedPairs(found, rows: records.count, threads: threads)
    }
}
