import Foundation
public import Problems

extension Calibration {
    /// Fits a calibration to pairs of which it is known what they are, in any order.
    ///
    /// - Parameter isTaught: whether the model was trained on the same pairs.
    /// - Throws: `linkage.calibration-few` (`linkage.calibration-few-truth` for pairs of a truth) for too few pairs or too few
    ///   of one kind; `linkage.calibration-order` where the
    ///   share of one person does not rise with the weight.
    public init(_ judged: [JudgedPairs], from source: Source, isTaught: Bool = false) throws(Problem) {
        let judged = Self.ordered(judged)
        let pairs = judged.reduce(0) { $0 + $1.count }
        let same = judged.reduce(0) { $0 + ($1.isSame ? $1.count : 0) }
        guard pairs >= Self.leastPairs, min(same, pairs - same) >= Self.leastOfKind else {
            throw Problem(
                source == .truth ? "linkage.calibration-few-truth" : "linkage.calibration-few", .refuse,
                ["same": String(same), "different": String(pairs - same)])
        }
        self.init(fitted: judged, steps: pairs >= Self.leastForSteps)
        guard isSound else { throw Problem("linkage.calibration-order") }
        (self.source, self.pairs, self.same, self.isTaught) = (source, pairs, same, isTaught)
        reliability = Reliability(judged) { Calibration(fitted: $0, steps: pairs >= Self.leastForSteps) }
    }

    /// Stated and found shares by groups of weight, of pairs as they are given to ``init(_:from:isTaught:)``.
    public static func curve(_ judged: [JudgedPairs]) -> [ReliabilityGroup] {
        let steps = judged.reduce(0) { $0 + $1.count } >= leastForSteps
        return Reliability.curve(ordered(judged)) { Calibration(fitted: $0, steps: steps) }
    }

    /// Those that say something in an order of their own, so that nothing depends on the order they are given in; many
    /// of one kind are divided, so that each part of ``Reliability`` has its portion of them.
    private static func ordered(_ judged: [JudgedPairs]) -> [JudgedPairs] {
        judged.filter { $0.count > 0 && $0.share > 0 && $0.weight.isFinite }
            .flatMap { $0.divided(by: Reliability.folds) }
            .sorted {
                ($0.weight, $0.isSame ? 1 : 0, $0.share, $0.count) < ($1.weight, $1.isSame ? 1 : 0, $1.share, $1.count)
            }
    }

    /// - Parameter judged: by weight, ascending.
    private init(fitted judged: [JudgedPairs], steps: Bool) {
        version = Self.currentVersion
        (source, isTaught, reliability) = (.labels, false, Reliability())
        pairs = judged.reduce(0) { $0 + $1.count }
        same = judged.reduce(0) { $0 + ($1.isSame ? $1.count : 0) }
        (method, intercept, slope, points) = (steps ? .steps : .line, 0, 1, [])
        if steps {
            points = Self.pooled(judged)
        } else {
            (intercept, slope) = Self.line(judged)
        }
    }

    /// What a sure pair of either kind counts as, so that nothing is certain after any number of labels (Platt 1999).
    private static func targets(_ judged: [JudgedPairs]) -> (one: Double, two: Double, scale: Double) {
        let mass = judged.reduce(0) { $0 + $1.mass }
        // Shares say how the kinds compare; how much is known follows from how many pairs there are.
        let scale = Double(judged.reduce(0) { $0 + $1.count }) / mass
        let same = scale * judged.reduce(0) { $0 + ($1.isSame ? $1.mass : 0) }
        let different = scale * mass - same
        return ((same + 1) / (same + 2), 1 / (different + 2), scale)
    }

