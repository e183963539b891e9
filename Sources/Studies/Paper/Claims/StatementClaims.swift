import Problems

/// Statements on one matter, each with what it says: they must agree.
struct StatementsClaim: PaperClaim {
    private let about: LocalText
    private let statements: [(says: String, value: String)]

    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem) {
        try node.allow(ClaimList.keys + ["about", "statements"])
        about = try node.required("about").localText()
        var statements: [(String, String)] = []
        let list = try node.required("statements")
        for child in try list.list() {
            try child.allow(["says", "value", "where"])
            statements.append((try child.required("says").text(), try child.required("value").text()))
        }
        guard statements.count > 1 else { throw list.problem("paper.two-statements") }
        self.statements = statements
    }

    func judged(_ paper: PaperTables) -> ClaimVerdict {
        guard let first = statements.first, let other = statements.first(where: { $0.value != first.value }) else {
            return .holds
        }
        return .fails(
            "paper.statements-conflict", .contradicts, printed: "“\(first.says)” / “\(other.says)”",
            possible: [],
            [
                "about": about, "first": LocalText(first.says), "second": LocalText(other.says),
                "value": LocalText(first.value), "other": LocalText(other.value),
            ])
    }
}

/// One number that is printed for several things.
struct MeaningsClaim: PaperClaim {
    private let uses: [(means: LocalText, cell: PaperCell)]

    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem) {
        try node.allow(ClaimList.keys + ["uses"])
        var uses: [(LocalText, PaperCell)] = []
        let list = try node.required("uses")
        for child in try list.list() {
            try child.allow(["means", "value", "where"])
            uses.append((try child.required("means").localText(), try child.requiredCell("value", head, grouped: true)))
        }
        guard uses.count > 1 else { throw list.problem("paper.two-statements") }
        self.uses = uses
    }

    func judged(_ paper: PaperTables) -> ClaimVerdict {
        guard let first = uses.first,
            let other = uses.first(where: { $0.means != first.means && $0.cell.value == first.cell.value })
        else { return .holds }
        return .fails(
            "paper.number-with-two-meanings", .wording, printed: first.cell.text, possible: [],
            ["first": first.means, "second": other.means])
    }
}

/// "Based on Figure 1": the figure whose caption says what the sentence is about.
struct ReferenceClaim: PaperClaim {
    private let number: String
    private let about: Set<String>
    private let figures: [PaperHeader.Figure]

    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem) {
        try node.allow(ClaimList.keys + ["number", "about"])
        number = try node.required("number").text()
        about = LabelWords.stems(try node.required("about").text())
        figures = tables.header.figures
        guard !figures.isEmpty else { throw node.problem("paper.no-figures") }
    }

    func judged(_ paper: PaperTables) -> ClaimVerdict {
        let fitting = figures.filter { about.isSubset(of: LabelWords.stems($0.caption)) }
        guard let right = fitting.first else { return .open }
        if fitting.contains(where: { $0.number == number }) { return .holds }
        let named = figures.first { $0.number == number }
        return .fails(
            "paper.figure-number-differs", .contradicts, printed: number, possible: [right.number],
            [
                "right": LocalText(right.number), "caption": LocalText(right.caption),
                "other": LocalText(named?.caption ?? "–"),
            ])
    }
}
