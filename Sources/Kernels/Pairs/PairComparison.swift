/// One comparison of two records: questions, and the level that each set of answers comes to.
public struct PairComparison: Sendable {
    /// Level not known yet.
    static let open: UInt8 = 255
    /// The largest number of answers.
    public static let mostBits = 16

    let tests: [PairTest]
    let slow: [SlowTest]
    /// For the quick tests, and after each slow one, the level of every set of answers so far.
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
        var widths = [tests.count]
        for test in slow { widths.append((widths.last ?? 0) + test.bits) }
        precondition((widths.last ?? 0) <= Self.mostBits && levels <= 250)
        var stages = [[UInt8]](repeating: [], count: widths.count)
        let last = widths.count - 1
        stages[last] = (0..<(1 << widths[last])).map { UInt8(truncatingIfNeeded: decide(UInt32($0))) }
        for stage in stride(from: last - 1, through: 0, by: -1) {
            let (width, added) = (widths[stage], widths[stage + 1] - widths[stage])
            let later = stages[stage + 1]
            stages[stage] = (0..<(1 << width)).map { known in
                var level = Self.open
                // Whoever keeps a strict bound keeps the looser ones as well: no other answers can come.
                for kept in 0...added {
                    let answers = (1 << added) - (1 << (added - kept))
                    let found = later[known | answers << width]
                    if kept > 0, found != level { return Self.open }
                    level = found
                }
                return level
            }
        }
        self.stages = stages
    }
}
