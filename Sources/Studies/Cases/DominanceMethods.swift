import Evaluation

/// Dominance of curves.
extension CaseMethod {
    static let dominanceMethods: [String: CaseMethod] = [
        "dominance": CaseMethod(
            ["outcome", "rank", "points", "alpha", "critical", "se", "missing"] + CaseSample.designOptions,
            run: dominance)
    ]

    /// More points than this are a slip of the pen, not a question.
    private static let mostPoints = 1000

    private struct Critical {
        var modulus: Double
        var stata: Double
        var single: Double
    }

    private static func dominance(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("se", LinearizedOnly.self)
        let points = try options.integer("points") ?? 19
        guard (1...mostPoints).contains(points) else { throw EvaluationRefusal(.invalidOption, "points") }
        let alpha = try options.number("alpha") ?? 0.05
        guard alpha > 0, alpha < 1 else { throw EvaluationRefusal(.invalidOption, "alpha") }
        let given = try options.numbersByName("critical", allowed: ["smm_k", "stata_table", "iut"])
        let sample = try CaseSample(["outcome", "rank"], options, data)
        let result = try CurveDominance(
            benefit: sample.variables[0], rank: sample.variables[1], design: sample.design(), points: points,
            missing: sample.missing)
        let critical = Critical(
            modulus: given["smm_k"] ?? CurveDominance.maximumModulus(points, alpha: alpha),
            stata: given["stata_table"] ?? CurveDominance.stataTable(points, alpha: alpha),
            single: given["iut"] ?? CurveDominance.singleCritical(alpha: alpha, result.degreesOfFreedom))
        let suprema = [result.againstEquality, result.againstLorenz].map { $0.supremumCritical(alpha: alpha) }
        let bySupremum = result.classification(
            result.againstEquality.decision(supremum: suprema[0]), result.againstLorenz.decision(supremum: suprema[1]))
        return (
            [
                "concentration_ordinates": .numbers(result.concentration),
                "lorenz_ordinates": .numbers(result.lorenz),
                "se_concentration": .numbers(result.againstEquality.standardErrors),
                "se_difference": .numbers(result.againstLorenz.standardErrors),
                "vs_45_degree": described(result.againstEquality, critical, suprema[0]),
                "vs_lorenz": described(result.againstLorenz, critical, suprema[1]),
                "classification": .string(result.classification(critical: critical.modulus).rawValue),
                "classification_sup_t": .string(bySupremum.rawValue),
                "n_used": .integer(result.n),
            ], result.warnings
        )
    }

    private static func described(
        _ comparison: CurveDominance.Comparison, _ critical: Critical, _ supremum: Double
    ) -> JSON {
        .object([
            "mca_smm_k": .string(comparison.decision(critical: critical.modulus).rawValue),
            "mca_stata_table": .string(comparison.decision(critical: critical.stata).rawValue),
            "iut": .string(comparison.unanimous(critical: critical.single).rawValue),
            "max_z": .finite(comparison.z.max()), "min_z": .finite(comparison.z.min()),
            "mca_sup_t": .string(comparison.decision(supremum: supremum).rawValue),
            "sup_t": .number(supremum),
        ])
    }
}
