import Evaluation

/// Methods on effectiveness scores.
extension CaseMethod {
    static let effectivenessMethods: [String: CaseMethod] = [
        "effectiveness_class": CaseMethod(["values", "class_table"], needsData: false, run: effectivenessClass),
        "effectiveness_index": CaseMethod(["indicators"], run: effectivenessIndex),
    ]

    private enum ClassTable: String { case litbang1991 = "litbang-1991" }

    private static func effectivenessClass(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        guard let values = try options.numbers("values") else { throw EvaluationRefusal(.invalidOption, "values") }
        _ = try options.choice("class_table", ClassTable.self)
        let classes = EffectivenessClasses.litbang1991
        let readings = values.map(classes.reading)
        return (
            [
                "literal": .array(readings.map { $0.literal.map(JSON.string) ?? .null }),
                "continuous": .strings(readings.map(\.continuous)),
                "in_gap": .array(readings.map { .bool($0.inGap) }),
            ], classes.warnings(values)
        )
    }

    private static func effectivenessIndex(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        var conditions: [[Double]] = []
        for indicator in try options.expressions("indicators") { conditions.append(try indicator.values(in: data)) }
        let index = try EffectivenessIndex(conditions)
        let reading = EffectivenessClasses.litbang1991.reading(of: index.fromRounded)
        return (
            [
                "count": .integers(index.counts), "exact": .number(index.exact),
                "scores_rounded": .integers(index.roundedScores), "sum_rounded": .integer(index.sumOfRounded),
                "from_rounded": .number(index.fromRounded),
                "class_literal": reading.literal.map(JSON.string) ?? .null, "n_used": .integer(index.n),
            ], index.warnings
        )
    }
}
