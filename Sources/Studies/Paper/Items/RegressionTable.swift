import Evaluation
import Foundation
import Problems

/// Coefficients of a regression as printed: b/SE is t (or z, or its square as Wald), p follows from it, and odds are e^b.
struct RegressionTable: PaperItem {
    struct Row: Sendable {
        let label: String
        let b, error, statistic, odds: PaperCell?
        let p: PrintedP?
        let interval: IntervalCells?
    }

    enum Statistic: String, CaseIterable { case t, z, wald }

    let head: PaperHead
    let rows: [Row]
    let statistic: Statistic
    let degrees: Double?

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows", "statistic", "df", "level"])
        self.head = head
        statistic = try node.child("statistic")?.choice(Statistic.self) ?? .t
        degrees = try node.degrees("df")
        let level = try node.level()
        var rows: [Row] = []
        for row in try node.required("rows").list() { rows.append(try Row(row, head, level, degrees)) }
        guard !rows.isEmpty else { throw try node.required("rows").problem("study.not-a-list") }
        self.rows = rows
    }

    private var family: PrintedTest.Family? {
        switch statistic {
        case .t: degrees.map { .student(degrees: $0) }
        case .z: .normal
        case .wald: .chiSquare(degrees: 1)
        }
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for row in rows {
            if let cell = row.statistic {
                TestCells(head: head, label: row.label, tails: .unstated).audit(
                    cell, statistic.rawValue, family, row.p, &ledger)
                judgeRatio(cell, row, &ledger)
            } else if let p = row.p {
                let place = head.place(row.label, "p", p.cell)
                if p.judgeAlone(place, &ledger) { ledger.unchecked(place) }
            }
            judgeOdds(row, &ledger)
            row.interval?.audit(&ledger)
        }
    }

    private func judgeRatio(_ cell: PaperCell, _ row: Row, _ ledger: inout PaperLedger) {
        guard let b = row.b, let error = row.error, error.number.units > 0 else { return }
        let top = b.number.roundedOrCut
        let bottom = error.number.roundedOrCut
        guard bottom.lowerBound > 0 else { return }
        let ends = [top.lowerBound, top.upperBound].flatMap { [$0 / bottom.lowerBound, $0 / bottom.upperBound] }
        var range = (ends.min() ?? 0)...(ends.max() ?? 0)
        if statistic == .wald {
            let least =
                range.contains(0) ? 0 : min(range.lowerBound * range.lowerBound, range.upperBound * range.upperBound)
            range = least...max(range.lowerBound * range.lowerBound, range.upperBound * range.upperBound)
        }
        let ratio = b.value / error.value
        ledger.judge(
            range.overlaps(cell.number.roundedOrCut), "paper.ratio-differs", .contradicts,
            head.place(row.label, statistic.rawValue, cell), printed: cell.text,
            possible: [cell.like(statistic == .wald ? ratio * ratio : ratio)],
            [
                "b": LocalText(b.text), "se": LocalText(error.text),
                "range": PaperText.range(range, places: cell.number.places + 1),
            ])
    }

    private func judgeOdds(_ row: Row, _ ledger: inout PaperLedger) {
        guard let cell = row.odds else { return }
        let place = head.place(row.label, "odds", cell)
        guard let b = row.b, b.value.magnitude < 300 else { return ledger.unchecked(place) }
        let range = exp(b.number.roundedOrCut.lowerBound)...exp(b.number.roundedOrCut.upperBound)
        ledger.judge(
            range.overlaps(cell.number.roundedOrCut), "paper.odds-differ", .contradicts, place, printed: cell.text,
            possible: [cell.like(exp(b.value))],
            ["b": LocalText(b.text), "range": PaperText.range(range, places: cell.number.places + 1)])
    }
}

extension RegressionTable.Row {
    fileprivate init(_ node: StudyNode, _ head: PaperHead, _ level: Double, _ degrees: Double?) throws(Problem) {
        try node.allow(["label", "b", "se", "t", "z", "wald", "p", "odds", "lower", "upper"])
        label = try node.required("label").text()
        b = try node.cell("b", head)
        error = try node.cell("se", head)
        var statistic: PaperCell?
        for name in RegressionTable.Statistic.allCases {
            if let cell = try node.cell(name.rawValue, head) { statistic = cell }
        }
        self.statistic = statistic
        odds = try node.cell("odds", head)
        p = try node.child("p").map { node throws(Problem) in try PrintedP(node, head) }
        guard let lower = try node.cell("lower", head), let upper = try node.cell("upper", head) else {
            interval = nil
            return
        }
        // Limits beside odds are limits of the odds.
        interval = IntervalCells(
            head: head, label: label, kind: odds == nil ? .mean : .ratio, level: level, estimate: odds ?? b,
            lower: lower, upper: upper, error: odds == nil ? error : nil, degrees: degrees)
    }
}
