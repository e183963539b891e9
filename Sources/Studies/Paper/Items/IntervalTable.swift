import Evaluation
import Problems

/// Confidence intervals as printed, held to their estimates and, for means, to the standard error.
struct IntervalTable: PaperItem {
    let head: PaperHead
    let rows: [IntervalCells]

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows", "of", "level"])
        self.head = head
        let kind = try node.child("of")?.choice(IntervalCells.Kind.self) ?? .mean
        let level = try node.level()
        var rows: [IntervalCells] = []
        for row in try node.required("rows").list() {
            try row.allow(["label", "estimate", "lower", "upper", "se", "df"])
            rows.append(
                IntervalCells(
                    head: head, label: try row.required("label").text(), kind: kind, level: level,
                    estimate: try row.cell("estimate", head), lower: try row.requiredCell("lower", head),
                    upper: try row.requiredCell("upper", head), error: try row.cell("se", head),
                    degrees: try row.degrees("df")))
        }
        guard !rows.isEmpty else { throw try node.required("rows").problem("study.not-a-list") }
        self.rows = rows
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for row in rows { row.audit(&ledger) }
    }
}

extension StudyNode {
    /// A confidence level between 0 and 1; 0.95 where none is given.
    func level() throws(Problem) -> Double {
        guard let node = try child("level") else { return 0.95 }
        let level = try node.number()
        guard level > 0, level < 1 else { throw node.problem("paper.not-a-level", value: try node.text()) }
        return level
    }
}
