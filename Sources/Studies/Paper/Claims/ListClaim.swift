import Problems

/// "There are nine kinds", followed by a list.
struct ListClaim: PaperClaim {
    private let stated: Int
    private let items: [String]

    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem) {
        try node.allow(ClaimList.keys + ["stated", "items"])
        stated = try node.required("stated").integer()
        items = try node.texts("items")
    }

    func judged(_ paper: PaperTables) -> ClaimVerdict {
        guard stated != items.count else { return .holds }
        return .fails(
            "paper.list-length-differs", .contradicts, printed: String(stated), possible: [String(items.count)],
            ["stated": PaperText.count(stated), "listed": PaperText.count(items.count)])
    }
}
