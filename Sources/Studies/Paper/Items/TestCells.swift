import Evaluation
import Problems

/// A statistic and its p-value, held to each other.
struct TestCells {
    let head: PaperHead
    let label: String
    let tails: TestTable.Tails

    func audit(
        _ cell: PaperCell, _ field: String, _ family: PrintedTest.Family?, _ p: PrintedP?, _ ledger: inout PaperLedger
    ) {
        let place = head.place(label, field, cell)
        let test = family.map { PrintedTest(cell.number, $0) }
        var isHeld = false
        if let test {
            guard test.isPossible else {
                return ledger.flag("paper.statistic-impossible", .impossible, place, printed: cell.text)
            }
            if case .correlation = test.family { isHeld = true }
        }
        if let p {
            let own = head.place(label, "p", p.cell)
            guard p.judgeAlone(own, &ledger) else { return isHeld ? ledger.right(place) : ledger.unchecked(place) }
            if let test {
                judge(p, test, own, &ledger)
                isHeld = true
            } else {
                ledger.unchecked(own)
            }
        }
        isHeld ? ledger.right(place) : ledger.unchecked(place)
    }

    private func judge(_ p: PrintedP, _ test: PrintedTest, _ place: PaperPlace, _ ledger: inout PaperLedger) {
        let both = test.pValues
        let one = both.lowerBound / 2...both.upperBound / 2
        let isOneAllowed = test.family.isTwoSided && tails == .one
        if p.fits(isOneAllowed ? one : both) { return ledger.right(place) }
        let right = isOneAllowed ? test.pValue / 2 : test.pValue
        let arguments = ["p": PaperText.pValue(right)]
        let possible = [p.like(right)]
        if test.family.isTwoSided, tails == .unstated, p.fits(one) {
            return ledger.flag("paper.p-one-sided", .note, place, printed: p.text, possible: possible, arguments)
        }
        ledger.flag("paper.p-differs", .contradicts, place, printed: p.text, possible: possible, arguments)
    }
}
