import Evaluation
import Foundation
import Testing

@Suite("Power and sample size")
struct PowerTests {
    @Test(
        "Without an effect a test rejects at its level",
        arguments: PowerTest.allCases.filter { $0 != .proportionsNormal })
    func level(test: PowerTest) throws {
        for alpha in [0.3, 0.05, 1e-4] {
            let analysis = try PowerAnalysis(test, alpha: alpha, degreesOfFreedom: 3)
            #expect(close(try analysis.power(effect: 0, n: 17), alpha, 1e-10))
        }
    }

    @Test("Cohen's tables (1988): thirty-four pairs for d = 0.5, sixty-four a group")
    func tables() throws {
        let pairs = try PowerAnalysis(.pairedT)
        #expect(close(try pairs.power(effect: 0.5, n: 34), 0.8077775, 1e-6))
        let size = try pairs.sampleSize(forPower: 0.8) { n throws(EvaluationRefusal) in
            try pairs.power(effect: 0.5, n: n)
        }
        #expect(close(size, 33.36713, 1e-6))
        let groups = try PowerAnalysis(.twoSampleT)
        #expect(close(try groups.power(effect: 0.5, n: 64), 0.8014596, 1e-6))
    }

    @Test("One degree of freedom of chi-square is the two-sided normal test", arguments: [0.05, 0.3, 0.9])
    func chiSquare(w: Double) throws {
        let chi = try PowerAnalysis(.chiSquare).power(effect: w, n: 80)
        // h with n/2 a group has the same shift: h √(n/4) = w √n.
        let normal = try PowerAnalysis(.proportionsArcsine).power(effect: 2 * w, n: 40)
        #expect(close(chi, normal, 1e-10))
    }

    @Test("The directions mirror each other and add up to the two-sided tails")
    func directions() throws {
        let both = try PowerAnalysis(.pairedT, alpha: 0.1).power(effect: 0.4, n: 12)
        let up = try PowerAnalysis(.pairedT, alpha: 0.05, alternative: .greater).power(effect: 0.4, n: 12)
        let down = try PowerAnalysis(.pairedT, alpha: 0.05, alternative: .less).power(effect: 0.4, n: 12)
        #expect(close(both, up + down, 1e-12))
        let mirrored = try PowerAnalysis(.pairedT, alpha: 0.05, alternative: .less).power(effect: -0.4, n: 12)
        #expect(close(mirrored, up, 1e-12))
    }

    @Test("What is solved for has the power that was wanted", arguments: PowerTest.allCases)
    func inverse(test: PowerTest) throws {
        let analysis = try PowerAnalysis(test, alpha: 0.01, ratio: test.hasTwoGroups ? 2.5 : 1, degreesOfFreedom: 4)
        func power(_ n: Double) throws(EvaluationRefusal) -> Double {
            test == .proportionsNormal
                ? try analysis.power(proportions: 0.3, 0.45, n: n) : try analysis.power(effect: 0.35, n: n)
        }
        let size = try analysis.sampleSize(forPower: 0.9, power)
        #expect(close(try power(size), 0.9, 1e-9))
        if test == .proportionsNormal {
            let other = try analysis.detectableProportion(from: 0.3, power: 0.9, n: size)
            #expect(close(other, 0.45, 1e-9))
        } else {
            #expect(close(try analysis.detectableEffect(power: 0.9, n: size), 0.35, 1e-9))
        }
    }

    @Test("Enormous samples and effects end in a probability")
    func extremes() throws {
        for test in PowerTest.allCases where test != .proportionsNormal {
            let analysis = try PowerAnalysis(test, alpha: 1e-12)
            for (effect, n) in [(1e-9, 1e300), (1e5, 3), (40, 3), (1e6, 1e12)] {
                #expect((0...1).contains(try analysis.power(effect: effect, n: n)))
            }
        }
        let cauchy = try PowerAnalysis(.pairedT, alpha: 1e-6)
        // The two ways of counting meet where one takes over from the other.
        #expect(close(try cauchy.power(effect: 706, n: 2), try cauchy.power(effect: 708, n: 2), 5e-3))
    }

    @Test("Questions without an answer are refused")
    func refusals() throws {
        let analysis = try PowerAnalysis(.pairedT)
        for (effect, wanted) in [(0.0, 0.8), (0.5, 0.01)] {
            #expect(throws: EvaluationRefusal(.notDefined, "n")) {
                try analysis.sampleSize(forPower: wanted) { n throws(EvaluationRefusal) in
                    try analysis.power(effect: effect, n: n)
                }
            }
        }
        #expect(throws: EvaluationRefusal(.notDefined, "power")) { try analysis.detectableEffect(power: 0.04, n: 9) }
        #expect(throws: EvaluationRefusal(.invalidOption, "n")) { try analysis.power(effect: 1, n: 1) }
        #expect(throws: EvaluationRefusal(.invalidOption, "alpha")) { try PowerAnalysis(.pairedT, alpha: 0) }
        #expect(throws: EvaluationRefusal(.invalidOption, "alternative")) {
            try PowerAnalysis(.chiSquare, alternative: .less)
        }
    }

    @Test("Rules of thumb by hand")
    func rules() throws {
        #expect(try SampleSize.clustered(simple: 385, clusterSize: 12, correlation: 0.05).clusters == 50)
        // 400/(1 + 400 · 0.05²) is exactly 200, whatever its rounding.
        #expect(try SampleSize.slovin(population: 400, margin: 0.05) == 200)
        #expect(try SampleSize.slovin(population: 475, margin: 0.05) == 218)
        #expect(try SampleSize.cochran(population: 475, margin: 0.05) == 213)
        #expect(try SampleSize.cochran(population: 1, margin: 0.05) == 1)
        #expect(try SampleSize.noether(share: 0.65) == 117 && SampleSize.noether(share: 0.35) == 117)
        #expect(throws: EvaluationRefusal(.notDefined, "p_prime")) { try SampleSize.noether(share: 0.5) }
        #expect(throws: EvaluationRefusal(.invalidOption, "margin")) { try SampleSize.slovin(population: 9, margin: 0) }
    }
}
