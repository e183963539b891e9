import Evaluation
import Problems

/// A table without n: which sample sizes its percentages allow.
struct CategorySizes {
    private static let most = 2000
    let table: CategoryTable

    func audit(_ ledger: inout PaperLedger) {
        guard table.head.n == nil, table.whole == 100, table.rows.allSatisfy({ $0.n == nil }) else { return }
        let figures = table.rows.compactMap { row in
            table.printed(row).map { (percent: $0, count: row.count?.whole) }
        }
        guard !figures.isEmpty, figures.count <= 200 else { return }
        let sizes = PrintedPercent.sizes(fitting: figures, through: Self.most)
        let printed = table.rows.compactMap { $0.percent?.text }.joined(separator: "; ")
        guard let least = sizes.first else {
            return ledger.flag(
                "paper.no-size-fits", .contradicts, table.head.place(), printed: printed,
                ["most": PaperText.count(Self.most)])
        }
        // Every size from some point on: nothing is learned from "at least 1".
        guard least > 1 || sizes.count < Self.most else { return }
        ledger.flag(
            "paper.size-inferred", .note, table.head.place(), printed: printed,
            possible: sizes.prefix(8).map(String.init),
            ["least": PaperText.count(least), "sizes": PaperText.list(sizes.prefix(8).map(String.init))])
    }
}
