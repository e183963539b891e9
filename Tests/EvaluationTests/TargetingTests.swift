import Evaluation
import Testing

@Suite("Who was reached")
struct TargetingTests {
    private let eligible: [Double] = [1, 1, 1, 0, 0, 0, 0, 1]
    private let recipient: [Double] = [1, 0, 1, 1, 0, 0, 0, 0]
    private let amount: [Double] = [100, .nan, 50, 50, 0, 0, 0, .nan]

    private func targeting(
        weights: [Double]? = nil, strata: [String]? = nil, clusters: [[String]] = []
    ) throws -> Targeting {
        try Targeting(
            eligible: eligible, recipient: recipient, amount: amount,
            design: SurveyDesign(count: 8, weights: weights, strata: strata, clusters: clusters, nest: true),
            standardErrors: true)
    }

    @Test("Shares counted by hand")
    func shares() throws {
        let result = try targeting()
        #expect(result.n == 8 && result.eligibleShare == 0.5 && result.recipientShare == 0.375)
        #expect(result.coverageOfEligible == 0.5 && result.coverageOfOthers == 0.25 && result.differential == 0.25)
        #expect(close(result.leakage ?? 0, 1.0 / 3) && close(result.accuracy ?? 0, 2.0 / 3))
        #expect(result.correctlyClassified == 5.0 / 8)
        #expect(result.leakageOfBenefits == 0.25 && result.relativeBenefitShare == 1.5)
        // A proportion among four: scores ±½ over 4, eight rows drawn with replacement.
        #expect(close(result.exclusionStandardError ?? 0, (8.0 / 7 * 4 / 64).squareRoot()))
    }

    @Test("Weights count like rows, and their scale does not")
    func weights() throws {
        let scaled = try targeting(weights: Array(repeating: 250, count: 8))
        let plain = try targeting()
        #expect(close(scaled.leakageStandardError ?? 0, plain.leakageStandardError ?? 1))
        let doubled = try targeting(weights: [1, 1, 1, 3, 1, 1, 1, 1])
        #expect(doubled.leakage == 0.6 && doubled.leakageOfBenefits == 0.5)
    }

    @Test("Recipients alone do not show who was left out")
    func recipientsOnly() throws {
        let result = try Targeting(
            eligible: eligible, recipient: eligible.map { _ in 1 }, amount: amount, design: SurveyDesign(count: 8))
        #expect(result.leakage == 0.5 && result.leakageOfBenefits == 0.25)
        #expect(result.coverageOfEligible == nil && result.coverageOfOthers == nil && result.differential == nil)
        #expect(result.exclusionError == nil && result.correctlyClassified == nil)
        #expect(result.warnings.contains { $0.code == .noComparisonGroup })
    }

    @Test("Nobody served, nobody entitled, nothing paid: those shares do not exist")
    func empty() throws {
        let none = try Targeting(
            eligible: [0, 0], recipient: [0, 0], amount: [0, 0], design: SurveyDesign(count: 2), standardErrors: true)
        #expect(none.leakage == nil && none.coverageOfEligible == nil && none.leakageOfBenefits == nil)
        #expect(none.coverageOfOthers == 0 && none.correctlyClassified == 1 && none.leakageStandardError == nil)
    }

    @Test("A stratum with one cluster has no standard error to give")
    func lonely() {
        #expect(throws: EvaluationRefusal(.lonelyPSU)) {
            try targeting(
                strata: ["a", "a", "a", "a", "a", "a", "b", "b"], clusters: [["1", "1", "2", "2", "3", "3", "1", "1"]])
        }
    }
}
