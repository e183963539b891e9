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

    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}

extension ConcentrationCurve {
    /// Σ (m_g/μ)(v(c_g) − v(c_{g−1})) over the distinct ranks, m_g the mean outcome of one, c the cumulated share.
    func weighted(_ value: (Double) -> Double) -> Double {
        var sum = CompensatedSum()
        for corner in 1..<points.count {
            let (before, here) = (points[corner - 1], points[corner])
            guard here.p > before.p else { continue }
            sum.add((here.share - before.share) / (here.p - before.p) * (value(here.p) - value(before.p)))
        }
        return sum.value
    }
}
