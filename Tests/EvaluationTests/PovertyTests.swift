import Evaluation
import Testing

@Suite("Poverty, inequality indices and quantiles")
struct PovertyTests {
    @Test("A worked example")
    func worked() throws {
        // Incomes 1, 2, 4, 5, 8 against a line of 4: gaps 3/4 and 1/2, and 0 for those on the line.
        let y: [Double] = [1, 2, 4, 5, 8]
        let line = FosterGreerThorbecke.Line(4)
        let indices = try PovertyIndices(y, line: line)
        #expect(close(indices.headcount, 0.4) && close(indices.gap, 0.25))
        #expect(close(indices.squaredGap, (0.5625 + 0.25) / 5))
        #expect(close(indices.watts, 3 * 0.6931471805599453 / 5))
        // I = 5/8, G(1, 2) = 1/6: H(I + (1 − I)G) = 0.4·(5/8 + 3/8/6).
        #expect(close(indices.sen, 0.4 * (0.625 + 0.0625)))
        // Gini of (3/4, 1/2, 0, 0, 0): Σ Σ |d| = 2·(0.25 + 3·0.75 + 3·0.5) = 8, over 2·25·0.25.
        #expect(close(indices.senShorrocksThon, 0.25 * (1 + 8 / 12.5)))
        let inclusive = FosterGreerThorbecke.Line(4, isInclusive: true)
        #expect(close(try FosterGreerThorbecke(y, line: inclusive, aversion: 0).value, 0.6))
        #expect(close(try FosterGreerThorbecke(y, line: inclusive, aversion: 1).value, 0.25))
    }

    @Test("The index, its error and the family agree, and nothing depends on order, scale or unit", arguments: 0..<10)
    func invariance(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let y = (0..<40).map { _ in Double(Int.random(in: -2...20, using: &random)) }
        let w = (0..<40).map { _ in Double(Int.random(in: 1...6, using: &random)) }
        let codes = (0..<40).map { String($0 % 10) }
        func numbers(_ rows: [Int], _ scale: Double, _ unit: Double) throws -> [Double] {
            let design = try SurveyDesign(
                count: rows.count, weights: rows.map { w[$0] * scale }, clusters: [rows.map { codes[$0] }])
            var out: [Double] = []
            for aversion in [0.0, 1, 1.5, 2] {
                let index = try FosterGreerThorbecke(
                    rows.map { y[$0] * unit }, line: .init(9 * unit), aversion: aversion, design: design)
                out += [index.value, index.standardError ?? .nan]
            }
            let relative = try RelativePoverty(rows.map { y[$0] * unit }, weights: rows.map { w[$0] * scale })
            let ratio = try QuintileShareRatio(
                rows.map { y[$0] * unit + 5 * unit }, weights: rows.map { w[$0] * scale })
            return out + [relative.line.value / unit, relative.rate, ratio.value]
        }
        let base = try numbers(Array(y.indices), 1, 1)
        for other in [
            try numbers(y.indices.shuffled(using: &random), 1, 1), try numbers(Array(y.indices), 1e-8, 1),
            try numbers(Array(y.indices), 0.3, 1), try numbers(Array(y.indices), 1, 4096),
        ] {
            #expect(close(base, other, 1e-9))
        }
        // A headcount with each row its own unit has the variance of a proportion: p(1 − p)/(n − 1).
        let simple = try FosterGreerThorbecke(y, line: .init(9), aversion: 0, design: SurveyDesign(count: 40))
        #expect(close(simple.standardError ?? 0, (simple.value * (1 - simple.value) / 39).squareRoot(), 1e-11))
        let all = try PovertyIndices(y, line: .init(9))
        #expect(close(all.gap, try FosterGreerThorbecke(y, line: .init(9), aversion: 1).value, 1e-11))
    }

    @Test("Nobody poor, everybody without anything, lines that cannot be")
    func edges() throws {
        let none = try PovertyIndices([5, 6], line: .init(4))
        #expect([none.headcount, none.gap, none.watts, none.sen, none.senShorrocksThon] == [0, 0, 0, 0, 0])
        let all = try PovertyIndices([0, 0], line: .init(4))
        #expect([all.headcount, all.gap, all.sen, all.senShorrocksThon, all.watts] == [1, 1, 1, 1, 0])
        #expect(throws: EvaluationRefusal(.invalidOption, "line")) { try PovertyIndices([1], line: .init(0)) }
        #expect(throws: EvaluationRefusal(.invalidOption, "line")) {
            try FosterGreerThorbecke([1], line: .init(-1), aversion: 1)
        }
        #expect(try FosterGreerThorbecke([-3, 1], line: .init(0), aversion: 0).value == 0.5)
    }

    @Test("Indices of inequality: equality, one who has all, zeros, negative values")
    func inequality() throws {
        let equal = try InequalityIndices([3, 3, 3])
        #expect(equal.theilT == 0 && equal.atkinsonOne == 0 && equal.hoover == 0 && close(equal.herfindahl, 1.0 / 3))
        let one = try InequalityIndices([0, 0, 0, 8])
        #expect(close(one.theilT ?? 0, 1.3862943611198906) && one.theilL == nil && one.atkinsonOne == 1)
        #expect(close(one.hoover, 0.75) && one.herfindahl == 1 && close(one.coefficientOfVariation, 3.0.squareRoot()))
        #expect(close(one.atkinsonHalf ?? 0, 0.75) && one.giniCorrected == 1)
        let negative = try InequalityIndices([-1, 2, 5])
        #expect(negative.theilT == nil && negative.atkinsonHalf == nil && close(negative.hoover, 0.5))
        // 1, 3: T = ½(½ ln ½ + 3/2 ln 3/2), L = −½(ln ½ + ln 3/2), A₁ = 1 − √3/2, A_½ = 1 − (1 + √3)²/8.
        let two = try InequalityIndices([1, 3])
        #expect(close(two.theilT ?? 0, 0.13081203594113694) && close(two.theilL ?? 0, 0.14384103622589045))
        #expect(close(two.atkinsonOne ?? 0, 0.1339745962155614, 1e-11))
        #expect(close(two.atkinsonHalf ?? 0, 0.06698729810778067, 1e-11))
        #expect(try InequalityIndices([4]).giniCorrected == nil)
        #expect(throws: EvaluationRefusal(.zeroTotal)) { try InequalityIndices([0, 0]) }
    }

    @Test("Shares of the fifths at ties")
    func quintiles() throws {
        let ratio = try QuintileShareRatio([1, 2, 3, 4, 5])
        // Cuts 1.5 and 4.5: 5 over 1.
        #expect(ratio.value == 5 && ratio.lowerCut == 1.5 && ratio.upperCut == 4.5 && ratio.warnings.isEmpty)
        let tied = try QuintileShareRatio([2, 2, 2, 2])
        #expect(tied.value == 0 && tied.warnings.map(\.code) == [.unequalClassSizes])
        #expect(throws: EvaluationRefusal(.zeroTotal)) { try QuintileShareRatio([0, 0, 0, 0, 5]) }
    }
}
