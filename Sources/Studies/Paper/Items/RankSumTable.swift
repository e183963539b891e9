import Evaluation
import Problems

/// The ranks of a Mann–Whitney test with U, z and p.
struct RankSumTable: PaperItem {
    let head: PaperHead
    let groups: [SignedRankTable.Ranks]
    let u: PaperCell?
    let z: PaperCell?
    let p: PrintedP?
    private let sizes: PrintedRankSums

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["groups", "u", "z", "p"])
        self.head = head
        let list = try node.required("groups")
        var groups: [SignedRankTable.Ranks] = []
        for (index, group) in try list.list().enumerated() {
            groups.append(try SignedRankTable.Ranks(group, String(index + 1), head))
        }
        guard groups.count == 2, let sizes = PrintedRankSums(groups[0].count, groups[1].count) else {
            throw list.problem("paper.two-groups")
        }
        self.groups = groups
        self.sizes = sizes
        u = try node.cell("u", head)
        z = try node.cell("z", head)
        p = try node.child("p").map { node throws(Problem) in try PrintedP(node, head) }
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        RankCells(head: head).audit(
            groups.map { ($0, sizes.rankSums(of: $0.count)) }, total: sizes.totalRankSum, &ledger)
        judgeU(&ledger)
        judgeZ(&ledger)
    }

    private func judgeU(_ ledger: inout PaperLedger) {
        guard let u else { return }
        let place = head.place(nil, "u", u)
        let span = u.number.roundedOrCut
        guard span.lowerBound <= sizes.largestU, span.upperBound >= 0 else {
            return ledger.flag(
                "paper.u-impossible", .impossible, place, printed: u.text,
                ["range": PaperText.range(0...sizes.largestU, places: 0)])
        }
        guard let sum = groups[0].sum else { return ledger.unchecked(place) }
        let smaller = sizes.smallerU(rankSum: sum.value)
        let slack = sum.number.lastPlace
        let fits = [smaller, sizes.largestU - smaller].contains { value in
            span.overlaps(value - slack...value + slack)
        }
        ledger.judge(
            fits, "paper.u-differs", .contradicts, place, printed: u.text, possible: [u.like(smaller)],
            ["right": PaperText.number(smaller, places: max(1, u.number.places))])
    }

    private func judgeZ(_ ledger: inout PaperLedger) {
        let label = head.title.en
        guard let z else {
            guard let p else { return }
            let place = head.place(nil, "p", p.cell)
            if p.judgeAlone(place, &ledger) { ledger.unchecked(place) }
            return
        }
        TestCells(head: head, label: label, tails: .unstated).audit(z, "z", .normal, p, &ledger)
        guard let u, (0...sizes.largestU).contains(u.value) else { return }
        let least = sizes.smallestZ(u: u.value)
        let span = z.number.roundedOrCut
        guard max(span.lowerBound.magnitude, span.upperBound.magnitude) < least * (1 - 1e-9) else { return }
        ledger.flag(
            "paper.z-too-small", .contradicts, head.place(label, "z", z), printed: z.text,
            ["least": PaperText.number(least, places: 3)])
    }
}
