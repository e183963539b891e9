import Evaluation
import Problems

/// The z, the p-value and the formula of a signed rank test, held to its ranks.
struct SignedRankTest {
    let table: SignedRankTable
    let ranks: PrintedSignedRanks

    /// The smaller rank sum, where it follows from what is printed.
    private var smaller: Double? {
        if table.negative.count == 0 || table.positive.count == 0 { return 0 }
        let sums = [table.negative.sum?.value, table.positive.sum?.value].compactMap { $0 }
        guard let sum = sums.first, sum >= 0, sum <= ranks.totalRankSum else { return nil }
        return min(sum, ranks.totalRankSum - sum)
    }

    func audit(_ ledger: inout PaperLedger) {
        judgeP(&ledger)
        judgeZ(&ledger)
        judgeFormula(&ledger)
    }

    private func judgeZ(_ ledger: inout PaperLedger) {
        guard let cell = table.z else {
            if table.p != nil, !table.hasEffectSize {
                ledger.flag(
                    "paper.statistic-not-printed", .note, table.head.place(), printed: table.p?.text ?? "",
                    ["z": zText])
            }
            return
        }
        let place = table.head.place(nil, "z", cell)
        guard let smaller else { return ledger.unchecked(place) }
        let span = cell.number.roundedOrCut
        let size =
            span.lowerBound <= 0 && span.upperBound >= 0 ? 0 : min(span.lowerBound.magnitude, span.upperBound.magnitude)
        let printed = size...max(span.lowerBound.magnitude, span.upperBound.magnitude)
        ledger.judge(
            ranks.zValues(rankSum: smaller).overlaps(printed), "paper.z-outside-range", .contradicts, place,
            printed: cell.text, ["z": zText])
    }

    private func judgeP(_ ledger: inout PaperLedger) {
        guard let p = table.p else { return }
        let place = table.head.place(nil, "p", p.cell)
        guard p.judgeAlone(place, &ledger) else { return }
        guard let smaller else { return ledger.unchecked(place) }
        let both = ranks.pValues(rankSum: smaller)
        if p.fits(both) { return ledger.right(place) }
        let isOneSided = p.fits(both.lowerBound / 2...both.upperBound / 2)
        let arguments = [
            "low": PaperText.pValue(both.lowerBound), "high": PaperText.pValue(both.upperBound),
            "p": PaperText.pValue(both.upperBound),
        ]
        ledger.flag(
            isOneSided ? "paper.p-one-sided" : "paper.rank-p-differs", isOneSided ? .note : .contradicts, place,
            printed: p.text, arguments)
    }

    private func judgeFormula(_ ledger: inout PaperLedger) {
        if let n = table.formulaN, n != ranks.n, let smaller {
            let wrong = PrintedSignedRanks.z(rankSum: smaller, n: n)
            let right = PrintedSignedRanks.z(rankSum: smaller, n: ranks.n)
            ledger.flag(
                "paper.formula-counts-ties", .contradicts, table.head.place(), printed: "n = \(n)",
                possible: ["n = \(ranks.n)"],
                [
                    "n": PaperText.count(n), "used": PaperText.count(ranks.n),
                    "wrong": PaperText.number(wrong, places: 3), "right": PaperText.number(right, places: 3),
                ])
        }
        if let limit = table.moreThan, ranks.n <= limit {
            ledger.flag(
                "paper.formula-too-small", .contradicts, table.head.place(), printed: "n > \(limit)",
                possible: [], ["n": PaperText.count(ranks.n), "limit": PaperText.count(limit)])
        }
    }

    private var zText: LocalText {
        guard let smaller else { return LocalText("–") }
        let range = ranks.zValues(rankSum: smaller)
        // Without the continuity correction, as SPSS prints it.
        let plain = PrintedSignedRanks.z(rankSum: smaller, n: ranks.n).magnitude
        return PaperText.range(min(plain, range.upperBound)...range.upperBound, places: 3)
    }
}
