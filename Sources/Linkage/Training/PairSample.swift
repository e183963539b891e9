import Kernels

/// Pairs of records drawn at random, the same whatever the order of the rows.
struct PairSample: Sendable {
    private let left: [UInt32]
    private let right: [UInt32]
    /// Whether these are all pairs rather than a sample.
    let isWhole: Bool
    private let threads: Int

    var count: Int { left.count }

    /// - Parameters:
    ///   - ranks: a number for each record that does not depend on its row.
    ///   - lists: where given, only pairs of different lists are drawn.
    init(ranks: RecordRanks, lists: [UInt16], pairs: Int, threads: Int) {
        self.threads = threads
        func isAllowed(_ a: UInt32, _ b: UInt32) -> Bool { lists.isEmpty || lists[Int(a)] != lists[Int(b)] }
        let order = ranks.drawn(Self.records, threads: threads)
        var left: [UInt32] = []
        var right: [UInt32] = []
        left.reserveCapacity(pairs)
        right.reserveCapacity(pairs)
        isWhole = Self.draw(records: ranks.count, pairs: pairs) { a, b in
            let (a, b) = (order[a], order[b])
            guard isAllowed(a, b) else { return }
            left.append(a)
            right.append(b)
        }
        self.left = left
        self.right = right
    }

    /// How many records the pairs are drawn from: few enough to lie in the cache, and many enough not to add to the
    /// sample's own error.
    static let records = 16_384

    /// Draws pairs of places in that order.
    ///
    /// - Returns: whether these are all pairs of the records, each once, because there are no more than `pairs`.
    static func draw(records: Int, pairs: Int, _ take: (Int, Int) -> Void) -> Bool {
        guard records > 1 else { return true }
        let size = min(records, Self.records)
        guard size < records || size * (size - 1) / 2 > pairs else {
            for a in 0..<(size - 1) { for b in (a + 1)..<size { take(a, b) } }
            return true
        }
        let wide = UInt64(size)
        for draw in 0..<UInt64(max(0, pairs)) {
            let random = KeyMixer.mixed(draw &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1)
            let a = Int(random.multipliedFullWidth(by: wide).high)
            let b = Int(KeyMixer.mixed(random ^ 0xD1B5_4A32_D192_ED03).multipliedFullWidth(by: wide).high)
            if a != b { take(a, b) }
        }
        return false
    }

    /// For each comparison how many pairs have each level.
    func counts(_ program: PairProgram, _ frame: RecordFrame) -> [[Double]] {
        let pieces = (0..<64).map { (left.count * $0 / 64)..<(left.count * ($0 + 1) / 64) }
        let parts = Workers.map(
            64, threads: threads, context: { PairRunner(program, frame.records) },
            { (runner: inout PairRunner, piece: Int) -> [UInt32] in
                runner.vectors(Array(left[pieces[piece]]), Array(right[pieces[piece]]))
            })
        var vectors = [UInt64](repeating: 0, count: program.vectorCount)
        for part in parts { for vector in part { vectors[Int(vector)] += 1 } }
        var totals = program.comparisons.map { [Double](repeating: 0, count: $0.levels) }
        for (vector, count) in vectors.enumerated() where count > 0 {
            for place in totals.indices { totals[place][program.level(place, of: vector)] += Double(count) }
        }
        return totals
    }
}
