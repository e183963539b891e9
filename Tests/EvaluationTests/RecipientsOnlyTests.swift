import Evaluation
import Testing

@Suite("What recipients alone can say")
struct RecipientsOnlyTests {
    /// Any population that fits the recipients has its coverage inside the bounds, and the ends are reached.
    @Test("Bounds hold the truth of every population that fits", arguments: 0..<20)
    func truth(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let size = 60
        let entitled = (0..<size).map { _ in Bool.random(using: &random) }
        let served = (0..<size).map { _ in Double.random(in: 0..<1, using: &random) < 0.4 }
        let amount = (0..<size).map { _ in Double(Int.random(in: 1...5, using: &random)) }
        let inside = (0..<size).filter { served[$0] }
        let whole = try Targeting(
            eligible: entitled.map { $0 ? 1 : 0 }, recipient: served.map { $0 ? 1 : 0 },
            amount: (0..<size).map { served[$0] ? amount[$0] : 0 }, design: SurveyDesign(count: size))
        let flags = inside.map { entitled[$0] ? 1.0 : 0 }
        let bounds = try TargetingBounds(
            eligible: flags, amount: inside.map { amount[$0] }, population: Double(size))
        func holds(_ interval: Interval, _ value: Double?) -> Bool {
            guard let value else { return true }
            return interval.lower - 1e-12 <= value && value <= interval.upper + 1e-12
        }
        #expect(holds(try bounds.coverage(), whole.coverageOfEligible))
        #expect(holds(try bounds.exclusionError(), whole.exclusionError))
        #expect(holds(try bounds.coverageOfOthers(), whole.coverageOfOthers))
        #expect(holds(try bounds.differential(), whole.differential))
        #expect(holds(try bounds.correctlyClassified(), whole.correctlyClassified))
        #expect(holds(try bounds.relativeBenefitShare(), whole.relativeBenefitShare))
        #expect(
            close(bounds.leakage, whole.leakage ?? .nan)
                && close(bounds.leakageOfBenefits ?? .nan, whole.leakageOfBenefits ?? 0))
        let count = Double(entitled.count { $0 })
        let known = try TargetingBounds(
            eligible: flags, amount: inside.map { amount[$0] }, population: Double(size), entitled: count...count)
        for (interval, value) in [
            (try known.coverage(), whole.coverageOfEligible), (try known.differential(), whole.differential),
            (try known.correctlyClassified(), whole.correctlyClassified),
            (try known.relativeBenefitShare(), whole.relativeBenefitShare),
        ] {
            #expect(close(interval.lower, value ?? .nan) && close(interval.upper, value ?? .nan))
        }
    }

    @Test("Without a population there is no coverage to tell, and the counts must fit")
    func refusals() throws {
        let alone = try TargetingBounds(eligible: [1, 1, 0])
        #expect(throws: EvaluationRefusal(.noComparisonGroup, "entitled")) { try alone.coverage() }
        #expect(throws: EvaluationRefusal(.noComparisonGroup, "population")) { try alone.differential() }
        #expect(alone.warnings.contains(EvaluationWarning(.noComparisonGroup)))
        let poor = try TargetingBounds(eligible: [1, 1, 0], entitled: 4...8)
        #expect(try poor.coverage() == Interval(0.25, 0.5))
        #expect(throws: EvaluationRefusal(.invalidOption, "population")) {
            try TargetingBounds(eligible: [1, 1, 0], population: 2)
        }
        #expect(throws: EvaluationRefusal(.invalidOption, "entitled")) {
            try TargetingBounds(eligible: [1, 1, 0], entitled: 0...1)
        }
        #expect(throws: EvaluationRefusal(.notDefined, "amount")) {
            try TargetingBounds(eligible: [1, 1, 0], population: 9).relativeBenefitShare()
        }
    }
}
