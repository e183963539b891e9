import Evaluation
import Testing

@Suite("Benefit incidence")
struct IncidenceTests {
    private func sample(_ seed: UInt64) -> (outcome: [Double], rank: [Double], weights: [Double]) {
        var random = Seeded(seed)
        let n = Int.random(in: 6...40, using: &random)
        return (
            (0..<n).map { _ in Double(Int.random(in: 0...5, using: &random)) } + [1],
            (0..<n).map { _ in Double(Int.random(in: 1...12, using: &random)) } + [3],
            (0..<n).map { _ in Double(Int.random(in: 1...4, using: &random)) } + [1]
        )
    }

    @Test(
        "Quantile groups, curves and indices do not depend on order, weight scale, unit, copies or empty rows",
        arguments: 0..<25)
    func invariance(seed: Int) throws {
        let (outcome, rank, weights) = sample(UInt64(seed))
        var random = Seeded(UInt64(seed) + 500)
        let order = outcome.indices.shuffled(using: &random)
        let base = try IncidenceGroups.quantiles(outcome: outcome, rank: rank, weights: weights)
        // Copies as whole-number weights: every row as often as its weight.
        let copies = weights.indices.flatMap { Array(repeating: $0, count: Int(weights[$0])) }
        let others = try [
            IncidenceGroups.quantiles(
                outcome: order.map { outcome[$0] }, rank: order.map { rank[$0] }, weights: order.map { weights[$0] }),
            .quantiles(outcome: outcome, rank: rank, weights: weights.map { $0 * 0.1 }),
            .quantiles(outcome: outcome, rank: rank, weights: weights.map { $0 / 3e7 }),
            .quantiles(outcome: outcome.map { $0 * 1000 }, rank: rank.map { $0 * 1000 }, weights: weights),
            .quantiles(outcome: outcome + [99], rank: rank + [2], weights: weights + [0]),
            .quantiles(outcome: copies.map { outcome[$0] }, rank: copies.map { rank[$0] }),
        ]
        for other in others {
            #expect(close(other.benefitShare, base.benefitShare) && close(other.populationShare, base.populationShare))
        }
        let exact = try IncidenceGroups.exactShares(outcome: outcome, rank: rank, weights: weights)
        let shuffled = try IncidenceGroups.exactShares(
            outcome: order.map { outcome[$0] }, rank: order.map { rank[$0] }, weights: order.map { weights[$0] * 7 })
        #expect(close(exact.benefitShare, shuffled.benefitShare))
        #expect(close(exact.benefitShare.reduce(0, +), 1))
        let curve = try ConcentrationCurve(outcome: outcome, rank: rank, weights: weights)
        let copied = try ConcentrationCurve(
            outcome: copies.map { outcome[$0] }, rank: copies.map { rank[$0] }, weights: copies.map { _ in 1 })
        #expect(close(curve.index, copied.index, 1e-11))
    }

    @Test("The index equals its covariance form over fractional ranks", arguments: 0..<15)
    func covarianceForm(seed: Int) throws {
        let (outcome, rank, weights) = sample(UInt64(seed) + 40)
        let total = weights.reduce(0, +)
        let fractional = rank.map { r in
            (zip(rank, weights).reduce(0) { $0 + ($1.0 < r ? $1.1 : $1.0 == r ? $1.1 / 2 : 0) }) / total
        }
        let top = zip(zip(weights, outcome), fractional).reduce(0) { $0 + $1.0.0 * $1.0.1 * $1.1 }
        let bottom = zip(weights, outcome).reduce(0) { $0 + $1.0 * $1.1 }
        let curve = try ConcentrationCurve(outcome: outcome, rank: rank, weights: weights)
        #expect(close(curve.index, 2 * top / bottom - 1, 1e-10))
    }

    @Test("Equal grants have no concentration, one who has all has nearly all of it")
    func knownIndices() throws {
        let five: [Double] = [1, 2, 3, 4, 5]
        let ones = Array(repeating: 1.0, count: 5)
        #expect(close(try ConcentrationCurve(outcome: ones, rank: five, weights: ones).index + 1, 1))
        #expect(
            close(try ConcentrationCurve(outcome: [0, 0, 0, 0, 9], rank: [0, 0, 0, 0, 9], weights: ones).index, 0.8))
        #expect(try ConcentrationCurve(outcome: [7], rank: [7], weights: [2]).index == 0)
        #expect(throws: EvaluationRefusal(.zeroTotal)) {
            try ConcentrationCurve(outcome: [0, 0], rank: [1, 2], weights: [1, 1])
        }
        #expect(throws: EvaluationRefusal(.zeroMean)) {
            try ConcentrationCurve(outcome: [1, -1], rank: [1, 2], weights: [1, 1])
        }
    }

    @Test("Equal-width classes hold their upper limit, and the warning says they are no quantiles")
    func equalWidth() throws {
        let rank: [Double] = [720_000, 1_619_600, 1_619_601, 2_519_200, 5_218_000]
        let classes = try EqualWidthIncidence(outcome: [1, 1, 1, 1, 1], rank: rank)
        #expect(classes.breaks == [720_000, 1_619_600, 2_519_200, 3_418_800, 4_318_400, 5_218_000])
        #expect(classes.counts == [2, 2, 0, 0, 1])
        #expect(classes.warnings.map(\.code).contains(.equalWidthClasses))
        let tenths = try EqualWidthIncidence(outcome: [1, 1, 1, 1, 1, 1], rank: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
        #expect(tenths.counts == [2, 1, 1, 1, 1])
        let same = try EqualWidthIncidence(outcome: [2, 3], rank: [5, 5])
        #expect(same.counts == [2, 0, 0, 0, 0])
        #expect(close(try EqualWidthIncidence(outcome: [4], rank: [5]).paperIndex(), -0.8))
    }

    @Test("External limits name the groups of the population")
    func external() throws {
        let groups = try IncidenceGroups.external(
            outcome: [3, 1, 0, 2], rank: [10, 20, 30, 40], cuts: [20, 30])
        #expect(groups.counts == [2, 1, 1])
        #expect(close(groups.benefitShare, [4.0 / 6, 0, 2.0 / 6]))
        #expect(groups.participation == [1, 0, 1])
        #expect(throws: EvaluationRefusal(.invalidOption, "cuts")) {
            try IncidenceGroups.external(outcome: [1], rank: [1], cuts: [3, 2])
        }
    }

    @Test("No label without somebody who does not receive")
    func label() {
        #expect(Progressivity.label(outcome: [1, 2], concentration: -0.4, gini: 0.3) == .withheld)
        #expect(Progressivity.label(outcome: [0, 2], concentration: -0.4, gini: 0.3) == .proPoor)
        #expect(Progressivity.label(outcome: [0, 2], concentration: 0.1, gini: 0.3) == .progressive)
        #expect(Progressivity.label(outcome: [0, 2], concentration: 0.4, gini: 0.3) == .regressive)
    }

    @Test("Weighted quantiles by their three rules")
    func quantiles() {
        let quantile = WeightedQuantiles([4, 1, 3, 2], weights: [1, 1, 1, 1])
        #expect(quantile(0.5, .inverseECDF) == 2)
        #expect(quantile(0.5, .averageAtSteps) == 2.5)
        #expect(quantile(0.5, .linear) == 2.5)
        #expect(quantile(0.25, .linear) == 1.75)
        #expect(quantile(1, .averageAtSteps) == 4 && quantile(0, .inverseECDF) == 1)
    }
}
