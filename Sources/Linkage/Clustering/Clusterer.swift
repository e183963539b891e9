import Kernels
import Problems

/// Joins records along the strongest pairs first and refuses what contradicts itself.
///
/// Records that no chain of pairs connects have nothing to do with each other, so each connected part is worked on for
/// itself, on several threads.
struct Clusterer: Sendable {
    let rules: ClusterRules
    let frame: RecordFrame
    let program: PairProgram
    let scorer: Scorer
    let lists: [UInt16]
    let ranks: [UInt64]
    let contradictions: PairProgram?
    /// What people know of pairs, which no weight and no rule overrules.
    var known = KnownRows.none

    struct Joined: Sendable {
        /// For each record the row of one member of its cluster.
        var labels: [UInt32]
        /// Pairs whose clusters were kept apart, by rows.
        var bridges: [LinkedPair]
    }

    /// - Throws: `linkage.cancelled`.
    func clusters(_ pairs: [LinkedPair], isCancelled: @escaping @Sendable () -> Bool) throws(Problem) -> Joined {
        let parts = ConnectedParts(records: frame.records.count, pairs)
        let pieces = Parallel.pieces(of: parts.count, atLeast: 1024)
        let done = Workers.map(
            pieces.count, threads: frame.threads,
            context: { ClusterWorker(self) },
            { (worker: inout ClusterWorker, piece: Int) -> ClusterWorker.Outcome? in
                guard !isCancelled() else { return nil }
                worker.join(pieces[piece], of: parts, pairs)
                return worker.take()
            })
        var joined = Joined(labels: Array(0..<UInt32(frame.records.count)), bridges: [])
        for outcome in done {
            guard let outcome else { throw Problem("linkage.cancelled") }
            for (row, label) in outcome.labels { joined.labels[Int(row)] = label }
            joined.bridges += outcome.bridges
        }
        joined.bridges.sort { ($0.left, $0.right) < ($1.left, $1.right) }
        return joined
    }

    /// For each record the member of its cluster whose id comes first.
    static func names(_ labels: [UInt32], _ ids: [String]) -> [Int] {
        var first = [Int](repeating: -1, count: ids.count)
        for row in ids.indices {
            let label = Int(labels[row])
            if first[label] < 0 || ids[row].comesBefore(ids[first[label]]) { first[label] = row }
        }
        return labels.map { first[Int($0)] }
    }
}

/// Records that chains of pairs connect.
struct ConnectedParts: Sendable {
    /// Rows by part, and where each part begins.
    private var members: [UInt32] = []
    private var memberStarts: [Int] = [0]
    /// Places of pairs by part.
    private var places: [UInt32] = []
    private var placeStarts: [Int] = [0]

    var count: Int { memberStarts.count - 1 }

    init(records: Int, _ pairs: [LinkedPair]) {
        var parts = DisjointRows(count: records)
        for pair in pairs { parts.join(pair.left, pair.right) }
        // The smallest row is the root, so that it comes first and parts are numbered on the way.
        var numbers = [UInt32](repeating: .max, count: records)
        var sizes: [Int] = []
        for row in 0..<records {
            let root = parts.root(row)
            if root != row {
                if numbers[root] == .max {
                    numbers[root] = UInt32(sizes.count)
                    sizes.append(1)
                }
                numbers[row] = numbers[root]
                sizes[Int(numbers[root])] += 1
            }
        }
        for size in sizes { memberStarts.append((memberStarts.last ?? 0) + size) }
        members = [UInt32](repeating: 0, count: memberStarts.last ?? 0)
        var next = memberStarts
        for row in 0..<records where numbers[row] != .max {
            members[next[Int(numbers[row])]] = UInt32(row)
            next[Int(numbers[row])] += 1
        }
        var counts = [Int](repeating: 0, count: sizes.count)
        for pair in pairs { counts[Int(numbers[pair.left])] += 1 }
        for size in counts { placeStarts.append((placeStarts.last ?? 0) + size) }
        places = [UInt32](repeating: 0, count: pairs.count)
        next = placeStarts
        for (place, pair) in pairs.enumerated() {
            let part = Int(numbers[pair.left])
            places[next[part]] = UInt32(place)
            next[part] += 1
        }
    }

    /// The rows of a part, ascending.
    func rows(_ part: Int) -> ArraySlice<UInt32> { members[memberStarts[part]..<memberStarts[part + 1]] }

    /// Calls `body` with each pair of a part.
    func forEachPair(_ part: Int, of pairs: [LinkedPair], _ body: (LinkedPair) -> Void) {
        for place in placeStarts[part]..<placeStarts[part + 1] { body(pairs[Int(places[place])]) }
    }

    /// The pairs of a part.
    func pairs(_ part: Int, of pairs: [LinkedPair]) -> [LinkedPair] {
        places[placeStarts[part]..<placeStarts[part + 1]].map { pairs[Int($0)] }
    }
}
