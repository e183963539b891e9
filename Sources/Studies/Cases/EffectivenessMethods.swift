import Evaluation

/// Methods on effectiveness scores.
extension CaseMethod {
    static let effectivenessMethods: [String: CaseMethod] = [
        "effectiveness_class": CaseMethod(["values", "class_table"], needsData: false, run: effectivenessClass),
        "effectiveness_index": CaseMethod(["indicators"], run: effectivenessIndex),
        "ikm": CaseMethod(["items", "scale", "printed_weight", "missing"], run: satisfactionIndex),
        "loan": CaseMethod(["principal", "instalment", "weeks"], needsData: false, run: loanCost),
    ]

    private enum AvailableOnly: String { case available }
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

    private static func satisfactionIndex(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("missing", AvailableOnly.self)
        let scale = try options.numbers("scale") ?? [1, 4]
        guard scale.count == 2 else { throw EvaluationRefusal(.invalidOption, "scale") }
        var items: [[Double]] = []
        for name in try options.texts("items") { items.append(try Expression.column(name).values(in: data)) }
        guard items.isEmpty || data.count > 0 else { throw EvaluationRefusal(.emptyData) }
        let index = try SatisfactionIndex(
            items: items, lowest: scale[0], highest: scale[1], printedWeight: options.number("printed_weight"))
        return (
            [
                "item_means": .numbers(index.itemMeans), "ikm": .number(index.index),
                "ikm_with_printed_weight": .finite(index.printedIndex),
                "category_permenpan_14_2017": .string(SatisfactionIndex.Classes.permenpan2017.label(index.index)),
                "category_kepmenpan_25_2004": .string(SatisfactionIndex.Classes.kepmenpan2004.label(index.index)),
                "n": .integer(index.n), "n_missing": .integer(index.missing),
            ], index.warnings
        )
    }

    private static func loanCost(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        guard let weeks = try options.integer("weeks") else { throw EvaluationRefusal(.invalidOption, "weeks") }
        let loan = try LoanCost(
            principal: options.requiredNumber("principal"), instalment: options.requiredNumber("instalment"),
            weeks: weeks)
        return (
            [
                "total": .number(loan.total), "flat_percent": .number(100 * loan.flat),
                "weekly_irr_percent": .number(100 * loan.weeklyRate),
                "nominal_annual_percent": .number(100 * loan.nominalAnnualRate),
                "effective_annual_percent": .finite(100 * loan.effectiveAnnualRate),
            ], []
        )
    }
}
