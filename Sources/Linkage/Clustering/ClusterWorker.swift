import Kernels

/// One thread's work on connected parts.
struct ClusterWorker {
    struct Outcome: Sendable {
        /// Rows that share a cluster with another, and the row that stands for it.
        var labels: [(UInt32, UInt32)] = []
        var bridges: [LinkedPair] = []
    }

    /// Two clusters with more pairs across than this are not joined any more.
    static let mostPairsAcross = 20_000
    /// No single pair counts for more than this many bits when all pairs across are weighed.
    static let mostBits = 30.0

    private let clusterer: Clusterer
    private let runner: PairRunner
    private let contradictions: PairRunner?
    private var outcome = Outcome()
    private var left: [UInt32] = []
    private var right: [UInt32] = []
    private var vectors: [UInt32] = []

    init(_ clusterer: Clusterer) {
        self.clusterer = clusterer
        runner = PairRunner(clusterer.program, clusterer.frame.records)
        contradictions = clusterer.contradictions.map { PairRunner($0, clusterer.frame.records) }
    }

    /// What was found since the last call.
    mutating func take() -> Outcome {
        defer { outcome = Outcome() }
        return outcome
    }

    /// Joins the rows of one part along its pairs.
    mutating func join(_ rows: ArraySlice<UInt32>, _ pairs: [LinkedPair]) {
        let base = rows.startIndex
        if rows.count == 2 {
            let (a, b) = (rows[base], rows[base + 1])
            if mayJoin([a], [b]) {
                outcome.labels.append((a, a))
                outcome.labels.append((b, a))
            } else {
                outcome.bridges += pairs
            }
            return
        }
        // Clusters as lists of rows; `home` says in which one a row of the part is.
        var clusters = rows.map { [$0] }
        var home = Array(0..<rows.count)
        func place(_ row: Int) -> Int {
            var (low, high) = (0, rows.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if rows[base + middle] < UInt32(row) { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let ranks = clusterer.ranks
        for pair in pairs.sorted(by: { Self.isStronger($0, $1, ranks) }) {
            let (a, b) = (home[place(pair.left)], home[place(pair.right)])
            if a == b { continue }
            guard mayJoin(clusters[a], clusters[b]) else {
                outcome.bridges.append(pair)
                continue
            }
            let (big, small) = clusters[a].count >= clusters[b].count ? (a, b) : (b, a)
            for row in clusters[small] { home[place(Int(row))] = big }
            clusters[big] += clusters[small]
            clusters[small] = []
        }
        for cluster in clusters where cluster.count > 1 {
            for row in cluster { outcome.labels.append((row, cluster[0])) }
        }
    }

    /// Stronger pairs first; equal ones in the order of the records' ranks, whatever their rows are.
    private static func isStronger(_ a: LinkedPair, _ b: LinkedPair, _ ranks: [UInt64]) -> Bool {
        if a.weight != b.weight { return a.weight > b.weight }
        func order(_ pair: LinkedPair) -> (UInt64, UInt64) {
            let (one, other) = (ranks[pair.left], ranks[pair.right])
            return (min(one, other), max(one, other))
        }
        return order(a) < order(b)
    }

    private mutating func mayJoin(_ first: [UInt32], _ second: [UInt32]) -> Bool {
        let across = first.count * second.count
        guard across <= Self.mostPairsAcross else { return false }
        if let most = clusterer.rules.largestPerList {
            var counts: [UInt16: Int] = [:]
            for row in first + second {
                counts[clusterer.lists.isEmpty ? 0 : clusterer.lists[Int(row)], default: 0] += 1
            }
            if counts.values.contains(where: { $0 > most }) { return false }
        }
        left.removeAll(keepingCapacity: true)
        right.removeAll(keepingCapacity: true)
        for row in first {
            for other in second {
                left.append(min(row, other))
                right.append(max(row, other))
            }
        }
        if let contradictions {
            contradictions.run(left, right, into: &vectors)
            if vectors.contains(0) { return false }
        }
        guard clusterer.rules.weighsAllPairs, across > 1 else { return true }
        runner.run(left, right, into: &vectors)
        var sum = 0.0
        for (place, vector) in vectors.enumerated() {
            let weight = clusterer.scorer.weight(Int(vector), Int(left[place]))
            sum += max(-Self.mostBits, min(Self.mostBits, weight))
        }
        return sum > 0
    }
}
