import Evaluation
import Problems

/// Means, standard deviations and ranges as printed, of whole-numbered answers or of any values.
struct MeanTable: PaperItem {
    struct Row: Sendable {
        let label: String
        let line: Int?
        let n: Int?
        let mean, spread, error, sum, least, most, median: PaperCell?
    }

    let head: PaperHead
    let rows: [Row]
    let total: Row?
    /// The scale's ends, where values cannot lie outside.
    let scale: (least: PaperCell?, most: PaperCell?)
    /// The step between possible answers; nil where values may lie anywhere.
    let grain: PaperCell?
    let items: Int

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows", "total", "scale", "step", "items"])
        self.head = head
        let ends = try node.child("scale")
        try ends?.allow(["min", "max"])
        scale = (try ends?.cell("min", head), try ends?.cell("max", head))
        grain = try node.child("step").map { step throws(Problem) in
            guard let cell = try step.figure(head), cell.number.units > 0 else {
                throw step.problem("paper.not-a-figure", value: try step.text())
            }
            return cell
        }
        items = try node.count("items") ?? 1
        var rows: [Row] = []
        for row in try node.required("rows").list() { rows.append(try Row(row, head)) }
        guard !rows.isEmpty else { throw try node.required("rows").problem("study.not-a-list") }
        self.rows = rows
        total = try node.child("total").map { row throws(Problem) in try Row(row, head) }
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for row in rows + (total.map { [$0] } ?? []) { MeanCells(table: self, row: row).audit(&ledger) }
        judgeTotal(&ledger)
    }

    /// The mean of everybody lies where the groups' means and sizes put it.
    private func judgeTotal(_ ledger: inout PaperLedger) {
        guard let total, let cell = total.mean else { return }
        let sizes = rows.map { $0.n.map(Double.init) }
        let means = rows.map(\.mean)
        guard rows.count > 1, sizes.allSatisfy({ $0 != nil }), means.allSatisfy({ $0 != nil }) else { return }
        let all = sizes.reduce(0) { $0 + ($1 ?? 0) }
        let place = head.place(total.label, "n", line: total.line)
        if let n = total.n {
            ledger.judge(
                Double(n) == all, "paper.total-differs", .doesNotAddUp, place, printed: String(n),
                possible: [PaperText.plain(all, places: 0)],
                [
                    "sum": PaperText.number(all, places: 0),
                    "parts": LocalText(rows.compactMap { $0.n.map(String.init) }.joined(separator: " + ")),
                ])
        }
        func weighted(_ value: (PaperCell) -> Double) -> Double {
            zip(means, sizes).reduce(0) { $0 + ($1.0.map(value) ?? 0) * ($1.1 ?? 0) } / all
        }
        let range = weighted { $0.number.roundedOrCut.lowerBound }...weighted { $0.number.roundedOrCut.upperBound }
        ledger.judge(
            range.overlaps(cell.number.roundedOrCut), "paper.total-mean-differs", .doesNotAddUp,
            head.place(total.label, "mean", cell), printed: cell.text, possible: [cell.like(weighted(\.value))],
            ["range": PaperText.range(range, places: cell.number.places + 1)])
    }
}

extension MeanTable.Row {
    fileprivate init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(["label", "n", "mean", "sd", "se", "sum", "min", "max", "median"])
        label = try node.required("label").text()
        line = node.place.row
        n = try node.count("n") ?? head.n
        mean = try node.cell("mean", head)
        spread = try node.cell("sd", head)
        error = try node.cell("se", head)
        sum = try node.cell("sum", head, grouped: true)
        least = try node.cell("min", head)
        most = try node.cell("max", head)
        median = try node.cell("median", head)
    }
}
