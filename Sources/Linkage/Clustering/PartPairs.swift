import Kernels

/// The pairs among the rows of some connected parts, and what speaks for one person in each.
struct PartPairs {
    /// Two clusters with more pairs across than this are not joined any more.
    static let mostPairsAcross = 20_000
    /// No single pair counts for more than this many bits when all pairs across are weighed.
    static let mostBits: Float = 30

    private let clusterer: Clusterer
    private let threshold: Double
    private let runner: PairRunner
    private let contradictions: PairRunner?
    private var left: [UInt32] = []
    private var right: [UInt32] = []
    private var vectors: [UInt32] = []
    private var refusals: [UInt32] = []
    /// What speaks for one person between the rows compared last, in bits; minus infinity where they contradict.
    private(set) var bits: [Float] = []
    /// Where in `bits` the pairs stand whose records must be looked at: for contradictions, and for their weight.
    private var unsure: [Int] = []
    private var unknown: [Int] = []

    init(_ clusterer: Clusterer, _ threshold: Double) {
        self.clusterer = clusterer
        self.threshold = threshold
        runner = PairRunner(clusterer.program, clusterer.frame.records)
        contradictions = clusterer.contradictions.map { PairRunner($0, clusterer.frame.records) }
    }

    /// Whether they make a good batch to be compared at once.
    var isFull: Bool { unknown.count >= 2048 || bits.count >= 1 << 16 }

    /// As ``gather(_:_:_:)`` for two rows and their pair.
    mutating func gather(_ pair: LinkedPair) {
        bits.append(Self.bits(pair.weight))
        mayContradict(pair, bits.count - 1)
    }

    /// Has the records of a pair looked at where they could contradict each other.
    private mutating func mayContradict(_ pair: LinkedPair, _ cell: Int) {
        guard contradictions != nil, clusterer.harmless.isEmpty || !clusterer.harmless[pair.vector] else { return }
        unsure.append(cell)
        left.append(UInt32(pair.left))
        right.append(UInt32(pair.right))
    }

    /// Forgets all pairs.
    mutating func clear() {
        left.removeAll(keepingCapacity: true)
        right.removeAll(keepingCapacity: true)
        bits.removeAll(keepingCapacity: true)
        unsure.removeAll(keepingCapacity: true)
        unknown.removeAll(keepingCapacity: true)
    }

    /// Adds all pairs of a part's rows, with the weights that are known.
    mutating func gather(_ rows: ArraySlice<UInt32>, _ places: ArraySlice<UInt32>, _ pairs: [LinkedPair]) {
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
    static func place(_ row: Int, _ rows: ArraySlice<UInt32>) -> Int {
        var (low, high) = (rows.startIndex, rows.endIndex - 1)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] < UInt32(row) { low = middle + 1 } else { high = middle }
        }
        return low - rows.startIndex
    }

    /// Where two places, the smaller first, stand in the list of all pairs.
    static func cell(_ low: Int, _ high: Int, _ size: Int) -> Int {
        low * (2 * size - low - 1) / 2 + high - low - 1
    }

    /// Looks for contradictions among the pairs gathered, and compares those whose weight is not known.
    mutating func weigh() {
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

    /// Whether all pairs across two clusters together speak for one person, compared only now.
    mutating func areLikely(_ first: [UInt32], _ second: [UInt32]) -> Bool {
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
