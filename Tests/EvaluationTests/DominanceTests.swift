import Evaluation
import Testing

@Suite("Dominance of curves")
struct DominanceTests {
    /// A lumpy benefit that goes to the poor, in clusters.
    private func sample(
        _ seed: Int, _ n: Int = 120
    ) -> (benefit: [Double], rank: [Double], weights: [Double], clusters: [String]) {
        var random = Seeded(UInt64(seed))
        let rank = (0..<n).map { _ in Double(Int.random(in: 1...60, using: &random)) }
        let benefit = rank.map { Double.random(in: 0..<60, using: &random) > $0 ? Double(Int($0) % 3 + 1) : 0 }
        let weights = (0..<n).map { _ in Double(Int.random(in: 1...5, using: &random)) }
        return (benefit, rank, weights, (0..<n).map { String($0 % 24) })
    }

    private func result(_ seed: Int, order: [Int]? = nil, scale: Double = 1, unit: Double = 1) throws -> CurveDominance
    {
        let s = sample(seed)
        let rows = order ?? Array(s.rank.indices)
        let design = try SurveyDesign(
            count: rows.count, weights: rows.map { s.weights[$0] * scale },
            strata: rows.map { s.clusters[$0].count == 1 ? "a" : "b" }, clusters: [rows.map { s.clusters[$0] }])
        return try CurveDominance(
            benefit: rows.map { s.benefit[$0] * unit }, rank: rows.map { s.rank[$0] * unit }, design: design, points: 9)
    }

    @Test("Order of rows, scale of weights and unit change nothing", arguments: 0..<6)
    func invariance(seed: Int) throws {
        let base = try result(seed)
        var random = Seeded(UInt64(seed) + 70)
        let others = [
            try result(seed, order: Array((0..<120).shuffled(using: &random))), try result(seed, scale: 1e-7),
            try result(seed, unit: 15_000),
        ]
        for other in others {
            #expect(close(other.concentration, base.concentration, 1e-10))
            #expect(close(other.againstEquality.standardErrors, base.againstEquality.standardErrors, 1e-6))
            #expect(close(other.againstLorenz.standardErrors, base.againstLorenz.standardErrors, 1e-6))
        }
    }

