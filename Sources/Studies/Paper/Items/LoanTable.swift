import Evaluation
import Problems

/// Loans as described: principal and instalments, with the totals and rates that the publication prints, or does not.
struct LoanTable: PaperItem {
    struct Row: Sendable {
        let label: String
        let principal: PaperCell
        let instalment: PaperCell
        let periods: Int
        /// Periods in a year.
        let frequency: Int
        let total: PaperCell?
        let flat: PaperCell?
        let yearly: PaperCell?
        let cost: LoanCost
    }

    let head: PaperHead
    let rows: [Row]
    /// What the publication says of the burden, such as "not too burdensome".
    let says: String?
    /// What the publication calls the principal, such as "benefit".
    let called: String?

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows", "says", "principal-called"])
        self.head = head
        says = try node.child("says")?.text()
        called = try node.child("principal-called")?.text()
        var rows: [Row] = []
        for row in try node.required("rows").list() { rows.append(try Row(row, head)) }
        guard !rows.isEmpty else { throw try node.required("rows").problem("study.not-a-list") }
        self.rows = rows
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for row in rows { judge(row, &ledger) }
        guard let row = rows.first, row.cost.total > row.principal.value else { return }
        let arguments = [
            "principal": PaperText.number(row.principal.value, places: 0),
            "total": PaperText.number(row.cost.total, places: 0),
            "flat": PaperText.number(100 * row.cost.flat, places: 1),
            "nominal": PaperText.number(100 * row.nominal, places: 1),
            "effective": PaperText.number(100 * row.effective, places: 1),
        ]
        let isSilent = rows.allSatisfy { $0.total == nil && $0.flat == nil && $0.yearly == nil }
        if let says, isSilent {
            ledger.flag(
                "paper.loan-cost-not-stated", .note, head.place(row.label, line: row.principal.line), printed: says,
                possible: [], arguments)
        }
        if let called {
            ledger.flag(
                "paper.principal-is-not-benefit", .wording, head.place(), printed: called, possible: [], arguments)
        }
    }

    private func judge(_ row: Row, _ ledger: inout PaperLedger) {
        // The same terms are expected to cost alike: loans of one list are held against the first.
        let instalment = head.place(row.label, "instalment", row.instalment)
        if let first = rows.first {
            let isAlike = first.periods == row.periods
            let rate = row.instalment.value / row.principal.value
            let other = first.instalment.value / first.principal.value
            if isAlike, (rate - other).magnitude > 1e-9 * other {
                ledger.flag(
                    "paper.loan-terms-differ", .note, instalment, printed: row.instalment.text,
                    possible: [PaperText.plain(other * row.principal.value, places: 0)],
                    [
                        "first": LocalText(first.label),
                        "right": PaperText.number(other * row.principal.value, places: 0),
                    ])
            } else {
                ledger.right(instalment)
            }
        }
        let checks: [(PaperCell?, String, Double)] = [
            (row.total, "total", row.cost.total), (row.flat, "flat", 100 * row.cost.flat),
        ]
        for (cell, field, value) in checks {
            guard let cell else { continue }
            let hair = 1e-9 * value.magnitude
            ledger.judge(
                cell.number.roundedOrCut.overlaps(value - hair...value + hair), "paper.loan-figure-differs",
                .doesNotAddUp, head.place(row.label, field, cell), printed: cell.text, possible: [cell.like(value)],
                ["right": PaperText.number(value, places: cell.number.places)])
        }
        guard let cell = row.yearly else { return }
        let rates = [row.nominal, row.effective, row.cost.flat * Double(row.frequency) / Double(row.periods)]
        let fits = rates.contains { rate in
            cell.number.roundedOrCut.overlaps(100 * rate - 1e-9...100 * rate + 1e-9)
        }
        ledger.judge(
            fits, "paper.loan-rate-differs", .contradicts, head.place(row.label, "yearly-rate", cell),
            printed: cell.text, possible: [cell.like(100 * row.nominal), cell.like(100 * row.effective)],
            [
                "nominal": PaperText.number(100 * row.nominal, places: 1),
                "effective": PaperText.number(100 * row.effective, places: 1),
            ])
    }
}

extension LoanTable.Row {
    /// Periods times the rate of a period.
    var nominal: Double { Double(frequency) * cost.weeklyRate }
    /// What one rupiah owes after a year of compounding.
    var effective: Double { cost.annualRate(periods: frequency) }

    fileprivate init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(
            ["label", "principal", "instalment", "periods", "periods-per-year", "total", "flat", "yearly-rate"])
        label = try node.required("label").text()
        principal = try node.requiredCell("principal", head, grouped: true)
        instalment = try node.requiredCell("instalment", head, grouped: true)
        periods = try node.required("periods").integer()
        frequency = try node.count("periods-per-year") ?? 52
        total = try node.cell("total", head, grouped: true)
        flat = try node.cell("flat", head)
        yearly = try node.cell("yearly-rate", head)
        do throws(EvaluationRefusal) {
            cost = try LoanCost(principal: principal.value, instalment: instalment.value, weeks: periods)
        } catch {
            throw node.problem("evaluation.refused." + error.reason.rawValue, ["subject": error.subject])
        }
    }
}
