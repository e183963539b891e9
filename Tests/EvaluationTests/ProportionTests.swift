import Evaluation
import Foundation
import Testing

@Suite("Proportions")
struct ProportionTests {
    /// Intervals computed with SciPy 1.17: Wilson, Wilson with correction, Clopper–Pearson, Jeffreys.
    private static let known: [(k: Int, n: Int, limits: [[Double]])] = [
        (
            26, 30,
            [
                [0.7031867331796371, 0.9469034451594525], [0.683576170033042, 0.9564029163486615],
                [0.6927816497238732, 0.9624465036616628], [0.7134710731517377, 0.9532724978151753],
            ]
        ),
        (
            8, 9,
            [
                [0.5650002944233439, 0.9801091123614551], [0.5067020158060056, 0.9941724425993965],
                [0.5175034850830056, 0.9971908632534002], [0.5855307225594674, 0.9877359123783805],
            ]
        ),
        (
            475, 620,
            [
                [0.7312336653218041, 0.7977468878845022], [0.7303927687486157, 0.7985087961037812],
                [0.7307799126404301, 0.7989207441097127], [0.7316222596873148, 0.7981578621890962],
            ]
        ),
    ]

    @Test("Known intervals")
    func knownIntervals() throws {
        for entry in Self.known {
            let intervals = try ProportionIntervals(successes: entry.k, of: entry.n)
            let found = [intervals.wilson, intervals.wilsonCorrected, intervals.clopperPearson, intervals.jeffreys]
            for (interval, limits) in zip(found, entry.limits) {
                #expect(close([interval.lower, interval.upper], limits, 1e-11))
            }
        }
    }

    /// P(X ≤ k) by summing the binomial probabilities.
    private func binomial(_ k: Int, _ n: Int, _ p: Double) -> Double {
        var term = pow(1 - p, Double(n))
        var sum = term
        for i in stride(from: 1, through: k, by: 1) {
            term *= Double(n - i + 1) / Double(i) * p / (1 - p)
            sum += term
        }
        return sum
    }

    @Test("At the limits of Clopper and Pearson each tail holds half of the error", arguments: [1, 4, 9, 17, 29])
    func clopperPearson(k: Int) throws {
        for level in [0.8, 0.95, 0.99] {
            let interval = try ProportionIntervals(successes: k, of: 30, confidence: level).clopperPearson
            #expect(close(1 - binomial(k - 1, 30, interval.lower), (1 - level) / 2, 1e-10))
            #expect(close(binomial(k, 30, interval.upper), (1 - level) / 2, 1e-10))
        }
    }

    @Test("Successes and failures are mirror images", arguments: [0, 1, 3, 8, 9])
    func mirror(k: Int) throws {
        let these = try ProportionIntervals(successes: k, of: 9)
        let others = try ProportionIntervals(successes: 9 - k, of: 9)
        func pairs(_ i: ProportionIntervals) throws -> [Interval] {
            [
                i.wilson, i.wilsonCorrected, i.clopperPearson, i.jeffreys, i.agrestiCoull,
                try i.hypergeometric(population: 475),
            ]
        }
        for (a, b) in zip(try pairs(these), try pairs(others)) {
            #expect(close(a.lower, 1 - b.upper, 1e-11) && close(a.upper, 1 - b.lower, 1e-11))
        }
        // Jeffreys' interval is two quantiles and may leave out a proportion of 0 or 1.
        for interval in try pairs(these) where interval != these.jeffreys {
            #expect(interval.lower <= these.estimate && these.estimate <= interval.upper)
        }
    }

    @Test("No success and only successes end at 0 and 1")
    func extremes() throws {
        for n in [1, 5, 475] {
            let none = try ProportionIntervals(successes: 0, of: n)
            let all = try ProportionIntervals(successes: n, of: n)
            #expect(none.wilson.lower == 0 && all.wilson.upper == 1)
            #expect(none.clopperPearson.lower == 0 && all.clopperPearson.upper == 1)
            #expect(close(none.clopperPearson.upper, 1 - pow(0.025, 1 / Double(n)), 1e-11))
        }
    }

    @Test("A sample of a finite population: 6 of 9 among 475, and a census is a point")
    func finitePopulation() throws {
        let nine = try ProportionIntervals(successes: 6, of: 9)
        #expect(try nine.hypergeometric(population: 475) == Interval(144.0 / 475, 438.0 / 475))
        let census = try ProportionIntervals(successes: 26, of: 30).hypergeometric(population: 30)
        #expect(census == Interval(26.0 / 30, 26.0 / 30))
        let huge = try nine.hypergeometric(population: 50_000_000)
        #expect(close(huge.lower, nine.clopperPearson.lower, 1e-5))
        #expect(throws: EvaluationRefusal(.invalidOption, "population")) { try nine.hypergeometric(population: 8) }
    }

    @Test("Impossible requests are refused")
    func refusals() {
        #expect(throws: EvaluationRefusal(.emptyData)) { try ProportionIntervals(successes: 0, of: 0) }
        #expect(throws: EvaluationRefusal.self) { try ProportionIntervals(successes: 4, of: 3) }
        #expect(throws: EvaluationRefusal.self) { try ProportionIntervals(successes: 1, of: 3, confidence: 1) }
    }

    @Test("Targeting tells leakage and never coverage")
    func targeting() throws {
        let rule = Array(repeating: 1.0, count: 26) + [0, 0, 0, 0]
        let result = try TargetingProportion(eligible: rule)
        #expect(result.roundedPercent == 87 && result.isOnTarget)
        #expect(close(result.leakage, 4.0 / 30))
        #expect(result.warnings.map(\.code) == [.noComparisonGroup])
        #expect(try !TargetingProportion(eligible: [1, 0]).isOnTarget)
    }
}
