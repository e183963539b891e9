import Evaluation
import Problems

/// A category of a frequency table and what the publication prints for it.
struct Category: Sendable {
    let label: LocalText
    let condition: StudyFormula
    let printedLabel: String?
    let printedCount: Int?
    let printedPercent: PrintedPercent?
    let printedPercentText: String?
    /// The category as the publication words it, where that differs from the condition.
    let printedCondition: StudyFormula?

    var isPrinted: Bool { printedCount != nil || printedPercentText != nil || printedLabel != nil }

    init(_ node: StudyNode, column: StudyFormula?) throws(Problem) {
        try node.allow(["value", "condition", "label", "printed"])
        if let condition = try node.child("condition") {
            self.condition = try StudyFormula(condition)
            label = try node.required("label").localText()
        } else {
            let value = try node.required("value")
            guard let column else { throw node.problem("study.missing-key", value: "condition") }
            let given = try value.text()
            condition = StudyFormula(column: column, equals: given, place: value.place)
            label = try node.child("label")?.localText() ?? LocalText(given)
        }
        guard let printed = try node.child("printed") else {
            (printedLabel, printedCount, printedPercent) = (nil, nil, nil)
            (printedPercentText, printedCondition) = (nil, nil)
            return
        }
        try printed.allow(["label", "count", "percent", "condition"])
        printedLabel = try printed.child("label")?.text()
        printedCount = try printed.child("count")?.integer()
        printedPercentText = try printed.child("percent")?.text()
        if let text = printedPercentText {
            guard let percent = PrintedPercent(text) else { throw printed.problem("study.not-a-number", value: text) }
            printedPercent = percent
        } else {
            printedPercent = nil
        }
        var wording: StudyFormula?
        if let condition = try printed.child("condition") { wording = try StudyFormula(condition) }
        printedCondition = wording
    }

    /// A category found in the data.
    init(level: String, label: String, column: StudyFormula) {
        self.label = LocalText(label)
        condition = StudyFormula(column: column, equals: level, place: column.place)
        (printedLabel, printedCount, printedPercent) = (nil, nil, nil)
        (printedPercentText, printedCondition) = (nil, nil)
    }
}
