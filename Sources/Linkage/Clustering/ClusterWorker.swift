import Kernels

/// One thread's work on connected parts.
struct ClusterWorker {
    struct Outcome: Sendable {
        /// Rows that share a cluster with another, and the row that stands for it.
        var labels: [(UInt32, UInt32)] = []
        var bridges: [LinkedPair] = []
    }

    /// Parts of more rows than this are not looked at as a whole; their pairs are compared when a union needs them.
    static let mostRowsAtOnce = 64
    /// Two clusters with more pairs across than this are not joined any more.
    static let mostPairsAcross = 20_000
    /// No single pair counts for more than this many bits when all pairs across are weighed.
    static let mostBits: Float = 30

    private let clusterer: Clusterer
    private let runner: PairRunner
    private let contradictions: PairRunner?
    private var outcome = Outcome()
    private var left: [UInt32] = []
    private var right: [UInt32] = []
    private var vectors: [UInt32] = []
    private var refusals: [UInt32] = []
    /// What speaks for one person between the rows compared last, in bits; minus infinity where they contradict.
    private var bits: [Float] = []

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

    /// Joins the rows of some parts along their pairs.
    mutating func join(_ range: Range<Int>, of parts: ConnectedParts, _ pairs: [LinkedPair]) {
        var part = range.lowerBound
        while part < range.upperBound {
            // As many parts as make a good batch are compared at once.
            var end = part
            left.removeAll(keepingCapacity: true)
            right.removeAll(keepingCapacity: true)
            bits.removeAll(keepingCapacity: true)
            while end < range.upperBound, left.count < 2048 {
                let rows = parts.rows(end)
                if rows.count <= Self.mostRowsAtOnce { gather(rows, parts, end, pairs) }
                end += 1
            }
            weigh()
            var start = 0
            for place in part..<end {
                let rows = parts.rows(place)
                join(rows, parts.pairs(place, of: pairs), bitsFrom: start)
                if rows.count <= Self.mostRowsAtOnce { start += rows.count * (rows.count - 1) / 2 }
            }
            part = end
        }
    }

    /// Adds all pairs of a part's rows, with the weights that are known.
    private mutating func gather(
        _ rows: ArraySlice<UInt32>, _ parts: ConnectedParts, _ part: Int, _ pairs: [LinkedPair]
    ) {
        let (start, size) = (bits.count, rows.count)
        for (place, row) in rows.enumerated() {
            for other in rows[(rows.startIndex + place + 1)...] {
                left.append(row)
                right.append(other)
                bits.append(.nan)
            }
        }
        parts.forEachPair(part, of: pairs) { pair in
            let (low, high) = (Self.place(pair.left, rows), Self.place(pair.right, rows))
            bits[start + Self.cell(low, high, size)] = max(-Self.mostBits, min(Self.mostBits, Float(pair.weight)))
        }
        for pair in clusterer.known.apart(among: rows) {
            let (low, high) = (Self.place(Int(pair.left), rows), Self.place(Int(pair.right), rows))
            bits[start + Self.cell(low, high, size)] = -.infinity
        }
    }

