import Charts
import Linkage
import Problems

/// Which pairs were compared at all: the blocking rules, and what they lose.
struct LinkageRules {
    let frame: LinkageFrame

    private var words: Words { frame.words }
    private var rules: [BlockingReport] { frame.result.blocking }

    func section(_ numbering: inout Numbering) -> Page.Section {
        let table = self.table(&numbering)
        let figure = BarFigure(
            caption: Caption(id: "rules", title: words("rules.figure"), summary: words("rules.summary")),
            bars: rules.map {
                BarFigure.Bar(label: $0.rule, value: Double($0.newPairs), text: words.count($0.newPairs))
            }, header: (words("rules.rule"), words("rules.new")))
        let caption = numbering.figure(words("rules.figure"))
        return Page.Section("rules", words("section.rules")) {
            tag(.p, "", words("rules.text"))
            tag(.p, "", lost)
            table
            // Its numbers stand in the table above.
            HTML.figure(figure, caption: caption, note: words("rules.note"), dataLabel: nil, source: frame.source)
        }
    }

    private var lost: String {
        let leftOut = rules.reduce(0) { $0 + $1.pairsLeftOut }
        guard let quality = frame.result.quality, quality.pairs.hasRecall else {
            return words(
                frame.result.quality == nil ? "rules.lost.unknown" : "rules.lost.none", ["left": words.count(leftOut)])
        }
        let lost = quality.pairs.allTrue - quality.comparedTrue
        return words(
            "rules.lost",
            [
                "lost": words.count(lost), "all": words.count(quality.pairs.allTrue),
                "share": words.percent(lost, of: quality.pairs.allTrue), "left": words.count(leftOut),
            ])
    }

    private func table(_ numbering: inout Numbering) -> HTML {
        let hasTruth = frame.result.quality != nil
        func row(_ first: ReportTable.Cell, _ numbers: [Int?], _ kind: ReportTable.RowKind = .plain) -> ReportTable.Row
        {
            ReportTable.Row([first] + numbers.map { .init($0.map { words.count($0) } ?? "") }, kind)
        }
        let sum = row(
            .init(words("total")),
            [nil, frame.result.comparedPairs]
                + (hasTruth ? [rules.reduce(0) { $0 + ($1.newTruePairs ?? 0) }] : [])
                + [nil, nil, rules.reduce(0) { $0 + $1.pairsLeftOut }], .total)
        return ReportTable(
            caption: numbering.table(words("rules.title")),
            columns: [.init(words("rules.rule"), broad: true), .init(words("rules.pairs"), .number)]
                + [.init(words("rules.new"), .number)] + (hasTruth ? [.init(words("rules.true"), .number)] : [])
                + [
                    .init(words("rules.largest"), .number), .init(words("rules.split"), .number),
                    .init(words("rules.left"), .number),
                ],
            rows: rules.map { rule in
                row(
                    .init(tag(.code, "", rule.rule)),
                    [rule.pairs, rule.newPairs] + (hasTruth ? [rule.newTruePairs] : [])
                        + [rule.largest, rule.splitGroups, rule.pairsLeftOut])
            } + [sum], notes: [("", words("rules.order"))], source: frame.source, look: .cardwise
        ).html
    }
}
