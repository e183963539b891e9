import Evaluation
import Testing

@Suite("Means of subgroups")
struct SubgroupTests {
    @Test(
        "In one pass each subgroup is the domain it is by itself, whatever the design",
        arguments: [LonelyPolicy.remove, .adjust, .average], 0..<6)
    func domains(policy: LonelyPolicy, seed: Int) throws {
        var random = Seeded(UInt64(seed) + 31)
        let n = 80
        let y = (0..<n).map { _ in
            Double.random(in: 0..<1, using: &random) < 0.1 ? .nan : Double.random(in: 0...9, using: &random)
        }
        // The last stratum has one unit.
        let clusters = (0..<n).map { $0 < 6 ? "lonely" : String($0 % 12) }
        let strata = (0..<n).map { $0 < 6 ? "z" : String($0 % 12 % 3) }
        let group = (0..<n).map { _ in Int32.random(in: -1..<5, using: &random) }
        let isFinite = seed % 2 == 0
        let design = try SurveyDesign(
            count: n,
            weights: (0..<n).map { _ in
                Double.random(in: 0..<1, using: &random) < 0.1 ? 0 : Double.random(in: 1...3, using: &random)
            },
            strata: strata, clusters: [clusters, (0..<n).map(String.init)],
            populations: isFinite ? [strata.map { $0 == "z" ? 9 : 20 }, clusters.map { _ in 30 }] : [], lonely: policy)
        let means = try DesignSubgroups(outcome: y, groups: group, count: 6, design: design).means
        #expect(means.count == 6 && means[5] == nil)
        for number in 0..<5 {
            let alone = try DesignMean(outcome: y, domain: group.map { Int($0) == number ? 1 : 0 }, design: design)
            let mean = try #require(means[number])
            #expect(close(mean.estimate, alone.estimate, 1e-13))
            #expect(close(mean.standardError, alone.standardError, 1e-10))
            #expect(close(mean.designEffect ?? .nan, alone.designEffect ?? 0, 1e-9))
            #expect(mean.degreesOfFreedom == alone.degreesOfFreedom)
            #expect(mean.n == alone.n && mean.dropped == alone.dropped && mean.warnings == alone.warnings)
        }
    }

    @Test("Codes as numbers and as text make the same design", arguments: 0..<4)
    func codes(seed: Int) throws {
        var random = Seeded(UInt64(seed) + 90)
        let strata = (0..<60).map { _ in Int.random(in: -3...3, using: &random) * (seed == 3 ? 1_000_000_007 : 1) }
        let clusters = (0..<60).map { _ in Int32.random(in: 0...4, using: &random) }
        let y = (0..<60).map { _ in Double.random(in: 0...1, using: &random) }
        let text = try SurveyDesign(
            count: 60, strata: strata.map { String($0) }, clusters: [clusters.map { $0 == 0 ? nil : String($0) }],
            nest: true,
            lonely: .remove)
        let coded = try SurveyDesign(
            count: 60, stratum: UnitCodes(strata), stages: [UnitCodes(clusters, missing: 0)], nest: true,
            lonely: .remove)
        #expect(text.rows == coded.rows && text.unplaced == coded.unplaced)
        #expect(
            try DesignMean(outcome: y, design: text).standardError
                == DesignMean(outcome: y, design: coded).standardError)
    }

    @Test("Woodruff's interval is that of the share, read off the distribution")
    func quantile() throws {
        let x = (1...100).map(Double.init)
        let found = try DesignQuantile(x, at: 0.5, design: SurveyDesign(count: 100))
        #expect(found.estimate == 50 && close(found.shareError, 0.050251890762960605, 1e-12))
        // t(99) = 1.984: 0.5 ∓ 0.0997.
        #expect(try found.interval() == Interval(41, 60))
        #expect(throws: EvaluationRefusal(.invalidOption, "probs")) {
            try DesignQuantile(x, at: 0, design: SurveyDesign(count: 100))
        }
    }
}