    /// The place of a row among ascending rows.
    private static func place(_ row: Int, _ rows: ArraySlice<UInt32>) -> Int {
        var (low, high) = (rows.startIndex, rows.endIndex - 1)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < UInt32(row) { low = middle + 1 } else { high = middle }
        }
        return low - rows.startIndex
    }

    /// Where two places, the smaller first, stand in the list of all pairs.
    private static func cell(_ low: Int, _ high: Int, _ size: Int) -> Int {
        low * (2 * size - low - 1) / 2 + high - low - 1
    }

    /// Looks for contradictions among the pairs in `left` and `right`, and compares those whose weight is not known.
    private mutating func weigh() {
        if let contradictions { contradictions.run(left, right, into: &refusals) }
        var (openLeft, openRight): ([UInt32], [UInt32]) = ([], [])
        for place in left.indices {
            if contradictions != nil, refusals[place] == 0 {
                bits[place] = -.infinity
            } else if bits[place].isNaN {
                if clusterer.rules.weighsAllPairs {
                    openLeft.append(left[place])
                    openRight.append(right[place])
                } else {
                    bits[place] = 1
                }
            }
        }
        guard !openLeft.isEmpty else { return }
        runner.run(openLeft, openRight, into: &vectors)
        var next = 0
        for place in bits.indices where bits[place].isNaN {
            let weight = Float(clusterer.scorer.weight(Int(vectors[next]), Int(left[place])))
            bits[place] = max(-Self.mostBits, min(Self.mostBits, weight))
            next += 1
        }
    }

    private mutating func join(_ rows: ArraySlice<UInt32>, _ pairs: [LinkedPair], bitsFrom start: Int) {
        let (base, size) = (rows.startIndex, rows.count)
        // Clusters as lists of places in the part; `home` says in which one a place is.
        var clusters = (0..<size).map { [$0] }
        var home = Array(0..<size)
        func unite(_ a: Int, _ b: Int) {
            guard a != b else { return }
            let (big, small) = clusters[a].count >= clusters[b].count ? (a, b) : (b, a)
            for place in clusters[small] { home[place] = big }
            clusters[big] += clusters[small]
            clusters[small] = []
        }
        func homes(_ pair: LinkedPair) -> (Int, Int) {
            (home[Self.place(pair.left, rows)], home[Self.place(pair.right, rows)])
        }
        let (ranks, known) = (clusterer.ranks, clusterer.known)
        for pair in pairs where known.isBound(pair) {
            let (a, b) = homes(pair)
            unite(a, b)
        }
        for pair in size == 2 ? pairs : pairs.sorted(by: { Self.isStronger($0, $1, ranks) }) {
            let (a, b) = homes(pair)
            if a == b { continue }
            let isLikely =
                size <= Self.mostRowsAtOnce
                ? isLikely(clusters[a], clusters[b], size, start)
                : isLikely(clusters[a].map { rows[base + $0] }, clusters[b].map { rows[base + $0] })
            guard isLikely, isPlausible(clusters[a], clusters[b], rows) else {
                outcome.bridges.append(pair)
                continue
            }
            unite(a, b)
        }
        for cluster in clusters where cluster.count > 1 {
            for place in cluster { outcome.labels.append((rows[base + place], rows[base + cluster[0]])) }
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

    /// Whether no list has more rows than plausible.
    private func isPlausible(_ first: [Int], _ second: [Int], _ rows: ArraySlice<UInt32>) -> Bool {
        guard let most = clusterer.rules.largestPerList else { return true }
        var counts: [UInt16: Int] = [:]
        for place in first + second {
            let row = Int(rows[rows.startIndex + place])
            counts[clusterer.lists.isEmpty ? 0 : clusterer.lists[row], default: 0] += 1
        }
        return counts.values.allSatisfy { $0 <= most }
    }

    /// Whether all pairs across together speak for one person, from what was compared before.
    private func isLikely(_ first: [Int], _ second: [Int], _ size: Int, _ start: Int) -> Bool {
        var sum: Float = 0
        for a in first {
            for b in second {
                sum += bits[start + Self.cell(min(a, b), max(a, b), size)]
            }
        }
        return first.count * second.count == 1 ? sum > -.infinity : sum > 0
    }

    /// The same for rows that are compared only now.
    private mutating func isLikely(_ first: [UInt32], _ second: [UInt32]) -> Bool {
        guard first.count * second.count <= Self.mostPairsAcross else { return false }
        left.removeAll(keepingCapacity: true)
        right.removeAll(keepingCapacity: true)
        for row in first {
            for other in second {
                left.append(min(row, other))
                right.append(max(row, other))
            }
        }
        let kept = bits
        defer { bits = kept }
        bits = left.indices.map { clusterer.known.isApart(left[$0], right[$0]) ? -.infinity : .nan }
        weigh()
        let sum = bits.reduce(0, +)
        return bits.count == 1 ? sum > -.infinity : sum > 0
    }
}
