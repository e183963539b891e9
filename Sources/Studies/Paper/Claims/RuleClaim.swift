import Problems

/// One rule in two wordings, such as "≤ 12" in a table and "below 12" in the text.
struct RuleClaim: PaperClaim {
    private let first: (text: String, interval: LabelInterval)
    private let second: (text: String, interval: LabelInterval)

    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem) {
        try node.allow(ClaimList.keys + ["first", "second"])
        func wording(_ key: String) throws(Problem) -> (String, LabelInterval) {
            let node = try node.required(key)
            let text = try node.text()
            guard let interval = LabelInterval(text) else { throw node.problem("paper.not-an-interval", value: text) }
            return (text, interval)
        }
        first = try wording("first")
        second = try wording("second")
    }

    func judged(_ paper: PaperTables) -> ClaimVerdict {
        let (a, b) = (first.interval, second.interval)
        let isSame =
            a.lower == b.lower && a.upper == b.upper
            && (a.includesLower == b.includesLower || !a.lower.isFinite)
            && (a.includesUpper == b.includesUpper || !a.upper.isFinite)
        guard !isSame else { return .holds }
        // The limit itself, where only its inclusion differs.
        let isLimit = a.lower == b.lower && a.upper == b.upper
        let limit = a.upper.isFinite ? a.upper : a.lower
        return .fails(
            isLimit ? "paper.rule-worded-differently" : "paper.rules-differ", .contradicts,
            printed: first.text + " / " + second.text, possible: [],
            ["first": LocalText(first.text), "second": LocalText(second.text), "limit": PaperText.exact(limit)])
    }
}
