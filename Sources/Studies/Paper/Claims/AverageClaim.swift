import Problems

/// "The average is …": a single value must follow.
struct AverageClaim: PaperClaim {
    private let value: String

    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem) {
        try node.allow(ClaimList.keys + ["value"])
        let child = try node.required("value")
        value = try child.text()
        guard LabelInterval(value) != nil else { throw child.problem("paper.not-an-interval", value: value) }
    }

    func judged(_ paper: PaperTables) -> ClaimVerdict {
        guard let interval = LabelInterval(value), interval.lower != interval.upper else { return .holds }
        return .fails("paper.range-as-average", .wording, printed: value)
    }
}
