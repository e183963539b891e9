import Evaluation
import Testing

@Suite("Means, totals and ratios under a survey design")
struct DesignEstimateTests {
    private struct Sample {
        var y: [Double] = []
        var x: [Double] = []
        var w: [Double] = []
        var strata: [String] = []
        var clusters: [String] = []

        mutating func add(_ row: (y: Double, x: Double, w: Double), _ stratum: String, _ cluster: String) {
            y.append(row.y)
            x.append(row.x)
            w.append(row.w)
            strata.append(stratum)
            clusters.append(cluster)
        }

        func design(scale: Double = 1, lonely: LonelyPolicy = .fail) throws -> SurveyDesign {
            try SurveyDesign(
                count: y.count, weights: w.map { $0 * scale }, strata: strata, clusters: [clusters], nest: true,
                lonely: lonely)
        }

        func reordered(_ order: [Int]) -> Sample {
            var other = Sample()
            for row in order { other.add((y[row], x[row], w[row]), strata[row], clusters[row]) }
            return other
        }
    }

    private func sample(_ seed: UInt64) -> Sample {
        var random = Seeded(seed)
        let weights: [Double] = [1e-3, 1, 7, 1e5]
        var sample = Sample()
        for stratum in 0..<3 {
            for cluster in 0..<Int.random(in: 2...4, using: &random) {
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let y = Double(Int.random(in: -3...9, using: &random))
                    let x = Double.random(in: 1...5, using: &random)
                    let w: Double = weights.randomElement(using: &random) ?? 1
                    sample.add((y, x, w), String(stratum), String(cluster))
                }
            }
        }
        return sample
    }

    @Test(
        "Row order, weight scale and rows of weight zero change no mean and no ratio; the unit goes through",
        arguments: 1...20)
    func invariance(seed: UInt64) throws {
        let base = sample(seed)
        var random = Seeded(seed + 100)
        let mean = try DesignMean(outcome: base.y, design: base.design())
        let ratio = try DesignRatio(numerator: base.y, denominator: base.x, design: base.design())
        var padded = base
        padded.add((99, 1, 0), "0", "0")
        padded.add((99, 1, 0), "elsewhere", "0")
        let shuffled = base.reordered(Array(base.y.indices).shuffled(using: &random))
        for (other, scale) in [(shuffled, 1.0), (base, 1e-6), (padded, 1)] {
            let again = try DesignMean(outcome: other.y, design: other.design(scale: scale))
            #expect(close([again.estimate, again.standardError], [mean.estimate, mean.standardError], 1e-10))
            #expect(again.degreesOfFreedom == mean.degreesOfFreedom && again.n == mean.n)
            let quotient = try DesignRatio(
                numerator: other.y, denominator: other.x, design: other.design(scale: scale))
            #expect(close([quotient.estimate, quotient.standardError], [ratio.estimate, ratio.standardError], 1e-10))
        }
        let rupiah = try DesignMean(outcome: base.y.map { $0 * 15_000 }, design: base.design())
        #expect(close([rupiah.estimate, rupiah.standardError], [15_000 * mean.estimate, 15_000 * mean.standardError]))
    }

    @Test("A mean is the ratio to 1, and a total is a mean times a known size", arguments: 1...10)
    func identities(seed: UInt64) throws {
        let base = sample(seed)
        let ones = base.y.map { _ in 1.0 }
        let mean = try DesignMean(outcome: base.y, design: base.design())
        let ratio = try DesignRatio(numerator: base.y, denominator: ones, design: base.design())
        #expect(close([ratio.estimate, ratio.standardError], [mean.estimate, mean.standardError], 1e-9))
        let total = try DesignTotal(outcome: base.y, design: base.design())
        #expect(close(total.estimate, ratio.numerator))
    }

    @Test("Equal values have no error, whatever their weights")
    func constant() throws {
        let base = sample(3)
        let mean = try DesignMean(outcome: base.y.map { _ in -3.5 }, design: base.design())
        #expect(mean.estimate == -3.5 && mean.standardError == 0 && mean.designEffect == nil)
    }

    @Test("Two stages with finite populations: the textbook's two terms")
    func twoStages() throws {
        // Two districts of four, in each two villages of three and of five (Särndal and others 1992, result 4.3.1).
        let y: [Double] = [3, 8, 1, 6]
        let design = try SurveyDesign(
            count: 4, clusters: [["a", "a", "b", "b"], ["1", "2", "1", "2"]],
            populations: [[4, 4, 4, 4], [3, 3, 5, 5]])
        #expect(close(design.weights, [3, 3, 5, 5]))
        let total = try DesignTotal(outcome: y, design: design)
        // Expanded district totals: 3/2 · 11 and 5/2 · 7.
        let (a, b) = (16.5, 17.5)
        #expect(total.estimate == 2 * (a + b))
        let between = 16.0 * (1 - 0.5) / 2 * ((a - b) * (a - b) / 2)
        let within = 2.0 * (9 * (1 - 2.0 / 3) / 2 * 12.5 + 25 * (1 - 2.0 / 5) / 2 * 12.5)
        #expect(close(total.standardError, (between + within).squareRoot()))
    }

    @Test("A census has no sampling error, and a later stage's does not bring one back")
    func census() throws {
        let design = try SurveyDesign(
            count: 4, clusters: [["a", "a", "b", "b"], ["1", "2", "1", "2"]],
            populations: [[2, 2, 2, 2], [2, 2, 2, 2]])
        #expect(try DesignMean(outcome: [1, 5, 2, 9], design: design).standardError == 0)
    }

    @Test("A lonely unit: refused, left out, centred at the mean of all units, or given the others' mean")
    func lonely() throws {
        let (y, strata): ([Double], [String]) = ([1, 4, 6, 3, 9], ["a", "a", "b", "c", "c"])
        func variance(_ policy: LonelyPolicy) throws -> Double {
            let design = try SurveyDesign(count: 5, weights: [2, 2, 3, 1, 1], strata: strata, lonely: policy)
            let total = try DesignTotal(outcome: y, design: design)
            #expect(total.warnings.contains { $0.code == .lonelyPSU })
            return total.standardError * total.standardError
        }
        #expect(throws: EvaluationRefusal(.lonelyPSU)) { try variance(.fail) }
        // Unit totals 2, 8 | 18 | 3, 9: 2 · 18 in both others.
        #expect(close(try variance(.remove), 72))
        #expect(close(try variance(.average), 108))
        #expect(close(try variance(.adjust), 72 + 100))
    }

    @Test("A missing weight leaves a sampled unit without a value; a missing stratum leaves no unit")
    func missing() throws {
        let design = try SurveyDesign(count: 4, weights: [1, 1, 1, .nan])
        let mean = try DesignMean(outcome: [1, 2, 3, 100], design: design)
        #expect(mean.n == 3 && mean.dropped == 1 && mean.degreesOfFreedom == 3 && mean.estimate == 2)
        #expect(close(mean.standardError, (4.0 / 3 * 2 / 9).squareRoot()))
        let strata: [String?] = ["a", "a", "a", nil]
        let placed = try DesignMean(outcome: [1, 2, 3, 100], design: SurveyDesign(count: 4, strata: strata))
        #expect(placed.n == 3 && placed.dropped == 1 && placed.degreesOfFreedom == 2)
        #expect(throws: EvaluationRefusal(.missingValues, "design")) {
            try SurveyDesign(count: 4, strata: strata, missing: .error)
        }
        #expect(throws: EvaluationRefusal(.missingValues)) {
            try DesignMean(outcome: [1, .nan, 3, 4], design: SurveyDesign(count: 4), missing: .error)
        }
    }

    @Test("What does not exist is refused")
    func refusals() throws {
        let design = try SurveyDesign(count: 2)
        #expect(throws: EvaluationRefusal(.zeroTotal, "denominator")) {
            try DesignRatio(numerator: [1, 2], denominator: [0.1, -0.1], design: design)
        }
        #expect(throws: EvaluationRefusal(.emptyData)) { try DesignMean(outcome: [.nan, .nan], design: design) }
        #expect(throws: EvaluationRefusal(.emptyData)) {
            try DesignTotal(outcome: [1, 2], domain: [0, 0], design: design)
        }
        #expect(throws: EvaluationRefusal(.notDefined, "variance")) {
            try DesignMean(outcome: [1e308, -1e308], design: design)
        }
        let single = try SurveyDesign(count: 1, lonely: .remove)
        let mean = try DesignMean(outcome: [7], design: single)
        #expect(mean.estimate == 7 && mean.standardError == 0)
        #expect(try mean.interval() == nil)
    }
}
