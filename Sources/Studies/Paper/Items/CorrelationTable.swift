import Evaluation
import Problems

/// Correlations of several variables as printed: each within −1…1, each three possible together, each p as r and n say.
struct CorrelationTable: PaperItem {
    struct Pair: Sendable {
        let first: String
        let second: String
        let cell: PaperCell
        let p: PrintedP?
        let n: Int?
        let line: Int?

        var label: String { first + " – " + second }
    }

    let head: PaperHead
    let pairs: [Pair]

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows"])
        self.head = head
        var pairs: [Pair] = []
        for row in try node.required("rows").list() {
            try row.allow(["pair", "r", "p", "n"])
            let names = try row.texts("pair")
            guard names.count == 2 else { throw try row.required("pair").problem("paper.not-a-pair") }
            pairs.append(
                Pair(
                    first: names[0], second: names[1], cell: try row.requiredCell("r", head),
                    p: try row.child("p").map { node throws(Problem) in try PrintedP(node, head) },
                    n: try row.count("n") ?? head.n, line: row.place.row))
        }
        guard pairs.count <= 500 else { throw try node.required("rows").problem("paper.too-many-rows", value: "500") }
        self.pairs = pairs
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for pair in pairs {
            // Without n there is no p to hold against, yet the coefficient's own limits hold.
            TestCells(head: head, label: pair.label, tails: .unstated).audit(
                pair.cell, "r", .correlation(n: pair.n ?? 0), pair.n == nil ? nil : pair.p, &ledger)
        }
        judgeTriples(&ledger)
    }

    /// Each pair of variables twice, and each three of them.
    private func judgeTriples(_ ledger: inout PaperLedger) {
        var known: [Set<String>: Pair] = [:]
        var names: [String: Int] = [:]
        for pair in pairs {
            for name in [pair.first, pair.second] where names[name] == nil { names[name] = names.count }
            let key: Set = [pair.first, pair.second]
            if let other = known[key], !other.cell.number.roundedOrCut.overlaps(pair.cell.number.roundedOrCut) {
                ledger.flag(
                    "paper.correlation-twice", .contradicts, head.place(pair.label, "r", pair.cell),
                    printed: pair.cell.text, possible: [other.cell.text], ["other": LocalText(other.cell.text)])
            }
            known[key] = known[key] ?? pair
        }
        let order = names.sorted { $0.value < $1.value }
        for pair in pairs {
            // Each three once: the pair of its first two variables, and a later one.
            let (first, second) = (names[pair.first] ?? 0, names[pair.second] ?? 0)
            for (name, index) in order where index > max(first, second) {
                guard let one = known[[pair.first, name]], let other = known[[pair.second, name]] else { continue }
                judge(pair, one, other, &ledger)
            }
        }
    }

    private func judge(_ ab: Pair, _ ac: Pair, _ bc: Pair, _ ledger: inout PaperLedger) {
        let allowed = CorrelationLimits.third(ab.cell.number.roundedOrCut, ac.cell.number.roundedOrCut)
        guard !allowed.overlaps(bc.cell.number.roundedOrCut) else { return }
        ledger.flag(
            "paper.correlations-incompatible", .impossible, head.place(bc.label, line: bc.line),
            printed: bc.cell.text, possible: [],
            [
                "first": LocalText("\(ab.label): \(ab.cell.text)"),
                "second": LocalText("\(ac.label): \(ac.cell.text)"),
                "range": PaperText.range(allowed, places: bc.cell.number.places + 1),
            ])
    }
}
