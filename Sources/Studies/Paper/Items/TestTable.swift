import Evaluation
import Problems

/// Test results as printed: t, z, χ², F and r with their degrees of freedom and p-values.
struct TestTable: PaperItem {
    enum Statistic: String, CaseIterable { case t, z, chi2, f, r }
    enum Tails: String, CaseIterable { case one, two, unstated }

    struct Row: Sendable {
        let label: String
        let line: Int?
        let statistic: Statistic
        let cell: PaperCell
        let family: PrintedTest.Family?
        let p: PrintedP?
        let tails: Tails
        /// What the publication concludes.
        let isSignificant: Bool?
        let level: Double
    }

    let head: PaperHead
    let rows: [Row]

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows", "alpha"])
        self.head = head
        let level = try node.child("alpha")?.number() ?? 0.05
        var rows: [Row] = []
        for row in try node.required("rows").list() { rows.append(try Row(row, head, level)) }
        guard !rows.isEmpty else { throw try node.required("rows").problem("study.not-a-list") }
        self.rows = rows
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for row in rows {
            TestCells(head: head, label: row.label, tails: row.tails).audit(
                row.cell, row.statistic.rawValue, row.family, row.p, &ledger)
            judgeDecision(row, &ledger)
        }
    }

    private func judgeDecision(_ row: Row, _ ledger: inout PaperLedger) {
        guard let isSignificant = row.isSignificant, let p = row.p else { return }
        let value = p.cell.value
        let contradicts =
            switch p.relation {
            case .equal: isSignificant ? p.cell.number.rounded.lowerBound >= row.level : value < row.level
            case .less: !isSignificant && value <= row.level
            case .more: isSignificant && value >= row.level
            }
        guard contradicts else { return }
        ledger.flag(
            "paper.decision-differs", .contradicts, head.place(row.label, line: row.line), printed: p.text,
            ["level": PaperText.number(row.level, places: 2)])
    }
}

extension TestTable.Row {
    fileprivate init(_ node: StudyNode, _ head: PaperHead, _ level: Double) throws(Problem) {
        let statistics = TestTable.Statistic.allCases.map(\.rawValue)
        try node.allow(statistics + ["label", "df", "df2", "n", "p", "tails", "significant"])
        label = try node.required("label").text()
        line = node.place.row
        var found: (TestTable.Statistic, PaperCell)?
        for name in TestTable.Statistic.allCases {
            guard let cell = try node.cell(name.rawValue, head) else { continue }
            guard found == nil else { throw node.problem("paper.two-statistics", value: name.rawValue) }
            found = (name, cell)
        }
        guard let (statistic, cell) = found else {
            throw node.problem("study.missing-key", value: statistics.joined(separator: ", "))
        }
        self.statistic = statistic
        self.cell = cell
        let degrees = try node.degrees("df")
        let second = try node.degrees("df2")
        let n = try node.count("n") ?? head.n
        family =
            switch statistic {
            case .z: .normal
            case .t: degrees.map { .student(degrees: $0) }
            case .chi2: degrees.map { .chiSquare(degrees: $0) }
            case .f: degrees.flatMap { first in second.map { .fisher(numerator: first, denominator: $0) } }
            case .r: n.map { .correlation(n: $0) }
            }
        p = try node.child("p").map { node throws(Problem) in try PrintedP(node, head) }
        tails = try node.child("tails")?.choice(TestTable.Tails.self) ?? .unstated
        isSignificant = try node.child("significant")?.flag()
        self.level = level
    }
}

extension StudyNode {
    /// Degrees of freedom: positive, up to ten million.
    func degrees(_ key: String) throws(Problem) -> Double? {
        guard let node = try child(key) else { return nil }
        let value = try node.number()
        guard value > 0, value <= 10_000_000 else {
            throw node.problem("paper.out-of-range", value: try node.text(), ["least": "0"])
        }
        return value
    }
}
