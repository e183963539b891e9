import Evaluation
import Testing

@Suite("Tests of means and of paired counts")
struct MeanTestTests {
    @Test("Student's own example of 1908: extra sleep under two drugs")
    func student() throws {
        let test = try PairedT(PairedDifferences([1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4]))
        #expect(close(test.mean, 1.58) && test.degreesOfFreedom == 9)
        #expect(close(test.statistic, 4.06212768338204, 1e-10) && close(test.pValue, 0.00283289019738427, 1e-10))
        #expect(close([test.interval.lower, test.interval.upper], [0.700114236723018, 2.45988576327698], 1e-10))
        #expect(close(test.cohenD, 1.28455756259105, 1e-10))
    }

    @Test("One degree of freedom is Cauchy's distribution: p = 1 − 2 atan(|t|)/π")
    func cauchy() throws {
        // Differences 1 and 3: t = 2/1, and P(|T| > 2) = 2 atan(½)/π.
        let test = try PairedT(PairedDifferences([1, 3]))
        #expect(test.statistic == 2 && close(test.pValue, 0.29516723530086653, 1e-12))
        let far = try PairedT(PairedDifferences([1e8 - 1, 1e8 + 1]))
        #expect(close(far.pValue, 2 / (.pi * 1e8), 1e-12))
    }

    @Test("The unit and a common shift of both measurements change neither t nor p", arguments: 1...10)
    func unit(seed: UInt64) throws {
        var random = Seeded(seed)
        let before = (0..<12).map { _ in Double(Int.random(in: 0...40, using: &random)) }
        let after = before.map { $0 + Double(Int.random(in: -5...9, using: &random)) }
        let base = try PairedT(PairedDifferences(before: before, after: after))
        let other = try PairedT(
            PairedDifferences(before: before.map { 1000 * $0 + 7 }, after: after.map { 1000 * $0 + 7 }))
        #expect(
            close([base.statistic, base.pValue, base.cohenD], [other.statistic, other.pValue, other.cohenD], 1e-9))
        #expect(close(base.interval.upper * 1000, other.interval.upper, 1e-9))
    }

    @Test("Welch: equal spreads and sizes give 2(n − 1) degrees of freedom; exchanging the groups turns the sign")
    func welch() throws {
        let outcome = try GroupedOutcome(
            outcome: [1, 2, 3, 4, 11, 12, 13, 14], groups: ["a", "a", "a", "a", "b", "b", "b", "b"])
        let (one, other) = (try WelchT(outcome, first: "a"), try WelchT(outcome, first: "b"))
        #expect(close(one.degreesOfFreedom, 6) && close(one.statistic, -10 / (5.0 / 6).squareRoot()))
        #expect(one.statistic == -other.statistic && one.pValue == other.pValue)
        #expect(one.interval.lower == -other.interval.upper && one.difference == -10)
    }

    @Test("Welch's degrees of freedom where only one group varies are that group's")
    func oneVaries() throws {
        let outcome = try GroupedOutcome(outcome: [1, 2, 6, 5, 5, 5], groups: ["a", "a", "a", "b", "b", "b"])
        #expect(close(try WelchT(outcome, first: "a").degreesOfFreedom, 2))
        let fixed = try GroupedOutcome(outcome: [1, 1, 5, 5], groups: ["a", "a", "b", "b"])
        #expect(throws: EvaluationRefusal(.notDefined, "variance")) { try WelchT(fixed, first: "a") }
    }

    @Test("McNemar: values by hand, and the exact test is the sign test of those who changed")
    func mcNemar() throws {
        let test = try McNemar(table: [[10, 7], [1, 12]])
        #expect(test.statistic == 4.5 && test.correctedStatistic == 3.125 && close(test.exactPValue, 18.0 / 256))
        #expect(close([test.pValue, test.correctedPValue], [0.0338948535246893, 0.077099871743542], 1e-12))
        let signs = try SignTest(PairedDifferences(Array(repeating: 1, count: 7) + [-1]))
        #expect(test.exactPValue == signs.pValue && test.n == 30)
        let large = try McNemar(table: [[0, 3000], [0, 0]])
        #expect(large.pValue >= 0 && large.statistic == 3000)
    }

    @Test("What does not exist is refused")
    func refusals() {
        #expect(throws: EvaluationRefusal(.notDefined, "variance")) { try PairedT(PairedDifferences([2, 2, 2])) }
        #expect(throws: EvaluationRefusal(.notDefined, "n")) { try PairedT(PairedDifferences([2])) }
        #expect(throws: EvaluationRefusal(.noNonzeroDifferences, evidence: ["mean": 0])) {
            try PairedT(PairedDifferences([0, 0]))
        }
        #expect(throws: EvaluationRefusal(.noNonzeroDifferences, evidence: ["p_exact": 1])) {
            try McNemar(table: [[4, 0], [0, 9]])
        }
        for table in [[[1, 2]], [[1, 2], [3]], [[1, -2], [3, 4]]] {
            #expect(throws: EvaluationRefusal(.invalidOption, "table")) { try McNemar(table: table) }
        }
    }
}
