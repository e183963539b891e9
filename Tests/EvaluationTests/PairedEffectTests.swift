import Evaluation
import Testing

@Suite("Size of a paired difference")
struct PairedEffectTests {
    @Test("The Hodges–Lehmann estimate is the median of all Walsh averages", arguments: 0..<20)
    func walsh(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let n = Int.random(in: 1...15, using: &random)
        let values = (0..<n).map { _ in Double(Int.random(in: -20...40, using: &random)) }
        var averages: [Double] = []
        for i in values.indices { for j in i..<values.count { averages.append((values[i] + values[j]) / 2) } }
        averages.sort()
        let middle = averages.count / 2
        let median = averages.count % 2 == 1 ? averages[middle] : (averages[middle - 1] + averages[middle]) / 2
        let shift = try HodgesLehmann(PairedDifferences(values))
        #expect(shift.estimate == median)
        #expect(shift.interval.lower <= median && median <= shift.interval.upper)
    }

    @Test("The estimate moves with a shift and scales with the unit")
    func equivariance() throws {
        let values: [Double] = [3, -1, 4, 1, 5, 9, 2, 6]
        let base = try HodgesLehmann(PairedDifferences(values))
        let moved = try HodgesLehmann(PairedDifferences(values.map { $0 + 100 }))
        let scaled = try HodgesLehmann(PairedDifferences(values.map { -10 * $0 }))
        #expect(moved.estimate == base.estimate + 100)
        #expect(moved.interval.lower == base.interval.lower + 100)
        #expect(scaled.estimate == -10 * base.estimate)
        #expect(scaled.interval == Interval(-10 * base.interval.upper, -10 * base.interval.lower))
    }

    @Test("Few pairs cannot give 95 %, and say what they give", arguments: [(1, 0.0), (2, 0.5), (3, 0.75), (4, 0.875)])
    func attained(n: Int, confidence: Double) throws {
        let shift = try HodgesLehmann(PairedDifferences((1...n).map(Double.init)))
        #expect(shift.achievedConfidence == confidence)
        #expect(shift.interval == Interval(1, Double(n)))
    }

    @Test("Known effect sizes")
    func effects() throws {
        let effect = try PairedEffect(PairedDifferences([1, 2, -3, 0]))
        #expect(effect.rankBiserial == 0)
        #expect(effect.shareImproved == 0.5)
        #expect(effect.medianDifference == 0.5 && effect.meanDifference == 0)
        #expect(effect.zOverRootN == 0)
        #expect(throws: EvaluationRefusal.self) { try PairedEffect(PairedDifferences([0, 0])) }
    }
}
