import Evaluation
import Testing

@Suite("Bootstrap and marginal incidence")
struct ResamplingTests {
    private func direct(_ statistic: BootstrapStatistic, _ x: [Double]) throws -> Double {
        let sorted = x.sorted()
        switch statistic {
        case .mean: return x.reduce(0, +) / Double(x.count)
        case .median: return (sorted[(x.count - 1) / 2] + sorted[x.count / 2]) / 2
        case .gini: return try Gini(x).value
        }
    }

    @Test("Every replicate and the jackknife equal the statistic of the rows written out", arguments: 0..<12)
    func replicates(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let n = 9 + seed % 4
        let x = (0..<n).map { _ in Double(Int.random(in: 1...8, using: &random)) }
        let resamples = (0..<40).map { _ in (0..<n).map { _ in Int.random(in: 0..<n, using: &random) } }
        for statistic in BootstrapStatistic.allCases {
            let result = try Bootstrap(x, statistic, resamples: resamples)
            let expected = try resamples.map { try direct(statistic, $0.map { x[$0] }) }
            #expect(close(result.replicates, expected))
            let left = try x.indices.map { out in try direct(statistic, x.indices.filter { $0 != out }.map { x[$0] }) }
            let centre = left.reduce(0, +) / Double(n)
            let (two, three) = left.reduce((0.0, 0.0)) { sums, value in
                let off = centre - value
                return (sums.0 + off * off, sums.1 + off * off * off)
            }
            if two > 1e-20 {
                #expect(((result.acceleration ?? .nan) - three / (6 * two * two.squareRoot())).magnitude < 1e-9)
            }
        }
    }

    @Test("The order of the rows changes nothing when the resamples follow it")
    func order() throws {
        let x: [Double] = [3, 1, 4, 1, 5, 9, 2, 6]
        let resamples = [[0, 1, 2, 3, 4, 5, 6, 7], [7, 7, 1, 0, 2, 2, 5, 3], [4, 4, 4, 1, 1, 6, 0, 3]]
        let base = try Bootstrap(x, .gini, resamples: resamples)
        let mirrored = try Bootstrap(x.reversed(), .gini, resamples: resamples.map { $0.map { 7 - $0 } })
        #expect(base.replicates == mirrored.replicates && base.estimate == base.replicates[0])
    }

    @Test("Intervals by hand")
    func intervals() throws {
        // Replicates of the mean of (0, 10): 0, 5, 5, 10; the type-7 quartiles are 3.75 and 6.25.
        let result = try Bootstrap([0, 10], .mean, resamples: [[0, 0], [0, 1], [1, 0], [1, 1]])
        #expect(result.estimate == 5 && result.mean == 5 && result.bias == 0)
        #expect(close(result.standardError, (50.0 / 3).squareRoot()))
        let half = try result.percentile(confidence: 0.5)
        #expect(half == Interval(3.75, 6.25))
        // Symmetric: no acceleration; a quarter lies below, so that z₀ = Φ⁻¹(¼).
        #expect(close(result.biasCorrection ?? 0, -0.6744897501960817, 1e-9))
        #expect((result.acceleration ?? 1).magnitude < 1e-12)
        // Levels Φ(2z₀ ∓ 0.6745) = Φ(−2.0235) and Φ(−0.6745) = ¼.
        let corrected = try result.bca(confidence: 0.5)
        #expect(close(corrected.upper, 3.75, 1e-9))
        #expect(close(corrected.lower, 15 * 0.021511, 1e-3))
    }

