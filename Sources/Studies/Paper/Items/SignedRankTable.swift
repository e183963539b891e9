import Evaluation
import Problems

/// The table *Ranks* of a Wilcoxon signed rank test with its z and p, as SPSS prints it.
struct SignedRankTable: PaperItem {
    /// One line of the table.
    struct Ranks: Sendable {
        let label: String
        let count: Int
        let cell: PaperCell
        let mean: PaperCell?
        let sum: PaperCell?
    }

    let head: PaperHead
    let negative: Ranks
    let positive: Ranks
    let ties: PaperCell?
    let total: PaperCell?
    let z: PaperCell?
    let p: PrintedP?
    /// "Before - After": which is subtracted from which by the heading.
    let heading: String?
    /// "After > Before": what a positive rank means by the footnote.
    let positiveMeans: String?
    /// The n that the publication puts into the formula for z.
    let formulaN: Int?
    /// "For more than 25": the sample size from which on the publication's rule lets the formula be used.
    let moreThan: Int?
    let hasEffectSize: Bool

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(
            PaperHead.keys + [
                "negative", "positive", "ties", "total", "z", "p", "heading", "positive-means", "formula-n",
                "formula-for-more-than", "effect-size",
            ])
        self.head = head
        negative = try Ranks(node.required("negative"), "negative", head)
        positive = try Ranks(node.required("positive"), "positive", head)
        ties = try node.countCell("ties", head)
        total = try node.countCell("total", head)
        z = try node.cell("z", head)
        p = try node.child("p").map { node throws(Problem) in try PrintedP(node, head) }
        heading = try node.child("heading")?.text()
        positiveMeans = try node.child("positive-means")?.text()
        formulaN = try node.count("formula-n")
        moreThan = try node.count("formula-for-more-than")
        hasEffectSize = try node.child("effect-size")?.flag() ?? false
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        judgeCounts(&ledger)
        guard let ranks = PrintedSignedRanks(positive: positive.count, negative: negative.count) else { return }
        RankCells(head: head).audit(
            [(negative, ranks.negativeSums), (positive, ranks.positiveSums)], total: ranks.totalRankSum, &ledger)
        judgeHeading(&ledger)
        SignedRankTest(table: self, ranks: ranks).audit(&ledger)
    }

    private func judgeCounts(_ ledger: inout PaperLedger) {
        let cells = [negative.cell, positive.cell] + (ties.map { [$0] } ?? [])
        let sum = cells.compactMap(\.whole).reduce(0, +)
        let parts = cells.map(\.text).joined(separator: " + ")
        for (cell, field) in [(negative.cell, "negative"), (positive.cell, "positive")] {
            let place = head.place(field, "n", cell)
            head.n == nil ? ledger.unchecked(place) : ledger.right(place)
        }
        if let ties { ledger.right(head.place("ties", "n", ties)) }
        if let total, let printed = total.whole {
            ledger.judge(
                printed == sum || ties == nil && printed >= sum, "paper.total-differs", .doesNotAddUp,
                head.place("total", "n", total), printed: total.text, possible: [String(sum)],
                ["sum": PaperText.count(sum), "parts": LocalText(parts)])
        } else if let n = head.n, ties == nil ? sum > n : sum != n {
            ledger.flag(
                "paper.counts-do-not-add", .doesNotAddUp, head.place(), printed: parts, possible: [String(n)],
                ["sum": PaperText.count(sum), "n": PaperText.count(n), "parts": LocalText(parts)])
        }
    }

    /// "A - B" makes a difference positive where A is larger.
    private func judgeHeading(_ ledger: inout PaperLedger) {
        guard let heading, let positiveMeans else { return }
        func sides(_ text: String, _ signs: Set<Character>) -> [Set<String>] {
            text.replacing("–", with: "-").replacing("−", with: "-")
                .split { signs.contains($0) }.map { LabelWords.stems(String($0)) }
        }
        let pair = sides(heading, ["-"])
        let isLess = positiveMeans.contains("<")
        var meaning = sides(positiveMeans, [">", "<"])
        guard pair.count == 2, meaning.count == 2 else { return }
        if isLess { meaning.reverse() }
        // Words that stand on both sides, such as "income", tell nothing.
        let larger = meaning[0].subtracting(meaning[1])
        let (first, second) = (pair[0].subtracting(pair[1]), pair[1].subtracting(pair[0]))
        guard !larger.isEmpty, !larger.isDisjoint(with: second), larger.isDisjoint(with: first) else { return }
        // The two sides in the other order, without the words that stand on both sides of the footnote.
        let shared = meaning[0].intersection(meaning[1])
        let right = heading.split { "-–−".contains($0) }.reversed().map { side in
            side.split(whereSeparator: \.isWhitespace)
                .filter { LabelWords.stems(String($0)).isDisjoint(with: shared) }.joined(separator: " ")
        }
        .joined(separator: " - ")
        ledger.flag(
            "paper.heading-reversed", .contradicts, head.place(), printed: heading, possible: [right],
            ["meaning": LocalText(positiveMeans), "right": LocalText(right)])
    }
}

extension SignedRankTable.Ranks {
    init(_ node: StudyNode, _ label: String, _ head: PaperHead) throws(Problem) {
        try node.allow(["label", "n", "mean", "sum"])
        self.label = try node.child("label")?.text() ?? label
        guard let cell = try node.countCell("n", head), let count = cell.whole else {
            throw try node.required("n").problem("paper.not-a-count", value: try node.required("n").text())
        }
        guard count <= 3_000_000 else {
            throw try node.required("n").problem("paper.out-of-range", value: cell.text, ["least": "0"])
        }
        self.cell = cell
        self.count = count
        mean = try node.cell("mean", head)
        sum = try node.cell("sum", head)
    }
}
