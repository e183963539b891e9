import Evaluation
import Foundation
import Testing

@Suite("Difference in differences")
struct DifferenceInDifferencesTests {
    private struct Panel {
        var before: [Double]
        var after: [Double]
        var treated: [Double]
        var village: [String]
        var weight: [Double]

        init(_ seed: UInt64, _ n: Int = 24) {
            var random = Seeded(seed)
            before = (0..<n).map { _ in Double.random(in: 5...50, using: &random) }
            treated = (0..<n).map { Double($0 % 2) }
            after = zip(before, treated).map { $0 * 1.1 + $1 * 4 + Double.random(in: -3...3, using: &random) }
            village = (0..<n).map { String($0 / 4) }
            weight = (0..<n).map { _ in Double.random(in: 0.1...10, using: &random) }
        }
    }

    private func mean(_ values: [Double], _ weights: [Double], where keep: [Bool]) -> Double {
        var (sum, size) = (0.0, 0.0)
        for index in values.indices where keep[index] {
            sum += weights[index] * values[index]
            size += weights[index]
        }
        return sum / size
    }

    @Test("The interaction is the difference of four means, weighted too; wide and long form agree", arguments: 1...8)
    func fourMeans(seed: UInt64) throws {
        let p = Panel(seed)
        let given = p.treated.map { $0 == 1 }
        let other = given.map { !$0 }
        let expected =
            mean(p.after, p.weight, where: given) - mean(p.before, p.weight, where: given)
            - mean(p.after, p.weight, where: other) + mean(p.before, p.weight, where: other)
        let wide = try DifferenceInDifferences(
            before: p.before, after: p.after, treated: p.treated,
            options: .init(weights: p.weight, clusters: p.village))
        let n = p.before.count
        let long = try DifferenceInDifferences(
            outcome: p.before + p.after, post: (0..<(2 * n)).map { $0 < n ? 0 : 1 }, treated: p.treated + p.treated,
            options: .init(weights: p.weight + p.weight, clusters: p.village + p.village))
        #expect(close(wide.effect.estimate, expected, 1e-10) && close(long.effect.estimate, expected, 1e-10))
        for path in [\DifferenceInDifferences.Effect.classical, \.robust, \.clustered] {
            #expect(close(wide.effect[keyPath: path] ?? 0, long.effect[keyPath: path] ?? 1, 1e-9))
        }
        #expect(close(wide.firstDifference?.estimate ?? 0, expected, 1e-10))
        #expect(wide.n == 2 * n && wide.pairs == n && wide.clusters == 6 && long.pairs == nil)
    }

    @Test("Unweighted, the robust error is that of four independent means", arguments: 1...5)
    func robust(seed: UInt64) throws {
        let p = Panel(seed)
        let result = try DifferenceInDifferences(before: p.before, after: p.after, treated: p.treated)
        var variance = 0.0
        for (values, group) in [(p.before, 0.0), (p.before, 1), (p.after, 0), (p.after, 1)] {
            let cell = zip(values, p.treated).filter { $0.1 == group }.map(\.0)
            let centre = cell.reduce(0, +) / Double(cell.count)
            variance += cell.map { ($0 - centre) * ($0 - centre) }.reduce(0, +) / Double(cell.count * cell.count)
        }
        let n = Double(result.n)
        #expect(close(result.effect.robust ?? 0, (variance * n / (n - 4)).squareRoot(), 1e-10))
        // Clusters of one observation each are no clusters.
        let alone = try DifferenceInDifferences(
            outcome: p.after, post: p.before.map { $0 > 25 ? 1 : 0 }, treated: p.treated,
            options: .init(clusters: p.before.indices.map(String.init)))
        #expect(close(alone.effect.clustered ?? 0, alone.effect.robust ?? 1, 1e-10))
    }

    @Test("Row order, weight scale, names of clusters and rows of weight zero change nothing; the unit goes through")
    func invariance() throws {
        let p = Panel(3)
        var random = Seeded(9)
        let base = try DifferenceInDifferences(
            before: p.before, after: p.after, treated: p.treated, options: .init(weights: p.weight, clusters: p.village)
        )
        let order = p.before.indices.shuffled(using: &random)
        let other = try DifferenceInDifferences(
            before: order.map { 1000 * p.before[$0] } + [1], after: order.map { 1000 * p.after[$0] } + [1e9],
            treated: order.map { p.treated[$0] } + [1],
            options: .init(
                weights: order.map { 1e-7 * p.weight[$0] } + [0], clusters: order.map { "v" + p.village[$0] } + ["x"]))
        let effects = [
            (base.effect, other.effect), (base.firstDifference, other.firstDifference), (base.ancova, other.ancova),
        ]
        for (a, b) in effects {
            let (a, b) = (try #require(a), try #require(b))
            #expect(close(1000 * a.estimate, b.estimate, 1e-9))
            for path in [\DifferenceInDifferences.Effect.classical, \.robust, \.clustered] {
                #expect(close(1000 * (a[keyPath: path] ?? 0), b[keyPath: path] ?? 1, 1e-9))
            }
        }
        #expect(other.clusters == 6)
    }

    @Test("Missing measurements drop the unit, a logarithm needs positive outcomes")
    func missing() throws {
        var p = Panel(5)
        p.after[3] = .nan
        let result = try DifferenceInDifferences(
            before: p.before, after: p.after, treated: p.treated, options: .init(transform: .log))
        #expect(result.pairs == 23 && result.dropped == 1)
        p.after[3] = 0
        #expect(throws: EvaluationRefusal(.notDefined, "log")) {
            try DifferenceInDifferences(
                before: p.before, after: p.after, treated: p.treated, options: .init(transform: .log))
        }
    }

    @Test("Without a comparison there is no effect")
    func refusals() {
        let p = Panel(6)
        let all = p.treated.map { _ in 1.0 }
        #expect(throws: EvaluationRefusal(.noComparisonGroup)) {
            try DifferenceInDifferences(before: p.before, after: p.after, treated: all)
        }
        #expect(throws: EvaluationRefusal(.singleGroup, "treated")) {
            try DifferenceInDifferences(before: p.before, after: p.after, treated: all.map { 1 - $0 })
        }
        #expect(throws: EvaluationRefusal(.notDefined, "regression")) {
            try DifferenceInDifferences(outcome: p.after, post: all, treated: p.treated)
        }
    }
}
