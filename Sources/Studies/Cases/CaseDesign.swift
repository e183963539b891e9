import Evaluation

/// How the cases describe a survey design.
extension CaseMethod {
    /// The options of a full design.
    static let designOptions = ["weight", "strata", "cluster", "fpc", "nest", "lonely_psu", "domain"]

    /// The design that the options describe, of all rows of the table.
    static func design(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> SurveyDesign {
        let lonely = try options.choice("lonely_psu", LonelyPolicy.self) ?? .fail
        let nest = try options.flag("nest") ?? false
        let clusters = try clusters(options, data)
        var populations: [[Double]] = []
        for name in try options.textOrTexts("fpc") { populations.append(try Expression.column(name).values(in: data)) }
        guard populations.count <= max(1, clusters.count) else { throw EvaluationRefusal(.invalidOption, "fpc") }
        return try SurveyDesign(
            count: data.count, weights: options.expression("weight")?.values(in: data),
            strata: codes("strata", options, data), clusters: clusters, populations: populations, nest: nest,
            lonely: lonely, missing: options.missing())
    }

    /// Strata and ultimate clusters, for methods that list no more of a design: later stages do not matter when the
    /// primary units are drawn with replacement. A cluster is the pair of stratum and code.
    static func ultimateClusterDesign(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> SurveyDesign {
        try SurveyDesign(
            count: data.count, weights: options.expression("weight")?.values(in: data),
            strata: codes("strata", options, data), clusters: Array(clusters(options, data).prefix(1)), nest: true,
            missing: options.missing())
    }

    /// The cells of a column named by an option, as codes; nil where the option is absent.
    static func codes(
        _ key: String, _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> [String?]? {
        guard let name = try options.text(key) else { return nil }
        guard let cells = data.text(name) else { throw EvaluationRefusal(.unknownColumn, name) }
        return cells
    }

    static func requiredCodes(
        _ key: String, _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> [String?] {
        guard let codes = try codes(key, options, data) else { throw EvaluationRefusal(.invalidOption, key) }
        return codes
    }

    private static func clusters(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> [[String?]] {
        var clusters: [[String?]] = []
        for name in try options.textOrTexts("cluster") {
            guard let cells = data.text(name) else { throw EvaluationRefusal(.unknownColumn, name) }
            clusters.append(cells)
        }
        return clusters
    }
}
