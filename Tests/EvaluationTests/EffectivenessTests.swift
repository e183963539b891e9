import Evaluation
import Testing

@Suite("Effectiveness")
struct EffectivenessTests {
    @Test("The index from counts is rounded once, the published one twice")
    func doubleRounding() throws {
        let met = [26, 21, 26, 30, 26].map { count in (0..<30).map { $0 < count ? 1.0 : 0 } }
        let index = try EffectivenessIndex(met)
        #expect(index.exact == 86 && index.fromRounded == 86.2)
        #expect(index.roundedScores == [87, 70, 87, 100, 87] && index.sumOfRounded == 431)
        #expect(close(index.standardErrors.independent, 2.7243755655603397))
        #expect(close(index.standardErrors.dependent, 5.397117398073202))
    }

    @Test("Rows, their order and their copies")
    func invariance() throws {
        let first: [Double] = [1, 0, 1, 1, .nan]
        let second: [Double] = [0, 0, 1, 1, 1]
        let base = try EffectivenessIndex([first, second])
        let turned = try EffectivenessIndex([first.reversed(), second.reversed()])
        let copied = try EffectivenessIndex([first + first, second + second])
        #expect(base.n == 4 && base.dropped == 1 && base.counts == [3, 2])
        #expect(turned.exact == base.exact && copied.exact == base.exact)
        #expect(throws: EvaluationRefusal(.missingValues)) { try EffectivenessIndex([first], missing: .error) }
        #expect(throws: EvaluationRefusal.self) { try EffectivenessIndex([]) }
    }

    @Test(
        "Classes as printed and as meant",
        arguments: [
            (86.2, "effective", "effective"), (79.99, "effective enough", "effective enough"),
            (79.995, "effective", "effective enough"), (80, "effective", "effective"), (59.995, nil, "ineffective"),
            (60, "effective enough", "effective enough"), (40, "ineffective", "ineffective"),
            (39.99, "very ineffective", "very ineffective"), (120, "effective", "effective"),
        ] as [(Double, String?, String)])
    func classes(score: Double, literal: String?, continuous: String) {
        let reading = EffectivenessClasses.litbang1991.reading(of: score)
        #expect(reading.literal == literal && reading.continuous == continuous)
        #expect(reading.inGap == (literal == nil))
        #expect(EffectivenessClasses.litbang1991.warnings([score]).isEmpty == (score <= 100))
    }
}
