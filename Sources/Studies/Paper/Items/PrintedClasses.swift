import Evaluation
import Problems

/// A table of classes as printed: holes, overlaps, widths, and what it is called.
struct PrintedClasses: PaperItem {
    struct Row: Sendable {
        let label: String
        let interval: LabelInterval
        let line: Int?
    }

    let head: PaperHead
    let rows: [Row]
    let bands: ClassBands
    /// "Quintiles", "deciles": how many equal parts of the people the publication says these are.
    let quantiles: Int?
    /// The range and width that the publication says it divided into.
    let least, most, width: PaperCell?

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows", "step", "quantiles", "min", "max", "width"])
        self.head = head
        var rows: [Row] = []
        var isWhole = true
        for row in try node.required("rows").list() {
            try row.allow(["label", "limits"])
            let limits = try row.required("limits")
            let text = try limits.text()
            guard let interval = LabelInterval(text) else {
                throw limits.problem("paper.not-an-interval", value: text)
            }
            let ends = [interval.lower, interval.upper].filter(\.isFinite)
            isWhole = isWhole && ends.allSatisfy { $0 == $0.rounded() } && interval.dimension != .percent
            rows.append(Row(label: try row.required("label").text(), interval: interval, line: row.place.row))
        }
        guard rows.count > 1 else { throw try node.required("rows").problem("paper.two-classes") }
        self.rows = rows
        // Classes of whole numbers may end one below the next; percentages and decimals may take any value.
        let step = try node.child("step")?.number() ?? (isWhole ? 1 : 0)
        bands = ClassBands(rows.map { $0.interval.band(named: $0.label) }, step: step)
        quantiles = try node.count("quantiles", from: 2)
        least = try node.cell("min", head, grouped: true)
        most = try node.cell("max", head, grouped: true)
        width = try node.cell("width", head, grouped: true)
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        var faulty: Set<String> = []
        for hole in bands.holes {
            let (lower, upper) = (bands.bands[hole.lower], bands.bands[hole.upper])
            faulty.insert(upper.name)
            ledger.flag(
                "paper.class-hole", .contradicts, place(upper.name), printed: limits(upper.name),
                [
                    "from": number(hole.from), "to": number(hole.to), "lower": LocalText(lower.name),
                    "upper": LocalText(upper.name),
                ])
        }
        for overlap in bands.overlaps {
            let (lower, upper) = (bands.bands[overlap.lower], bands.bands[overlap.upper])
            faulty.insert(upper.name)
            ledger.flag(
                "paper.class-overlap", .contradicts, place(upper.name), printed: limits(upper.name),
                [
                    "from": number(overlap.from), "to": number(overlap.to), "lower": LocalText(lower.name),
                    "upper": LocalText(upper.name),
                ])
        }
        judgeWidths(&ledger)
        for row in rows where !faulty.contains(row.label) {
            ledger.right(head.place(row.label, "limits", line: row.line))
        }
    }

    /// The class of a value by the table as printed; nil in a hole.
    func label(of value: Double) -> String? { bands.bands.first { $0.holds(value) }?.name }

    private func judgeWidths(_ ledger: inout PaperLedger) {
        let equal = bands.equalWidth
        if let quantiles, let equal {
            ledger.flag(
                "paper.equal-width-called-quantiles", .wording, head.place(),
                printed: rows.map { PaperText.interval($0.interval) }.joined(separator: "; "),
                [
                    "width": number(equal), "groups": PaperText.count(quantiles),
                    "share": PaperText.number(100 / Double(quantiles), places: quantiles > 5 ? 1 : 0),
                ])
        }
        guard let least, let most else { return }
        let own = (most.value - least.value) / Double(rows.count)
        if let width {
            ledger.judge(
                width.number.roundedOrCut.contains(own), "paper.class-width-differs", .contradicts,
                head.place(nil, "width", width), printed: width.text, possible: [width.like(own)],
                ["right": number(own), "classes": PaperText.count(rows.count)])
        }
        for (cell, end, field) in [
            (least, bands.bands.first?.lower, "min"), (most, bands.bands.last?.upper, "max"),
        ] {
            guard let end, end.isFinite else { continue }
            ledger.judge(
                cell.value == end, "paper.class-end-differs", .contradicts, head.place(nil, field, cell),
                printed: cell.text, possible: [PaperText.plain(end, places: cell.number.places)],
                ["right": number(end)])
        }
    }

    private func place(_ label: String) -> PaperPlace {
        head.place(label, "limits", line: rows.first { $0.label == label }?.line)
    }

    private func limits(_ label: String) -> String {
        guard let row = rows.first(where: { $0.label == label }) else { return label }
        return PaperText.interval(row.interval)
    }

    private func number(_ value: Double) -> LocalText { PaperText.exact(value) }
}
