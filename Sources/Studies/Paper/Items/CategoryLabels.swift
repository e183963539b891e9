import Evaluation
import Problems

/// Names, decimals and questions of a table's categories: whether a reader can tell them apart and compare them.
struct CategoryLabels {
    let table: CategoryTable

    func audit(_ ledger: inout PaperLedger) {
        names(&ledger)
        decimals(&ledger)
        intervals(&ledger)
        questions(&ledger)
    }

    private func names(_ ledger: inout PaperLedger) {
        var first: [[String]: CategoryTable.Row] = [:]
        for row in table.rows {
            let stems = LabelWords.ordered(row.label)
            guard !stems.isEmpty else { continue }
            if let other = first[stems] {
                ledger.flag(
                    "paper.label-repeated", .wording, table.place(row), printed: row.label,
                    ["other": LocalText(other.label)])
            } else {
                first[stems] = row
            }
        }
    }

    private func decimals(_ ledger: inout PaperLedger) {
        let rows = table.rows.filter { $0.percent != nil }
        let figures = rows.compactMap(table.printed)
        guard figures.count == rows.count else { return }
        let most = figures.map(\.places).max() ?? 0
        for index in PrintedColumn(figures).shortOfDecimals {
            ledger.flag(
                "paper.decimals-mixed", .wording, table.place(rows[index]), printed: rows[index].percent?.text ?? "",
                ["places": PaperText.count(most)])
        }
    }

    /// Categories that are intervals of one quantity must not share a value.
    private func intervals(_ ledger: inout PaperLedger) {
        let read = table.rows.compactMap { row in
            LabelInterval(row.limits ?? row.label).map { (row, $0) }
        }
        if table.measure == .opinion, read.count == table.rows.count, let dimension = read.first?.1.dimension,
            dimension == .time
        {
            ledger.flag(
                "paper.measure-differs", .wording, table.head.place(),
                printed: read.map(\.0.label).joined(separator: "; "),
                ["title": table.head.title, "rows": PaperText.list(read.map(\.0.label))])
        }
        guard !table.isMultiple, read.count > 1, Set(read.map(\.1.dimension)).count == 1, !read.allSatisfy(\.1.isYears)
        else {
            return
        }
        let bands = ClassBands(read.map { $0.1.band(named: $0.0.label) })
        for fault in bands.overlaps {
            let (lower, upper) = (bands.bands[fault.lower].name, bands.bands[fault.upper].name)
            let row = read.first { $0.0.label == upper }?.0
            ledger.flag(
                "paper.categories-overlap", .contradicts, table.head.place(upper, line: row?.line), printed: upper,
                ["other": LocalText(lower)])
        }
    }

    private func questions(_ ledger: inout PaperLedger) {
        let asked = table.rows.compactMap(\.question)
        guard !table.isMultiple, let first = asked.first, let other = asked.first(where: { $0 != first }) else {
            return
        }
        ledger.flag(
            "paper.questions-mixed", .wording, table.head.place(),
            printed: table.rows.map(\.label).joined(separator: "; "),
            ["first": LocalText(first), "second": LocalText(other)])
    }
}
