import Evaluation
import Testing

@Suite("Inequality and concentration")
struct InequalityTests {
    struct Sample {
        var x: [Double] = []
        var h: [Double] = []
        var weights: [Double] = []
        var strata: [String] = []
        var clusters: [String] = []

        /// Tied ranks, zeros and weights over six orders of magnitude.
        init(_ seed: Int) {
            var random = Seeded(UInt64(seed))
            let n = Int.random(in: 24...60, using: &random)
            for row in 0..<n {
                x.append(Double(Int.random(in: 1...15, using: &random)))
                h.append(Bool.random(using: &random) ? 0 : Double(Int.random(in: 1...9, using: &random)))
                weights.append(Double(Int.random(in: 1...9, using: &random)))
                strata.append(String(row % 3))
                clusters.append(String(row % 12))
            }
            h[0] = 3
        }

        func reordered(_ order: [Int]) -> Sample {
            var copy = self
            copy.x = order.map { x[$0] }
            copy.h = order.map { h[$0] }
            copy.weights = order.map { weights[$0] }
            copy.strata = order.map { strata[$0] }
            copy.clusters = order.map { clusters[$0] }
            return copy
        }

        func design() throws -> SurveyDesign {
            try SurveyDesign(count: x.count, weights: weights, strata: strata, clusters: [clusters])
        }
    }

    /// Every number of this family for one sample.
    private func numbers(_ sample: Sample) throws -> [Double] {
        let design = try sample.design()
        let kakwani = try Kakwani(benefit: sample.h, rank: sample.x, design: design)
        let errors = try #require(kakwani.standardErrors)
        let lorenz = try LorenzCurve(sample.x, at: [0.1, 0.35, 0.5, 0.9], design: design)
        let gini = try Gini(sample.x, design: design)
        let bounds = ConcentrationIndex.Limits(-1, 20)
        var out = [kakwani.concentration, kakwani.gini, errors.concentration, errors.gini, errors.kakwani]
        out += lorenz.ordinates + (lorenz.standardErrors ?? []) + [gini.value, gini.standardError ?? .nan]
        for kind: ConcentrationIndex.Kind in [
            .standard, .modified(bounds), .erreygers(bounds), .wagstaff(bounds),
        ] {
            let index = try ConcentrationIndex(outcome: sample.h, rank: sample.x, design: design, kind: kind)
            out += [index.value, index.standardError ?? .nan]
            let codes = sample.clusters.map { Int($0) ?? 0 }
            for method: ConcentrationIndex.RegressionError in [.ols, .hc1, .cluster(codes)] {
                out.append(try index.regressionError(method))
            }
        }
        for kind: ConcentrationIndex.Kind in [.extended(nu: 3.5), .symmetric(beta: 1.5), .extended(nu: 1)] {
            out.append(
                try ConcentrationIndex(
                    outcome: sample.h, rank: sample.x, weights: sample.weights, kind: kind
                ).value)
        }
        let after = zip(sample.x, sample.h).map { $0 + 0.5 * $1 }
        let effect = try Redistribution(before: sample.x, after: after, weights: sample.weights)
        return out + [effect.effect, effect.reranking, effect.reynoldsSmolensky]
    }

