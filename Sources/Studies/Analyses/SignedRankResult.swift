import Evaluation
import Problems

/// Everything the before/after comparison computes.
struct SignedRankResult {
    let differences: PairedDifferences
    let test: SignedRank
    let exact: SignedRank.PValue
    let asymptotic: SignedRank.PValue
    let pratt: SignedRank.PValue
    let signTest: SignTest
    let effect: PairedEffect
    let shiftAll: HodgesLehmann
    let shiftNonzero: HodgesLehmann
    let improved: ProportionIntervals
    /// Medians of the complete pairs.
    let medianBefore: Double
    let medianAfter: Double

    var n: Int { differences.values.count }

    init(before: [Double], after: [Double]) throws(EvaluationRefusal) {
        differences = try PairedDifferences(before: before, after: after)
        test = try SignedRank(differences)
        exact = try test.pValue(.twoSided, .exact)
        asymptotic = try test.pValue(.twoSided, .asymptotic)
        pratt = try SignedRank(differences, zero: .pratt).pValue(.twoSided, .exact)
        signTest = try SignTest(differences)
        effect = try PairedEffect(differences)
        shiftAll = try HodgesLehmann(differences)
        shiftNonzero = try HodgesLehmann(differences, keepZeros: false)
        improved = try ProportionIntervals(successes: differences.positive, of: differences.values.count)
        let pairs = zip(before, after).filter { $0.isFinite && $1.isFinite }
        medianBefore = Self.median(pairs.map(\.0))
        medianAfter = Self.median(pairs.map(\.1))
    }

    /// The textbook z of the smaller rank sum for a given number of ranked differences, without correction for ties.
    func zWithoutTies(n count: Int) -> Double {
        let n = Double(count)
        let smaller = min(test.rankSumPlus, test.rankSumMinus)
        return (smaller - n * (n + 1) / 4) / (n * (n + 1) * (2 * n + 1) / 24).squareRoot()
    }

    /// z as SPSS prints it: of the smaller rank sum, so never positive, corrected for ties.
    var zSPSS: Double { (min(test.rankSumPlus, test.rankSumMinus) - test.mean) / test.variance.squareRoot() }

    var recommended: [String: JSON] {
        let wilson = improved.wilson
        return [
            "n": .integer(n), "n_nonzero": .integer(test.nonzero), "n_zero": .integer(test.zero),
            "n_positive": .integer(test.positive), "n_negative": .integer(test.negative),
            "zero_method": .string(test.zeroRule.rawValue), "W_plus": .number(test.rankSumPlus),
            "W_minus": .number(test.rankSumMinus), "mean_rank_positive": .finite(test.meanRankPlus),
            "mean_rank_negative": .finite(test.meanRankMinus), "z": .finite(test.z()), "z_spss": .number(zSPSS),
            "z_without_tie_correction": .number(zWithoutTies(n: test.nonzero)),
            "p_value": .number(exact.value), "log10_p": .finite(exact.log10),
            "p_text": .string(StudyCell.pValue(exact.value, .en)), "p_asymptotic": .number(asymptotic.value),
            "p_exact_pratt": .number(pratt.value), "p_sign_test": .number(signTest.pValue),
            "median_before": .number(medianBefore), "median_after": .number(medianAfter),
            "median_difference": .number(effect.medianDifference), "mean_difference": .number(effect.meanDifference),
            "hodges_lehmann": .number(shiftAll.estimate),
            "hodges_lehmann_ci": .numbers([shiftAll.interval.lower, shiftAll.interval.upper]),
            "hodges_lehmann_nonzero": .number(shiftNonzero.estimate),
            "hodges_lehmann_nonzero_ci": .numbers([shiftNonzero.interval.lower, shiftNonzero.interval.upper]),
            "rank_biserial_matched": .number(effect.rankBiserial), "r_z_over_sqrt_n": .number(effect.zOverRootN),
            "share_improved": .number(effect.shareImproved),
            "share_improved_wilson": .numbers([wilson.lower, wilson.upper]),
        ]
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
