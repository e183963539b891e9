/// How large a paired difference is: what a p-value does not say.
public struct PairedEffect: Sendable {
    /// (R⁺ − R⁻)/(R⁺ + R⁻), zeros left out: matched rank-biserial correlation, −1…1 (Kerby 2014).
    public let rankBiserial: Double
    /// Median of the Walsh averages of all differences.
    public let hodgesLehmannAll: Double
    /// The same without differences of 0.
    public let hodgesLehmannNonzero: Double
    /// Median of all differences, in their unit.
    public let medianDifference: Double
    /// Mean of all differences, in their unit.
    public let meanDifference: Double
    /// Asymptotic z (zeros left out, no continuity correction) over √n of the nonzero differences (Rosenthal 1991).
    public let zOverRootN: Double
    /// Share of units with a difference above 0.
    public let shareImproved: Double
    /// Differences used.
    public let n: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Measures the size of the differences.
    ///
    /// - Throws: `no-nonzero-differences`; `not-defined` where the rank sum has no variance.
    public init(_ differences: PairedDifferences) throws(EvaluationRefusal) {
        guard differences.values.contains(where: { $0 != 0 }) else {
            // What does exist when nothing changed: every location is 0, only the relative measures are missing.
            let names = ["hodges_lehmann_all", "median_diff", "mean_diff", "prob_improved"]
            throw EvaluationRefusal(
                .noNonzeroDifferences, evidence: Dictionary(names.map { ($0, 0) }) { first, _ in first })
        }
        let test = try SignedRank(differences)
        guard let z = test.z() else { throw EvaluationRefusal(.notDefined, "z") }
        rankBiserial = (test.rankSumPlus - test.rankSumMinus) / (test.rankSumPlus + test.rankSumMinus)
        hodgesLehmannAll = WalshAverages(differences.values).median
        hodgesLehmannNonzero = WalshAverages(differences.nonzero).median
        let sorted = differences.values.sorted()
        medianDifference = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        n = differences.values.count
        meanDifference = CompensatedSum.of(differences.values) / Double(n)
        zOverRootN = z / Double(test.nonzero).squareRoot()
        shareImproved = Double(differences.positive) / Double(n)
        warnings = differences.warnings
    }
}
