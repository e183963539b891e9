import Foundation
import Linkage
import Problems
import Testing

@Suite("What a weight is worth")
struct CalibrationTests {
    /// Pairs whose log odds are truly `intercept + slope × weight`.
    private static func drawn(_ count: Int, slope: Double, intercept: Double, seed: UInt64) -> [JudgedPairs] {
        var random = Seeded(seed)
        return (0..<count).map { _ in
            let weight = Double.random(in: -10...15, using: &random)
            let truth = MatchWeight.probability(intercept + slope * weight)
            return JudgedPairs(weight: weight, isSame: Double.random(in: 0..<1, using: &random) < truth)
        }
    }

    private static let grid = stride(from: -30.0, through: 60, by: 0.37).map { $0 }

    /// Averaged over many samples the line comes back, with two hundred labels and with fewer.
    @Test(arguments: [(60, 0.35, 22), (200, 0.12, 34)])
    func aLineComesBack(_ labels: Int, within bound: Double, better: Int) throws {
        let found = try (0..<40).map {
            try Calibration(Self.drawn(labels, slope: 0.5, intercept: -1, seed: 100 + UInt64($0)), from: .labels)
        }
        let slope = found.reduce(0) { $0 + $1.slope } / 40
        let intercept = found.reduce(0) { $0 + $1.intercept } / 40
        #expect(abs(slope - 0.5) < bound / 2 && abs(intercept + 1) < bound)
        #expect(found.allSatisfy { $0.method == .line && $0.pairs == labels })
        // The model was too sure; on pairs left out the calibrated figures are closer, the more often the more labels.
        #expect(found.count { $0.reliability.brierCalibrated < $0.reliability.brierModel } >= better)
        #expect(found.count { $0.reliability.errorCalibrated < $0.reliability.errorModel } >= better)
    }

    /// The fit is where the smoothed likelihood is greatest: no step in any direction does better.
    @Test func theLineIsTheBest() throws {
        let judged = Self.drawn(80, slope: 0.7, intercept: 2, seed: 4)
        let found = try Calibration(judged, from: .labels)
        let same = Double(judged.count(where: \.isSame))
        let (one, two) = ((same + 1) / (same + 2), 1 / (80 - same + 2))
        func likelihood(_ intercept: Double, _ slope: Double) -> Double {
            judged.reduce(0) { sum, item in
                let p = MatchWeight.probability(intercept + slope * item.weight)
                let target = item.isSame ? one : two
                return sum + target * log(p) + (1 - target) * log(1 - p)
            }
        }
        let best = likelihood(found.intercept, found.slope)
        for (a, b) in [(0.01, 0.0), (-0.01, 0), (0, 0.01), (0, -0.01), (0.02, -0.01), (-0.02, 0.01)] {
            #expect(likelihood(found.intercept + a, found.slope + b) < best)
        }
    }

