import Evaluation
import Foundation
import Testing

@Suite("Printed tests, ranks, correlations and classes")
struct PrintedTestTests {
    @Test(
        "p-values of statistics; reference values computed with SciPy 1.17",
        arguments: [
            (231, 2, PrintedTest.Family.student(degrees: 28), 0.028475282812293064),
            (196, 2, .normal, 0.04999579029644087), (384, 2, .chiSquare(degrees: 1), 0.05004352124870519),
            (420, 2, .fisher(numerator: 1, denominator: 28), 0.049897459100930346),
            (36, 2, .correlation(n: 30), 0.050689644757176355), (-36, 2, .correlation(n: 30), 0.050689644757176355),
        ] as [(Int, Int, PrintedTest.Family, Double)])
    func references(units: Int, places: Int, family: PrintedTest.Family, p: Double) {
        let test = PrintedTest(PrintedNumber(units: units, places: places), family)
        #expect(close(test.pValue, p, 1e-9))
        #expect(test.pValues.contains(p) && test.pValues.lowerBound < p && test.pValues.upperBound > p)
    }

    @Test("The p of every exact statistic that prints so lies in the range", arguments: 0..<100)
    func ranges(seed: Int) {
        var random = Seeded(UInt64(seed))
        let families: [PrintedTest.Family] = [
            .normal, .student(degrees: 7), .chiSquare(degrees: 3), .fisher(numerator: 2, denominator: 9),
        ]
        for family in families {
            let value = Double.random(in: family.isTwoSided ? -4...4 : 0...12, using: &random)
            let rounded = PrintedTest(PrintedNumber(units: Int((value * 10).rounded()), places: 1), family)
            let cut = PrintedTest(PrintedNumber(units: Int(value * 10), places: 1), family)
            let fine = PrintedTest(PrintedNumber(units: Int((value * 1e9).rounded()), places: 9), family).pValue
            #expect(rounded.pValues.contains(fine) && cut.pValues.contains(fine))
        }
    }

    @Test("What no test gives")
    func impossible() {
        #expect(!PrintedTest(PrintedNumber(units: 102, places: 2), .correlation(n: 9)).isPossible)
        #expect(PrintedTest(PrintedNumber(units: 100, places: 2), .correlation(n: 9)).isPossible)
        #expect(!PrintedTest(PrintedNumber(units: -1, places: 1), .fisher(numerator: 1, denominator: 2)).isPossible)
    }

