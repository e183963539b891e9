import Evaluation
import Problems

/// Formulas as printed, worked out with numbers: whether they give what they must.
struct FormulaTable: PaperItem {
    struct Row: Sendable {
        let label: String
        let printed: String
        let formula: Expression
        /// What it must equal: the formula's other printed form, the textbook's, or a number.
        let right: Expression
        let values: [(name: String, value: Double)]
        let because: LocalText
        let line: Int?
    }

    let head: PaperHead
    let rows: [Row]

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows"])
        self.head = head
        var rows: [Row] = []
        for row in try node.required("rows").list() { rows.append(try Row(row, head)) }
        guard !rows.isEmpty else { throw try node.required("rows").problem("study.not-a-list") }
        self.rows = rows
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for row in rows {
            let bound = Dictionary(row.values.map { ($0.name, $0.value) }) { first, _ in first }
            let place = head.place(row.label, "formula", line: row.line)
            guard let gives = row.formula.value(bound), let must = row.right.value(bound) else {
                ledger.unchecked(place)
                continue
            }
            let hair = 1e-9 * max(1, gives.magnitude, must.magnitude)
            let set = row.values.map { "\($0.name) = \(PaperText.exact($0.value).en)" }
            let setIndonesian = row.values.map { "\($0.name) = \(PaperText.exact($0.value).id)" }
            ledger.judge(
                (gives - must).magnitude <= hair, "paper.formula-differs", .contradicts, place, printed: row.printed,
                possible: [PaperText.exact(must).en],
                [
                    "gives": PaperText.exact(gives), "must": PaperText.exact(must),
                    "with": LocalText(setIndonesian.joined(separator: "; "), en: set.joined(separator: "; ")),
                    "because": row.because,
                ])
        }
    }
}

extension FormulaTable.Row {
    fileprivate init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(["label", "printed", "must-equal", "with", "because"])
        label = try node.required("label").text()
        printed = try node.required("printed").text()
        line = node.place.row
        because = try node.child("because")?.localText() ?? LocalText("")
        var values: [(String, Double)] = []
        for (name, value) in try node.child("with")?.entries() ?? [] { values.append((name, try value.number())) }
        self.values = values
        let names = Set(values.map(\.0))
        formula = try node.required("printed").formula(names)
        right = try node.required("must-equal").formula(names)
    }
}

extension StudyNode {
    /// An arithmetic expression of named numbers.
    fileprivate func formula(_ names: Set<String>) throws(Problem) -> Expression {
        let text = try text()
        guard text.utf8.count <= 1000 else { throw problem("study.expression", value: String(text.prefix(60))) }
        do throws(EvaluationRefusal) {
            let expression = try Expression(text)
            if let unknown = expression.columns.subtracting(names).sorted().first {
                throw EvaluationRefusal(.unknownColumn, unknown)
            }
            return expression
        } catch {
            if error.reason == .unknownColumn { throw problem("paper.formula-name", value: error.subject) }
            throw problem("study.expression", value: text)
        }
    }
}
