import Evaluation

/// Methods on paired measurements: the signed rank family.
extension CaseMethod {
    static let pairMethods: [String: CaseMethod] = [
        "wilcoxon_signed_rank": CaseMethod(
            pairOptions + ["zero", "alternative", "p", "continuity"], run: wilcoxonSignedRank),
        "hodges_lehmann": CaseMethod(pairOptions + ["zero", "conf", "ci_method"], run: hodgesLehmann),
        "effect_size": CaseMethod(pairOptions, run: effectSize),
        "sign_test": CaseMethod(pairOptions, run: signTest),
    ]

    static let pairOptions = ["before", "after", "diff", "missing"]

    private enum ZeroKeeping: String { case keep, wilcoxon }
    private enum ExactOnly: String { case exact }

    /// The differences that the options name.
    static func differences(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> PairedDifferences {
        let missing = try options.missing()
        if let difference = try options.expression("diff") {
            guard !options.has("before"), !options.has("after") else { throw EvaluationRefusal(.invalidOption, "diff") }
            return try PairedDifferences(difference.values(in: data), missing: missing)
        }
        let before = try options.requiredExpression("before")
        let after = try options.requiredExpression("after")
        return try PairedDifferences(before: before.values(in: data), after: after.values(in: data), missing: missing)
    }

    private static func wilcoxonSignedRank(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        let rule = try options.choice("zero", SignedRank.ZeroRule.self) ?? .wilcoxon
        let alternative = try options.choice("alternative", SignedRank.Alternative.self) ?? .twoSided
        let source = try options.choice("p", SignedRank.Source.self) ?? .exact
        let continuity = try options.flag("continuity") ?? false
        let test = try SignedRank(differences(options, data), zero: rule)
        let p = try test.pValue(alternative, source, continuity: continuity)
        var fields: [String: JSON] = [
            "n_nonzero": .integer(test.nonzero), "n_zero": .integer(test.zero),
            "p_value": .number(p.value), "log10_p": .finite(p.log10),
            "z": .finite(test.z(continuity: continuity && source == .asymptotic, alternative: alternative)),
        ]
        if rule != .pratt {
            fields["W_plus"] = .number(test.rankSumPlus)
            fields["statistic_min"] = .number(min(test.rankSumPlus, test.rankSumMinus))
        }
        return (fields, test.warnings)
    }

    private static func hodgesLehmann(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("ci_method", ExactOnly.self)
        let keep = try options.choice("zero", ZeroKeeping.self) ?? .keep
        let confidence = try options.confidence()
        let shift = try HodgesLehmann(
            differences(options, data), keepZeros: keep == .keep, confidence: confidence)
        return (
            [
                "estimate": .number(shift.estimate),
                "ci": .numbers([shift.interval.lower, shift.interval.upper]),
                "achieved_conf": .number(shift.achievedConfidence), "n_used": .integer(shift.n),
            ], shift.warnings
        )
    }

    private static func effectSize(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let effect = try PairedEffect(differences(options, data))
        return (
            [
                "rank_biserial_matched": .number(effect.rankBiserial),
                "hodges_lehmann_all": .number(effect.hodgesLehmannAll),
                "hodges_lehmann_nonzero": .number(effect.hodgesLehmannNonzero),
                "median_diff": .number(effect.medianDifference), "mean_diff": .number(effect.meanDifference),
                "r_z_over_sqrt_n": .number(effect.zOverRootN), "prob_improved": .number(effect.shareImproved),
                "n_used": .integer(effect.n),
            ], effect.warnings
        )
    }

    private static func signTest(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let test = try SignTest(differences(options, data))
        return (
            [
                "n_pos": .integer(test.positive), "n_neg": .integer(test.negative), "p_value": .number(test.pValue),
                "log10_p": .finite(test.log10PValue),
            ], test.warnings
        )
    }
}
