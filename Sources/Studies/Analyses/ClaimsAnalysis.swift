import Problems

/// Sentences of the publication that belong to no single table.
struct ClaimsAnalysis: Analysis {
    let head: AnalysisHead

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys)
        head = try AnalysisHead(node)
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        var item = head.item(n: context.count, missing: 0)
        ClaimTable.add(try ClaimTable.findings(head.claims, context), to: &item)
        return item
    }
}
