import Evaluation
import Problems

/// Whether the categories of a table add up to n and to the whole, and to the totals it prints.
struct CategorySums {
    let table: CategoryTable

    private var counts: [Int] { table.rows.compactMap { $0.count?.whole } }
    /// Rows that print a figure; a dash is none, the rest is what they leave.
    private var named: [CategoryTable.Row] { table.rows.filter { !$0.isRest && !$0.isNone } }
    private var hasRest: Bool { table.rows.contains(where: \.isRest) }
    private var hasAllCounts: Bool { named.allSatisfy { $0.count != nil } && !named.isEmpty }
    /// Without overflow: counts are limited where they are read.
    private var sum: Int { counts.reduce(0) { $0.addingReportingOverflow($1).partialValue } }
    private var parts: String { counts.map(String.init).joined(separator: " + ") }

    func audit(_ ledger: inout PaperLedger) {
        judgeTotals(&ledger)
        guard !table.isMultiple, table.rows.allSatisfy({ $0.n == nil }) else { return }
        if table.isComplete {
            if judgeCounts(&ledger) { judgePercents(&ledger) }
        } else {
            tellRest(&ledger)
        }
    }

    /// False where the counts do not add up: what the percentages add to then follows.
    private func judgeCounts(_ ledger: inout PaperLedger) -> Bool {
        guard hasAllCounts, table.rows.count > 1, let n = table.head.n else { return true }
        guard hasRest ? sum > n : sum != n else { return true }
        ledger.flag(
            hasRest ? "paper.counts-exceed-n" : "paper.counts-do-not-add", .doesNotAddUp, table.head.place(),
            printed: parts, possible: [String(n)],
            ["sum": PaperText.count(sum), "n": PaperText.count(n), "parts": LocalText(parts)])
        return false
    }

    private func judgePercents(_ ledger: inout PaperLedger) {
        let figures = named.compactMap(table.printed)
        guard figures.count == named.count, table.rows.count > 1 else { return }
        let column = PrintedColumn(figures)
        let whole = Double(table.whole)
        let holds = hasRest ? column.exactSum.lowerBound <= whole : column.exactSum.contains(whole)
        guard !holds else { return }
        let places = figures.map(\.places).max() ?? 0
        let parts = named.compactMap { $0.percent?.text }.joined(separator: " + ")
        ledger.flag(
            "paper.percents-do-not-add", .doesNotAddUp, table.head.place(), printed: parts,
            possible: [String(table.whole)],
            ["sum": PaperText.number(column.sum, places: places), "whole": LocalText(String(table.whole))])
    }

    /// What a list that is not given as complete leaves out; a single figure is no list.
    private func tellRest(_ ledger: inout PaperLedger) {
        guard table.rows.count > 1, !hasRest, let n = table.head.n else { return }
        let ranges = table.rows.map(table.counts)
        guard ranges.allSatisfy({ $0 != nil }) else { return }
        let low = ranges.reduce(0) { $0 + ($1?.lowerBound ?? 0) }
        let high = ranges.reduce(0) { $0 + ($1?.upperBound ?? 0) }
        if low > n {
            ledger.flag(
                "paper.counts-exceed-n", .doesNotAddUp, table.head.place(), printed: String(low), possible: [String(n)],
                ["sum": PaperText.count(low), "n": PaperText.count(n), "parts": LocalText(String(low))])
        } else if high < n {
            let rest = n - high == n - low ? String(n - low) : "\(n - high)–\(n - low)"
            ledger.flag(
                "paper.not-all-reported", .note, table.head.place(), printed: String(low),
                possible: [rest], ["rest": LocalText(rest), "n": PaperText.count(n)])
        }
    }

    private func judgeTotals(_ ledger: inout PaperLedger) {
        if let cell = table.totalCount, let total = cell.whole {
            let place = table.head.place(nil, "total-count", cell)
            if hasAllCounts, !hasRest, table.rows.count > 1 {
                ledger.judge(
                    total == sum, "paper.total-differs", .doesNotAddUp, place, printed: cell.text,
                    possible: [String(sum)], ["sum": PaperText.count(sum), "parts": LocalText(parts)])
            } else if let n = table.head.n, !table.isMultiple {
                ledger.judge(
                    total == n, "paper.total-is-not-n", .contradicts, place, printed: cell.text, possible: [String(n)],
                    ["n": PaperText.count(n)])
            } else {
                ledger.unchecked(place)
            }
        }
        guard let cell = table.totalPercent else { return }
        let place = table.head.place(nil, "total-percent", cell)
        let figures = named.compactMap(table.printed)
        guard figures.count == named.count, !hasRest, table.rows.count > 1 else { return ledger.unchecked(place) }
        // Either the whole, or the sum of the printed figures: both are honest ways to print it.
        let column = PrintedColumn(figures)
        let isWhole = cell.value == Double(table.whole) && !table.isMultiple
        let isSum = (cell.value - column.sum).magnitude < 1e-9 * max(1, column.sum)
        let isExact = (table.isMultiple || !table.isComplete) && cell.number.rounded.overlaps(column.exactSum)
        ledger.judge(
            isWhole || isSum || isExact, "paper.percent-total-differs", .doesNotAddUp, place, printed: cell.text,
            possible: [cell.like(column.sum, places: figures.map(\.places).max())],
            ["sum": PaperText.number(column.sum, places: figures.map(\.places).max() ?? 0)])
    }
}
