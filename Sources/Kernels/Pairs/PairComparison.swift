/// One comparison of two records: questions, and the level that each set of answers comes to.
public struct PairComparison: Sendable {
    /// Level not known yet.
    static let open: UInt8 = 255
    /// The largest number of answers.
    public static let mostBits = 16

    let tests: [PairTest]
    /// Tests that are put to all pairs, by their places.
    let quick: [Int]
    /// Tests that take longer, by their places: asked one after the other where the level is still open.
    let dear: [Int]
    let slow: [SlowTest]
    /// After the quick tests, after each dear one and after each slow one, the level of every set of answers so far;
    /// answers not known yet are 0.
    let stages: [[UInt8]]
    /// The number of levels.
    public let levels: Int

    /// - Parameters:
    ///   - tests: test `i` gives bit `i`.
    ///   - slow: their bits follow; a test is asked only where the level is still open.
    ///   - levels: at most 250.
    ///   - decide: the level of a set of answers, 0 ..< `levels`.
    public init(tests: [PairTest], slow: [SlowTest], levels: Int, decide: (UInt32) -> Int) {
        self.tests = tests
        self.slow = slow
        self.levels = levels
        quick = tests.indices.filter { !tests[$0].isDear }
        dear = tests.indices.filter { tests[$0].isDear }
        let width = slow.reduce(tests.count) { $0 + $1.bits }
        precondition(width <= Self.mostBits && levels <= 250)
        // From the last stage, where all is known, back to the first.
        var stages = [(0..<(1 << width)).map { UInt8(truncatingIfNeeded: decide(UInt32($0))) }]
        var start = width
        for test in slow.reversed() {
            start -= test.bits
            stages.append(Self.before(stages[stages.count - 1], test.bits, at: start))
        }
        for place in dear.reversed() {
            let later = stages[stages.count - 1]
            stages.append(later.indices.map { later[$0] == later[$0 | 1 << place] ? later[$0] : Self.open })
        }
        self.stages = stages.reversed()
    }

    /// The levels before `added` answers are known that grow laxer from bit `start` on.
    private static func before(_ later: [UInt8], _ added: Int, at start: Int) -> [UInt8] {
        (0..<(1 << start)).map { known in
            var level = open
            // Whoever keeps a strict bound keeps the looser ones as well: no other answers can come.
            for kept in 0...added {
                let answers = (1 << added) - (1 << (added - kept))
                let found = later[known | answers << start]
                if kept > 0, found != level { return open }
                level = found
            }
            return level
        }
    }
}
