import Foundation

/// The shift that makes the differences most symmetric: the median of the Walsh averages (Hodges and Lehmann 1963).
public struct HodgesLehmann: Sendable {
    /// The estimate, in the unit of the differences.
    public let estimate: Double
    /// The interval between order statistics of the Walsh averages, the k-th from below and above, k the α/2 quantile
    /// of the rank sum without ties (Hollander and Wolfe 1973).
    public let interval: Interval
    /// The requested level; the attained one where few pairs cannot give it.
    public let achievedConfidence: Double
    /// Differences used.
    public let n: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Estimates the shift.
    ///
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
        let averages = WalshAverages(used)
        estimate = averages.median
        n = used.count
        let alpha = 1 - confidence
        let (rank, below) = try Self.quantile(n, alpha / 2)
        interval = Interval(averages[rank], averages[averages.count - rank + 1])
        let attained = 2 * below
        achievedConfidence = attained > 1.5 * alpha * (1 + 1e-12) ? 1 - attained : confidence
        warnings = differences.warnings
    }

    /// The quantile k (at least 1) of the rank sum of n differences without ties, and P(sum ≤ k − 1).
    private static func quantile(_ n: Int, _ p: Double) throws(EvaluationRefusal) -> (rank: Int, below: Double) {
        let distribution = SignedRankDistribution(doubledRanks: Array(1...n).map { 2 * $0 })
        // Levels such as 0.025 are no binary numbers: a hair of slack keeps an exact hit from being missed.
        let target = p * (1 - 1e-13)
        func reaches(_ sum: Int) throws(EvaluationRefusal) -> Bool {
            try distribution.lowerTail(2 * sum).value >= target
        }
        // The normal approximation comes close; from there the step doubles until the quantile lies between.
        let (size, most) = (Double(n), n * (n + 1) / 2)
        let deviation = (size * (size + 1) * (2 * size + 1) / 24).squareRoot()
        let guess = size * (size + 1) / 4 + Normal.quantile(p) * deviation
        var (low, high) = (0, most)
        var place = max(0, min(most, Int(guess.rounded())))
        var step = max(1, Int(deviation / 500))
        let isAbove = try reaches(place)
        while true {
            if isAbove { high = place } else { low = place + 1 }
            guard low < high else { break }
            place = isAbove ? max(low, place - step) : min(high, place + step)
            step *= 2
            if try reaches(place) != isAbove {
                if isAbove { low = place + 1 } else { high = place }
                break
            }
            if place == low, isAbove { high = low }
        }
        while low < high {
            let middle = (low + high) / 2
            if try reaches(middle) { high = middle } else { low = middle + 1 }
        }
        // The smallest sum has nothing below it.
        if low == 0 { return (1, try distribution.lowerTail(0).value) }
        return (low, try distribution.lowerTail(2 * (low - 1)).value)
    }
}
