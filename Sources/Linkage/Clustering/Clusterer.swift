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
    let ranks: RecordRanks
    let contradictions: PairProgram?
    let ids: RecordIDs
    /// Vectors whose pairs cannot contradict each other; empty where that is not known.
    var harmless: [Bool] = []
    /// What people know of pairs, which no weight and no rule overrules.
    var known = KnownRows.none

    struct Joined: Sendable {
        /// For each record the row of the member of its cluster whose id comes first.
        var labels: [UInt32]
        /// Pairs whose clusters were kept apart, by rows.
        var bridges: [LinkedPair]
    }

    /// - Parameters:
    ///   - pairs: by rows, the pairs that join, and others that need not be compared again.
    ///   - threshold: the weight from which on pairs join.
    /// - Throws: `linkage.cancelled`.
    func clusters(
        _ pairs: [LinkedPair], from threshold: Double = -.infinity, isCancelled: @escaping @Sendable () -> Bool
    ) throws(Problem) -> Joined {
        let parts = ConnectedParts(records: frame.records.count, pairs, from: threshold)
        let pieces = Parallel.pieces(of: parts.count, atLeast: 1024)
        let done = Workers.map(
            pieces.count, threads: frame.threads,
            context: { ClusterWorker(self, threshold) },
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
}
