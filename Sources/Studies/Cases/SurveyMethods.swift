import Evaluation

/// Methods on means, totals, ratios and tables under a survey design.
extension CaseMethod {
    static let surveyMethods: [String: CaseMethod] = [
        "svy_mean": CaseMethod(surveyOptions + ["outcome"], run: surveyMean),
        "svy_mean_by": CaseMethod(surveyOptions + ["outcome", "by", "by_names"], run: surveyMeanBy),
        "svy_total": CaseMethod(surveyOptions + ["outcome"], run: surveyTotal),
        "svy_ratio": CaseMethod(surveyOptions + ["numerator", "denominator"], run: surveyRatio),
        "svy_chisq": CaseMethod(
            designOptions + ["row", "col", "statistic", "missing"], run: surveyIndependence),
    ]

    private static let surveyOptions = designOptions + ["conf", "missing"]

    private enum RaoScottOnly: String { case raoScottF = "rao-scott-f" }

    private static func surveyMean(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let confidence = try options.confidence()
        let mean = try DesignMean(
            outcome: options.requiredExpression("outcome").values(in: data),
            domain: options.expression("domain")?.values(in: data), design: design(options, data),
            missing: options.missing())
        let interval = try mean.interval(confidence: confidence)
        return (
            [
                "estimate": .number(mean.estimate), "se": .number(mean.standardError),
                "deff": .finite(mean.designEffect), "df": .integer(mean.degreesOfFreedom),
                "ci": interval.map { .numbers([$0.lower, $0.upper]) } ?? .null, "n_used": .integer(mean.n),
                "n_dropped": .integer(mean.dropped),
            ], mean.warnings
        )
    }

    private static func surveyMeanBy(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.confidence()
        let missing = try options.missing()
        let by = try options.texts("by")
        let names = options.has("by_names") ? try options.texts("by_names") : by
        guard !by.isEmpty, Set(by).count == by.count else { throw EvaluationRefusal(.invalidOption, "by") }
        let taken: Set<String> = ["estimate", "se", "n_used", "warnings"]
        guard names.count == by.count, Set(names).count == names.count, taken.isDisjoint(with: names) else {
            throw EvaluationRefusal(.invalidOption, "by_names")
        }
        let outcome = try options.requiredExpression("outcome").values(in: data)
        let domain = try options.expression("domain")?.condition(in: data)
        let design = try design(options, data)
        let inside = design.rows.filter { domain?[$0] ?? true }
        let groups = try CaseGroups(by, data, rows: inside)
        guard missing == .drop || groups.unplaced == 0 else { throw EvaluationRefusal(.missingValues, "by") }
        guard !groups.keys.isEmpty else { throw EvaluationRefusal(.emptyData) }
        let means = try DesignSubgroups(
            outcome: outcome, groups: groups.groups, count: groups.keys.count, design: design, missing: missing
        ).means
        guard means.contains(where: { $0 != nil }) else { throw EvaluationRefusal(.emptyData) }
        var fields: [String: JSON] = [
            "estimate": .array(means.map { .finite($0?.estimate) }),
            "se": .array(means.map { .finite($0?.standardError) }), "n_used": .integers(means.map { $0?.n ?? 0 }),
        ]
        for (position, name) in names.enumerated() { fields[name] = .array(groups.keys.map { $0[position] }) }
        return (fields, warnings(means.compactMap { $0 }, unplaced: groups.unplaced))
    }

    /// The warnings of all subgroups, each code once; those on single rows are added up.
    private static func warnings(_ means: [DesignMean], unplaced: Int) -> [EvaluationWarning] {
        var found: [EvaluationWarning] = []
        for warning in means.flatMap(\.warnings)
        where warning.code != .missingDropped && !found.contains(where: { $0.code == warning.code }) {
            found.append(warning)
        }
        let dropped = means.reduce(unplaced) { $0 + $1.dropped }
        if dropped > 0 { found.append(EvaluationWarning(.missingDropped, ["rows": String(dropped)])) }
        return found
    }

    private static func surveyTotal(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.confidence()
        let total = try DesignTotal(
            outcome: options.requiredExpression("outcome").values(in: data),
            domain: options.expression("domain")?.values(in: data), design: design(options, data),
            missing: options.missing())
        return (
            [
                "estimate": .number(total.estimate), "se": .number(total.standardError),
                "df": .integer(total.degreesOfFreedom), "n_used": .integer(total.n),
            ], total.warnings
        )
    }

    private static func surveyRatio(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.confidence()
        let ratio = try DesignRatio(
            numerator: options.requiredExpression("numerator").values(in: data),
            denominator: options.requiredExpression("denominator").values(in: data),
            domain: options.expression("domain")?.values(in: data), design: design(options, data),
            missing: options.missing())
        return (
            [
                "estimate": .number(ratio.estimate), "se": .number(ratio.standardError),
                "df": .integer(ratio.degreesOfFreedom), "n_used": .integer(ratio.n),
            ], ratio.warnings
        )
    }

    private static func surveyIndependence(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("statistic", RaoScottOnly.self)
        let test = try RaoScott(
            rows: requiredCodes("row", options, data), columns: requiredCodes("col", options, data),
            domain: options.expression("domain")?.values(in: data), design: design(options, data),
            missing: options.missing())
        return (
            [
                "F": .number(test.statistic), "ndf": .number(test.numeratorDegrees),
                "ddf": .number(test.denominatorDegrees), "p_value": .number(test.pValue), "n_used": .integer(test.n),
            ], test.warnings
        )
    }
}
