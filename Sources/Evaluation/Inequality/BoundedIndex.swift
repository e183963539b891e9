import Foundation

/// How the variants of the concentration index follow from the generalised one, and how they change with the mean.
extension ConcentrationIndex {
    /// The factor k(μ) with index = μC·k(μ), and its derivative in μ.
    ///
    /// - Throws: `not-defined` where the mean meets a limit.
    static func factor(_ kind: Kind, _ mean: Double) throws(EvaluationRefusal) -> (value: Double, slope: Double) {
        switch kind {
        case .generalized: return (1, 0)
        case .modified(let limits):
            let gap = mean - limits.lower
            guard gap > 1e-14 * mean.magnitude else { throw EvaluationRefusal(.notDefined, "limits") }
            return (1 / gap, -1 / (gap * gap))
        case .erreygers(let limits): return (4 / ((limits.upper ?? .nan) - limits.lower), 0)
        case .wagstaff(let limits):
            let upper = limits.upper ?? .nan
            let (above, below) = (upper - mean, mean - limits.lower)
            let width = upper - limits.lower
            guard min(above, below) > 1e-14 * width else { throw EvaluationRefusal(.notDefined, "limits") }
            let value = width / (above * below)
            return (value, -value * (above - below) / (above * below))
        case .standard: return (1 / mean, -1 / (mean * mean))
        case .extended, .symmetric: throw EvaluationRefusal(.notDefined, "se")
        }
    }

    /// The weighted influences of the rows on an extended or symmetric index, by the exact derivative of the index in
    /// each row's weight.
    static func scores(_ kind: Kind, _ rows: Observations, _ order: RankOrder) throws(EvaluationRefusal) -> [Double] {
        let values = RankValues(kind)
        let curve = try ConcentrationCurve(outcome: rows.columns[0], order: order, weights: rows.weights)
        let points = curve.points
        let count = order.distinct
        guard count > 1 else { return Array(repeating: 0, count: rows.count) }
        // Mean outcome of each distinct rank, and the change of its value with the share of units below either end.
        let means = (0..<count).map { group in
            (points[group + 1].share - points[group].share) / (points[group + 1].p - points[group].p) * curve.mean
        }
        var common = CompensatedSum()
        for group in 0..<count {
            common.add(means[group] * values.slope(points[group + 1].p) * points[group + 1].p)
            common.add(-means[group] * values.slope(points[group].p) * points[group].p)
        }
        let index = values.index(curve)
        var scores = [Double](repeating: 0, count: rows.count)
        // Sums over the ranks at or above the row's.
        var above = CompensatedSum()
        for group in (0..<count).reversed() {
            let (start, end) = (points[group].p, points[group + 1].p)
            let own = (values.value(end) - values.value(start)) / (end - start)
            let later = above.value + means[group] * values.slope(end)
            for position in order.positions(group) {
                let row = Int(order.rows[position])
                let outcome = rows.columns[0][row]
                let change = (outcome - means[group]) * own + later - common.value
                scores[row] =
                    rows.weights[row] / curve.totalUnits
                    * (values.scale * change - (index - values.origin) * (outcome - curve.mean)) / curve.mean
            }
            above.add(means[group] * (values.slope(end) - values.slope(start)))
        }
        return scores
    }
}

/// The value v(c) of a cumulated share in the extended and symmetric indices: origin + scale Σ (m_g/μ)(v(c_g) − v(c_{g−1}))
/// over the distinct ranks, m_g the mean outcome of one.
struct RankValues {
    let origin: Double
    let scale: Double
    private let parameter: Double
    private let isSymmetric: Bool

    /// Of ``ConcentrationIndex/Kind/extended(nu:)`` or ``ConcentrationIndex/Kind/symmetric(beta:)``.
    init(_ kind: ConcentrationIndex.Kind) {
        if case .symmetric(let beta) = kind {
            (origin, scale, parameter, isSymmetric) = (0, pow(2, beta - 2), beta, true)
        } else if case .extended(let nu) = kind {
            (origin, scale, parameter, isSymmetric) = (1, 1, nu, false)
        } else {
            // The standard index is the extended one with 2.
            (origin, scale, parameter, isSymmetric) = (1, 1, 2, false)
        }
    }

    func value(_ share: Double) -> Double {
        isSymmetric ? pow((share - 0.5).magnitude, parameter) : pow(max(0, 1 - share), parameter)
    }

    func slope(_ share: Double) -> Double {
        if isSymmetric {
            let side = share - 0.5
            return (side < 0 ? -1 : 1) * parameter * pow(side.magnitude, parameter - 1)
        }
        return -parameter * pow(max(0, 1 - share), parameter - 1)
    }

    func index(_ curve: ConcentrationCurve) -> Double {
        let points = curve.points
        guard points.count > 2 else { return 0 }
        var sum = CompensatedSum()
        for corner in 1..<points.count {
            let (before, here) = (points[corner - 1], points[corner])
            guard here.p > before.p else { continue }
            sum.add((here.share - before.share) / (here.p - before.p) * (value(here.p) - value(before.p)))
        }
        return origin + scale * sum.value
    }
}
