import Problems
import Registry

/// What the rules about pairs of programmes say of people and families whom matches bring onto two lists, or twice onto
/// one: confirmed ones and probable ones apart, and beside the counts by number.
enum MatchFindings {
    /// - Parameter pair: those of two lists, or within one, alone.
    /// - Returns: nil where there is nothing to tell.
    static func grid(_ lists: OverlapLists, of pair: (a: Int, b: Int)? = nil) -> Grid? {
        let words = lists.words
        let findings = (lists.result.identities?.findings ?? []).filter { finding in
            pair.map { (finding.a, finding.b) == $0 } ?? true
        }
        guard !findings.isEmpty else { return nil }
        let columns: [Grid.Column] =
            (pair == nil ? [.text(words("column.pair"))] : []) + [
                .text(words("column.verdict")), .text(words("overlap.matched.match")),
                .figure(words("overlap.matched.cases")), .figure(words("column.amount")),
                .text(words("column.condition")), .text(words("column.basis")), .text(words("rules.valid")),
            ]
        let lines = findings.map { finding in
            Grid.Line(
                (pair == nil
                    ? [
                        Grid.Cell(
                            lists.name(finding.a, finding.b), href: lists.address(finding.a, finding.b))
                    ] : []) + cells(finding, words))
        }
        return Grid(words("overlap.matched"), columns, lines, none: "", fold: words.fold)
    }

    private static func cells(_ finding: IdentityOverlap.Finding, _ words: Words) -> [Grid.Cell] {
        var amount = finding.amountA
        if finding.a != finding.b { amount.addRupiah(finding.amountB) }
        let condition = words.pick(finding.conditionId, finding.conditionEn)
        let basis = finding.legalBasis.flatMap { $0.isEmpty ? nil : $0 }
        return [
            .init(
                words("verdict." + finding.verdict.rawValue), chip: finding.verdict.rawValue,
                detail: finding.isUndecided ? words("overlap.matched.undecided") : nil),
            .init(
                words(finding.isConfirmed ? "column.confirmed" : "column.probable"),
                chip: finding.isConfirmed ? "founded" : "review"),
            .init(
                words(
                    finding.unit == .person ? "overlap.people" : "overlap.families",
                    ["n": words.count(finding.count)])),
            .init(words.money(amount)),
            .init(condition.isEmpty ? words("pair.no-rule") : condition),
            .init(basis ?? (condition.isEmpty ? "–" : words("pair.no-basis"))),
            .init(
                finding.validFrom == nil && finding.validTo == nil
                    ? "–"
                    : words(
                        "rules.valid.span",
                        [
                            "from": finding.validFrom.map(words.day) ?? "…",
                            "to": finding.validTo.map(words.day) ?? "…",
                        ])),
        ]
    }
}
