import Evaluation
import Problems

/// One conclusion on the publication's rounding: whether all its percentages are cut off.
enum Truncation {
    static func conclude(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        // Only percentages whose count decides between the two ways tell anything.
        var cut: [String] = []
        var rounded = 0
        for table in paper.items.compactMap({ $0 as? CategoryTable }) {
            for row in table.rows {
                guard let percent = table.printed(row), let count = row.count?.whole, let n = table.n(of: row),
                    let text = row.percent?.text
                else { continue }
                switch percent.verdict(count: count, of: n) {
                case .truncated: cut.append(text)
                case .rounded where isDecisive(percent, count, n): rounded += 1
                default: break
                }
            }
        }
        guard cut.count > 1 else { return }
        var seen: Set<String> = []
        let distinct = cut.filter { seen.insert($0).inserted }
        let place = PaperPlace("paper")
        ledger.flag(
            rounded == 0 ? "paper.truncated-throughout" : "paper.rounding-mixed", .truncated, place,
            printed: distinct.joined(separator: "; "), possible: [],
            [
                "cut": PaperText.count(cut.count), "all": PaperText.count(cut.count + rounded),
                "rounded": PaperText.count(rounded), "list": PaperText.list(distinct),
            ])
    }

    /// Whether rounding and cutting off print different figures.
    private static func isDecisive(_ percent: PrintedPercent, _ count: Int, _ n: Int) -> Bool {
        guard percent.units > 0 else { return false }
        let below = PrintedPercent(
            PrintedNumber(units: percent.units - 1, places: percent.places), whole: percent.whole)
        return below?.verdict(count: count, of: n) == .truncated
    }
}
