/// A comparison laid out so that a batch of a few pairs costs no more than it must.
final class ComparisonPlan {
    let quick: [(PairTest, UInt32)]
    let dear: [(PairTest, UInt32)]
    let slow: [SlowTest]
    let factor: UInt32
    /// How many answers the tests give before the slow ones.
    let width: Int
    /// Whether the quick tests decide every level.
    let isQuick: Bool
    /// The tables of all stages one behind the other, and those after the slow tests.
    let levels: UnsafeMutablePointer<UInt8>
    let slowLevels: UnsafeMutablePointer<UInt8>

    init(_ comparison: PairComparison, factor: UInt32) {
        quick = comparison.quick.map { (comparison.tests[$0], 1 << UInt32($0)) }
        dear = comparison.dear.map { (comparison.tests[$0], 1 << UInt32($0)) }
        slow = comparison.slow
        width = comparison.tests.count
        isQuick = dear.isEmpty && slow.isEmpty
        self.factor = factor
        levels = .allocate(capacity: comparison.stages.reduce(0) { $0 + $1.count })
        slowLevels = levels + (1 << comparison.tests.count) * (1 + comparison.dear.count)
        var end = 0
        for level in comparison.stages.joined() {
            (levels + end).initialize(to: level)
            end += 1
        }
    }

    deinit { levels.deallocate() }
}