    @Test(
        "Order of rows, scale of weights, unit of the living standard and empty rows change nothing", arguments: 0..<20)
    func invariance(seed: Int) throws {
        let sample = Sample(seed)
        let base = try numbers(sample)
        var random = Seeded(UInt64(seed) + 900)
        var others = [sample.reordered(sample.x.indices.shuffled(using: &random))]
        others.append(sample.reordered(sample.x.indices.reversed()))
        for scale in [0.1, 1e-9, 3e7] {
            var scaled = sample
            scaled.weights = sample.weights.map { $0 * scale }
            others.append(scaled)
        }
        var padded = sample
        padded.x += [7, 3]
        padded.h += [100, 0]
        padded.weights += [0, 0]
        padded.strata += ["0", "9"]
        padded.clusters += ["0", "77"]
        others.append(padded)
        for other in others { #expect(close(try numbers(other), base, 1e-9)) }
    }

    @Test("The unit of currency changes no relative index", arguments: 0..<10)
    func unit(seed: Int) throws {
        let sample = Sample(seed)
        let base = try Kakwani(benefit: sample.h, rank: sample.x, design: sample.design())
        let rupiah = try Kakwani(
            benefit: sample.h.map { $0 * 15_750 }, rank: sample.x.map { $0 * 15_750 }, design: sample.design())
        #expect(close(base.value, rupiah.value, 1e-11))
        #expect(close(base.standardErrors?.kakwani ?? .nan, rupiah.standardErrors?.kakwani ?? 0, 1e-11))
        let general = try ConcentrationIndex(outcome: sample.h, rank: sample.x, kind: .generalized)
        let scaled = try ConcentrationIndex(outcome: sample.h.map { $0 * 8 }, rank: sample.x, kind: .generalized)
        #expect(close(general.value * 8, scaled.value, 1e-11))
    }

    @Test("A row of weight 3 is three rows, in the index and, as one primary unit, in its error", arguments: 0..<10)
    func copies(seed: Int) throws {
        var sample = Sample(seed)
        sample.clusters = sample.x.indices.map(String.init)
        let copied = sample.x.indices.flatMap { Array(repeating: $0, count: Int(sample.weights[$0])) }
        var copies = sample.reordered(copied)
        copies.weights = copied.map { _ in 1 }
        let (a, b) = (
            try Kakwani(benefit: sample.h, rank: sample.x, design: sample.design()),
            try Kakwani(benefit: copies.h, rank: copies.x, design: copies.design())
        )
        #expect(close(a.value, b.value, 1e-11) && close(a.gini, b.gini, 1e-11))
        #expect(close(a.standardErrors?.kakwani ?? .nan, b.standardErrors?.kakwani ?? 0, 1e-10))
    }

    @Test("The index is half the mean absolute difference over the mean, by enumeration", arguments: 0..<10)
    func enumeration(seed: Int) throws {
        let sample = Sample(seed)
        var top = 0.0
        let (total, amount) = (
            sample.weights.reduce(0, +), zip(sample.weights, sample.x).reduce(0) { $0 + $1.0 * $1.1 }
        )
        for i in sample.x.indices {
            for j in sample.x.indices {
                top += sample.weights[i] * sample.weights[j] * abs(sample.x[i] - sample.x[j])
            }
        }
        #expect(close(try Gini(sample.x, weights: sample.weights).value, top / (2 * total * amount), 1e-12))
    }

    @Test("The influence of a row is the change of the index per unit of its weight", arguments: 0..<6)
    func influence(seed: Int) throws {
        // With each row a unit of its own the variance is n/(n − 1) Σ e², e by a difference quotient.
        var sample = Sample(seed)
        sample.strata = sample.x.map { _ in "0" }
        sample.clusters = sample.x.indices.map(String.init)
        let limits = ConcentrationIndex.Limits(0, 10)
        for kind: ConcentrationIndex.Kind in [.standard, .generalized, .wagstaff(limits), .erreygers(limits)] {
            var squares = 0.0
            for row in sample.x.indices {
                func moved(_ step: Double) throws -> Double {
                    var weights = sample.weights
                    weights[row] *= 1 + step
                    return try ConcentrationIndex(outcome: sample.h, rank: sample.x, weights: weights, kind: kind).value
                }
                let slope = (try moved(1e-4) - moved(-1e-4)) / 2e-4
                squares += slope * slope
            }
            let n = Double(sample.x.count)
            let index = try ConcentrationIndex(outcome: sample.h, rank: sample.x, design: sample.design(), kind: kind)
            #expect(close(index.standardError ?? .nan, (squares * n / (n - 1)).squareRoot(), 1e-6))
        }
    }

    @Test("Relations between the variants")
    func relations() throws {
        let sample = Sample(3)
        let index = try ConcentrationIndex(outcome: sample.h, rank: sample.x, weights: sample.weights)
        #expect(close(try index.value(.extended(nu: 2)), index.value, 1e-11))
        #expect(close(try index.value(.symmetric(beta: 2)), index.value, 1e-11))
        #expect(try index.value(.extended(nu: 1)).magnitude < 1e-14)
        #expect(close(try index.value(.modified(.init(0))), index.value, 1e-12))
        let binary = try ConcentrationIndex(outcome: [1, 1, 0, 1, 0, 0], rank: [1, 2, 3, 4, 5, 6])
        // C = −7/18 by hand: 2·(1+2+4−1.5)/(6·3) − 1; Wagstaff C/(1 − ½), Erreygers 4·½·C.
        #expect(close(binary.value, -7.0 / 18))
        #expect(close(try binary.value(.wagstaff(.init(0, 1))), -7.0 / 9))
        #expect(close(try binary.value(.erreygers(.init(0, 1))), -7.0 / 9))
    }

    @Test("Edges: one row, equal values, one rank, one who has all, negative values")
    func edges() throws {
        #expect(try Gini([5]).value == 0 && Gini([5], correction: .sample).value == 0)
        #expect(try Gini([5, 5, 5], weights: [1e-9, 1, 1e9]).value.magnitude < 1e-15)
        #expect(close(try Gini([0, 0, 0, 0, 9]).value, 0.8))
        #expect(close(try Gini([0, 0, 0, 0, 9], correction: .sample).value, 1))
        let negative = try Gini([-2, 1, 4])
        #expect(close(negative.value, 4.0 / 3) && negative.warnings.map(\.code) == [.negativeValues])
        #expect(close(try Gini([-2, 1, 4], negatives: .zero).value, 8.0 / 15))
        #expect(throws: EvaluationRefusal(.zeroTotal)) { try Gini([0, 0]) }
        #expect(throws: EvaluationRefusal(.zeroMean)) { try Gini([0.1, 0.2, -0.3]) }
        #expect(throws: EvaluationRefusal(.emptyData)) { try Gini([.nan]) }
        #expect(throws: EvaluationRefusal(.negativeWeight)) { try Gini([1, 2], weights: [1, -1]) }
        let flat = try ConcentrationIndex(outcome: [1, 0, 5], rank: [2, 2, 2])
        #expect(flat.value == 0)
        #expect(throws: EvaluationRefusal(.notDefined, "rank")) { try flat.regressionError(.ols) }
        let grant = try Kakwani(benefit: [3, 3, 3], rank: [1, 2, 7])
        #expect(grant.classification == .progressive && grant.warnings.map(\.code).contains(.noPopulationReference))
        #expect(try Kakwani(benefit: [2, 4, 14], rank: [1, 2, 7]).classification == .regressive)
        #expect(throws: EvaluationRefusal(.invalidOption, "limits")) {
            try ConcentrationIndex(outcome: [0, 2], rank: [1, 2], kind: .wagstaff(.init(0, 1)))
        }
        #expect(throws: EvaluationRefusal(.notDefined, "limits")) {
            try ConcentrationIndex(outcome: [1, 1], rank: [1, 2], kind: .wagstaff(.init(0, 1)))
        }
        #expect(throws: EvaluationRefusal(.lonelyPSU)) {
            try Gini([1, 2, 3], design: SurveyDesign(count: 3, strata: ["a", "a", "b"]))
        }
    }

    @Test("A row without a value leaves the design as well")
    func missing() throws {
        let whole = try Gini([1, 2, 4, 7], design: SurveyDesign(count: 4, clusters: [["a", "a", "b", "c"]]))
        let gap = try Gini(
            [1, .nan, 2, 4, .nan, 7],
            design: SurveyDesign(count: 6, clusters: [["a", "b", "a", "b", "d", "c"]]))
        #expect(gap.n == 4 && gap.dropped == 2 && gap.standardError == whole.standardError)
        #expect(throws: EvaluationRefusal(.missingValues)) { try Gini([1, .nan], missing: .error) }
    }

    @Test("A long sample is sorted like a short one: negative values, both zeros, ties in the order of the rows")
    func radix() throws {
        var random = Seeded(8)
        let values = (0..<700).map { _ -> Double in
            let pool: [Double] = [-1e300, -2.5, -0.0, 0, 1e-300, 3, Double(Int.random(in: -9...9, using: &random)) / 7]
            return pool[Int.random(in: 0..<pool.count, using: &random)]
        }
        let outcome = values.indices.map { Double($0 % 11) }
        let curve = try ConcentrationCurve(outcome: outcome, rank: values, weights: values.map { _ in 1 })
        let groups = Dictionary(grouping: values.indices) { values[$0] }.sorted { $0.key < $1.key }
        var (count, sum) = (0.0, 0.0)
        let total = outcome.reduce(0, +)
        #expect(curve.points.count == groups.count + 1)
        for (point, group) in zip(curve.points.dropFirst(), groups) {
            count += Double(group.value.count)
            for row in group.value { sum += outcome[row] }
            #expect(close([point.p, point.share], [count / 700, sum / total]))
        }
        let ordered = try OrderedConcentration(outcome: outcome, rank: values)
        let order = values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
        var top = 0.0
        for (place, row) in order.enumerated() { top += (Double(place) + 0.5) / 700 * outcome[row] }
        #expect(close(ordered.index, 2 * top / total - 1, 1e-11))
    }
}
