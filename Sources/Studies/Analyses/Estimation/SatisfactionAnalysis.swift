import Evaluation
import Problems

/// The public satisfaction index (IKM) from item answers, with the class of the regulation named.
struct SatisfactionAnalysis: Analysis {
    private enum Classes: String, CaseIterable {
        case permenpan2017 = "permenpan-14-2017"
        case kepmenpan2004 = "kepmenpan-25-2004"
    }

    let head: AnalysisHead
    private let items: [(label: LocalText, column: StudyFormula)]
    private let scale: (lowest: Double, highest: Double)
    private let classes: Classes
    private let printedWeight: Double?

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["items", "lowest", "highest", "class-table", "printed-weight"])
        head = try AnalysisHead(node)
        var items: [(LocalText, StudyFormula)] = []
        for child in try node.required("items").list() {
            if child.isScalar {
                let column = try StudyFormula(child)
                items.append((LocalText(column.source), column))
            } else {
                try child.allow(["label", "column"])
                items.append((try child.required("label").localText(), try StudyFormula(child.required("column"))))
            }
        }
        guard !items.isEmpty else { throw try node.required("items").problem("study.not-a-list") }
        self.items = items
        scale = (try node.child("lowest")?.number() ?? 1, try node.child("highest")?.number() ?? 4)
        classes = try node.child("class-table")?.choice(Classes.self) ?? .permenpan2017
        printedWeight = try node.child("printed-weight")?.number(in: 0.0001...1)
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        var answers: [[Double]] = []
        for item in items { answers.append(try context.values(item.column)) }
        let index = try context.told(items.first?.column) { [answers] () throws(EvaluationRefusal) in
            try SatisfactionIndex(
                items: answers, lowest: scale.lowest, highest: scale.highest, printedWeight: printedWeight)
        }
        let table = classes == .permenpan2017 ? SatisfactionIndex.Classes.permenpan2017 : .kepmenpan2004
        let evidence = AnalysisSample.evidence(
            "satisfaction", context, used: index.n, dropped: context.count - index.n, error: "none")
        var estimates = [StudyEstimate("ikm", index.index, .number(2))]
        if let printed = index.printedIndex {
            estimates.append(
                StudyEstimate(
                    "ikm_with_printed_weight", printed, .number(2), warnings: [StudyWarning("printed-weight-truncated")]
                ))
        }
        var found = UnweightedFigure.warnings(context) + index.warnings.map { StudyWarning($0) }
        found.append(StudyWarning("class-limits-not-verified", ["table": classes.rawValue]))
        if index.missing > 0 { found.append(StudyWarning("answers-missing", ["answers": String(index.missing)])) }
        var item = try head.item(
            context, evidence, estimates, warnings: found,
            rows: [(Wording.text("row.class"), .text(LocalText(table.label(index.index))))])
        item.recommended["class"] = .string(table.label(index.index))
        item.recommended["item_means"] = .numbers(index.itemMeans)
        item.tables.append(
            StudyTable(
                .estimates, IncidenceLayout.joined(head.title, Wording.text("table.items")),
                columns: [
                    .init(Wording.text("column.item")), .init(Wording.text("column.n-valid"), numeric: true),
                    .init(Wording.text("column.mean"), numeric: true),
                ],
                rows: items.indices.map { place in
                    .init([
                        .text(items[place].label), .count(answers[place].count { !$0.isNaN }),
                        .number(index.itemMeans[place], places: 3),
                    ])
                }))
        return item
    }
}
