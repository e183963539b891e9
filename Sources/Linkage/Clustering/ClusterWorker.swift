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
    /// Two clusters with more pairs across than this are not joined any more.
    static let mostPairsAcross = 20_000
    /// No single pair counts for more than this many bits when all pairs across are weighed.
    static let mostBits: Float = 30

    private let clusterer: Clusterer
    private let threshold: Double
    private let runner: PairRunner
    private let contradictions: PairRunner?
    private var outcome = Outcome()
    private var left: [UInt32] = []
    private var right: [UInt32] = []
    private var vectors: [UInt32] = []
    private var refusals: [UInt32] = []
    /// What speaks for one person between the rows compared last, in bits; minus infinity where they contradict.
    private var bits: [Float] = []
    /// Where in `bits` the pairs stand whose records must be looked at: for contradictions, and for their weight.
    private var unsure: [Int] = []
    private var unknown: [Int] = []
    /// The pairs of one part that join its rows, and its clusters as chains of places.
    private var strong: [LinkedPair] = []
    private var chains = PlaceChains()
    /// By cluster of one part the place that names it.
    private var names: [Int] = []

    init(_ clusterer: Clusterer, _ threshold: Double) {
        self.clusterer = clusterer
        self.threshold = threshold
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
            clear()
            while end < range.upperBound, unknown.count < 2048, bits.count < 1 << 16 {
                if isPlain, let single = parts.single(end) {
                    gather(pairs[single.pair], bits.count)
                    end += 1
                    continue
                }
                let rows = parts.rows(end)
                if rows.count <= Self.mostRowsAtOnce { gather(rows, parts.pairPlaces(end), pairs) }
                end += 1
            }
            weigh()
            var start = 0
            for place in part..<end {
                if isPlain, let single = parts.single(place) {
                    join(single.first, single.second, pairs[single.pair], bits[start])
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

    /// As ``gather(_:_:_:)`` for two rows and their pair.
    private mutating func gather(_ pair: LinkedPair, _ cell: Int) {
        bits.append(Self.bits(pair.weight))
        mayContradict(pair, cell)
    }

    /// As ``join(_:_:_:bitsFrom:)`` for two rows and the pair that connects them.
    private mutating func join(_ first: UInt32, _ second: UInt32, _ pair: LinkedPair, _ bits: Float) {
        guard bits > -.infinity else { return outcome.bridges.append(pair) }
        let name = clusterer.ids.comesFirst(Int(second), Int(first)) ? second : first
        outcome.labels.append((name == first ? second : first, name))
    }

    /// Has the records of a pair looked at where they could contradict each other.
    private mutating func mayContradict(_ pair: LinkedPair, _ cell: Int) {
        guard contradictions != nil, clusterer.harmless.isEmpty || !clusterer.harmless[pair.vector] else { return }
        unsure.append(cell)
        left.append(UInt32(pair.left))
        right.append(UInt32(pair.right))
    }

    private mutating func clear() {
        left.removeAll(keepingCapacity: true)
        right.removeAll(keepingCapacity: true)
        bits.removeAll(keepingCapacity: true)
        unsure.removeAll(keepingCapacity: true)
        unknown.removeAll(keepingCapacity: true)
    }

    /// Adds all pairs of a part's rows, with the weights that are known.
    private mutating func gather(_ rows: ArraySlice<UInt32>, _ places: ArraySlice<UInt32>, _ pairs: [LinkedPair]) {
        let (start, size) = (bits.count, rows.count)
        bits.append(contentsOf: repeatElement(.nan, count: size * (size - 1) / 2))
        for place in places {
            let pair = pairs[Int(place)]
            let cell = start + Self.cell(Self.place(pair.left, rows), Self.place(pair.right, rows), size)
            // Where not all pairs are weighed, one that does not join the rows says no more than one unknown.
            let counts = pair.weight >= threshold || clusterer.rules.weighsAllPairs
            bits[cell] = counts ? Self.bits(pair.weight) : 1
            mayContradict(pair, cell)
        }
        for pair in clusterer.known.apart(among: rows) {
            let (low, high) = (Self.place(Int(pair.left), rows), Self.place(Int(pair.right), rows))
            bits[start + Self.cell(low, high, size)] = -.infinity
        }
        var cell = start
        for (place, row) in rows.enumerated() {
            for other in rows[(rows.startIndex + place + 1)...] {
                if bits[cell].isNaN { ask(row, other, cell) }
                cell += 1
            }
        }
    }

    /// Has two rows compared whose weight is not known.
    private mutating func ask(_ row: UInt32, _ other: UInt32, _ cell: Int) {
        unknown.append(unsure.count)
        unsure.append(cell)
        left.append(row)
        right.append(other)
    }

    /// What a weight counts for when pairs are weighed together: whole parts of 2⁻¹⁶ bits, so that a sum does not
    /// depend on the order of what is added.
    static func bits(_ weight: Double) -> Float {
        max(-mostBits, min(mostBits, Float((weight * 65_536).rounded() / 65_536)))
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
        if let contradictions {
            contradictions.run(left, right, into: &refusals)
            for (place, cell) in unsure.enumerated() where refusals[place] == 0 { bits[cell] = -.infinity }
        }
        let open = unknown.filter { bits[unsure[$0]].isNaN }
        guard clusterer.rules.weighsAllPairs else {
            for place in open { bits[unsure[place]] = 1 }
            return
        }
        guard !open.isEmpty else { return }
        runner.run(open.map { left[$0] }, open.map { right[$0] }, into: &vectors)
        for (next, place) in open.enumerated() {
            bits[unsure[place]] = Self.bits(clusterer.scorer.weight(Int(vectors[next]), Int(left[place])))
        }
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
            (chains.home(Self.place(pair.left, rows)), chains.home(Self.place(pair.right, rows)))
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
                : isLikely(chains.places(a).map { rows[base + $0] }, chains.places(b).map { rows[base + $0] })
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
    private static func isStronger(_ a: LinkedPair, _ b: LinkedPair, _ ranks: [UInt64]) -> Bool {
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
            chains.forEach(second) { b in sum += Double(bits[start + Self.cell(min(a, b), max(a, b), size)]) }
        }
        return chains.size(first) * chains.size(second) == 1 ? sum > -.infinity : sum > 0
    }

    /// The same for rows that are compared only now.
    private mutating func isLikely(_ first: [UInt32], _ second: [UInt32]) -> Bool {
        guard first.count * second.count <= Self.mostPairsAcross else { return false }
        let (kept, keptLeft, keptRight) = (bits, left, right)
        let (keptUnsure, keptUnknown) = (unsure, unknown)
        defer { (bits, left, right, unsure, unknown) = (kept, keptLeft, keptRight, keptUnsure, keptUnknown) }
        clear()
        bits = [Float](repeating: .nan, count: first.count * second.count)
        for row in first {
            for other in second { ask(min(row, other), max(row, other), unsure.count) }
        }
        if !clusterer.known.isEmpty {
            for cell in bits.indices where clusterer.known.isApart(left[cell], right[cell]) { bits[cell] = -.infinity }
        }
        weigh()
        let sum = bits.reduce(0.0) { $0 + Double($1) }
        return bits.count == 1 ? sum > -.infinity : sum > 0
    }
}
