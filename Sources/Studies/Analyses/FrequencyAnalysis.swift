import Evaluation
import Problems

/// A frequency table with its denominators, held against the printed one.
struct FrequencyAnalysis: Analysis {
    let head: AnalysisHead
    private let column: StudyFormula?
    private let declared: [Category]
    /// The place that refusals point at.
    private let anchor: StudyFormula
    private let decimals: Int
    private let withInterval: Bool
    /// Whether the printed categories are meant to cover all rows.
    private let isComplete: Bool

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["column", "categories", "decimals", "interval", "complete"])
        head = try AnalysisHead(node)
        var column: StudyFormula?
        if let child = try node.child("column") { column = try StudyFormula(child) }
        self.column = column
        var declared: [Category] = []
        for category in try node.child("categories")?.list() ?? [] {
            declared.append(try Category(category, column: column))
        }
        guard let anchor = column ?? declared.first?.condition else {
            throw node.problem("study.missing-key", value: "column")
        }
        self.anchor = anchor
        self.declared = declared
        decimals = try node.child("decimals")?.integer() ?? 1
        guard (0...6).contains(decimals) else { throw try node.required("decimals").problem("study.not-a-number") }
        withInterval = try node.child("interval")?.flag() ?? false
        isComplete = try node.child("complete")?.flag() ?? true
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let categories = try self.categories(context)
        let counted = try CategoryCounts(categories, context)
        var item = head.item(n: counted.n, missing: counted.missing)
        item.warnings += UnweightedFigure.warnings(context)
        let layout = FrequencyLayout(
            categories: categories, counted: counted, decimals: decimals, withInterval: withInterval)
        item.recommended = try context.told(anchor) { () throws(EvaluationRefusal) in try layout.recommended() }
        item.evidence = AnalysisSample.evidence(
            "frequency", context, used: counted.valid, dropped: counted.missing,
            error: withInterval ? "binomial" : "none")
        var table = layout.table(caption: head.title)
        ColumnNotes.add(column, context, to: &item, &table)
        item.tables.append(table)
        if categories.contains(where: \.isPrinted) {
            let audit = FrequencyAudit(categories: categories, counted: counted, isComplete: isComplete)
            item.asPublished = audit.fields
            item.warnings += audit.warnings
            item.warnings += try overlaps(categories, context)
        }
        ClaimTable.add(try ClaimTable.findings(head.claims, context), to: &item)
        return item
    }

    private func categories(_ context: StudyContext) throws(Problem) -> [Category] {
        guard declared.isEmpty, let column else { return declared }
        let table = try context.told(column) { () throws(EvaluationRefusal) in
            guard let cells = context.data.text(column.source) else {
                throw EvaluationRefusal(.unknownColumn, column.source)
            }
            return try FrequencyTable(cells)
        }
        return context.data.named(table.levels.map(\.name), of: column.source).map {
            Category(level: $0.code, label: $0.label, column: column)
        }
    }

    /// Rows that two printed categories both hold: "more than 1 year" and "more than 4 years".
    private func overlaps(_ categories: [Category], _ context: StudyContext) throws(Problem) -> [StudyWarning] {
        var members: [(label: LocalText, rows: [Double])] = []
        for category in categories {
            guard let wording = category.printedCondition else { continue }
            members.append((category.label, try context.values(wording)))
        }
        var found: [StudyWarning] = []
        for (index, first) in members.enumerated() {
            for second in members.dropFirst(index + 1) {
                let rows = zip(first.rows, second.rows).count { $0 == 1 && $1 == 1 }
                guard rows > 0 else { continue }
                found.append(
                    StudyWarning(
                        "overlapping-categories", ["other": second.label, "rows": LocalText(String(rows))],
                        subject: first.label))
            }
        }
        return found
    }
}
