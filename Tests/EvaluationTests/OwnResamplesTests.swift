import Evaluation
import Testing

@Suite("Bootstrap with resamples of its own")
struct OwnResamplesTests {
    private struct Sample {
        var outcome: [Double] = []
        var rank: [Double] = []
        var weights: [Double] = []
        var strata: [String] = []
        var clusters: [String] = []

        init(_ seed: Int, _ n: Int, distinct: Bool = false) {
            var random = Seeded(UInt64(seed) + 500)
            for row in 0..<n {
                rank.append(
                    distinct
                        ? Double.random(in: 1...50, using: &random) : Double(Int.random(in: 1...20, using: &random)))
                outcome.append(Bool.random(using: &random) ? Double(Int.random(in: 1...5, using: &random)) : 0)
                weights.append(Double(Int.random(in: 1...4, using: &random)))
                clusters.append(String(row % max(8, n / 6)))
                strata.append(String(row % max(8, n / 6) % 2))
            }
        }

        func design(lonely: LonelyPolicy = .fail) throws -> SurveyDesign {
            try SurveyDesign(
                count: rank.count, weights: weights, strata: strata, clusters: [clusters], lonely: lonely)
        }
    }

    private let statistics: [ResampledStatistic] = [
        .mean, .quantile(0.5), .ratio, .gini, .giniOfRank, .kakwani, .concentration(.standard),
        .concentration(.generalized), .concentration(.erreygers(.init(0, 6))), .concentration(.extended(nu: 3)),
        .concentration(.symmetric(beta: 1.5)),
    ]

    @Test("Estimates are those of the estimators", arguments: [true, false])
    func estimates(distinct: Bool) throws {
        let s = Sample(1, 90, distinct: distinct)
        let found = try Resampling(outcome: s.outcome, companion: s.rank, weights: s.weights)
            .bootstrap(statistics, replicates: 20).map(\.estimate)
        func index(_ kind: ConcentrationIndex.Kind) throws -> Double {
            try ConcentrationIndex(outcome: s.outcome, rank: s.rank, weights: s.weights, kind: kind).value
        }
        let design = try SurveyDesign(count: 90, weights: s.weights)
        let kakwani = try Kakwani(benefit: s.outcome, rank: s.rank, weights: s.weights)
        let expected = [
            try DesignMean(outcome: s.outcome, design: design).estimate,
            WeightedQuantiles(s.outcome, weights: s.weights)(0.5),
            try DesignRatio(numerator: s.outcome, denominator: s.rank, design: design).estimate,
            try Gini(s.outcome, weights: s.weights).value, kakwani.gini, kakwani.value, kakwani.concentration,
            try index(.generalized), try index(.erreygers(.init(0, 6))), try index(.extended(nu: 3)),
            try index(.symmetric(beta: 1.5)),
        ]
        #expect(close(found, expected, 1e-11))
    }