    @Test func manyPairsGiveStepsThatNeverFall() throws {
        // A curve that is no line: half of the pairs above 5 bits are two people, whatever they weigh.
        var random = Seeded(8)
        let judged = (0..<5000).map { _ in
            let weight = Double.random(in: -10...20, using: &random)
            let truth = weight > 5 ? 0.5 : MatchWeight.probability(weight - 5)
            return JudgedPairs(weight: weight, isSame: Double.random(in: 0..<1, using: &random) < truth)
        }
        let found = try Calibration(judged, from: .truth)
        #expect(found.method == .steps && found.points.count > 3)
        for weight in [8.0, 12, 16] { #expect(abs(found.probability(weight) - 0.5) < 0.1) }
        #expect(abs(found.probability(5) - 0.45) < 0.12 && found.probability(-9) < 0.03)
        #expect(found.reliability.errorCalibrated < 0.05 && found.reliability.errorModel > 0.15)
    }

    /// Pooling gives the monotone shares of least squares: against all ways to cut six weights into pools.
    @Test func poolingIsLeastSquares() throws {
        var random = Seeded(15)
        for _ in 0..<20 {
            let shares = (0..<6).map { 20 * $0 + Int.random(in: 1...90, using: &random) }
            let judged = shares.enumerated().flatMap { place, same in
                [
                    JudgedPairs(weight: Double(place), isSame: true, count: same),
                    JudgedPairs(weight: Double(place), isSame: false, count: 200 - same),
                ]
            }
            var least = Double.infinity
            for cuts in 0..<32 {
                var (pools, start) = ([(mean: Double, sum: Double)](), 0)
                for end in 1...6 where end == 6 || cuts >> (end - 1) & 1 == 1 {
                    let pool = shares[start..<end].map { Double($0) / 200 }
                    let mean = pool.reduce(0, +) / Double(pool.count)
                    pools.append((mean, pool.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }))
                    start = end
                }
                guard zip(pools, pools.dropFirst()).allSatisfy({ $0.mean <= $1.mean }) else { continue }
                least = min(least, pools.reduce(0) { $0 + $1.sum })
            }
            // Every weight has the share of its pool, also within a wide one.
            let found = try Calibration(judged, from: .truth)
            let sum = shares.enumerated().reduce(0) { sum, item in
                sum + pow(Double(item.element) / 200 - found.probability(Double(item.offset)), 2)
            }
            #expect(abs(sum - least) < 1e-9)
        }
    }

