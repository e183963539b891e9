import Kernels

/// One thread's work on connected parts.
struct ClusterWorker {
    struct Outcome: Sendable {
        /// Rows whose cluster bears the name of another, and that one: of its members the one whose id comes first.
        var labels: [(UInt32, UInt32)] = []
        var bridges: [LinkedPair] = []
    }

    /// Parts of more rows than this are not looked at as a whole; their pairs are compared when a union needs them.
    static let mostRowsAtOnce = 64

    private let clusterer: Clusterer
    private let threshold: Double
    private var outcome = Outcome()
    /// The pairs of the parts that are joined next.
    private var weighed: PartPairs
    /// The pairs of one part that join its rows, and its clusters as chains of places.
    private var strong: [LinkedPair] = []
    private var chains = PlaceChains()
    /// By cluster of one part the place that names it.
    private var names: [Int] = []

    init(_ clusterer: Clusterer, _ threshold: Double) {
        self.clusterer = clusterer
        self.threshold = threshold
        weighed = PartPairs(clusterer, threshold)
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
            weighed.clear()
            while end < range.upperBound, !weighed.isFull {
                if isPlain, let single = parts.single(end) {
                    weighed.gather(pairs[single.pair])
                    end += 1
                    continue
                }
                let rows = parts.rows(end)
                if rows.count <= Self.mostRowsAtOnce { weighed.gather(rows, parts.pairPlaces(end), pairs) }
                end += 1
            }
            weighed.weigh()
            var start = 0
            for place in part..<end {
                if isPlain, let single = parts.single(place) {
                    join(single.first, single.second, pairs[single.pair], weighed.bits[start])
                    start += 1
                    continue
                }
                let rows = parts.rows(place)
                join(rows, parts.pairPlaces(place), pairs, bitsFrom: start)
                if rows.count <= Self.mostRowsAtOnce { start += rows.count * (rows.count - 1) / 2 }
            }
            part = end
        }
    }

    /// Whether two rows and their pair alone decide on each other: nobody knows more of them, and two rows are never
    /// too many.
    private var isPlain: Bool { clusterer.known.isEmpty && clusterer.rules.largestPerList == nil }

    /// As ``join(_:_:_:bitsFrom:)`` for two rows and the pair that connects them.
    private mutating func join(_ first: UInt32, _ second: UInt32, _ pair: LinkedPair, _ bits: Float) {
        guard bits > -.infinity else { return outcome.bridges.append(pair) }
        let name = clusterer.ids.comesFirst(Int(second), Int(first)) ? second : first
        outcome.labels.append((name == first ? second : first, name))
    }

    private mutating func join(
        _ rows: ArraySlice<UInt32>, _ places: ArraySlice<UInt32>, _ pairs: [LinkedPair], bitsFrom start: Int
    ) {
        let (base, size) = (rows.startIndex, rows.count)
        strong.removeAll(keepingCapacity: true)
        for place in places where pairs[Int(place)].weight >= threshold { strong.append(pairs[Int(place)]) }
        let (ranks, known) = (clusterer.ranks, clusterer.known)
        if strong.count > 1 { strong.sort { Self.isStronger($0, $1, ranks) } }
        chains.reset(size)
        func homes(_ pair: LinkedPair) -> (Int, Int) {
            (chains.home(PartPairs.place(pair.left, rows)), chains.home(PartPairs.place(pair.right, rows)))
        }
        for pair in strong where known.isBound(pair) {
            let (a, b) = homes(pair)
            if a != b { chains.join(a, b) }
        }
        for pair in strong {
            let (a, b) = homes(pair)
            if a == b { continue }
            let isLikely =
                size <= Self.mostRowsAtOnce
                ? isLikely(a, b, size, start)
                : weighed.areLikely(chains.places(a).map { rows[base + $0] }, chains.places(b).map { rows[base + $0] })
            guard isLikely, isPlausible(a, b, rows) else {
                outcome.bridges.append(pair)
                continue
            }
            chains.join(a, b)
        }
        name(rows)
    }

    /// Names each cluster of a part after its row whose id comes first.
    private mutating func name(_ rows: ArraySlice<UInt32>) {
        let (base, size) = (rows.startIndex, rows.count)
        names.removeAll(keepingCapacity: true)
        names.append(contentsOf: 0..<size)
        for place in 0..<size {
            let home = chains.home(place)
            guard home != place else { continue }
            if clusterer.ids.comesFirst(Int(rows[base + place]), Int(rows[base + names[home]])) { names[home] = place }
        }
        for place in 0..<size {
            let name = names[chains.home(place)]
            if name != place { outcome.labels.append((rows[base + place], rows[base + name])) }
        }
    }

    /// Stronger pairs first; equal ones in the order of the records' ranks, whatever their rows are. Only records that
    /// bear the same id are told apart by their rows.
    private static func isStronger(_ a: LinkedPair, _ b: LinkedPair, _ ranks: RecordRanks) -> Bool {
        if a.weight != b.weight { return a.weight > b.weight }
        func order(_ pair: LinkedPair) -> (UInt64, UInt64) {
            let (one, other) = (ranks[pair.left], ranks[pair.right])
            return (min(one, other), max(one, other))
        }
        let (first, second) = (order(a), order(b))
        return first == second ? (a.left, a.right) < (b.left, b.right) : first < second
    }

    /// Whether no list has more rows than plausible.
    private func isPlausible(_ first: Int, _ second: Int, _ rows: ArraySlice<UInt32>) -> Bool {
        guard let most = clusterer.rules.largestPerList else { return true }
        var counts: [UInt16: Int] = [:]
        for place in chains.places(first) + chains.places(second) {
            let row = Int(rows[rows.startIndex + place])
            counts[clusterer.lists.isEmpty ? 0 : clusterer.lists[row], default: 0] += 1
        }
        return counts.values.allSatisfy { $0 <= most }
    }

    /// Whether all pairs across together speak for one person, from what was compared before.
    private func isLikely(_ first: Int, _ second: Int, _ size: Int, _ start: Int) -> Bool {
        var sum = 0.0
        chains.forEach(first) { a in
            chains.forEach(second) { b in
                sum += Double(weighed.bits[start + PartPairs.cell(min(a, b), max(a, b), size)])
            }
        }
        return chains.size(first) * chains.size(second) == 1 ? sum > -.infinity : sum > 0
    }
}
