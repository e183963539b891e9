import Hummingbird
import Problems
import Registry
import Reports
import Store

/// Row by row, a page at a time.
extension RuleRunPage {
    /// Which verdict the lines shown have.
    static let verdict = "hasil"
    static let verdicts: [(verdict: RuleVerdict, word: String)] = [
        (.refused, "ditolak"), (.held, "ditahan"), (.eligible, "memenuhi-syarat"),
    ]

    static func lines(
        _ ruled: Findings.Ruled, _ choice: RuleChoice, _ desk: Desk, _ sentences: RuleSentences
    ) throws -> Board.Part {
        let words = desk.words
        let asked = verdicts.first { $0.word == desk.query[verdict] }?.verdict
        let shown = ruled.cases.filter { asked == nil || $0.verdict == asked }
        let pager = Pager(shown.count, desk.visit)
        var part = Board.Part("baris", words("rules.run.lines"))
        part.filters = [
            .choosing(
                path(choice.batch.id) + "#baris",
                choice.items.map { .hidden($0.name, $0.value) } + [Self.choice(asked, sentences, words)],
                button: words("rules.run.show"))
        ]
        part.grids = [
            Grid(
                words("rules.run.lines"),
                [
                    .text(words("column.row")), .text("NIK"), .text(words("rules.run.verdict")),
                    .text(words("rules.run.reason")), .text(words("rules.run.seen")), .text(words("column.basis")),
                ],
                shown[pager.range].map { line($0, choice, sentences, words) }, none: words("rules.run.nobody"))
        ]
        part.pagers = [pager]
        let items = choice.items
        let id = choice.batch.id
        if ruled.tally.rows > ruled.tally.eligible {
            part.links.append(.init(words("rules.letters"), RuleLetters.address(choice)))
        }
        part.links += [
            .init(words("whatif.title"), Query.address(WhatIfPage.path, [(WhatIfPage.batch, String(id))] + items))
        ]
        part.footnotes = [words("rules.run.note")]
        return part
    }

    /// The field by which lines of one verdict are asked for.
    static func choice(_ asked: RuleVerdict?, _ sentences: RuleSentences, _ words: Words) -> Form.Field {
        Form.Field(
            .choice, verdict, words("rules.run.verdict"),
            options: [.init(optionValue: "", optionLabel: words("rules.run.all"), isChosen: asked == nil)]
                + verdicts.map {
                    .init(
                        optionValue: $0.word, optionLabel: sentences.verdict($0.verdict),
                        isChosen: $0.verdict == asked)
                })
    }

    static func chip(_ verdict: RuleVerdict) -> String {
        switch verdict {
        case .eligible: "founded"
        case .refused: "refused"
        case .held: "review"
        }
    }

    private static func line(
        _ ruled: RuledCase, _ choice: RuleChoice, _ sentences: RuleSentences, _ words: Words
    ) -> Grid.Line {
        let address = Query.address(path(choice.batch.id) + "/\(ruled.row)", choice.items)
        let reasons = ruled.reasons
        return Grid.Line([
            .init(String(ruled.row), href: address), .init(ruled.maskedNIK),
            .init(sentences.verdict(ruled.verdict), chip: chip(ruled.verdict)),
            .init(
                ruled.problems.isEmpty
                    ? reasons.map { sentences.statement($0) }.joined(separator: "; ")
                    : Masked.digits(ruled.problems.map(words.reason).joined(separator: "; "), from: 13)),
            .init(reasons.map { sentences.seen($0) }.joined(separator: "; ")),
            ruled.isRefusedWithoutBasis
                ? .init(words("rules.no-basis"), chip: "unfounded")
                : .init(reasons.map { sentences.basis($0.rule) }.joined(separator: "; ")),
        ])
    }
}
