import Evaluation
import Problems

/// The effectiveness index: from rounded scores as published, from exact counts as recommended, with its class.
struct EffectivenessAnalysis: Analysis {
    /// One indicator and what the publication prints for it.
    struct Indicator: Sendable {
        let label: LocalText
        let dimension: LocalText?
        let condition: StudyFormula
        let printedScore: Int?
        let printedClass: String?
    }

    let head: AnalysisHead
    private let indicators: [Indicator]
    private let classTable: ClassTable?
    private let printedSum: Int?
    private let printedValue: Double?
    private let printedClass: String?

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["indicators", "class-table", "printed"])
        head = try AnalysisHead(node)
        var indicators: [Indicator] = []
        for child in try node.required("indicators").list() {
            try child.allow(["label", "dimension", "condition", "printed"])
            let printed = try child.child("printed")
            try printed?.allow(["score", "class"])
            indicators.append(
                Indicator(
                    label: try child.required("label").localText(),
                    dimension: try child.child("dimension")?.localText(),
                    condition: try StudyFormula(child.required("condition")),
                    printedScore: try printed?.child("score")?.integer(),
                    printedClass: try printed?.child("class")?.text()))
        }
        guard !indicators.isEmpty else { throw try node.required("indicators").problem("study.not-a-list") }
        self.indicators = indicators
        classTable = try node.child("class-table").map { node throws(Problem) in try ClassTable(node) }
        let printed = try node.child("printed")
        try printed?.allow(["sum", "value", "class"])
        printedSum = try printed?.child("sum")?.integer()
        printedValue = try printed?.child("value")?.number()
        printedClass = try printed?.child("class")?.text()
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        var conditions: [[Double]] = []
        for indicator in indicators { conditions.append(try context.values(indicator.condition)) }
        let index = try context.told(indicators[0].condition) { () throws(EvaluationRefusal) in
            try EffectivenessIndex(conditions)
        }
        var item = head.item(n: index.n, missing: index.dropped)
        let classes = try classTable?.classes(context) ?? .litbang1991
        let result = EffectivenessResult(
            index: index, indicators: indicators, classes: classes, isPublished: isPublished(context))
        item.evidence = AnalysisSample.evidence(
            "effectiveness", context, used: index.n, dropped: index.dropped, error: "binomial")
        if result.isPublished { item.asPublished = published(result) }
        item.recommended = result.recommended
        item.warnings +=
            UnweightedFigure.warnings(context) + result.warnings + labelDrift(classes) + ClassTable.gaps(classes)
        item.tables = [result.indicatorTable(caption: head.title), result.indexTable(caption: head.title)]
        ClaimTable.add(try ClaimTable.findings(head.claims, context), to: &item)
        return item
    }

    /// Whether there is a publication whose way of counting the figures can be held against.
    private func isPublished(_ context: StudyContext) -> Bool {
        !context.header.publication.isEmpty || printedValue != nil || printedSum != nil || printedClass != nil
            || indicators.contains { $0.printedScore != nil || $0.printedClass != nil }
    }

    private func published(_ result: EffectivenessResult) -> [String: JSON] {
        let index = result.index
        let scores = indicators.map(\.printedScore)
        var fields: [String: JSON] = [
            "scores": .integers(index.roundedScores), "sum": .integer(index.sumOfRounded),
            "value": .number(index.fromRounded),
            "class": result.classes.reading(of: index.fromRounded).literal.map(JSON.string) ?? .null,
        ]
        if let printedValue {
            fields["scores_printed"] = .array(scores.map { $0.map(JSON.integer) ?? .null })
            fields["value_printed"] = .number(printedValue)
            fields["class_printed"] = printedClass.map(JSON.string) ?? .null
            fields["reproduced"] = .bool(
                (printedValue - index.fromRounded).magnitude < 1e-9
                    && printedSum ?? index.sumOfRounded == index.sumOfRounded
                    && zip(scores, index.roundedScores).allSatisfy { $0 ?? $1 == $1 })
        }
        return fields
    }

    /// A printed class name that the class table does not know.
    private func labelDrift(_ classes: EffectivenessClasses) -> [StudyWarning] {
        indicators.compactMap { indicator in
            guard let printed = indicator.printedClass, let score = indicator.printedScore,
                let name = classes.reading(of: Double(score)).literal,
                printed.lowercased() != name
            else { return nil }
            return StudyWarning("class-label-differs", ["printed": printed, "table": name], subject: indicator.label)
        }
    }
}
