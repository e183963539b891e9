import Evaluation

/// Methods on proportions.
extension CaseMethod {
    static let proportionMethods: [String: CaseMethod] = [
        "proportion_ci": CaseMethod(
            ["outcome", "successes", "n", "population", "ci_method", "conf", "missing"] + designOptions,
            needsData: false, run: proportionInterval),
        "targeting_proportion": CaseMethod(["eligible", "threshold", "missing"], run: targetingProportion),
    ]

    private enum SimpleMethod: String { case hypergeometric, all = "srs-all" }

    private static func targetingProportion(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        let missing = try options.missing()
        let threshold = try options.number("threshold") ?? 0.5
        let eligible = try options.requiredExpression("eligible").values(in: data)
        let result = try TargetingProportion(eligible: eligible, threshold: threshold, missing: missing)
        return (
            [
                "n": .integer(result.n), "x": .integer(result.met), "proportion": .number(result.proportion),
                "percent_rounded": .integer(result.roundedPercent), "right_on_target": .bool(result.isOnTarget),
                "wilson": .numbers([result.wilson.lower, result.wilson.upper]), "leakage": .number(result.leakage),
                "undercoverage": .null,
            ], result.warnings
        )
    }

    private static func proportionInterval(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        let confidence = try options.confidence()
        let name = try options.requiredText("ci_method")
        let population = try options.integer("population")
        // Read here too, so that a wrong value is refused where no design is used.
        _ = try options.choice("lonely_psu", LonelyPolicy.self)
        _ = try options.flag("nest")
        let missing = try options.missing()
        if let simple = SimpleMethod(rawValue: name) {
            let sample = try simpleSample(options, data, confidence, missing)
            return try simpleInterval(simple, sample, population)
        }
        guard let method = DesignProportion.Method(rawValue: name) else {
            throw EvaluationRefusal(.invalidOption, "ci_method")
        }
        guard !options.has("successes"), !options.has("n") else { throw EvaluationRefusal(.invalidOption, "successes") }
        let outcome = try options.requiredExpression("outcome").values(in: data)
        let domain = try options.expression("domain")?.values(in: data)
        let design = try design(options, data)
        let result = try DesignProportion(outcome: outcome, domain: domain, design: design, missing: missing)
        let interval = try result.interval(method, confidence: confidence)
        return (
            [
                "estimate": .number(result.estimate), "se": .number(result.standardError),
                "n_effective": .finite(result.effectiveN), "ci": .numbers([interval.lower, interval.upper]),
                "df": .integer(result.degreesOfFreedom), "n_used": .integer(result.n),
            ], result.warnings
        )
    }

    /// Successes and sample size from the options, or counted over the rows.
    private static func simpleSample(
        _ options: CaseOptions, _ data: StudyData, _ confidence: Double, _ missing: Observations.MissingRule
    ) throws(EvaluationRefusal) -> (intervals: ProportionIntervals, warnings: [EvaluationWarning]) {
        guard let outcome = try options.expression("outcome") else {
            guard let successes = try options.integer("successes"), let n = try options.integer("n") else {
                throw EvaluationRefusal(.invalidOption, "successes")
            }
            let intervals = try ProportionIntervals(successes: successes, of: n, confidence: confidence)
            return (intervals, n < 30 ? [EvaluationWarning(.smallSample, ["n": String(n)])] : [])
        }
        guard !options.has("successes"), !options.has("n") else { throw EvaluationRefusal(.invalidOption, "successes") }
        let values = try outcome.values(in: data)
        let weights = try options.expression("weight")?.values(in: data)
        var inside: [Double] = []
        var kept: [Double]? = weights.map { _ in [] }
        let domain = try options.expression("domain")?.condition(in: data)
        for row in values.indices where domain?[row] ?? true {
            inside.append(values[row])
            if let weights { kept?.append(weights[row]) }
        }
        let rows = try Observations([inside], weights: kept, missing: missing)
        let intervals = try ProportionIntervals(
            successes: rows.columns[0].count { $0 != 0 }, of: rows.count, confidence: confidence)
        var warnings: [EvaluationWarning] = []
        if rows.dropped > 0 { warnings.append(EvaluationWarning(.missingDropped, ["rows": String(rows.dropped)])) }
        if rows.zeroWeights > 0 {
            warnings.append(EvaluationWarning(.zeroWeightsDropped, ["rows": String(rows.zeroWeights)]))
        }
        if rows.count < 30 { warnings.append(EvaluationWarning(.smallSample, ["n": String(rows.count)])) }
        return (intervals, warnings)
    }

    private static func simpleInterval(
        _ method: SimpleMethod, _ sample: (intervals: ProportionIntervals, warnings: [EvaluationWarning]),
        _ population: Int?
    ) throws(EvaluationRefusal) -> Answer {
        let intervals = sample.intervals
        var fields: [String: JSON] = [
            "estimate": .number(intervals.estimate), "n_used": .integer(intervals.n),
        ]
        switch method {
        case .hypergeometric:
            guard let population else { throw EvaluationRefusal(.invalidOption, "population") }
            fields["ci"] = pair(try intervals.hypergeometric(population: population))
        case .all:
            fields["wilson"] = pair(intervals.wilson)
            fields["wilson_cc"] = pair(intervals.wilsonCorrected)
            fields["clopper_pearson"] = pair(intervals.clopperPearson)
            fields["jeffreys"] = pair(intervals.jeffreys)
            fields["agresti_coull"] = pair(intervals.agrestiCoull)
        }
        return (fields, sample.warnings)
    }

    private static func pair(_ interval: Interval) -> JSON { .numbers([interval.lower, interval.upper]) }
}
