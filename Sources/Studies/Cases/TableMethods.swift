import Evaluation

/// Methods on counts: frequency tables, rounding, multiple response.
extension CaseMethod {
    static let tableMethods: [String: CaseMethod] = [
        "frequency": CaseMethod(["x", "decimals", "order"], run: frequency),
        "rounding": CaseMethod(["counts", "values", "decimals", "mode"], needsData: false, run: rounding),
        "multiple_response": CaseMethod(["items", "weight"], run: multipleResponse),
    ]

    private enum Order: String { case codePoint = "code-point" }
    private enum HalfUpOnly: String { case halfUp = "half-up" }

    private static func frequency(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("order", Order.self)
        let rounding = try PercentRounding(decimals: options.integer("decimals") ?? 2)
        let name = try options.requiredText("x")
        guard let cells = data.text(name) else { throw EvaluationRefusal(.unknownColumn, name) }
        let table = try FrequencyTable(cells)
        return (
            [
                "levels": .strings(table.levels.map(\.name)), "count": .integers(table.levels.map(\.count)),
                "n": .integer(table.n), "missing": .integer(table.missing),
                "percent_of_all_half_up": .numbers(try table.percentOfAll(rounding, .halfUp)),
                "percent_of_all_truncated": .numbers(try table.percentOfAll(rounding, .truncate)),
                "percent_valid_half_up": .numbers(try table.percentOfValid(rounding, .halfUp)),
            ], []
        )
    }

    private static func rounding(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("mode", HalfUpOnly.self)
        let decimals = try options.integer("decimals") ?? 0
        guard decimals >= 0 else { throw EvaluationRefusal(.invalidOption, "decimals") }
        var fields: [String: JSON] = [:]
        guard options.has("counts") || options.has("values") else { throw EvaluationRefusal(.invalidOption, "counts") }
        if let counts = try options.integers("counts") {
            guard !counts.isEmpty else { throw EvaluationRefusal(.emptyData) }
            let rounding = try PercentRounding(decimals: decimals)
            fields["half_up"] = .numbers(try rounding.halfUp(counts))
            fields["sum_half_up"] = .number(try rounding.sumHalfUp(counts))
            fields["largest_remainder"] = .numbers(try rounding.largestRemainder(counts))
            fields["sum_largest_remainder"] = .integer(100)
        }
        if options.has("values") {
            var rounded: [String] = []
            for value in try options.texts("values") {
                rounded.append(try DecimalText.rounded(value, places: decimals))
            }
            fields["rounded"] = .strings(rounded)
        }
        return (fields, [])
    }

    private static func multipleResponse(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        var items: [[Double]] = []
        for name in try options.texts("items") {
            guard let column = data.column(name) else { throw EvaluationRefusal(.unknownColumn, name) }
            guard case .numbers(let values) = column else { throw EvaluationRefusal(.invalidOption, name) }
            items.append(values)
        }
        guard !items.isEmpty else { throw EvaluationRefusal(.invalidOption, "items") }
        let table = try MultipleResponse(items, weights: options.expression("weight")?.values(in: data))
        return (
            [
                "count": .numbers(table.counts), "percent_of_responses": .numbers(table.percentOfResponses),
                "percent_of_cases": .numbers(table.percentOfCases), "percent_of_all": .numbers(table.percentOfAll),
                "n_cases_any": .integer(table.casesWithAny), "n": .integer(table.n),
            ], table.warnings
        )
    }
}
