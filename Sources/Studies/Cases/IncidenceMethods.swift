import Evaluation

/// Methods on the distribution of benefits over the living standard.
extension CaseMethod {
    static let incidenceMethods: [String: CaseMethod] = [
        "bia_average": CaseMethod(
            ["outcome", "rank", "weight", "household_size", "groups", "grouping", "missing"], run: biaAverage),
        "bia_equal_width": CaseMethod(["outcome", "rank", "groups", "grouping", "missing"], run: biaEqualWidth),
    ]

    private enum Grouping: String { case quantileCuts = "quantile-cuts", exactShares = "exact-shares" }
    private enum EqualWidthOnly: String { case equalWidth = "equal-width" }

    /// More groups than this are a slip of the pen, not a question.
    private static let mostGroups = 100_000

    private static func groups(_ options: CaseOptions) throws(EvaluationRefusal) -> Int {
        let groups = try options.integer("groups") ?? 5
        guard (1...mostGroups).contains(groups) else { throw EvaluationRefusal(.invalidOption, "groups") }
        return groups
    }

    private static func biaAverage(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        let grouping = try options.choice("grouping", Grouping.self) ?? .quantileCuts
        let groups = try groups(options)
        let missing = try options.missing()
        let outcome = try options.requiredExpression("outcome").values(in: data)
        let rank = try options.requiredExpression("rank").values(in: data)
        let weights = try options.expression("weight")?.values(in: data)
        var sizes: [Double]?
        if let name = try options.text("household_size") { sizes = try Expression.column(name).values(in: data) }
        if grouping == .exactShares {
            let result = try IncidenceGroups.exactShares(
                outcome: outcome, rank: rank, weights: weights, householdSize: sizes, groups: groups, missing: missing)
            return (fields(result), result.warnings)
        }
        let result = try IncidenceGroups.quantiles(
            outcome: outcome, rank: rank, weights: weights, householdSize: sizes, groups: groups, missing: missing)
        var fields = fields(result)
        fields["cuts"] = .numbers(result.cuts)
        fields["count"] = .integers(result.counts)
        return (fields, result.warnings)
    }

    private static func fields(_ result: IncidenceGroups) -> [String: JSON] {
        [
            "n_used": .integer(result.n), "n_dropped": .integer(result.dropped),
            "population_share": .numbers(result.populationShare), "benefit_share": .numbers(result.benefitShare),
            "benefit_share_equal_benefit": .numbers(result.equalBenefitShare),
            "participation_rate": .array(result.participation.map(JSON.finite)),
            "relative_share": .array(result.relativeShare.map(JSON.finite)),
            "cgh_bottom40": .finite(result.bottom40), "cgh_bottom20": .finite(result.bottom20),
        ]
    }

    private static func biaEqualWidth(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("grouping", EqualWidthOnly.self)
        let groups = try groups(options)
        let missing = try options.missing()
        let result = try EqualWidthIncidence(
            outcome: options.requiredExpression("outcome").values(in: data),
            rank: options.requiredExpression("rank").values(in: data), groups: groups, missing: missing)
        return (
            [
                "n_used": .integer(result.n), "n_dropped": .integer(result.dropped),
                "breaks": .numbers(result.breaks), "count": .integers(result.counts),
                "share_by_count": .numbers(result.populationShare),
                "share_by_benefit": .numbers(result.benefitShare),
                "share_by_benefit_2dp": .strings(result.printedShares(places: 2)),
                "population_share": .numbers(result.populationShare),
                "paper_concentration_index": .number(result.paperIndex()),
            ], result.warnings
        )
    }
}
