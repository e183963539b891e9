import Evaluation
import Problems

/// A question with several answers: of all responses, of those who gave any, of all rows.
struct MultipleResponseAnalysis: Analysis {
    let head: AnalysisHead
    private let items: [(label: LocalText, condition: StudyFormula)]

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["items"])
        head = try AnalysisHead(node)
        var items: [(LocalText, StudyFormula)] = []
        for child in try node.required("items").list() {
            if child.isScalar {
                let formula = try StudyFormula(child)
                items.append((LocalText(formula.source), formula))
            } else {
                try child.allow(["label", "condition"])
                items.append((try child.required("label").localText(), try StudyFormula(child.required("condition"))))
            }
        }
        guard !items.isEmpty else { throw try node.required("items").problem("study.not-a-list") }
        self.items = items
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        var ticks: [[Double]] = []
        for item in items {
            ticks.append(try context.values(item.condition).map { $0.isNaN ? .nan : $0 != 0 ? 1 : 0 })
        }
        let weights = try context.header.design.weights(context)
        let found = try context.told(items.first?.condition) { [ticks] () throws(EvaluationRefusal) in
            try MultipleResponse(ticks, weights: weights)
        }
        let evidence = AnalysisSample.evidence(
            "multiple-response", context, used: found.n, dropped: context.count - found.n, error: "none",
            weight: context.header.design.weight.map { LocalText($0.source) } ?? Wording.text("weight.one"))
        var item = try head.item(context, evidence, [], warnings: found.warnings.map { StudyWarning($0) })
        item.recommended = [
            "items": .strings(items.map(\.label.en)), "count": .numbers(found.counts),
            "percent_of_responses": .numbers(found.percentOfResponses),
            "percent_of_cases": .numbers(found.percentOfCases), "percent_of_all": .numbers(found.percentOfAll),
            "n_cases_any": .integer(found.casesWithAny), "n": .integer(found.n),
        ]
        let headings = [
            "column.answer", "column.responses", "column.percent-responses", "column.percent-cases",
            "column.percent-all",
        ]
        let rows = items.indices.map { index -> StudyTable.Row in
            .init([
                .text(items[index].label), .number(found.counts[index], places: weights == nil ? 0 : 1),
                .share(found.percentOfResponses[index] / 100, places: 1),
                .share(found.percentOfCases[index] / 100, places: 1),
                .share(found.percentOfAll[index] / 100, places: 1),
            ])
        }
        let note = Wording.text("note.cases") {
            ["cases": $0.integer(found.casesWithAny), "n": $0.integer(found.n)]
        }
        item.tables.insert(
            StudyTable(
                .frequency, head.title,
                columns: headings.enumerated().map { .init(Wording.text($1), numeric: $0 > 0) }, rows: rows,
                footnotes: [.init("", note)]), at: 0)
        return item
    }
}
