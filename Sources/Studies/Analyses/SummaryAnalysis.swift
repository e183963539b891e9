import Problems

/// Smallest, middle, mean and largest value of a numeric column, with n and missing.
struct SummaryAnalysis: Analysis {
    let head: AnalysisHead
    private let column: StudyFormula
    private let unit: StudyUnit
    private let decimals: Int

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["column", "unit", "decimals"])
        head = try AnalysisHead(node)
        column = try StudyFormula(node.required("column"))
        unit = try node.child("unit")?.choice(StudyUnit.self) ?? .number
        decimals = try node.child("decimals")?.integer() ?? 1
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let all = try context.values(column)
        let values = all.filter { !$0.isNaN }.sorted()
        var item = head.item(n: all.count, missing: all.count - values.count)
        item.warnings += UnweightedFigure.warnings(context)
        guard let least = values.first, let most = values.last else {
            throw Problem("evaluation.refused.empty-data", .refuse, at: column.place, value: column.source)
        }
        let mean = values.reduce(0, +) / Double(values.count)
        let middle = values.count / 2
        let median = values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
        item.recommended = [
            "n": .integer(all.count), "n_valid": .integer(values.count), "missing": .integer(all.count - values.count),
            "min": .number(least), "median": .number(median), "mean": .number(mean), "max": .number(most),
        ]
        item.evidence = AnalysisSample.evidence(
            "summary", context, used: values.count, dropped: all.count - values.count, error: "none")
        item.tables.append(table(all.count, values.count, [least, median, mean, most]))
        ClaimTable.add(try ClaimTable.findings(head.claims, context), to: &item)
        return item
    }

    private func table(_ n: Int, _ valid: Int, _ figures: [Double]) -> StudyTable {
        let names = ["column.n-valid", "column.missing", "column.min", "column.median", "column.mean", "column.max"]
        let cells = figures.map { unit == .rupiah ? StudyCell.rupiah($0) : .number($0, places: decimals) }
        return StudyTable(
            .estimates, head.title, columns: names.map { .init(Wording.text($0), numeric: true) },
            rows: [.init([.count(valid), .count(n - valid)] + cells)])
    }
}
