import Evaluation
import Testing

@Suite("Few clusters")
struct FewClustersTests {
    private struct Panel {
        var y: [Double] = []
        var post: [Double] = []
        var treated: [Double] = []
        var clusters: [String] = []

        init(_ seed: Int, clusters count: Int, size: Int) {
            var random = Seeded(UInt64(seed))
            for cluster in 0..<count {
                let level = Double.random(in: -1...1, using: &random)
                for row in 0..<size {
                    let (after, given) = (Double(row % 2), Double(cluster % 2))
                    y.append(level + after + 0.4 * after * given + Double.random(in: -1...1, using: &random))
                    post.append(after)
                    treated.append(given)
                    clusters.append(String(cluster))
                }
            }
        }

        func fit(_ y: [Double]? = nil, clusters codes: [String]? = nil) throws -> DifferenceInDifferences {
            try DifferenceInDifferences(
                outcome: y ?? self.y, post: post, treated: treated, options: .init(clusters: codes ?? clusters))
        }
    }

    @Test(
        "With one row a cluster CR2 is the error of four independent means, with Satterthwaite's degrees",
        arguments: 0..<8)
    func singletons(seed: Int) throws {
        let panel = Panel(seed, clusters: 6, size: 6)
        let few = try #require(try panel.fit(clusters: panel.y.indices.map(String.init)).effect.fewClusters)
        var (variance, trace, squares) = (0.0, 0.0, 0.0)
        for after in [0.0, 1] {
            for given in [0.0, 1] {
                let cell = panel.y.indices.filter { panel.post[$0] == after && panel.treated[$0] == given }
                    .map { panel.y[$0] }
                let n = Double(cell.count)
                let mean = cell.reduce(0, +) / n
                variance += cell.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n
                trace += 1 / n
                squares += 1 / (n * n * (n - 1))
            }
        }
        #expect(close(few.standardError ?? .nan, variance.squareRoot(), 1e-10))
        #expect(close(few.degreesOfFreedom ?? .nan, trace * trace / squares, 1e-8))
    }

    /// The bootstrap written out: additive fit of a balanced table, signs by cluster, t by the clustered error.
    @Test("The wild bootstrap takes every sign and counts as written out", arguments: 0..<6)
    func wild(seed: Int) throws {
        let panel = Panel(seed, clusters: 6, size: 4)
        let base = try panel.fit()
        let few = try #require(base.effect.fewClusters)
        func mean(_ keep: (Int) -> Bool) -> Double {
            let rows = panel.y.indices.filter(keep)
            return rows.reduce(0) { $0 + panel.y[$1] } / Double(rows.count)
        }
        let fitted = panel.y.indices.map { row in
            mean { panel.post[$0] == panel.post[row] } + mean { panel.treated[$0] == panel.treated[row] }
                - mean { _ in true }
        }
        func t(_ fit: DifferenceInDifferences) -> Double {
            (fit.effect.estimate / (fit.effect.clustered ?? 0)).magnitude
        }
        let observed = t(base)
        var count = 0
        for signs in 0..<64 {
            let y = panel.y.indices.map { row in
                let sign: Double = signs >> (Int(panel.clusters[row]) ?? 0) & 1 == 0 ? 1 : -1
                return fitted[row] + sign * (panel.y[row] - fitted[row])
            }
            if t(try panel.fit(y)) >= observed * (1 - 1e-9) { count += 1 }
        }
        let result = try few.wild()
        #expect(result.isEnumerated && result.draws == 64)
        #expect(result.pValue == Double(count) / 64)
    }

    @Test("Drawn weights are repeatable, never give 0, and the interval turns where the test does")
    func drawn() throws {
        let panel = Panel(3, clusters: 18, size: 6)
        let few = try #require(try panel.fit().effect.fewClusters)
        for weights in WildCluster.Weights.allCases {
            let once = try few.wild(weights, replicates: 999, seed: 5)
            #expect(try few.wild(weights, replicates: 999, seed: 5) == once)
            #expect(once.pValue > 0 && once.pValue <= 1 && !once.isEnumerated && once.draws == 999)
            #expect(try few.wild(weights, null: few.estimate + 50, replicates: 999).pValue == 0.001)
            let interval = try #require(try few.wildInterval(weights, replicates: 999, seed: 5))
            for (end, inside) in [(interval.lower, 1.0), (interval.upper, -1)] {
                let step = inside * 0.02 * (interval.upper - interval.lower)
                #expect(try few.wild(weights, null: end + step, replicates: 999, seed: 5).pValue > 0.05)
                #expect(try few.wild(weights, null: end - step, replicates: 999, seed: 5).pValue <= 0.05)
            }
        }
    }

    @Test("Refusals, and clusters enough")
    func refusals() throws {
        let few = try #require(try Panel(1, clusters: 6, size: 4).fit().effect.fewClusters)
        #expect(throws: EvaluationRefusal(.invalidOption, "replicates")) { try few.wild(replicates: 10) }
        #expect(throws: EvaluationRefusal(.invalidOption, "null")) { try few.wild(null: .nan) }
        #expect(throws: EvaluationRefusal(.invalidOption, "conf")) { try few.interval(confidence: 1) }
        #expect(try Panel(1, clusters: 40, size: 4).fit().effect.fewClusters == nil)
        #expect(try Panel(1, clusters: 39, size: 4).fit().effect.fewClusters?.clusters == 39)
        let three = try #require(try Panel(1, clusters: 3, size: 6).fit().effect.fewClusters)
        // Eight sign patterns reject nothing at 5 %.
        #expect(try three.wildInterval() == nil)
    }

    @Test("Copies of the rows, their order and the unit change neither error nor p-value", arguments: 0..<4)
    func invariance(seed: Int) throws {
        let panel = Panel(seed, clusters: 8, size: 6)
        let few = try #require(try panel.fit().effect.fewClusters)
        var random = Seeded(UInt64(seed) + 9)
        let order = panel.y.indices.shuffled(using: &random)
        let moved = try DifferenceInDifferences(
            outcome: order.map { panel.y[$0] * 15_000 }, post: order.map { panel.post[$0] },
            treated: order.map { panel.treated[$0] }, options: .init(clusters: order.map { "c" + panel.clusters[$0] }))
        let other = try #require(moved.effect.fewClusters)
        #expect(close((few.standardError ?? .nan) * 15_000, other.standardError ?? 0, 1e-9))
        #expect(close(few.degreesOfFreedom ?? .nan, other.degreesOfFreedom ?? 0, 1e-8))
        #expect(try few.wild().pValue == other.wild().pValue)
    }
}
