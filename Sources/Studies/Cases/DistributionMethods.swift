import Evaluation

/// Methods on how unequal a variable is, and how an outcome is distributed over a living standard.
extension CaseMethod {
    static let distributionMethods: [String: CaseMethod] = [
        "gini": CaseMethod(["x", "weight", "correction", "negatives", "missing"], run: gini),
        "gini_se": CaseMethod(["x", "se", "missing"] + CaseSample.designOptions, run: giniError),
        "lorenz": CaseMethod(["x", "weight", "probs", "missing"], run: lorenz),
        "lorenz_se": CaseMethod(["x", "probs", "se", "missing"] + CaseSample.designOptions, run: lorenzError),
        "kakwani": CaseMethod(["outcome", "rank", "se", "missing"] + CaseSample.designOptions, run: kakwani),
        "redistribution": CaseMethod(["before", "after", "weight", "missing"], run: redistribution),
    ]

    private static func gini(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let correction = try options.choice("correction", Gini.Correction.self) ?? .none
        let negatives = try options.choice("negatives", Gini.Negatives.self) ?? .keep
        let sample = try CaseSample(["x"], options, data)
        let gini = try Gini(
            sample.variables[0], weights: sample.weights, correction: correction, negatives: negatives,
            missing: sample.missing)
        return (["gini": .number(gini.value), "n_used": .integer(gini.n)], gini.warnings)
    }

    private static func giniError(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("se", LinearizedOnly.self)
        let sample = try CaseSample(["x"], options, data)
        let gini = try Gini(sample.variables[0], design: sample.design(), missing: sample.missing)
        return (
            ["se": .finite(gini.standardError), "gini": .number(gini.value), "n_used": .integer(gini.n)], gini.warnings
        )
    }

    /// Population shares inside 0…1.
    static func probabilities(_ options: CaseOptions) throws(EvaluationRefusal) -> [Double] {
        guard let probabilities = try options.numbers("probs"), !probabilities.isEmpty,
            probabilities.allSatisfy({ $0 > 0 && $0 < 1 })
        else { throw EvaluationRefusal(.invalidOption, "probs") }
        return probabilities
    }

    private static func lorenz(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let shares = try probabilities(options)
        let sample = try CaseSample(["x"], options, data)
        let curve = try LorenzCurve(
            sample.variables[0], at: shares, weights: sample.weights, missing: sample.missing)
        return (
            ["L": .numbers(curve.ordinates), "GL": .numbers(curve.generalized), "n_used": .integer(curve.n)],
            curve.warnings
        )
    }

    private static func lorenzError(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("se", LinearizedOnly.self)
        let shares = try probabilities(options)
        let sample = try CaseSample(["x"], options, data)
        let curve = try LorenzCurve(
            sample.variables[0], at: shares, design: sample.design(), missing: sample.missing)
        return (
            [
                "L": .numbers(curve.ordinates), "se": .numbers(curve.standardErrors ?? []),
                "n_used": .integer(curve.n),
            ], curve.warnings
        )
    }

    private static func kakwani(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let wantsError = try options.choice("se", LinearizedOnly.self) != nil
        let sample = try CaseSample(["outcome", "rank"], options, data)
        let (benefit, rank) = (sample.variables[0], sample.variables[1])
        let index =
            wantsError
            ? try Kakwani(benefit: benefit, rank: rank, design: sample.design(), missing: sample.missing)
            : try Kakwani(benefit: benefit, rank: rank, weights: sample.weights, missing: sample.missing)
        var fields: [String: JSON] = [
            "concentration_index": .number(index.concentration), "gini": .number(index.gini),
            "kakwani": .number(index.value), "classification": .string(index.classification.rawValue),
            "n_used": .integer(index.n),
        ]
        if let errors = index.standardErrors {
            fields["se_concentration"] = .finite(errors.concentration)
            fields["se_gini"] = .finite(errors.gini)
            fields["se_kakwani"] = .finite(errors.kakwani)
        }
        return (fields, index.warnings)
    }

    private static func redistribution(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let sample = try CaseSample(["before", "after"], options, data)
        let effect = try Redistribution(
            before: sample.variables[0], after: sample.variables[1], weights: sample.weights, missing: sample.missing)
        return (
            [
                "gini_pre": .number(effect.giniBefore), "gini_post": .number(effect.giniAfter),
                "conc_post": .number(effect.concentrationAfter),
                "reynolds_smolensky": .number(effect.reynoldsSmolensky), "rerank": .number(effect.reranking),
                "redistributive_effect": .number(effect.effect), "n_used": .integer(effect.n),
            ], effect.warnings
        )
    }
}
