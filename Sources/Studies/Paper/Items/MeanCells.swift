import Evaluation
import Foundation
import Problems

/// The printed moments of one row, held to n, to the step of the answers and to the ends of the scale.
struct MeanCells {
    let table: MeanTable
    let row: MeanTable.Row

    private var grain: PrintedNumber { table.grain?.number ?? PrintedNumber(units: 1, places: 0) }
    private var least: Double? { row.least?.value ?? table.scale.least?.value }
    private var most: Double? { row.most?.value ?? table.scale.most?.value }
    private var printedMean: PrintedMean? {
        guard let cell = row.mean, let n = row.n, table.grain != nil else { return nil }
        return PrintedMean(cell.number, n: n, grain: grain, items: table.items)
    }

    func audit(_ ledger: inout PaperLedger) {
        judgeEnds(&ledger)
        if let cell = row.mean { judgeMean(cell, &ledger) }
        if let cell = row.sum { judgeSum(cell, &ledger) }
        if let cell = row.spread { judgeSpread(cell, &ledger) }
        if let cell = row.error { judgeError(cell, &ledger) }
        if let cell = row.median { judgeMedian(cell, &ledger) }
    }

    private func judgeEnds(_ ledger: inout PaperLedger) {
        for (cell, field) in [(row.least, "min"), (row.most, "max")] {
            guard let cell else { continue }
            let place = table.head.place(row.label, field, cell)
            let low = table.scale.least.map { cell.value < $0.value } ?? false
            let high = table.scale.most.map { cell.value > $0.value } ?? false
            let isCrossed = field == "max" && (row.least.map { $0.value > cell.value } ?? false)
            guard table.scale.least != nil || table.scale.most != nil || isCrossed else {
                ledger.unchecked(place)
                continue
            }
            ledger.judge(
                !low && !high && !isCrossed, "paper.outside-range", .impossible, place, printed: cell.text,
                ["range": range(table.scale.least?.text, isCrossed ? row.least?.text : table.scale.most?.text)])
        }
    }

    private func judgeMean(_ cell: PaperCell, _ ledger: inout PaperLedger) {
        let place = table.head.place(row.label, "mean", cell)
        let span = cell.number.roundedOrCut
        if let least, span.upperBound < least { return outside(cell, place, &ledger) }
        if let most, span.lowerBound > most { return outside(cell, place, &ledger) }
        guard let mean = printedMean, let n = row.n else {
            return least == nil && most == nil ? ledger.unchecked(place) : ledger.right(place)
        }
        guard mean.possibleSums() != nil else {
            let near = mean.nearest.map { cell.like($0) }
            return ledger.flag(
                "paper.mean-impossible", .impossible, place, printed: cell.text, possible: near,
                [
                    "n": PaperText.count(n), "step": LocalText(table.grain?.text ?? "1"),
                    "nearest": PaperText.list(near),
                ])
        }
        guard !mean.isTruncated else {
            let right = mean.possibleSums().map {
                [cell.like(Double($0.lowerBound) * grain.value / Double(n * table.items))]
            }
            return ledger.flag(
                "paper.mean-truncated", .truncated, place, printed: cell.text, possible: right ?? [],
                ["right": PaperText.list(right ?? [])])
        }
        mean.isTelling || least != nil || most != nil ? ledger.right(place) : ledger.unchecked(place)
    }

    private func outside(_ cell: PaperCell, _ place: PaperPlace, _ ledger: inout PaperLedger) {
        ledger.flag(
            "paper.outside-range", .impossible, place, printed: cell.text,
            [
                "range": range(
                    row.least?.text ?? table.scale.least?.text, row.most?.text ?? table.scale.most?.text)
            ])
    }

    private func judgeSum(_ cell: PaperCell, _ ledger: inout PaperLedger) {
        let place = table.head.place(row.label, "sum", cell)
        guard let mean = row.mean, let n = row.n else { return ledger.unchecked(place) }
        let size = Double(n)
        let range = mean.number.roundedOrCut.lowerBound * size...mean.number.roundedOrCut.upperBound * size
        ledger.judge(
            range.overlaps(cell.number.roundedOrCut), "paper.sum-is-not-mean-times-n", .contradicts, place,
            printed: cell.text, possible: [cell.like(mean.value * size)],
            ["range": PaperText.range(range, places: cell.number.places), "mean": LocalText(mean.text)])
    }

