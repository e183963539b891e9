import Evaluation
import Testing

/// Every linearised error against the derivative taken by numbers: the estimate is computed again with the weight of one
/// primary unit a little larger and a little smaller.
@Suite("Linearised errors")
struct DeltaMethodTests {
    struct Sample: Sendable {
        var h: [Double] = []
        var x: [Double] = []
        var eligible: [Double] = []
        var weights: [Double] = []
        var units: [Int]
        var strata: [Int]

        init(_ seed: Int) {
            var random = Seeded(UInt64(seed) + 77)
            for _ in 0..<48 {
                let rank = Double.random(in: 1...9, using: &random)
                // Some ranks are shared.
                x.append(seed % 2 == 0 ? rank.rounded() : rank)
                h.append(
                    Double.random(in: 0...12, using: &random) > rank ? Double.random(in: 1...3, using: &random) : 0)
                weights.append(Double.random(in: 0.5...4, using: &random))
                eligible.append(Bool.random(using: &random) ? 1 : 0)
            }
            units = (0..<48).map { $0 % 16 }
            strata = (0..<48).map { $0 % 16 % 3 }
        }

        func design(_ weights: [Double]) throws -> SurveyDesign {
            try SurveyDesign(
                count: weights.count, weights: weights, stratum: UnitCodes(strata), stages: [UnitCodes(units)])
        }

        /// Some of the rows, in some order, as often as they are named.
        func taking(_ rows: [Int]) -> Sample {
            var other = self
            other.h = rows.map { h[$0] }
            other.x = rows.map { x[$0] }
            other.eligible = rows.map { eligible[$0] }
            other.weights = rows.map { weights[$0] }
            other.units = rows.map { units[$0] }
            other.strata = rows.map { strata[$0] }
            return other
        }
    }

    struct Estimator: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let estimate: @Sendable (Sample, [Double], SurveyDesign) throws -> (value: Double, error: Double?)

        init(
            _ name: String,
            _ estimate: @escaping @Sendable (Sample, [Double], SurveyDesign) throws -> (value: Double, error: Double?)
        ) {
            testDescription = name
            self.estimate = estimate
        }

        static func index(_ name: String, _ kind: ConcentrationIndex.Kind) -> Estimator {
            Estimator(name) { s, _, design in
                let index = try ConcentrationIndex(outcome: s.h, rank: s.x, design: design, kind: kind)
                return (index.value, index.standardError)
            }
        }

        static func inequality(
            _ name: String, _ value: @escaping @Sendable (InequalityIndices) -> Double?,
            _ error: @escaping @Sendable (InequalityIndices.Errors) -> Double?
        ) -> Estimator {
            Estimator(name) { s, _, design in
                let found = try InequalityIndices(s.x, design: design)
                return (value(found) ?? .nan, found.standardErrors.flatMap(error))
            }
        }

        static func poverty(
            _ name: String, _ value: @escaping @Sendable (PovertyIndices) -> Double,
            _ error: @escaping @Sendable (PovertyIndices.Errors) -> Double
        ) -> Estimator {
            Estimator(name) { s, _, design in
                let found = try PovertyIndices(s.x, line: .init(4.5), design: design)
                return (value(found), found.standardErrors.map(error))
            }
        }

