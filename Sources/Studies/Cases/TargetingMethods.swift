import Evaluation

/// Methods on who was reached.
extension CaseMethod {
    static let targetingMethods: [String: CaseMethod] = [
        "targeting": CaseMethod(
            ["eligible", "recipient", "outcome", "weight", "strata", "cluster", "se", "missing"], run: targeting)
    ]

    private enum LinearizedOnly: String { case linearized }

    private static func targeting(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let wantsError = try options.choice("se", LinearizedOnly.self) != nil
        // Strata and clusters are variables that are used, also where no standard error is asked for.
        let design = try ultimateClusterDesign(options, data)
        let result = try Targeting(
            eligible: options.requiredExpression("eligible").values(in: data),
            recipient: options.requiredExpression("recipient").values(in: data),
            amount: options.expression("outcome")?.values(in: data), design: design, standardErrors: wantsError,
            missing: options.missing())
        return (
            [
                "n": .integer(result.n), "eligible_share": .number(result.eligibleShare),
                "recipient_share": .number(result.recipientShare),
                "coverage_eligible": .finite(result.coverageOfEligible),
                "undercoverage_exclusion_error": .finite(result.exclusionError),
                "coverage_noneligible": .finite(result.coverageOfOthers),
                "leakage_inclusion_error": .finite(result.leakage), "targeting_accuracy": .finite(result.accuracy),
                "targeting_differential": .finite(result.differential),
                "se_undercoverage": .finite(result.exclusionStandardError),
                "se_leakage": .finite(result.leakageStandardError),
                "correctly_classified": .finite(result.correctlyClassified),
                "leakage_of_benefits": .finite(result.leakageOfBenefits),
                "cgh_eligible": .finite(result.relativeBenefitShare),
            ], result.warnings
        )
    }
}