    private func judgeSpread(_ cell: PaperCell, _ ledger: inout PaperLedger) {
        let place = table.head.place(row.label, "sd", cell)
        guard cell.number.units >= 0 else {
            return ledger.flag("paper.spread-negative", .impossible, place, printed: cell.text)
        }
        guard let mean = row.mean, let n = row.n, n > 1 else { return ledger.unchecked(place) }
        var isHeld = false
        if let least, let most, let limits = limits(mean, least, most, n) {
            isHeld = true
            let span = cell.number.roundedOrCut
            if span.lowerBound > limits.upperBound || span.upperBound < limits.lowerBound {
                let isLarge = span.lowerBound > limits.upperBound
                return ledger.flag(
                    isLarge ? "paper.spread-too-large" : "paper.spread-too-small", .impossible, place,
                    printed: cell.text, possible: [],
                    [
                        "limit": PaperText.number(
                            isLarge ? limits.upperBound : limits.lowerBound, places: cell.number.places + 1)
                    ])
            }
        }
        guard let printedMean, printedMean.possibleSums() != nil,
            let spread = PrintedSpread(cell.number, mean: printedMean, range: steps)
        else { return isHeld ? ledger.right(place) : ledger.unchecked(place) }
        if spread.isPossible() { return ledger.right(place) }
        let isPopulation = spread.isPossible(.population)
        ledger.flag(
            isPopulation ? "paper.spread-of-population" : "paper.spread-impossible", isPopulation ? .note : .impossible,
            place, printed: cell.text, ["n": PaperText.count(n), "mean": LocalText(mean.text)])
    }

    /// The standard deviations that fit the mean's rounding and the printed ends.
    private func limits(_ mean: PaperCell, _ least: Double, _ most: Double, _ n: Int) -> ClosedRange<Double>? {
        // Ends printed with decimals are rounded themselves, unless the answers have steps.
        func outer(_ cell: PaperCell?, _ value: Double) -> ClosedRange<Double> {
            guard let cell, table.grain == nil, cell.number.places > 0 else { return value...value }
            return cell.number.rounded
        }
        let (low, high) = (outer(row.least, least), outer(row.most, most))
        let span = mean.number.roundedOrCut
        // Both the largest and the smallest spread belong to the mean nearest to the middle.
        func central(_ from: Double, _ to: Double) -> Double {
            min(max(min(max((from + to) / 2, span.lowerBound), span.upperBound), from), to)
        }
        guard low.lowerBound <= high.upperBound,
            let largest = PrintedSpread.largest(
                mean: central(low.lowerBound, high.upperBound), from: low.lowerBound, to: high.upperBound, n: n)
        else { return nil }
        var smallest = 0.0
        if row.least != nil, row.most != nil, low.upperBound <= high.lowerBound {
            let centre = central(low.upperBound, high.lowerBound)
            smallest = PrintedSpread.smallest(mean: centre, from: low.upperBound, to: high.lowerBound, n: n) ?? 0
        }
        let hair = 1e-9 * max(1, largest)
        return max(0, min(smallest, largest) - hair)...largest + hair
    }

    private func judgeError(_ cell: PaperCell, _ ledger: inout PaperLedger) {
        let place = table.head.place(row.label, "se", cell)
        guard let spread = row.spread, let n = row.n else { return ledger.unchecked(place) }
        let root = Double(n).squareRoot()
        let range = spread.number.roundedOrCut.lowerBound / root...spread.number.roundedOrCut.upperBound / root
        ledger.judge(
            range.overlaps(cell.number.roundedOrCut), "paper.error-differs", .contradicts, place, printed: cell.text,
            possible: [cell.like(spread.value / root)],
            ["range": PaperText.range(range, places: cell.number.places + 1), "n": PaperText.count(n)])
    }

    private func judgeMedian(_ cell: PaperCell, _ ledger: inout PaperLedger) {
        let place = table.head.place(row.label, "median", cell)
        if let least, cell.number.rounded.upperBound < least { return outside(cell, place, &ledger) }
        if let most, cell.number.rounded.lowerBound > most { return outside(cell, place, &ledger) }
        guard table.grain != nil, table.items == 1, let n = row.n else {
            return least == nil && most == nil ? ledger.unchecked(place) : ledger.right(place)
        }
        // An answer, or halfway between two where n is even.
        let step = grain.value / (n % 2 == 0 ? 2 : 1)
        let nearest = (cell.value / step).rounded() * step
        ledger.judge(
            cell.number.roundedOrCut.contains(nearest), "paper.median-impossible", .impossible, place,
            printed: cell.text, possible: [cell.like(nearest)], ["n": PaperText.count(n)])
    }

    /// The ends of the scale in steps.
    private var steps: ClosedRange<Int>? {
        guard let least, let most, least <= most else { return nil }
        let (low, high) = ((least / grain.value).rounded(), (most / grain.value).rounded())
        guard low.magnitude < 1e9, high.magnitude < 1e9 else { return nil }
        return Int(low)...Int(high)
    }

    private func range(_ least: String?, _ most: String?) -> LocalText {
        LocalText((least ?? "−∞") + " … " + (most ?? "∞"))
    }
}