    @Test("Signed ranks of any differences, tied or not, stay within what their numbers allow", arguments: 0..<120)
    func signedRanks(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let n = Int.random(in: 1...25, using: &random)
        let widest = Int.random(in: 1...30, using: &random)
        let values = (0..<n).map { _ in
            Double(Int.random(in: 1...widest, using: &random) * (Bool.random(using: &random) ? 1 : -1))
        }
        let test = try SignedRank(PairedDifferences(values))
        let ranks = try #require(PrintedSignedRanks(positive: test.positive, negative: test.negative))
        #expect(ranks.positiveSums.contains(test.rankSumPlus) && ranks.negativeSums.contains(test.rankSumMinus))
        #expect(test.rankSumPlus + test.rankSumMinus == ranks.totalRankSum)
        let z = try #require(test.z()).magnitude
        let range = ranks.zValues(rankSum: test.rankSumPlus)
        #expect(z >= range.lowerBound - 1e-12 && z <= range.upperBound + 1e-12)
        let asymptotic = try test.pValue(.twoSided, .asymptotic).value
        let allowed = ranks.pValues(rankSum: test.rankSumPlus)
        #expect(asymptotic >= allowed.lowerBound * (1 - 1e-12) && asymptotic <= allowed.upperBound * (1 + 1e-12))
        if let exact = ranks.exactPWithOneSign { #expect(close(exact, try test.pValue().value)) }
    }

    @Test("25 gains and no loss: the published case")
    func published() throws {
        let ranks = try #require(PrintedSignedRanks(positive: 25, negative: 0))
        #expect(ranks.totalRankSum == 325 && ranks.positiveSums == 325...325)
        #expect(close(try #require(ranks.exactPWithOneSign), 5.960464477539063e-08))
        #expect(close(ranks.zValues(rankSum: 325).upperBound, 5))
        #expect(close(PrintedSignedRanks.z(rankSum: 0, n: 25), -4.372373160976031, 1e-9))
        #expect(PrintedSignedRanks(positive: 0, negative: 0) == nil)
    }

    @Test("Rank sums of two groups stay within what their sizes allow", arguments: 0..<60)
    func rankSums(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let (m, n) = (Int.random(in: 1...12, using: &random), Int.random(in: 1...12, using: &random))
        let order = Array(1...(m + n)).shuffled(using: &random)
        let sum = Double(order.prefix(m).reduce(0, +))
        let sums = try #require(PrintedRankSums(m, n))
        #expect(sums.rankSums(of: m).contains(sum))
        #expect(sums.rankSums(of: n).contains(sums.totalRankSum - sum))
        // U counts the pairs in which the first group's member is the higher one.
        let wins = order.prefix(m).reduce(0) { count, own in count + order.dropFirst(m).count { $0 < own } }
        #expect(sums.smallerU(rankSum: sum) == Double(min(wins, m * n - wins)))
    }

    @Test("Three correlations are possible together exactly when their matrix has no negative eigenvalue")
    func correlations() {
        for a in stride(from: -100, through: 100, by: 10) {
            for b in stride(from: -100, through: 100, by: 20) {
                let (ab, ac) = (Double(a) / 100, Double(b) / 100)
                let allowed = CorrelationLimits.third(ab...ab, ac...ac)
                for c in stride(from: -97, through: 97, by: 9) {
                    let bc = Double(c) / 100
                    let determinant = 1 + 2 * ab * ac * bc - ab * ab - ac * ac - bc * bc
                    guard determinant.magnitude > 1e-9 else { continue }
                    if allowed.contains(bc) != (determinant > 0) { Issue.record("\(ab) \(ac) \(bc)") }
                }
            }
        }
    }

    @Test("Rounded correlations allow all that their exact values allow", arguments: 0..<60)
    func roundedCorrelations(seed: Int) {
        var random = Seeded(UInt64(seed))
        let (ab, ac) = (
            Double.random(in: -0.95...0.95, using: &random), Double.random(in: -0.95...0.95, using: &random)
        )
        let wide = CorrelationLimits.third(ab - 0.05...ab + 0.05, ac - 0.05...ac + 0.05)
        for _ in 0..<20 {
            let x = ab + Double.random(in: -0.05...0.05, using: &random)
            let y = ac + Double.random(in: -0.05...0.05, using: &random)
            let exact = CorrelationLimits.third(x...x, y...y)
            #expect(wide.lowerBound <= exact.lowerBound + 1e-12 && wide.upperBound >= exact.upperBound - 1e-12)
        }
    }

    @Test("Holes and overlaps of classes are the values in no class and in two, by trying values", arguments: 0..<120)
    func classes(seed: Int) {
        var random = Seeded(UInt64(seed))
        var bands: [EffectivenessClasses.Band] = []
        var at = 0
        for index in 0..<Int.random(in: 2...5, using: &random) {
            let from = max(0, at + Int.random(in: -2...2, using: &random))
            let to = from + Int.random(in: 0...5, using: &random)
            bands.append(.init(String(index), from: Double(from), true, to: Double(to), true))
            at = to + 1
        }
        let table = ClassBands(bands, step: 1)
        let least = table.bands[0].lower
        let values = Array(stride(from: least, through: bands.map(\.upper).max() ?? 0, by: 1))
        let doubled = values.filter { value in bands.count { $0.holds(value) } > 1 }
        #expect(table.overlaps.isEmpty == doubled.isEmpty)
        let missing = values.filter { value in !bands.contains { $0.holds(value) } }
        // Neighbours by lower limit tell all holes where no class lies inside another.
        if doubled.isEmpty { #expect(table.holes.isEmpty == missing.isEmpty) }
        if !missing.isEmpty { #expect(!table.holes.isEmpty) }
    }

    @Test("Parts already rounded: the exact sum lies in the range, and tells when a figure is too precise")
    func parts() {
        let parts = RoundedParts([87, 70, 87, 100, 87].map { PrintedNumber(units: $0, places: 0) })
        #expect(parts.sum == 431 && parts.exactSum == 428.5...433.5)
        #expect(parts.isTooPrecise(PrintedNumber(units: 862, places: 1), factor: 0.2))
        #expect(!parts.isTooPrecise(PrintedNumber(units: 86, places: 0), factor: 0.2))
    }
}