        static func redistribution(
            _ name: String, _ value: @escaping @Sendable (Redistribution) -> Double,
            _ error: @escaping @Sendable (Redistribution.Errors) -> Double
        ) -> Estimator {
            Estimator(name) { s, _, design in
                let found = try Redistribution(before: s.x, after: zip(s.x, s.h).map(+), design: design)
                return (value(found), found.standardErrors.map(error))
            }
        }
    }

    static let estimators: [Estimator] = [
        Estimator("mean") { s, _, d in
            let mean = try DesignMean(outcome: s.h, design: d)
            return (mean.estimate, mean.standardError)
        },
        Estimator("total") { s, _, d in
            let total = try DesignTotal(outcome: s.h, design: d)
            return (total.estimate, total.standardError)
        },
        Estimator("ratio") { s, _, d in
            let ratio = try DesignRatio(numerator: s.h, denominator: s.x, design: d)
            return (ratio.estimate, ratio.standardError)
        },
        Estimator("domain mean") { s, _, d in
            let mean = try DesignMean(outcome: s.h, domain: s.eligible, design: d)
            return (mean.estimate, mean.standardError)
        },
        Estimator("gini") { s, _, d in
            let gini = try Gini(s.x, design: d)
            return (gini.value, gini.standardError)
        },
        Estimator("domain gini") { s, _, d in
            let gini = try Gini(s.x, design: d, domain: s.eligible)
            return (gini.value, gini.standardError)
        },
        Estimator("kakwani") { s, _, d in
            let index = try Kakwani(benefit: s.h, rank: s.x, design: d)
            return (index.value, index.standardErrors?.kakwani)
        },
        Estimator("domain kakwani") { s, _, d in
            let index = try Kakwani(benefit: s.h, rank: s.x, design: d, domain: s.eligible)
            return (index.value, index.standardErrors?.kakwani)
        },
        .index("standard", .standard), .index("generalized", .generalized), .index("modified", .modified(.init(-1))),
        .index("erreygers", .erreygers(.init(0, 4))), .index("wagstaff", .wagstaff(.init(0, 4))),
        .index("extended 1.5", .extended(nu: 1.5)), .index("extended 4", .extended(nu: 4)),
        .index("symmetric 1.5", .symmetric(beta: 1.5)), .index("symmetric 3", .symmetric(beta: 3)),
        Estimator("fgt 2") { s, _, d in
            let index = try FosterGreerThorbecke(s.x, line: .init(5.5), aversion: 2, design: d)
            return (index.value, index.standardError)
        },
        Estimator("domain fgt 0") { s, _, d in
            let index = try FosterGreerThorbecke(s.x, line: .init(5.5), aversion: 0, design: d, domain: s.eligible)
            return (index.value, index.standardError)
        },
        Estimator("exclusion error") { s, _, d in
            let found = try Targeting(eligible: s.eligible, recipient: s.h, design: d, standardErrors: true)
            return (found.exclusionError ?? .nan, found.exclusionStandardError)
        },
        Estimator("leakage") { s, _, d in
            let found = try Targeting(eligible: s.eligible, recipient: s.h, design: d, standardErrors: true)
            return (found.leakage ?? .nan, found.leakageStandardError)
        },
        .inequality("theil T", { $0.theilT }, { $0.theilT }), .inequality("theil L", { $0.theilL }, { $0.theilL }),
        .inequality("atkinson ½", { $0.atkinsonHalf }, { $0.atkinsonHalf }),
        .inequality("atkinson 1", { $0.atkinsonOne }, { $0.atkinsonOne }),
        .inequality("variation", { $0.coefficientOfVariation }, { $0.coefficientOfVariation }),
        .inequality("hoover", { $0.hoover }, { $0.hoover }), .inequality("gini too", { $0.gini }, { $0.gini }),
        .poverty("headcount", { $0.headcount }, { $0.headcount }), .poverty("gap", { $0.gap }, { $0.gap }),
        .poverty("squared gap", { $0.squaredGap }, { $0.squaredGap }), .poverty("watts", { $0.watts }, { $0.watts }),
        .poverty("sen", { $0.sen }, { $0.sen }),
        .poverty("sst", { $0.senShorrocksThon }, { $0.senShorrocksThon }),
        .redistribution("reynolds-smolensky", { $0.reynoldsSmolensky }, { $0.reynoldsSmolensky }),
        .redistribution("reranking", { $0.reranking }, { $0.reranking }),
        .redistribution("effect", { $0.effect }, { $0.effect }),
        .redistribution("concentration after", { $0.concentrationAfter }, { $0.concentrationAfter }),
    ]

    @Test("As many errors as docs/evaluation-properties.md says")
    func counted() { #expect(Self.estimators.count == 38) }

    @Test("The error is the design variance of the numerical derivative", arguments: estimators)
    func derivative(estimator: Estimator) throws {
        for seed in 0..<4 {
            let s = Sample(seed)
            let error = try estimator.estimate(s, s.weights, s.design(s.weights)).error
            let step = 1e-5
            let scores = try (0..<16).map { unit in
                let ends = try [1.0, -1].map { side in
                    let weights = s.weights.indices.map { s.weights[$0] * (s.units[$0] == unit ? 1 + side * step : 1) }
                    return try estimator.estimate(s, weights, s.design(weights)).value
                }
                return (ends[0] - ends[1]) / (2 * step)
            }
            var variance = 0.0
            for stratum in 0..<3 {
                let own = (0..<16).filter { $0 % 3 == stratum }.map { scores[$0] }
                let n = Double(own.count)
                let mean = own.reduce(0, +) / n
                variance += n / (n - 1) * own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            }
            #expect(close(error ?? .nan, variance.squareRoot(), 2e-6), "seed \(seed)")
        }
    }

    @Test(
        "Order, scale of weights, copies, names and rows of weight 0 change neither estimate nor error",
        arguments: estimators)
    func invariance(estimator: Estimator) throws {
        for seed in 0..<2 {
            let s = Sample(seed)
            var random = Seeded(UInt64(seed) + 5)
            var changed: [Sample] = [
                s.taking(Array(0..<48).shuffled(using: &random)), s, s.taking(Array(0..<48) + Array(0..<48)), s,
            ]
            changed[1].weights = s.weights.map { $0 * 3.3e-5 }
            changed[2].weights = changed[2].weights.map { $0 / 2 }
            changed[3].units = s.units.map { 1_000 - 7 * $0 }
            changed[3].strata = s.strata.map { 5 - $0 }
            var empty = s.taking(Array(0..<48) + [3, 5, 8])
            for row in 48..<51 { empty.weights[row] = 0 }
            changed.append(empty)
            let base = try estimator.estimate(s, s.weights, s.design(s.weights))
            for (number, other) in changed.enumerated() {
                let found = try estimator.estimate(other, other.weights, other.design(other.weights))
                // A total is the one estimate that the scale of the weights makes.
                let scale = number == 1 && estimator.testDescription == "total" ? 3.3e-5 : 1
                #expect(close(found.value, base.value * scale, 1e-10), "\(number)")
                #expect(close(found.error ?? .nan, (base.error ?? 0) * scale, 1e-9), "\(number)")
            }
        }
    }
}