    @Test("The errors agree with the bootstrap of primary units, also where a benefit is lumpy", arguments: [1, 2, 3])
    func bootstrap(seed: Int) throws {
        let s = sample(seed)
        let base = try result(seed)
        var random = Seeded(UInt64(seed) + 40)
        var draws: [[Double]] = Array(repeating: [], count: 9)
        let strata = [(0..<10).map(String.init), (10..<24).map(String.init)]
        for _ in 0..<1500 {
            // Rao and Wu: n − 1 of n units, weights times n/(n − 1).
            var times: [String: Double] = [:]
            for units in strata {
                for _ in 1..<units.count {
                    let unit = units[Int.random(in: 0..<units.count, using: &random)]
                    times[unit, default: 0] += Double(units.count) / Double(units.count - 1)
                }
            }
            let kept = s.rank.indices.filter { times[s.clusters[$0]] != nil }
            let weights = kept.map { s.weights[$0] * (times[s.clusters[$0]] ?? 0) }
            let rank = kept.map { s.rank[$0] }
            let curve = try ConcentrationCurve(outcome: kept.map { s.benefit[$0] }, rank: rank, weights: weights)
            let lorenz = try ConcentrationCurve(outcome: rank, rank: rank, weights: weights)
            for (point, p) in base.shares.enumerated() { draws[point].append(curve(p) - lorenz(p)) }
        }
        // Where the curve has reached 1 it can only fall, and no error of a normal kind describes it.
        for (point, values) in draws.enumerated() where base.concentration[point] < 0.99 {
            let mean = values.reduce(0, +) / 1500
            let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1499).squareRoot()
            #expect(close(base.againstLorenz.standardErrors[point], deviation, 0.12), "\(point)")
        }
    }

    @Test("With one distinct rank both curves are the line: no error, no dominance, no label")
    func flat() throws {
        let result = try CurveDominance(
            benefit: [1, 0, 2, 5], rank: [3, 3, 3, 3], design: SurveyDesign(count: 4), points: 3)
        #expect(result.againstEquality.z == [0, 0, 0] && result.againstLorenz.z == [0, 0, 0])
        #expect(result.classification(critical: 2) == .inconclusive)
        #expect(result.againstEquality.unanimous(critical: 2) == .nonDominance)
    }

    @Test("With few distinct ranks the error is the delta method's at the corner and between corners")
    func discrete() throws {
        // Two ranks; at p = 0.1, inside the first, C(p) = p·m₁/μ with m₁ the mean there: linear in known means.
        let benefit: [Double] = (0..<400).map { Double($0 % 4) + ($0 < 200 ? 2 : 0) }
        let rank: [Double] = (0..<400).map { $0 < 200 ? 1 : 2 }
        let result = try CurveDominance(
            benefit: benefit, rank: rank, design: SurveyDesign(count: 400), points: 9)
        let mean = 2.5
        let first = 3.5
        // ln C = ln m₁ − ln μ; μ = s·m₁ + (1 − s)·m₂ with the share s random too.
        let ordinate = 0.1 * first / mean
        var squares = 0.0
        for row in 0..<400 {
            let own = row < 200 ? (benefit[row] - first) / first * 2 : 0
            let score = (own - (benefit[row] - mean) / mean) / 400
            squares += score * score
        }
        #expect(close(result.concentration[0], ordinate, 1e-12))
        let expected = ordinate * (squares * 400 / 399).squareRoot()
        // The delta method leaves out what is of order 1/n.
        #expect(close(result.againstEquality.standardErrors[0], expected, 0.01))
    }

    @Test("Critical values: closed forms, and the supremum between the single test and the modulus")
    func critical() throws {
        // method.md section 3: SMM(19) = 3.000, SMM(9) = 2.766; the table of dominance.ado 3.615 (5 %) and 4.018 (1 %).
        #expect(close(CurveDominance.maximumModulus(19), 3.000427834252913, 1e-12))
        #expect(close(CurveDominance.maximumModulus(9), 2.766, 2e-4))
        #expect(close(CurveDominance.stataTable(19), 3.6153727209239306, 1e-12))
        #expect(close(CurveDominance.stataTable(19, alpha: 0.01), 4.018, 2e-4))
        #expect(close(CurveDominance.singleCritical(10), 2.2281388519649385, 1e-9))
        let result = try result(4)
        let supremum = result.againstLorenz.supremumCritical()
        #expect(supremum > 1.96 && supremum < 1.1 * CurveDominance.maximumModulus(9))
        #expect(supremum == result.againstLorenz.supremumCritical())
        let band = result.againstLorenz.band()
        #expect(close(band[3].upper - band[3].lower, 2 * supremum * result.againstLorenz.standardErrors[3]))
    }

    @Test("Decisions by sign and size of z")
    func decisions() throws {
        let poor = try CurveDominance(
            benefit: (0..<200).map { $0 < 60 ? 1 : 0 }, rank: (0..<200).map { Double($0 + 1) },
            design: SurveyDesign(count: 200), points: 4)
        #expect(poor.againstEquality.decision(critical: 3) == .dominates)
        #expect(poor.classification(critical: 3) == .proPoor)
        let rich = try CurveDominance(
            benefit: (0..<200).map { $0 < 140 ? 0 : 1 }, rank: (0..<200).map { Double($0 + 1) },
            design: SurveyDesign(count: 200), points: 4)
        #expect(rich.againstEquality.unanimous(critical: 2) == .dominated)
        #expect(rich.classification(critical: 3) == .regressive)
        let ends = try CurveDominance(
            benefit: (0..<200).map { $0 < 40 || $0 >= 160 ? 1 : 0 }, rank: (0..<200).map { Double($0 + 1) },
            design: SurveyDesign(count: 200), points: 4)
        #expect(ends.againstEquality.decision(critical: 3) == .cross)
        #expect(throws: EvaluationRefusal(.lonelyPSU)) {
            try CurveDominance(benefit: [1, 2], rank: [1, 2], design: SurveyDesign(count: 2, clusters: [["a", "a"]]))
        }
    }

    @Test("Bands hold the curve's truth as often as they promise, point by point less often", arguments: [0, 1])
    func bands(mode: Int) throws {
        // A population whose curve is known: benefit falls in steps over four living standards.
        let levels: [(rank: Double, benefit: Double)] = [(1, 3), (2, 2), (4, 1), (9, mode == 0 ? 0.5 : 0)]
        let truth = try ConcentrationCurve(
            outcome: levels.map(\.benefit), rank: levels.map(\.rank), weights: [1, 1, 1, 1])
        let (samples, alpha) = (100, 0.1)
        var (whole, pointwise) = (0, 0)
        // The joint critical value hardly differs between samples; it is simulated once.
        var critical: Double?
        for seed in 0..<samples {
            var random = Seeded(UInt64(seed) &* 31 &+ 7)
            let drawn = (0..<160).map { _ in levels[Int.random(in: 0..<4, using: &random)] }
            let found = try CurveDominance(
                benefit: drawn.map { $0.benefit * Double.random(in: 0.5...1.5, using: &random) },
                rank: drawn.map { $0.rank + Double.random(in: 0...0.001, using: &random) },
                design: SurveyDesign(count: 160), points: 7)
            let curve = found.concentrationCurve
            critical = critical ?? curve.supremumCritical(alpha: alpha)
            let most = curve.shares.indices.reduce(0.0) { most, point in
                max(most, (curve.heights[point] - truth(curve.shares[point])).magnitude / curve.standardErrors[point])
            }
            if most <= critical ?? 0 { whole += 1 }
            if most <= CurveDominance.singleCritical(alpha: alpha, curve.shares.count * 100) { pointwise += 1 }
        }
        // 90 expected, standard deviation 3.
        #expect(whole > 78 && pointwise < whole)
    }

    @Test("A Lorenz band lies inside the square and round the curve")
    func lorenzBand() throws {
        let s = sample(1)
        let band = try CurveBand.lorenz(s.rank, design: SurveyDesign(count: 120), points: 9)
        let curve = try LorenzCurve(s.rank, at: band.shares)
        #expect(close(band.heights, curve.ordinates))
        for (height, interval) in zip(band.heights, band.simultaneous()) {
            #expect(interval.lower >= 0 && interval.lower < height && height < interval.upper && interval.upper <= 1)
        }
        #expect(band.supremumCritical() > 1.97)
    }

    @Test("Where nobody beyond was seen to receive, the end of the curve alone is no dominance")
    func unseen() throws {
        // Three recipients, all below the middle: at 0.9 the curve stands at 1 without an error of its own.
        let rank = (1...40).map(Double.init)
        let benefit = rank.map { [3, 11, 19].contains($0) ? 1.0 : 0 }
        let found = try CurveDominance(benefit: benefit, rank: rank, design: SurveyDesign(count: 40), points: 9)
        #expect(found.againstEquality.z[8] > 1e6 && found.againstEquality.cautiousZ[8] < 1)
        #expect(found.classification() != .proPoor)
        let everyone = try CurveDominance(
            benefit: rank.map { _ in 1 }, rank: rank, design: SurveyDesign(count: 40), points: 9)
        #expect(everyone.classification() == .withheld)
    }

    @Test("A domain keeps the design, a census has no error")
    func designs() throws {
        let s = sample(2)
        let inside = s.rank.map { $0 < 45 ? 1.0 : 0 }
        let design = try SurveyDesign(count: 120, weights: s.weights, clusters: [s.clusters])
        let domain = try CurveDominance(benefit: s.benefit, rank: s.rank, design: design, domain: inside, points: 4)
        let kept = s.rank.indices.filter { inside[$0] == 1 }
        let curve = try ConcentrationCurve(
            outcome: kept.map { s.benefit[$0] }, rank: kept.map { s.rank[$0] }, weights: kept.map { s.weights[$0] })
        #expect(close(domain.concentration, domain.shares.map { curve($0) }))
        #expect(domain.degreesOfFreedom == 23)
        let census = try SurveyDesign(
            count: 120, weights: s.weights, clusters: [s.clusters], populations: [s.clusters.map { _ in 24 }])
        let exact = try CurveDominance(benefit: s.benefit, rank: s.rank, design: census, points: 4)
        #expect(exact.againstLorenz.standardErrors.allSatisfy { $0 == 0 })
    }
}
