import Kernels
import Problems

/// Joins records along filed pairs: connected parts in batches, as many at a time as fit.
struct BoundedClusters {
    let clusterer: Clusterer
    let space: any ScratchSpace
    let pairs: LinkedPairs
    /// Pairs from this weight on join.
    let threshold: Double
    let room: Int
    /// The limit of the job, for the message where a part is too large.
    let limit: Int
    let monitor: LinkageMonitor

    struct Outcome {
        /// For each record the member of its cluster whose id comes first.
        var labels: [UInt32]
        var bridges: LinkedPairs
        var batches: Int
        /// Bytes written to scratch files.
        var written: Int
    }

    /// What a pair takes while its part is worked on.
    private static let bytesPerPair = 128

    /// - Parameters:
    ///   - parts: what chains of joining pairs connect.
    ///   - joining: how many pairs join.
    /// - Throws: `linkage.cancelled`; `linkage.memory` where one connected part alone does not fit.
    func run(_ parts: consuming DisjointRows, _ joining: Int) throws(Problem) -> Outcome {
        let count = clusterer.frame.records.count
        let (spill, batches) = try spread(parts.roots(), joining)
        var labels = Array(0..<UInt32(count))
        let bridges = PairSpill(
            space, wordsPerPair: LinkedPairs.wordsPerPair, memory: room / 8, rows: count)
        for (number, piece) in spill.partitions.enumerated() {
            let words = try spill.words(piece)
            let own = (0..<piece.count).map { LinkedPairs.pair(words, $0) }
            let joined = try clusterer.clusters(own, isCancelled: monitor.isCancelled)
            for pair in own {
                labels[pair.left] = joined.labels[pair.left]
                labels[pair.right] = joined.labels[pair.right]
            }
            var refused: [UInt32] = []
            for pair in joined.bridges { LinkedPairs.append(pair, to: &refused) }
            bridges.add(refused)
            monitor.report(.cluster, Double(number + 1) / Double(batches + 1))
        }
        try bridges.finish()
        return Outcome(
            labels: labels, bridges: try sorted(bridges), batches: batches, written: spill.written + bridges.written)
    }

    /// The joining pairs by batch, and how many batches there are.
    ///
    /// - Parameter roots: for each row the smallest one of its part.
    private func spread(_ roots: [UInt32], _ joining: Int) throws(Problem) -> (PairSpill, Int) {
        let bounds = try firstRoots(roots, joining)
        let spill = PairSpill(
            space, wordsPerPair: LinkedPairs.wordsPerPair, memory: room / 4, partitions: bounds.count
        ) { row in
            let root = roots[Int(row)]
            var (low, high) = (0, bounds.count - 1)
            while low < high {
                let middle = (low + high + 1) / 2
                if bounds[middle] <= root { low = middle } else { high = middle - 1 }
            }
            return low
        }
        var words: [UInt32] = []
        try forEachJoining { pair in
            LinkedPairs.append(pair, to: &words)
            guard words.count > 1 << 12 else { return }
            spill.add(words)
            words.removeAll(keepingCapacity: true)
        }
        spill.add(words)
        try spill.finish()
        return (spill, bounds.count)
    }

    /// The first root of each batch, ascending.
    private func firstRoots(_ roots: [UInt32], _ joining: Int) throws(Problem) -> [UInt32] {
        let most = max(64, room / 2 / Self.bytesPerPair)
        guard joining > most else { return [0] }
        var sizes = [UInt32](repeating: 0, count: roots.count)
        try forEachJoining { sizes[Int(roots[$0.left])] += 1 }
        var (bounds, open): ([UInt32], Int) = ([0], 0)
        for (row, size) in sizes.enumerated() where size > 0 {
            let size = Int(size)
            // A part is joined as a whole; the smallest ones always fit.
            if size > 4096, size * Self.bytesPerPair > room {
                throw MemoryPlan.refusal(least: limit - room + size * Self.bytesPerPair, limit: limit)
            }
            if open > 0, open + size > most {
                bounds.append(UInt32(row))
                open = 0
            }
            open += size
        }
        return bounds
    }

    private func sorted(_ bridges: PairSpill) throws(Problem) -> LinkedPairs {
        var writer = LinkedPairsWriter(space, memory: room / 8)
        for piece in try bridges.pieces(atMost: max(64, room / 2 / Self.bytesPerPair)) {
            let words = try bridges.words(piece)
            let pairs = (0..<piece.count).map { LinkedPairs.pair(words, $0) }
            for pair in pairs.sorted(by: { ($0.left, $0.right) < ($1.left, $1.right) }) { try writer.append(pair) }
        }
        return try writer.finish()
    }

    private func forEachJoining(_ body: (LinkedPair) -> Void) throws(Problem) {
        do {
            try pairs.forEach { if $0.weight >= threshold { body($0) } }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem("linkage.scratch")
        }
    }
}
