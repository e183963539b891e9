import Evaluation
import Problems

/// A before/after comparison by the signed rank test, in the shape of SPSS and with what SPSS leaves out.
struct SignedRankAnalysis: Analysis {
    let head: AnalysisHead
    private let before: StudyFormula
    private let after: StudyFormula
    private let hasComparison: Bool
    private let printed: StudyPrintedRanks?
    private let unit: StudyUnit

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["before", "after", "comparison-group", "printed", "unit"])
        head = try AnalysisHead(node)
        before = try StudyFormula(node.required("before"))
        after = try StudyFormula(node.required("after"))
        unit = try node.child("unit")?.choice(StudyUnit.self) ?? .rupiah
        hasComparison = try node.child("comparison-group")?.flag() ?? false
        if let child = try node.child("printed") { printed = try StudyPrintedRanks(child) } else { printed = nil }
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let (first, second) = (try context.values(before), try context.values(after))
        let result = try context.told(after) { () throws(EvaluationRefusal) in
            try SignedRankResult(before: first, after: second)
        }
        var item = head.item(n: result.n, missing: result.differences.dropped)
        item.asPublished = printed?.fields(result) ?? [:]
        item.recommended = result.recommended
        item.recommended["unit"] = .string(unit.rawValue)
        item.warnings += warnings(result) + UnweightedTest.warnings(context)
        item.evidence = AnalysisSample.evidence(
            "signed-rank", context, used: result.n, dropped: result.differences.dropped, error: "exact")
        let layout = SignedRankLayout(result: result, caption: head.title, unit: unit)
        item.tables = [layout.ranks, layout.statistics, layout.estimates]
        ClaimTable.add(try ClaimTable.findings(head.claims, context), to: &item)
        return item
    }

    private func warnings(_ result: SignedRankResult) -> [StudyWarning] {
        var found: [StudyWarning] = []
        if !hasComparison { found.append(StudyWarning("before-after-without-comparison")) }
        if result.n < 30 { found.append(StudyWarning("small-sample", ["n": String(result.n)])) }
        if result.test.zero > 0 {
            found.append(
                StudyWarning(
                    "zero-differences-left-out",
                    ["zeros": String(result.test.zero), "n": String(result.n), "used": String(result.test.nonzero)]))
        }
        return found + (printed?.warnings(result) ?? [])
    }
}
