import Evaluation

/// Methods on quantiles, inequality indices and poverty.
extension CaseMethod {
    static let povertyMethods: [String: CaseMethod] = [
        "quantile": CaseMethod(["x", "weight", "probs", "quantile_rule", "missing"], run: quantile),
        "quintile_share_ratio": CaseMethod(["x", "weight", "quantile_rule", "missing"], run: quintileShareRatio),
        "inequality": CaseMethod(["x", "missing"], run: inequality),
        "fgt": CaseMethod(
            ["x", "line", "inclusive", "aversion", "se", "missing"] + CaseSample.designOptions, run: fgt),
        "poverty": CaseMethod(["x", "line", "inclusive", "missing"], run: poverty),
        "relative_poverty": CaseMethod(
            ["x", "weight", "line_of", "line_share", "quantile_rule", "inclusive", "missing"], run: relativePoverty),
    ]

    private enum MedianOnly: String { case median }

    private static func rule(_ options: CaseOptions) throws(EvaluationRefusal) -> WeightedQuantiles.Rule {
        try options.choice("quantile_rule", WeightedQuantiles.Rule.self) ?? .averageAtSteps
    }

    private static func line(_ options: CaseOptions) throws(EvaluationRefusal) -> FosterGreerThorbecke.Line {
        let isInclusive = try options.flag("inclusive") ?? false
        guard let line = try options.number("line") else { throw EvaluationRefusal(.invalidOption, "line") }
        return FosterGreerThorbecke.Line(line, isInclusive: isInclusive)
    }

    private static func quantile(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let rule = try rule(options)
        let shares = try probabilities(options)
        let sample = try CaseSample(["x"], options, data)
        let rows = try Observations(sample.variables, weights: sample.weights, missing: sample.missing)
        let quantile = WeightedQuantiles(rows.columns[0], weights: rows.weights)
        return (["q": .numbers(shares.map { quantile($0, rule) }), "n_used": .integer(rows.count)], rows.warnings)
    }

    private static func quintileShareRatio(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        let rule = try rule(options)
        let sample = try CaseSample(["x"], options, data)
        let ratio = try QuintileShareRatio(
            sample.variables[0], weights: sample.weights, rule: rule, missing: sample.missing)
        return (["qsr": .finite(ratio.value), "n_used": .integer(ratio.n)], ratio.warnings)
    }

    private static func inequality(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let sample = try CaseSample(["x"], options, data)
        let found = try InequalityIndices(sample.variables[0], missing: sample.missing)
        return (
            [
                "n_used": .integer(found.n), "gini": .number(found.gini),
                "gini_corrected": .finite(found.giniCorrected), "atkinson_0_5": .finite(found.atkinsonHalf),
                "atkinson_1": .finite(found.atkinsonOne), "theil_T": .finite(found.theilT),
                "theil_L": .finite(found.theilL), "cv": .finite(found.coefficientOfVariation),
                "hoover": .finite(found.hoover), "herfindahl": .finite(found.herfindahl),
            ], found.warnings
        )
    }

    private static func fgt(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let wantsError = try options.choice("se", LinearizedOnly.self) != nil
        let line = try line(options)
        guard let aversion = try options.integer("aversion"), (0...2).contains(aversion) else {
            throw EvaluationRefusal(.invalidOption, "aversion")
        }
        let sample = try CaseSample(["x"], options, data)
        let index =
            wantsError
            ? try FosterGreerThorbecke(
                sample.variables[0], line: line, aversion: Double(aversion), design: sample.design(),
                missing: sample.missing)
            : try FosterGreerThorbecke(
                sample.variables[0], line: line, aversion: Double(aversion), weights: sample.weights,
                missing: sample.missing)
        var fields: [String: JSON] = ["fgt": .finite(index.value), "n_used": .integer(index.n)]
        if wantsError { fields["se"] = .finite(index.standardError) }
        return (fields, index.warnings)
    }

    private static func poverty(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let line = try line(options)
        let sample = try CaseSample(["x"], options, data)
        let found = try PovertyIndices(sample.variables[0], line: line, missing: sample.missing)
        return (
            [
                "headcount": .number(found.headcount), "gap": .finite(found.gap),
                "gap_squared": .finite(found.squaredGap), "watts": .finite(found.watts), "sen": .finite(found.sen),
                "sst": .finite(found.senShorrocksThon), "n_used": .integer(found.n),
            ], found.warnings
        )
    }

    private static func relativePoverty(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("line_of", MedianOnly.self)
        let rule = try rule(options)
        let isInclusive = try options.flag("inclusive") ?? false
        let share = try options.number("line_share") ?? 0.6
        let sample = try CaseSample(["x"], options, data)
        let rate = try RelativePoverty(
            sample.variables[0], shareOfMedian: share, rule: rule, isInclusive: isInclusive, weights: sample.weights,
            missing: sample.missing)
        return (
            [
                "threshold": .finite(rate.line.value), "rate_percent": .finite(rate.rate * 100),
                "n_used": .integer(rate.n),
            ], rate.warnings
        )
    }
}
