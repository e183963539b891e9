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
    init(ranks: [UInt64], lists: [UInt16], pairs: Int, threads: Int) {
        self.threads = threads
        func isAllowed(_ a: UInt32, _ b: UInt32) -> Bool { lists.isEmpty || lists[Int(a)] != lists[Int(b)] }
        // The records in the order of their ranks; the generator picks places in that order.
        let order = SortedKeys(ranks.map(Self.orderKey), threads: threads).rows
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

    /// Records are put in the ascending order of this number before places are drawn.
    static func orderKey(_ rank: UInt64) -> UInt64 { KeyMixer.mixed(rank) | 1 }

    /// Draws pairs of places, each from 0 up to the number of records.
    ///
    /// - Returns: whether these are all pairs, each once, because there are no more than `pairs`.
    static func draw(records: Int, pairs: Int, _ take: (Int, Int) -> Void) -> Bool {
        guard records > 1 else { return true }
        guard records * (records - 1) / 2 > pairs else {
            for a in 0..<(records - 1) { for b in (a + 1)..<records { take(a, b) } }
            return true
        }
        let wide = UInt64(records)
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
            { (runner: inout PairRunner, piece: Int) -> [[Int]] in
                var counts = program.comparisons.map { [Int](repeating: 0, count: $0.levels) }
                for vector in runner.vectors(Array(left[pieces[piece]]), Array(right[pieces[piece]])) {
                    var rest = Int(vector)
                    for place in counts.indices {
                        counts[place][rest % counts[place].count] += 1
                        rest /= counts[place].count
                    }
                }
                return counts
            })
        var totals = program.comparisons.map { [Double](repeating: 0, count: $0.levels) }
        for part in parts {
            for (place, counts) in part.enumerated() {
                for (level, count) in counts.enumerated() { totals[place][level] += Double(count) }
            }
        }
        return totals
    }
}
