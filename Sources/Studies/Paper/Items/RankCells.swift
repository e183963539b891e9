import Evaluation
import Problems

/// Mean ranks and rank sums of two groups, held to each other and to 1 + 2 + … + n.
struct RankCells {
    let head: PaperHead

    func audit(
        _ groups: [(ranks: SignedRankTable.Ranks, sums: ClosedRange<Double>)], total: Double,
        _ ledger: inout PaperLedger
    ) {
        for (ranks, possible) in groups {
            if let sum = ranks.sum { judgeSum(sum, ranks, possible, &ledger) }
            if let mean = ranks.mean { judgeMean(mean, ranks, possible, &ledger) }
        }
        let sums = groups.compactMap(\.ranks.sum)
        guard sums.count == groups.count else { return }
        let low = sums.reduce(0) { $0 + $1.number.roundedOrCut.lowerBound }
        let high = sums.reduce(0) { $0 + $1.number.roundedOrCut.upperBound }
        guard !(low...high).contains(total) else { return }
        let parts = sums.map(\.text).joined(separator: " + ")
        ledger.flag(
            "paper.rank-sums-do-not-add", .doesNotAddUp, head.place(), printed: parts,
            possible: [PaperText.plain(total, places: 0)],
            [
                "sum": PaperText.number(sums.reduce(0) { $0 + $1.value }, places: 2),
                "total": PaperText.number(total, places: 0), "parts": LocalText(parts),
            ])
    }

    private func judgeSum(
        _ cell: PaperCell, _ ranks: SignedRankTable.Ranks, _ possible: ClosedRange<Double>, _ ledger: inout PaperLedger
    ) {
        // Rank sums are multiples of one half.
        let doubled = (2 * cell.value).rounded() / 2
        let isHalf = cell.number.roundedOrCut.contains(doubled)
        ledger.judge(
            possible.overlaps(cell.number.roundedOrCut) && isHalf, "paper.rank-sum-impossible", .impossible,
            head.place(ranks.label, "sum", cell), printed: cell.text,
            ["n": PaperText.count(ranks.count), "range": PaperText.range(possible, places: 0)])
    }

    /// Whether some rank sum lies in a range and has its mean in another. Rank sums are multiples of one half: between
    /// the two that a sum without decimals may stand for lie means that no ranks have.
    private static func holdsRankSum(
        _ sums: ClosedRange<Double>, _ means: ClosedRange<Double>, _ size: Double
    ) -> Bool {
        let slack = 1e-9 * max(1, sums.upperBound.magnitude)
        let low = max(sums.lowerBound, means.lowerBound * size) - slack
        let high = min(sums.upperBound, means.upperBound * size) + slack
        return (2 * low).rounded(.up) <= (2 * high).rounded(.down)
    }

    private func judgeMean(
        _ cell: PaperCell, _ ranks: SignedRankTable.Ranks, _ possible: ClosedRange<Double>, _ ledger: inout PaperLedger
    ) {
        let place = head.place(ranks.label, "mean", cell)
        guard ranks.count > 0 else {
            return ledger.judge(
                cell.number.isZero, "paper.mean-rank-differs", .contradicts, place, printed: cell.text, possible: ["0"],
                ["n": PaperText.count(0), "range": LocalText("0")])
        }
        let size = Double(ranks.count)
        var range = possible
        if let sum = ranks.sum { range = sum.number.roundedOrCut }
        let means = range.lowerBound / size...range.upperBound / size
        ledger.judge(
            Self.holdsRankSum(range, cell.number.roundedOrCut, size), "paper.mean-rank-differs", .contradicts, place,
            printed: cell.text, possible: ranks.sum.map { [cell.like($0.value / size)] } ?? [],
            [
                "n": PaperText.count(ranks.count),
                "range": PaperText.range(means, places: max(2, cell.number.places)),
            ])
    }
}
