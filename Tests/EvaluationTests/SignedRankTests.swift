import Evaluation
import Foundation
import Testing

@Suite("Signed rank test")
struct SignedRankTests {
    /// The p-value by listing all sign patterns of the nonzero differences: the definition, usable for small n only.
    private func enumerated(
        _ differences: [Double], _ rule: SignedRank.ZeroRule, _ alternative: SignedRank.Alternative
    ) -> Double {
        let ranked = rule == .wilcoxon ? differences.filter { $0 != 0 } : differences
        let sizes = ranked.map(\.magnitude)
        let ranks = sizes.map { size in
            Double(sizes.count { $0 < size }) + Double(sizes.count { $0 == size } + 1) / 2
        }
        let used = zip(ranked, ranks).filter { $0.0 != 0 }
        let observed = used.filter { $0.0 > 0 }.map(\.1).reduce(0, +)
        var (atMost, atLeast) = (0, 0)
        let patterns = 1 << used.count
        for pattern in 0..<patterns {
            var sum = 0.0
            for (bit, pair) in used.enumerated() where pattern & (1 << bit) != 0 { sum += pair.1 }
            if sum <= observed { atMost += 1 }
            if sum >= observed { atLeast += 1 }
        }
        switch alternative {
        case .less: return Double(atMost) / Double(patterns)
        case .greater: return Double(atLeast) / Double(patterns)
        case .twoSided: return min(1, 2 * Double(min(atMost, atLeast)) / Double(patterns))
        }
    }

    @Test("Exact p-values equal the enumeration of all sign patterns, with ties and zeros", arguments: 0..<60)
    func exact(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let n = Int.random(in: 1...10, using: &random)
        var values = (0..<n).map { _ in Double(Int.random(in: -4...6, using: &random)) / 10 }
        if values.allSatisfy({ $0 == 0 }) { values[0] = 0.3 }
        for rule in SignedRank.ZeroRule.allCases {
            let test = try SignedRank(PairedDifferences(values), zero: rule)
            for alternative in SignedRank.Alternative.allCases {
                let p = try test.pValue(alternative)
                #expect(close(p.value, enumerated(values, rule, alternative)))
                #expect(close(pow(10, p.log10), p.value, 1e-11))
            }
        }
    }

    @Test("Decimal differences tie as they are written")
    func decimals() throws {
        let pairs = try PairedDifferences(before: [0.1, 0.5, 0.0], after: [0.4, 0.2, 0.3])
        let test = try SignedRank(pairs)
        #expect(test.rankSumPlus == 4)
        #expect(test.varianceWithoutTies > test.variance)
    }

    @Test("Twenty-five gains and five unchanged: the printed figures of the study and the exact p-value")
    func twentyFiveGains() throws {
        let values = (1...25).map(Double.init) + [0, 0, 0, 0, 0]
        let test = try SignedRank(PairedDifferences(values))
        #expect(test.positive == 25 && test.negative == 0 && test.zero == 5)
        #expect(test.meanRankPlus == 13 && test.rankSumPlus == 325)
        #expect(close(try test.pValue().value, 2 * pow(2, -25)))
        #expect(close(try test.pValue(.greater).value, pow(2, -25)))
        let z = try #require(test.z())
        #expect(close(z, 162.5 / 1381.25.squareRoot()))
        #expect(close(try test.pValue(.twoSided, .asymptotic).value, 1.22903222102484e-05, 1e-11))
        #expect(close(try test.pValue(.twoSided, .asymptotic, continuity: true).value, 1.30706054780131e-05, 1e-11))
        let tied = try SignedRank(PairedDifferences(Array(repeating: 7, count: 25)))
        #expect(close(try #require(tied.z()), 5))
        #expect(close(try tied.pValue().value, 2 * pow(2, -25)))
    }

    @Test("A tail below the smallest double keeps its logarithm")
    func farTail() throws {
        let test = try SignedRank(PairedDifferences((1...1400).map(Double.init)))
        let p = try test.pValue()
        #expect(p.value == 0)
        #expect(close(p.log10, -1399 * log10(2)))
        let asymptotic = try test.pValue(.twoSided, .asymptotic)
        #expect(asymptotic.log10 < -200 && asymptotic.log10.isFinite)
    }

    @Test("Counting and tilting agree where the answer does not depend on n")
    func tiltedTail() throws {
        // Subsets of {1, 2, …} with sum ≤ 120 are the same for every n above 120.
        func subsets(_ n: Int) throws -> Double {
            let values = (1...n).map { [1, 24, 95].contains($0) ? -Double($0) : Double($0) }
            return try SignedRank(PairedDifferences(values)).pValue(.greater).log10 + Double(n) * log10(2)
        }
        #expect(close(try subsets(400), try subsets(1100), 1e-10))
    }

    @Test("With all differences of one size it is the sign test", arguments: [(3, 9), (40, 60), (700, 805)])
    func equalSizes(negative: Int, positive: Int) throws {
        let values = Array(repeating: 2.0, count: positive) + Array(repeating: -2.0, count: negative)
        let differences = try PairedDifferences(values)
        let signs = try SignTest(differences)
        #expect(close(try SignedRank(differences).pValue().value, signs.pValue, 1e-11))
        #expect(close(pow(10, signs.log10PValue), signs.pValue, 1e-10))
    }

    @Test("Row order, unit of currency and zero rows of the other side change nothing", arguments: 0..<20)
    func invariance(seed: Int) throws {
        var random = Seeded(UInt64(seed) + 100)
        let values = (0..<25).map { _ in Double(Int.random(in: -5...9, using: &random)) }
        let base = try SignedRank(PairedDifferences(values))
        let shuffled = try SignedRank(PairedDifferences(values.shuffled(using: &random)))
        let rescaled = try SignedRank(PairedDifferences(values.map { $0 * 1_000 }))
        let mirrored = try SignedRank(PairedDifferences(values.map { -$0 }))
        let withZeros = try SignedRank(PairedDifferences(values + [0, 0, 0]))
        let p = try base.pValue().value
        #expect(try shuffled.pValue().value == p)
        #expect(try rescaled.pValue().value == p)
        #expect(try mirrored.pValue().value == p)
        #expect(try withZeros.pValue().value == p)
        #expect(try mirrored.pValue(.less).value == base.pValue(.greater).value)
        #expect(rescaled.z() == base.z())
    }

    @Test("All differences zero is refused, with what is known")
    func onlyZeros() throws {
        let zeros = try PairedDifferences([0, 0, 0])
        let refusal = #expect(throws: EvaluationRefusal.self) { try SignedRank(zeros) }
        #expect(refusal?.reason == .noNonzeroDifferences)
        #expect(refusal?.status == .undefined)
        #expect(refusal?.evidence["n_zero"] == 3)
        #expect(throws: EvaluationRefusal(.emptyData)) { try PairedDifferences([]) }
        #expect(throws: EvaluationRefusal(.missingValues)) { try PairedDifferences([1, .nan], missing: .error) }
        #expect(try PairedDifferences([1, .nan]).dropped == 1)
    }
}
