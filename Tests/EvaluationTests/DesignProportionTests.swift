import Evaluation
import Testing

@Suite("Proportions under a survey design")
struct DesignProportionTests {
    private let outcome: [Double] = [1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0]

    private func proportion(
        _ outcome: [Double], weights: [Double]? = nil, strata: [String]? = nil, clusters: [[String]] = [],
        populations: [[Double]] = [], lonely: LonelyPolicy = .fail, domain: [Double]? = nil
    ) throws -> DesignProportion {
        let design = try SurveyDesign(
            count: outcome.count, weights: weights, strata: strata, clusters: clusters, populations: populations,
            lonely: lonely)
        return try DesignProportion(outcome: outcome, domain: domain, design: design)
    }

    @Test("A simple random sample has the textbook variance, with and without a finite population")
    func simpleRandom() throws {
        let n = Double(outcome.count)
        let p = outcome.reduce(0, +) / n
        let plain = try proportion(outcome)
        #expect(close(plain.standardError, (p * (1 - p) / (n - 1)).squareRoot()))
        #expect(plain.degreesOfFreedom == 11)
        let finite = try proportion(outcome, populations: [Array(repeating: 48, count: 12)])
        #expect(close(finite.standardError, plain.standardError * 0.75.squareRoot()))
        #expect(try proportion(outcome, populations: [Array(repeating: 12, count: 12)]).standardError == 0)
    }

    @Test("Strata and clusters by their formula")
    func stratifiedClusters() throws {
        let strata = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b"]
        let clusters = ["1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "6"]
        let result = try proportion(outcome, strata: strata, clusters: [clusters])
        let p = outcome.reduce(0, +) / 12
        var variance = 0.0
        for stratum in 0..<2 {
            let totals = (0..<3).map { unit in
                (0..<2).map { (outcome[stratum * 6 + unit * 2 + $0] - p) / 12 }.reduce(0, +)
            }
            let mean = totals.reduce(0, +) / 3
            variance += 3.0 / 2 * totals.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
        }
        #expect(close(result.standardError, variance.squareRoot()))
        #expect(result.degreesOfFreedom == 4)
    }

    @Test("Row order, weight scale and rows of weight zero change nothing")
    func invariance() throws {
        var random = Seeded(4)
        let weights = (0..<12).map { _ in Double.random(in: 0.5...3, using: &random) }
        let clusters = (0..<12).map { String($0 / 3) }
        let base = try proportion(outcome, weights: weights, clusters: [clusters])
        let order = (0..<12).shuffled(using: &random)
        let shuffled = try proportion(
            order.map { outcome[$0] }, weights: order.map { weights[$0] }, clusters: [order.map { clusters[$0] }])
        let scaled = try proportion(outcome, weights: weights.map { $0 * 1e9 }, clusters: [clusters])
        let padded = try proportion(outcome + [1, 0], weights: weights + [0, 0], clusters: [clusters + ["x", "y"]])
        for other in [shuffled, scaled, padded] {
            #expect(close(other.estimate, base.estimate) && close(other.standardError, base.standardError))
            #expect(other.degreesOfFreedom == base.degreesOfFreedom)
            for method in DesignProportion.Method.allCases {
                let (a, b) = (try base.interval(method), try other.interval(method))
                #expect(close(a.lower, b.lower, 1e-10) && close(a.upper, b.upper, 1e-10))
            }
        }
    }

    @Test("All intervals hold the estimate, and the likelihood one is where the likelihood says")
    func intervals() throws {
        let result = try proportion(outcome)
        for method in DesignProportion.Method.allCases {
            let interval = try result.interval(method)
            #expect(interval.lower < result.estimate && result.estimate < interval.upper)
        }
        let all = try proportion([1, 1, 1])
        #expect(throws: EvaluationRefusal(.notDefined, "p")) { try all.interval(.logit) }
    }

    @Test("A stratum with one unit: refused, or treated as asked and said so")
    func lonely() throws {
        let strata = ["a", "a", "a", "b"]
        let values: [Double] = [1, 0, 0, 1]
        #expect(throws: EvaluationRefusal(.lonelyPSU)) { try proportion(values, strata: strata) }
        let removed = try proportion(values, strata: strata, lonely: .remove)
        let averaged = try proportion(values, strata: strata, lonely: .average)
        let adjusted = try proportion(values, strata: strata, lonely: .adjust)
        #expect(close(averaged.standardError, removed.standardError * 2.0.squareRoot()))
        #expect(adjusted.standardError > removed.standardError)
        #expect(removed.warnings.contains { $0.code == .lonelyPSU })
    }

    @Test("A domain keeps the design: its missing rows and outside rows still count as sampled")
    func domain() throws {
        let inside = outcome.indices.map { $0 < 8 ? 1.0 : 0 }
        let result = try proportion(outcome, domain: inside)
        #expect(result.n == 8 && result.degreesOfFreedom == 7)
        let p = outcome.prefix(8).reduce(0, +) / 8
        let squares = outcome.prefix(8).map { (($0 - p) / 8) * (($0 - p) / 8) }.reduce(0, +)
        #expect(close(result.standardError, (12.0 / 11 * squares).squareRoot()))
        var holes = outcome
        for row in 8..<12 { holes[row] = .nan }
        #expect(close(try proportion(holes).standardError, result.standardError))
    }

    @Test("Designs that contradict themselves are refused")
    func refusals() {
        #expect(throws: EvaluationRefusal(.negativeWeight)) { try proportion([1, 0], weights: [1, -1]) }
        #expect(throws: EvaluationRefusal(.emptyData)) { try proportion([1, 0], weights: [0, 0]) }
        #expect(throws: EvaluationRefusal(.invalidOption, "fpc")) { try proportion([1, 0], populations: [[1, 1]]) }
        #expect(throws: EvaluationRefusal(.invalidOption, "nest")) {
            try proportion([1, 0], strata: ["a", "b"], clusters: [["1", "1"]])
        }
    }
}
