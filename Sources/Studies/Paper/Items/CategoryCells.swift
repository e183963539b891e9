import Evaluation
import Problems

/// The printed figures of one category, held to the count and to n.
struct CategoryCells {
    let table: CategoryTable
    let row: CategoryTable.Row

    func audit(_ ledger: inout PaperLedger) {
        if let cell = row.count { judgeCount(cell, &ledger) }
        guard let cell = row.percent, let percent = table.printed(row) else { return }
        let place = table.place(row, "percent", cell)
        guard let n = table.n(of: row) else { return ledger.unchecked(place) }
        if let count = row.count?.whole {
            judge(cell, percent, count, n, place, &ledger)
        } else {
            judgeAlone(cell, percent, n, place, &ledger)
        }
    }

    private func judgeCount(_ cell: PaperCell, _ ledger: inout PaperLedger) {
        let place = table.place(row, "count", cell)
        guard let n = table.n(of: row), let count = cell.whole else { return ledger.unchecked(place) }
        ledger.judge(
            count <= n, "paper.count-above-n", .impossible, place, printed: cell.text, ["n": PaperText.count(n)])
    }

    private func judge(
        _ cell: PaperCell, _ percent: PrintedPercent, _ count: Int, _ n: Int, _ place: PaperPlace,
        _ ledger: inout PaperLedger
    ) {
        let right = figure(count, n, cell)
        var arguments: [String: LocalText] = [
            "count": PaperText.count(count), "n": PaperText.count(n), "right": LocalText(right),
        ]
        switch percent.verdict(count: count, of: n) {
        case .rounded: ledger.right(place)
        case .truncated:
            ledger.flag("paper.percent-truncated", .truncated, place, printed: cell.text, possible: [right], arguments)
        case .otherCount:
            arguments["other"] = counts(percent.possibleCounts(of: n))
            ledger.flag(
                "paper.percent-of-other-count", .contradicts, place, printed: cell.text, possible: [right], arguments)
        case .impossible:
            arguments["nearest"] = nearest(percent, n, cell)
            ledger.flag(
                "paper.percent-impossible", .impossible, place, printed: cell.text, possible: [right], arguments)
        }
    }

    private func judgeAlone(
        _ cell: PaperCell, _ percent: PrintedPercent, _ n: Int, _ place: PaperPlace, _ ledger: inout PaperLedger
    ) {
        guard table.parts != .amounts else { return ledger.unchecked(place) }
        guard let possible = percent.possibleCounts(of: n) else {
            let near = percent.nearestCounts(of: n).map { figure($0, n, cell) }
            let arguments = [
                "n": PaperText.count(n), "nearest": nearest(percent, n, cell),
                "ways": CategoryShares(table: table).ways,
            ]
            let code =
                table.parts == .equalBenefits
                ? "paper.share-needs-unequal-benefits" : "paper.percent-impossible-for-n"
            return ledger.flag(code, .impossible, place, printed: cell.text, possible: near, arguments)
        }
        let ways = possible.prefix(1000).map { percent.verdict(count: $0, of: n) }
        if ways.allSatisfy({ $0 == .truncated }) {
            let right = possible.prefix(3).map { figure($0, n, cell) }
            ledger.flag(
                "paper.percent-truncated-alone", .truncated, place, printed: cell.text, possible: right,
                ["other": counts(possible), "n": PaperText.count(n), "right": PaperText.list(right)])
        } else {
            ledger.right(place)
        }
        if table.rows.contains(where: { $0.count != nil }) {
            ledger.flag(
                "paper.count-missing", .note, table.place(row), printed: cell.text,
                possible: possible.prefix(5).map(String.init), ["other": counts(possible), "n": PaperText.count(n)])
        }
    }

    /// A count's figure as the publication would print it.
    private func figure(_ count: Int, _ n: Int, _ cell: PaperCell) -> String {
        let exact = Double(count) / Double(n) * Double(table.whole)
        return cell.like(exact, places: table.places)
    }

    private func nearest(_ percent: PrintedPercent, _ n: Int, _ cell: PaperCell) -> LocalText {
        PaperText.list(percent.nearestCounts(of: n).map { "\(figure($0, n, cell)) (\($0))" })
    }

    private func counts(_ range: ClosedRange<Int>?) -> LocalText {
        guard let range else { return LocalText("–") }
        return range.count <= 3
            ? PaperText.list(range.map(String.init)) : LocalText("\(range.lowerBound)–\(range.upperBound)")
    }
}
