import Evaluation
import Problems

/// An index built from percentages of several tables: 100 · Σ parts / (100 · number of parts).
struct IndexTable: ReferringItem {
    struct Part: Sendable {
        let label: String
        let cell: PaperCell
        let source: PaperReference?
        let dimension: String?
        let printedClass: String?
    }

    let head: PaperHead
    let parts: [Part]
    let sum: PaperCell?
    let value: PaperCell?
    let printedClass: String?
    let classes: String?
    private let classesPlace: Place

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["parts", "sum", "value", "class", "classes"])
        self.head = head
        var parts: [Part] = []
        for part in try node.required("parts").list() {
            try part.allow(["label", "value", "table", "row", "dimension", "class"])
            parts.append(
                Part(
                    label: try part.required("label").text(), cell: try part.requiredCell("value", head),
                    source: try part.child("table").map { _ throws(Problem) in try PaperReference(part) },
                    dimension: try part.child("dimension")?.text(), printedClass: try part.child("class")?.text()))
        }
        guard parts.count > 1 else { throw try node.required("parts").problem("paper.two-parts") }
        self.parts = parts
        sum = try node.cell("sum", head)
        value = try node.cell("value", head)
        printedClass = try node.child("class")?.text()
        classes = try node.child("classes")?.text()
        classesPlace = try node.child("classes")?.place ?? node.place
    }

    func checkReferences(_ paper: PaperTables) throws(Problem) {
        for part in parts { _ = try part.source?.resolved(paper) }
        if let classes, paper.classes(classes) == nil {
            throw Problem("paper.unknown-table", .refuse, at: classesPlace, value: classes)
        }
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for part in parts { judge(part, paper, &ledger) }
        IndexSums(table: self, paper: paper).audit(&ledger)
        guard let name = classes, let table = paper.classes(name) else { return }
        for part in parts {
            judgeClass(part.printedClass, of: part.cell, head.place(part.label, "class", part.cell), table, &ledger)
        }
        if let value { judgeClass(printedClass, of: value, head.place(nil, "class", value), table, &ledger) }
    }

    /// The part as the table it is taken from prints it.
    private func judge(_ part: Part, _ paper: PaperTables, _ ledger: inout PaperLedger) {
        let place = head.place(part.label, "value", part.cell)
        guard let source = part.source?.found(paper), let cell = source.row.percent else {
            return ledger.unchecked(place)
        }
        ledger.judge(
            cell.number == part.cell.number || cell.value == part.cell.value, "paper.part-differs", .contradicts, place,
            printed: part.cell.text, possible: [cell.text],
            ["other": LocalText(cell.text), "table": source.table.head.title])
    }

    private func judgeClass(
        _ printed: String?, of cell: PaperCell, _ place: PaperPlace, _ table: PrintedClasses,
        _ ledger: inout PaperLedger
    ) {
        guard let printed else { return }
        guard let right = table.label(of: cell.value) else {
            return ledger.flag(
                "paper.value-in-no-class", .contradicts, place, printed: printed,
                ["value": LocalText(cell.text), "table": LocalText(table.head.name)])
        }
        let isSame = right.lowercased() == printed.lowercased()
        // Another name than any of the table's is drift; another name of the table is another class.
        let isKnown = table.rows.contains { $0.label.lowercased() == printed.lowercased() }
        ledger.judge(
            isSame, isKnown ? "paper.class-of-other-value" : "paper.class-label-differs",
            isKnown ? .contradicts : .wording, place, printed: printed, possible: [right],
            ["right": LocalText(right), "value": LocalText(cell.text)])
    }
}
