import Problems
import Registry
import Reports
import Store

/// Line by line, a page at a time.
extension RulingPage {
    static func lines(_ found: Ruling, _ desk: Desk) throws -> Board.Part {
        let words = desk.words
        let sentences = try RuleSentences(words.language)
        let id = found.record.id
        let asked = RuleRunPage.verdicts.first { $0.word == desk.query[RuleRunPage.verdict] }?.verdict
        let shown = found.cases.filter { asked == nil || $0.verdict == asked }
        let pager = Pager(shown.count, desk.visit)
        var part = Board.Part("baris", words("rules.run.lines"))
        part.filters = [
            .choosing(
                RulingsPage.address(id) + "#baris", [RuleRunPage.choice(asked, sentences, words)],
                button: words("rules.run.show"))
        ]
        part.grids = [
            Grid(
                words("rules.run.lines"),
                [
                    .text(words("column.row")), .text("NIK"), .text(words("rules.run.verdict")),
                    .text(words("rules.run.reason")), .text(words("rules.run.seen")), .text(words("rules.issuer")),
                    .text(words("column.basis")),
                ],
                shown[pager.range].map { line($0, found, sentences, words) }, none: words("rules.run.nobody"))
        ]
        part.pagers = [pager]
        if found.cases.contains(where: { !$0.reasons.isEmpty && !found.reopened.contains($0.row) }) {
            part.links = [.init(words("rules.letters"), RulingLetters.address(id))]
        }
        return part
    }

    private static func line(
        _ ruled: RuledCase, _ found: Ruling, _ sentences: RuleSentences, _ words: Words
    ) -> Grid.Line {
        let reasons = ruled.reasons
        return Grid.Line([
            .init(
                String(ruled.row),
                href: RulingsPage.address(found.record.appeals ?? found.record.id, row: ruled.row)),
            .init(ruled.maskedNIK),
            .init(
                sentences.verdict(ruled.verdict), chip: RuleRunPage.chip(ruled.verdict),
                detail: found.reopened.contains(ruled.row) ? words("ruling.reopened") : nil),
            .init(
                ruled.problems.isEmpty
                    ? reasons.map { sentences.statement($0) }.joined(separator: "; ")
                    : Masked.digits(ruled.problems.map(words.reason).joined(separator: "; "), from: 13)),
            .init(reasons.map { sentences.seen($0) }.joined(separator: "; ")),
            .init(Set(reasons.map { sentences.issuer($0.rule) }).sorted().joined(separator: "; ")),
            ruled.isRefusedWithoutBasis
                ? .init(words("rules.no-basis"), chip: "unfounded")
                : .init(reasons.map { sentences.basis($0.rule) }.joined(separator: "; ")),
        ])
    }
}