    @Test("The order of the rows changes no replicate, the seed changes them all", arguments: [0, 1])
    func order(seed: Int) throws {
        let s = Sample(seed, 60)
        var random = Seeded(UInt64(seed) + 3)
        let order = s.rank.indices.shuffled(using: &random)
        let base = try Resampling(outcome: s.outcome, companion: s.rank, weights: s.weights)
            .bootstrap(statistics, replicates: 50)
        let moved = try Resampling(
            outcome: order.map { s.outcome[$0] }, companion: order.map { s.rank[$0] },
            weights: order.map { s.weights[$0] }
        ).bootstrap(statistics, replicates: 50)
        for (a, b) in zip(base, moved) { #expect(a.replicates == b.replicates) }
        let again = try Resampling(outcome: s.outcome, companion: s.rank, weights: s.weights)
            .bootstrap(statistics, replicates: 50, seed: 2)
        for (a, b) in zip(base, again) { #expect(a.replicates != b.replicates) }
    }

    @Test("Replicates spread as the linearised error says, by rows and by primary units", arguments: [0, 1, 2])
    func spread(seed: Int) throws {
        let s = Sample(seed, 600, distinct: seed == 1)
        let design = try s.design()
        let found = try Resampling(outcome: s.outcome, companion: s.rank, design: design)
            .bootstrap([.mean, .kakwani, .concentration(.extended(nu: 3))], replicates: 2000)
        let errors = [
            try DesignMean(outcome: s.outcome, design: design).standardError,
            try Kakwani(benefit: s.outcome, rank: s.rank, design: design).standardErrors?.kakwani ?? .nan,
            try ConcentrationIndex(outcome: s.outcome, rank: s.rank, design: design, kind: .extended(nu: 3))
                .standardError ?? .nan,
        ]
        for (bootstrap, error) in zip(found, errors) { #expect(close(bootstrap.standardError, error, 0.08)) }
        let rows = try Resampling(outcome: s.outcome, companion: s.rank, weights: s.weights)
            .bootstrap([.kakwani], replicates: 2000)
        let simple = try Kakwani(
            benefit: s.outcome, rank: s.rank, design: SurveyDesign(count: 600, weights: s.weights))
        #expect(close(rows[0].standardError, simple.standardErrors?.kakwani ?? .nan, 0.08))
    }

    @Test("Studentised errors of the sample are the linearised ones, and the interval holds the estimate")
    func studentised() throws {
        let s = Sample(4, 240)
        let design = try s.design()
        let found = try Resampling(outcome: s.outcome, companion: s.rank, design: design)
            .bootstrap([.kakwani, .ratio, .quantile(0.6)], replicates: 400, withErrors: true)
        let kakwani = try Kakwani(benefit: s.outcome, rank: s.rank, design: design)
        #expect(close(found[0].errors?.estimate ?? .nan, kakwani.standardErrors?.kakwani ?? 0, 1e-10))
        let ratio = try DesignRatio(numerator: s.outcome, denominator: s.rank, design: design)
        #expect(close(found[1].errors?.estimate ?? .nan, ratio.standardError, 1e-10))
        for result in found.prefix(2) {
            let interval = try result.studentised()
            #expect(interval.lower < result.estimate && result.estimate < interval.upper)
            let width = (interval.upper - interval.lower) / (2 * 1.96 * result.standardError)
            #expect(width > 0.8 && width < 1.5)
            // Each replicate's error is of the size of the sample's.
            let middle = try #require(result.errors).replicates.sorted()[200]
            #expect(close(middle, try #require(result.errors).estimate, 0.2))
        }
    }

    @Test("A finite population shrinks the spread, a census has none")
    func finite() throws {
        let s = Sample(5, 120)
        let units = Dictionary(grouping: s.rank.indices) { s.strata[$0] }.mapValues {
            Set($0.map { s.clusters[$0] }).count
        }
        func result(_ factor: Double) throws -> Bootstrap {
            let design = try SurveyDesign(
                count: 120, weights: s.weights, strata: s.strata, clusters: [s.clusters],
                populations: [s.strata.map { Double(units[$0] ?? 0) * factor }])
            let sample = try Resampling(outcome: s.outcome, companion: s.rank, design: design)
            #expect(throws: EvaluationRefusal.self) { try sample.bootstrap([.mean], withErrors: true) }
            return try sample.bootstrap([.mean], replicates: 1500)[0]
        }
        #expect(try result(1).standardError == 0)
        let open = try Resampling(outcome: s.outcome, companion: s.rank, design: s.design())
            .bootstrap([.mean], replicates: 1500)[0]
        #expect(close(try result(2).standardError / open.standardError, 0.5.squareRoot(), 0.06))
    }

    @Test("Refusals")
    func refusals() throws {
        let s = Sample(6, 40)
        let alone = try Resampling(outcome: s.outcome)
        #expect(alone.isAdvised && !Resampling.isAdvised(rows: 200))
        #expect(throws: EvaluationRefusal(.invalidOption, "rank")) { try alone.bootstrap([.kakwani]) }
        #expect(throws: EvaluationRefusal(.invalidOption, "probs")) { try alone.bootstrap([.quantile(1)]) }
        #expect(throws: EvaluationRefusal(.invalidOption, "replicates")) { try alone.bootstrap([.mean], replicates: 1) }
        #expect(throws: EvaluationRefusal(.zeroTotal)) { try Resampling(outcome: [0, 0, 0]).bootstrap([.gini]) }
        // One recipient among three: a third of the resamples has none.
        #expect(throws: EvaluationRefusal(.notDefined, "replicates")) {
            try Resampling(outcome: [0, 0, 1]).bootstrap([.gini])
        }
        let lonely = try SurveyDesign(count: 3, strata: ["a", "a", "b"], clusters: [["1", "2", "3"]])
        #expect(throws: EvaluationRefusal(.lonelyPSU)) {
            try Resampling(outcome: [1, 2, 3], design: lonely).bootstrap([.mean])
        }
        let plain = try alone.bootstrap([.mean], replicates: 100)[0]
        #expect(throws: EvaluationRefusal(.notDefined, "studentised")) { try plain.studentised() }
    }
}
