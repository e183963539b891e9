import Foundation

/// The shift that makes the differences most symmetric: the median of the Walsh averages (Hodges and Lehmann 1963).
public struct HodgesLehmann: Sendable {
    /// The estimate, in the unit of the differences.
    public let estimate: Double
    /// The interval between order statistics of the Walsh averages.
    public let interval: Interval
    /// The requested level; the attained one where few pairs cannot give it.
    public let achievedConfidence: Double
    /// Differences used.
    public let n: Int
    public let warnings: [EvaluationWarning]

    /// - Parameters:
    ///   - differences: paired differences.
    ///   - keepZeros: whether differences of 0 take part.
    ///   - confidence: level of the interval, between 0 and 1.
    /// - Throws: `invalid-option`; `no-nonzero-differences` when nothing is left; `not-defined` above 10,000 pairs.
    public init(
        _ differences: PairedDifferences, keepZeros: Bool = true, confidence: Double = 0.95
    ) throws(EvaluationRefusal) {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        let used = keepZeros ? differences.values : differences.nonzero
        guard !used.isEmpty else {
            throw EvaluationRefusal(.noNonzeroDifferences, evidence: ["n_zero": differences.zero])
        }
        guard used.count <= 10_000 else { throw EvaluationRefusal(.notDefined, "n") }
        let averages = Self.walshAverages(used)
        let size = averages.count
        estimate = Self.median(averages)
        n = used.count
        let alpha = 1 - confidence
        let (rank, below) = Self.quantile(n, alpha / 2)
        interval = Interval(averages[rank - 1], averages[size - rank])
        let attained = 2 * below
        achievedConfidence = attained > 1.5 * alpha * (1 + 1e-12) ? 1 - attained : confidence
        warnings = differences.warnings
    }

    /// The median of the Walsh averages of any values; nil for none.
    static func median(of values: [Double]) -> Double? { values.isEmpty ? nil : median(walshAverages(values)) }

    private static func walshAverages(_ values: [Double]) -> [Double] {
        var averages: [Double] = []
        averages.reserveCapacity(values.count * (values.count + 1) / 2)
        for (index, first) in values.enumerated() {
            for second in values[index...] { averages.append((first + second) / 2) }
        }
        averages.sort()
        return averages
    }

    static func median(_ sorted: [Double]) -> Double {
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The quantile k (at least 1) of the rank sum of n differences without ties, and P(sum ≤ k − 1).
    private static func quantile(_ n: Int, _ p: Double) -> (rank: Int, below: Double) {
        let sums = TiltedSums(ranks: Array(1...n), tilt: 0, limit: n * (n + 1) / 2)
        // Levels such as 0.025 are no binary numbers: a hair of slack keeps an exact hit from being missed.
        let target = p * (1 - 1e-13)
        var cumulated = CompensatedSum()
        for (offset, mass) in sums.masses.enumerated() {
            let below = cumulated.value
            cumulated.add(mass)
            if cumulated.value >= target {
                let quantile = sums.first + offset
                return quantile == 0 ? (1, cumulated.value) : (quantile, below)
            }
        }
        return (1, 1)
    }
}