    @Test("What the bootstrap refuses")
    func refusals() throws {
        #expect(throws: EvaluationRefusal(.invalidOption, "resamples")) {
            try Bootstrap([1, 2], .mean, resamples: [[0, 1], [0, 2]])
        }
        #expect(throws: EvaluationRefusal(.invalidOption, "resamples")) {
            try Bootstrap([1, 2], .mean, resamples: [[0, 1], [0]])
        }
        #expect(throws: EvaluationRefusal(.invalidOption, "resamples")) { try Bootstrap([1], .mean, resamples: [[0]]) }
        #expect(throws: EvaluationRefusal(.zeroTotal)) { try Bootstrap([0, 1], .gini, resamples: [[0, 0], [0, 1]]) }
        let constant = try Bootstrap([4, 4], .median, resamples: [[0, 1], [1, 1]])
        #expect(constant.standardError == 0 && constant.acceleration == nil && constant.biasCorrection == nil)
        #expect(throws: EvaluationRefusal(.notDefined, "bca")) { try constant.bca() }
        let gap = try Bootstrap([1, .nan, 3], .mean, resamples: [[0, 1, 1], [1, 2, 0]])
        #expect(gap.replicates == [1, 2] && gap.dropped == 1)
    }

    @Test("Marginal odds by the formula of the instrument, whatever the order of cells", arguments: 0..<8)
    func marginal(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        var (areas, groups, rates, people): ([String], [Double], [Double], [Double]) = ([], [], [], [])
        for area in 0..<6 {
            for _ in 0..<2 {
                for group in 1...3 {
                    areas.append(String(area))
                    groups.append(Double(group))
                    rates.append(Double.random(in: 0.1...0.9, using: &random))
                    people.append(Double(Int.random(in: 10...99, using: &random)))
                }
            }
        }
        let result = try MarginalIncidence(areas: areas, groups: groups, rates: rates, populations: people)
        for odds in result.groups {
            let cells = areas.indices.filter { groups[$0] == Double(odds.group) }
            func rate(_ cells: [Int]) -> Double {
                cells.reduce(0) { $0 + people[$1] * rates[$1] } / cells.reduce(0) { $0 + people[$1] }
            }
            let x = cells.map { cell in rate(areas.indices.filter { areas[$0] == areas[cell] }) }
            let z = cells.map { cell in rate(areas.indices.filter { areas[$0] == areas[cell] && $0 != cell }) }
            let y = cells.map { rates[$0] }
            let mean = z.reduce(0, +) / Double(z.count)
            // Two stages written out: x̂ = a + b z, then y on x̂.
            let top = zip(z, y).reduce(0) { $0 + ($1.0 - mean) * $1.1 }
            let bottom = zip(z, x).reduce(0) { $0 + ($1.0 - mean) * $1.1 }
            #expect(close(odds.marginal, top / bottom, 1e-9) && odds.cells == 12)
            #expect(close(odds.average, rate(cells) / rate(Array(areas.indices)), 1e-12))
        }
        let order = areas.indices.shuffled(using: &random)
        let mixed = try MarginalIncidence(
            areas: order.map { areas[$0] }, groups: order.map { groups[$0] }, rates: order.map { rates[$0] },
            populations: order.map { people[$0] * 1e6 })
        #expect(close(mixed.groups.map(\.marginal), result.groups.map(\.marginal), 1e-9))
        #expect(close(mixed.groups.compactMap(\.standardError), result.groups.compactMap(\.standardError), 1e-9))
    }

    @Test("What marginal incidence refuses")
    func marginalRefusals() {
        #expect(throws: EvaluationRefusal(.notDefined, "area")) {
            try MarginalIncidence(areas: ["a", "b"], groups: [1, 1], rates: [0.1, 0.2], populations: [1, 1])
        }
        #expect(throws: EvaluationRefusal(.zeroTotal)) {
            try MarginalIncidence(areas: ["a", "a"], groups: [1, 1], rates: [0, 0], populations: [1, 1])
        }
        #expect(throws: EvaluationRefusal(.notDefined, "instrument")) {
            try MarginalIncidence(areas: ["a", "a"], groups: [1, 1], rates: [0.1, 0.2], populations: [1, 1])
        }
        #expect(throws: EvaluationRefusal(.invalidOption, "group")) {
            try MarginalIncidence(areas: ["a", "a"], groups: [1.5, 1], rates: [0.1, 0.2], populations: [1, 1])
        }
    }
}
