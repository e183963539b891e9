import Problems

/// What this is, what its words mean, and what it cannot do.
struct AboutPage: Sendable {
    struct Term: Sendable {
        var term: String
        var meaning: String
    }

    var terms: [Term]
    var limits: [String]

    private static let terms = [
        "gate", "list", "batch", "refused", "warned", "damaged", "overlap", "duplicate", "verdict", "unregulated",
        "complement", "stage", "basis", "masked",
    ]

    static func make(_ desk: Desk) -> Page {
        let words = desk.words
        let content = AboutPage(
            terms: terms.map { Term(term: words("about.term.\($0)"), meaning: words("about.meaning.\($0)")) },
            limits: (1...6).map { words("about.limit.\($0)") })
        return Page(template: "about", title: words("about.title"), section: nil, content: content)
    }
}
