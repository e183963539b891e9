import Evaluation
import Problems

/// A table of categories with counts, percentages or shares, as printed in a table or told in a sentence.
struct CategoryTable: PaperItem {
    /// One category.
    struct Row: Sendable {
        let label: String
        let key: String
        let line: Int?
        let count: PaperCell?
        let percent: PaperCell?
        /// Units asked about this category, where they are not the table's.
        let n: Int?
        /// "The rest" in words: what the other rows leave.
        let isRest: Bool
        /// A dash is printed: nobody.
        let isNone: Bool
        /// What was asked, where the rows of a table answer different questions.
        let question: String?
        /// The interval of values, where the label does not say it.
        let limits: String?
    }

    /// What a table says it measures.
    enum Measure: String, CaseIterable { case opinion, duration, amount, other }

    /// What the percentages or shares are parts of.
    enum Parts: String, CaseIterable {
        /// Units are counted: every figure is a multiple of 1/n.
        case units
        /// Benefits that are the same for each unit: likewise, on that premise.
        case equalBenefits = "equal-benefits"
        /// Money or another quantity: any figure is possible.
        case amounts
    }

    let head: PaperHead
    let rows: [Row]
    /// 100 for percentages, 1 for shares.
    let whole: Int
    /// Whether the publication gives the table as all there is.
    let isComplete: Bool
    /// Whether one unit may stand in several rows.
    let isMultiple: Bool
    /// Whether the rows are steps of a scale, the best first.
    let isOrdered: Bool
    let measure: Measure?
    let parts: Parts
    /// The amounts that a unit's benefit may have, where the publication names them.
    let amounts: [Int]
    let totalCount: PaperCell?
    let totalPercent: PaperCell?

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(
            PaperHead.keys + [
                "rows", "total", "of", "shares-of", "complete", "multiple", "ordered", "measures", "amounts",
            ])
        self.head = head
        var rows: [Row] = []
        for row in try node.required("rows").list() { rows.append(try Row(row, head)) }
        guard !rows.isEmpty else { throw try node.required("rows").problem("study.not-a-list") }
        self.rows = rows
        whole = try node.child("of")?.choice(Whole.self) == .one ? 1 : 100
        isComplete = try node.child("complete")?.flag() ?? true
        isMultiple = try node.child("multiple")?.flag() ?? false
        isOrdered = try node.child("ordered")?.flag() ?? false
        measure = try node.child("measures")?.choice(Measure.self)
        parts = try node.child("shares-of")?.choice(Parts.self) ?? .units
        var amounts: [Int] = []
        for amount in try node.child("amounts")?.list() ?? [] { amounts.append(try amount.integer()) }
        self.amounts = amounts
        let total = try node.child("total")
        try total?.allow(["count", "percent"])
        totalCount = try total?.countCell("count", head)
        totalPercent = try total?.cell("percent", head)
        if let rest = rows.firstIndex(where: \.isRest), let other = rows.lastIndex(where: \.isRest), rest != other {
            throw try node.required("rows").list()[other].problem("paper.two-rests")
        }
    }

    private enum Whole: String, CaseIterable { case hundred = "100", one = "1" }

    func n(of row: Row) -> Int? { row.n ?? head.n }

    func printed(_ row: Row) -> PrintedPercent? { row.percent.flatMap { PrintedPercent($0.number, whole: whole) } }

    /// A row by its key or its label.
    func row(_ name: String) -> Row? { rows.first { $0.key == name } ?? rows.first { $0.label == name } }

    /// Decimals of the table's percentages.
    var places: Int { rows.compactMap { $0.percent?.number.places }.max() ?? 0 }

    func place(_ row: Row, _ field: String? = nil, _ cell: PaperCell? = nil) -> PaperPlace {
        head.place(row.label, field, line: cell?.line ?? row.line)
    }

    /// What the count of a row can be: printed, or what the percentage allows, or what the others leave.
    func counts(of row: Row) -> ClosedRange<Int>? {
        if let count = row.count?.whole { return count...count }
        if row.isNone { return 0...0 }
        guard let n = n(of: row) else { return nil }
        if row.isRest {
            guard isComplete, !isMultiple else { return nil }
            var (low, high) = (0, 0)
            for other in rows where !other.isRest {
                guard let counts = counts(of: other), counts.upperBound <= n else { return nil }
                low += counts.lowerBound
                high += counts.upperBound
            }
            return low <= n ? max(0, n - high)...n - low : nil
        }
        return printed(row)?.possibleCounts(of: n)
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for row in rows { CategoryCells(table: self, row: row).audit(&ledger) }
        CategorySums(table: self).audit(&ledger)
        CategoryLabels(table: self).audit(&ledger)
        CategorySizes(table: self).audit(&ledger)
    }
}

extension CategoryTable.Row {
    fileprivate init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(["label", "key", "count", "percent", "n", "rest", "question", "limits"])
        label = try node.required("label").text()
        key = try node.child("key")?.text() ?? label
        line = node.place.row
        count = try node.countCell("count", head)
        percent = try node.cell("percent", head)
        n = try node.count("n")
        isRest = try node.child("rest")?.flag() ?? false
        let keys = [try node.child("count"), try node.child("percent")]
        isNone = keys.contains { $0 != nil } && count == nil && percent == nil
        question = try node.child("question")?.text()
        limits = try node.child("limits")?.text()
        if let percent, percent.number.units < 0 {
            throw try node.required("percent").problem("paper.not-a-percentage", value: percent.text)
        }
    }
}
