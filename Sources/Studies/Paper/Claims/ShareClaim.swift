import Problems

/// "The majority …", "all …", "none …": how many of a table's units a sentence speaks of.
struct ShareClaim: PaperClaim {
    private let quantifier: Claim.Quantifier
    private let table: CategoryTable
    private let rows: [CategoryTable.Row]

    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem) {
        try node.allow(ClaimList.keys + ["table", "row", "rows", "quantifier"])
        quantifier = try node.required("quantifier").choice(Claim.Quantifier.self)
        if let list = try node.child("rows") {
            let name = try node.required("table")
            guard let table = tables.categories(try name.text()) else {
                throw name.problem("paper.unknown-table", value: try name.text())
            }
            var rows: [CategoryTable.Row] = []
            for child in try list.list() {
                guard let row = table.row(try child.text()) else {
                    throw child.problem(
                        "paper.unknown-row", value: try child.text(),
                        ["rows": table.rows.map(\.key).joined(separator: ", ")])
                }
                rows.append(row)
            }
            self.table = table
            self.rows = rows
        } else {
            let (table, row) = try PaperReference(node).resolved(tables)
            self.table = table
            rows = [row]
        }
    }

    func judged(_ paper: PaperTables) -> ClaimVerdict {
        let counts = rows.map(table.counts)
        guard let n = rows.first.flatMap(table.n), counts.allSatisfy({ $0 != nil }) else { return .open }
        let low = counts.reduce(0) { $0 + ($1?.lowerBound ?? 0) }
        let high = counts.reduce(0) { $0 + ($1?.upperBound ?? 0) }
        guard high <= n else { return .open }
        let (holds, fails) =
            switch quantifier {
            case .all: (low == n, high < n)
            case .most, .majority: (low > n - low, high <= n - high)
            case .none: (high == 0, low > 0)
            case .plurality: plurality(low, high)
            }
        if holds { return .holds }
        guard fails else { return .open }
        let arguments = [
            "count": LocalText(low == high ? String(low) : "\(low)–\(high)"), "n": PaperText.count(n),
            "rows": PaperText.list(rows.map(\.label)), "table": table.head.title,
        ]
        // A largest group that is not more than half is a wrong word; anything else contradicts the table.
        let isLargest = quantifier == .majority && rows.count == 1 && plurality(low, high).0
        return .fails(
            isLargest ? "paper.not-a-majority" : "paper.claim-contradicted", isLargest ? .wording : .contradicts,
            arguments)
    }

    /// Whether no other row can be larger, and whether one certainly is.
    private func plurality(_ low: Int, _ high: Int) -> (Bool, Bool) {
        let keys = Set(rows.map(\.key))
        let others = table.rows.filter { !keys.contains($0.key) }.map(table.counts)
        let holds = others.allSatisfy { $0.map { $0.upperBound <= low } ?? false }
        return (holds, others.contains { $0.map { $0.lowerBound > high } ?? false })
    }
}