    /// Whatever is fitted, the order of pairs stays, and nothing becomes certain.
    @Test(arguments: [20, 50, 200, 999, 1000, 4000]) func theOrderStays(_ count: Int) throws {
        for seed in 0..<6 as Range<UInt64> {
            let found = try Calibration(
                Self.drawn(count, slope: 0.4 + 0.3 * Double(seed), intercept: Double(seed) - 3, seed: 900 + seed),
                from: .labels)
            let values = Self.grid.map { found.probability($0) }
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
            if found.method == .steps { #expect(values.allSatisfy { $0 > 0 && $0 < 1 }) }
        }
    }

    /// Verdicts that do not overlap in weight leave a finite line.
    @Test func separatedVerdictsStayFinite() throws {
        let judged = (0..<30).map { JudgedPairs(weight: Double($0 - 15), isSame: $0 >= 15) }
        let found = try Calibration(judged, from: .labels)
        #expect(found.slope > 0.1 && found.slope < 20 && found.probability(40) > found.probability(14))
    }

    /// A model that is all but certain of every pair, and wrong about half of them, is corrected all the same.
    @Test(arguments: [40, 300]) func certaintyIsCorrected(_ count: Int) throws {
        var random = Seeded(61)
        let judged = (0..<count).map { place in
            JudgedPairs(
                weight: 25 + 15 * Double(place) / Double(count),
                isSame: Int.random(in: 0..<count, using: &random) < place)
        }
        let found = try Calibration(judged, from: .labels)
        #expect(found.slope > 0.02 && found.slope < 1 && found.intercept < -1)
        #expect(found.probability(26) < 0.4 && found.probability(39) > 0.6)
        #expect(found.reliability.brierCalibrated < 0.3 && found.reliability.brierModel > 0.4)
    }

    /// Where one band was sampled ten times less, its pairs count ten times as much.
    @Test func sharesOfStrataCount() throws {
        let all = Self.drawn(900, slope: 0.5, intercept: 1, seed: 31)
        let thinned = all.enumerated().compactMap { place, item -> JudgedPairs? in
            guard item.weight > 0 else { return item }
            return place.isMultiple(of: 3)
                ? JudgedPairs(weight: item.weight, isSame: item.isSame, share: 3) : nil
        }
        let (whole, part) = (try Calibration(all, from: .labels), try Calibration(thinned, from: .labels))
        for weight in [-8.0, -2, 0, 4, 10] {
            #expect(abs(whole.probability(weight) - part.probability(weight)) < 0.06)
        }
        // Twice the same share for everybody changes nothing.
        let doubled = try Calibration(
            all.map { JudgedPairs(weight: $0.weight, isSame: $0.isSame, share: 2) }, from: .labels)
        #expect(abs(doubled.slope - whole.slope) < 1e-6 && abs(doubled.intercept - whole.intercept) < 1e-6)
    }

    @Test func anyOrderGivesTheSame() throws {
        for count in [150, 1500] {
            let judged = Self.drawn(count, slope: 0.6, intercept: 0, seed: 77)
            let (one, other) = (
                try Calibration(judged, from: .labels), try Calibration(judged.reversed(), from: .labels)
            )
            #expect(one == other)
            #expect(Calibration.curve(judged) == Calibration.curve(judged.reversed()))
        }
    }

    /// Few weights with many pairs each, as a truth column gives them: what is held out is a fifth of every weight's pairs
    /// of both kinds, so a model that is twice too sure is seen to be helped.
    @Test(arguments: [(8, 30_000), (12, 2000), (30, 200), (20, 10), (8, 10), (30, 30)])
    func fewWeightsAreHeldOutByPairs(_ weights: Int, pairs: Int) throws {
        let judged = (0..<weights).flatMap { place in
            let weight = -10 + 20 * Double(place) / Double(weights - 1)
            let same = Int((Double(pairs) * MatchWeight.probability(weight / 2)).rounded())
            return [
                JudgedPairs(weight: weight, isSame: true, count: same),
                JudgedPairs(weight: weight, isSame: false, count: pairs - same),
            ]
        }
        let found = try Calibration(judged, from: .truth).reliability
        #expect(found.brierCalibrated < found.brierModel)
        #expect(found.errorCalibrated < 0.3 * found.errorModel)
        for group in Calibration.curve(judged) {
            // A group has both kinds of each of its weights.
            let middle = MatchWeight.probability((group.from + group.to) / 4)
            #expect(abs(group.found - middle) < 0.15)
            #expect(abs(group.calibrated - group.found) < 0.12, "\(group)")
        }
    }

    /// One weight says nothing of how the share rises, with few pairs as with many.
    @Test(arguments: [(60, 0.0), (60, 12.5), (600, -3), (5000, 12.5)])
    func oneWeightIsRefused(_ pairs: Int, weight: Double) throws {
        let judged = [
            JudgedPairs(weight: weight, isSame: true, count: pairs / 3),
            JudgedPairs(weight: weight, isSame: false, count: pairs - pairs / 3),
        ]
        let found = #expect(throws: Problem.self) { try Calibration(judged, from: .labels) }
        #expect(found?.code == "linkage.calibration-order")
        // What was found is told all the same, beside the share that the other parts had.
        let groups = Calibration.curve(judged)
        #expect(groups.count == 1 && abs((groups.first?.calibrated ?? 0) - 1.0 / 3) < 0.02)
    }

    @Test func groupsHoldAllPairs() throws {
        let judged = Self.drawn(500, slope: 1, intercept: 0, seed: 5)
        let groups = Calibration.curve(judged)
        #expect(groups.count == 10 && groups.allSatisfy { $0.pairs == 50 })
        #expect(groups.allSatisfy { $0.low <= $0.found && $0.found <= $0.high && $0.from <= $0.to })
        // Probabilities that are right lie within their intervals, but for one in twenty.
        #expect(groups.count { $0.low <= $0.model && $0.model <= $0.high } >= 8)
        #expect(Calibration.curve(Array(judged.prefix(25))).count == 2)
    }

    @Test func whatSaysTooLittleIsRefused() throws {
        let few = #expect(throws: Problem.self) {
            try Calibration(Self.drawn(19, slope: 1, intercept: 0, seed: 1), from: .labels)
        }
        #expect(few?.code == "linkage.calibration-few")
        let one = #expect(throws: Problem.self) {
            try Calibration((0..<60).map { JudgedPairs(weight: Double($0), isSame: $0 > 3) }, from: .labels)
        }
        #expect(one?.arguments == ["same": "56", "different": "4"])
        let falling = #expect(throws: Problem.self) {
            try Calibration(Self.drawn(300, slope: -1, intercept: 0, seed: 2), from: .labels)
        }
        #expect(falling?.code == "linkage.calibration-order")
    }
}