    /// The logistic regression of the smoothed targets on the weight, in bits: Newton's steps, and where one leads nowhere,
    /// since all probabilities are near 0 or 1, one by the bound of Böhning and Lindsay (1988), which never fails to help.
    /// Pairs of one weight do not tell how the share rises: then it is the share, without a slope.
    private static func line(_ judged: [JudgedPairs]) -> (intercept: Double, slope: Double) {
        let (one, two, scale) = targets(judged)
        func loss(_ a: Double, _ b: Double) -> Double {
            judged.reduce(0) { sum, item in
                let z = (a + b * item.weight) * M_LN2
                // log(1 + eᶻ) without overflow.
                return sum + item.mass * scale * (max(z, 0) + log1p(exp(-abs(z))) - (item.isSame ? one : two) * z)
            }
        }
        var bound = Curvature()
        for item in judged { bound.add(item.mass * scale * M_LN2 / 4 * M_LN2, item.weight) }
        guard bound.step(0, 0) != nil else {
            let sum = judged.reduce(0) { $0 + $1.mass * ($1.isSame ? one : two) }
            let share = sum * scale / Double(judged.reduce(0) { $0 + $1.count })
            return (log2(share / (1 - share)), 0)
        }
        var (a, b) = (0.0, 1.0)
        var best = loss(a, b)
        for _ in 0..<500 {
            var newton = Curvature()
            var (ga, gb) = (0.0, 0.0)
            for item in judged {
                let p = MatchWeight.probability(a + b * item.weight)
                let mass = item.mass * scale * M_LN2
                ga += mass * (p - (item.isSame ? one : two))
                gb += mass * (p - (item.isSame ? one : two)) * item.weight
                newton.add(mass * p * (1 - p) * M_LN2, item.weight)
            }
            let steps = [newton, bound].compactMap { $0.step(ga, gb) }
            let tries = steps.map { (a - $0.0, b - $0.1) }
            guard let next = tries.first(where: { loss($0.0, $0.1) < best }) else { break }
            let gain = best - loss(next.0, next.1)
            (a, b) = next
            best -= gain
            if gain < 1e-13 * max(1, best) { break }
        }
        return (a, b)
    }

    /// Second derivatives of a loss by intercept and slope.
    private struct Curvature {
        var (aa, ab, bb) = (0.0, 0.0, 0.0)

        mutating func add(_ mass: Double, _ weight: Double) {
            aa += mass
            ab += mass * weight
            bb += mass * weight * weight
        }

        /// The step against a gradient; nil where the curvature does not tell one.
        func step(_ ga: Double, _ gb: Double) -> (Double, Double)? {
            let determinant = aa * bb - ab * ab
            guard determinant > 1e-12 * aa * bb else { return nil }
            return ((bb * ga - ab * gb) / determinant, (aa * gb - ab * ga) / determinant)
        }
    }

    /// The shares that rise with the weight and are closest to what was found, by pooling adjacent violators: each pool
    /// from its lowest to its highest weight, so that a wide one is a step and no slope.
    private static func pooled(_ judged: [JudgedPairs]) -> [Point] {
        struct Pool {
            var mass: Double
            var same: Double
            var weights: ClosedRange<Double>
            var share: Double { same / mass }
        }
        var pools: [Pool] = []
        var start = 0
        while start < judged.count {
            // Pairs of one weight cannot be told apart.
            var end = start
            let weight = judged[start].weight
            var pool = Pool(mass: 0, same: 0, weights: weight...weight)
            while end < judged.count, judged[end].weight == weight {
                pool.mass += judged[end].mass
                pool.same += judged[end].isSame ? judged[end].mass : 0
                end += 1
            }
            start = end
            while let last = pools.last, last.share >= pool.share {
                pool = Pool(
                    mass: pool.mass + last.mass, same: pool.same + last.same,
                    weights: last.weights.lowerBound...pool.weights.upperBound)
                pools.removeLast()
            }
            pools.append(pool)
        }
        let (one, two, _) = targets(judged)
        return pools.flatMap { pool in
            let (low, high) = (pool.weights.lowerBound, pool.weights.upperBound)
            return (low < high ? [low, high] : [low]).map {
                Point(weight: $0, probability: min(one, max(two, pool.share)))
            }
        }
    }
}
