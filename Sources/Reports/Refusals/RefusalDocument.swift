import Charts
import Problems

/// Puts a refusal case into the order of a document.
struct RefusalDocument {
    let value: RefusalCase
    let words: Words
    let edition: Edition

    var page: Page {
        var numbering = Numbering(words)
        let place = ["programme": value.programme, "place": value.place, "period": value.period]
        return Page(
            name: "refusals-\(value.programme)-\(value.place)", title: words("title", place),
            lead: words("lead", place),
            facts: [
                (words("fact.programme"), value.programme), (words("fact.place"), value.place),
                (words("fact.period"), value.period), (words("fact.amount"), words.rupiah(value.amountPerPerson)),
            ], summary: summary, opening: cards,
            sections: [stages(&numbering), reasons(&numbering)] + earlier(&numbering) + [reading], edition: edition,
            words: words)
    }

    private var source: String { words(edition.synthetic ? "source.synthetic" : "source.registry") }

    private func share(_ count: Int, _ total: Int) -> String {
        words("of", ["count": words.count(count), "percent": words.percent(count, of: total)])
    }

    private var summary: [String] {
        let founded = value.refused(.founded)
        let unfounded = value.refused(.unfounded)
        let unstated = value.refused(.unstated)
        var sentences = [
            words(
                "summary.paid",
                [
                    "applicants": words.count(value.applicants), "paid": share(value.paid, value.applicants),
                    "amount": words.rupiah(value.amountPerPerson * Int64(value.paid)),
                ]),
            words(
                "summary.refused",
                [
                    "refused": words.count(value.refused), "founded": words.count(founded),
                    "unfounded": words.count(unfounded), "unstated": words.count(unstated),
                ]),
        ]
        if unfounded > 0 {
            sentences.append(
                words(
                    "summary.unfounded",
                    [
                        "unfounded": share(unfounded, value.refused),
                        "amount": words.rupiah(value.amountPerPerson * Int64(unfounded)),
                    ]))
        }
        if let earlier = value.earlier {
            let others = (value.applicants - earlier.applicants, value.refused - earlier.refused)
            sentences.append(
                words(
                    "summary.earlier",
                    [
                        "earlier": words.percent(earlier.refused, of: earlier.applicants),
                        "others": words.percent(others.1, of: others.0),
                    ]))
        }
        return sentences
    }

    private var cards: HTML {
        .cards([
            (words.count(value.applicants), words("card.applicants")), (words.count(value.paid), words("card.paid")),
            (words.count(value.refused), words("card.refused")),
            (words.count(value.refused(.unfounded)), words("card.unfounded")),
            (words.count(value.refused(.unstated)), words("card.unstated")),
        ])
    }

    /// The class of a reason's look: founded in light grey, unfounded in red, unstated hatched.
    private func series(_ standing: RefusalCase.Standing) -> Int {
        switch standing {
        case .founded: 5
        case .unfounded: 2
        case .unstated: 1
        }
    }

    private func stages(_ numbering: inout Numbering) -> Page.Section {
        let stages = value.stages.enumerated().map { index, stage in
            FunnelFigure.Stage(
                label: stage.name, actor: stage.actor, count: stage.entered,
                losses: RefusalCase.Standing.allCases.compactMap { standing in
                    let count = value.reasons.filter { $0.standing == standing }
                        .map { $0.people[index] ?? 0 }.reduce(0, +)
                    guard count > 0 else { return nil }
                    return FunnelFigure.Loss(
                        reason: words("standing.\(standing.rawValue)"), count: count, series: series(standing))
                })
        }
        let figure = FunnelFigure(
            caption: Caption(id: "funnel", title: words("funnel.title"), summary: words("funnel.summary")),
            stages: stages, numbers: words.numbers,
            header: (words("column.stage"), words("column.people"), words("column.share-of-applicants")))
        let caption = numbering.figure(words("funnel.title"))
        return Page.Section("stages", words("section.stages")) {
            tag(.p, "", words("stages.text"))
            HTML.figure(figure, caption: caption, dataLabel: words("data"), source: source)
        }
    }

    private func reasons(_ numbering: inout Numbering) -> Page.Section {
        let caption = numbering.table(words("reasons.title"))
        var rows: [ReportTable.Row] = []
        for standing in RefusalCase.Standing.allCases {
            let reasons = value.reasons.filter { $0.standing == standing }.sorted {
                ($1.total, $0.text ?? "") < ($0.total, $1.text ?? "")
            }
            guard !reasons.isEmpty else { continue }
            let count = value.refused(standing)
            rows.append(
                ReportTable.Row(
                    [
                        words("standing.\(standing.rawValue)"), "", "", words.count(count),
                        words.percent(count, of: value.refused), words.rupiah(value.amountPerPerson * Int64(count)),
                    ], .group))
            for reason in reasons where reason.text != nil {
                rows.append(row(reason))
            }
        }
        rows.append(
            ReportTable.Row(
                [
                    words("total"), "", "", words.count(value.refused), words.percent(value.refused, of: value.refused),
                    words.rupiah(value.amountPerPerson * Int64(value.refused)),
                ], .total))
        let table = ReportTable(
            caption: caption,
            columns: [
                .init(words("column.reason"), broad: true), .init(words("column.basis")), .init(words("column.stage")),
                .init(words("column.people"), .number), .init("%", .number), .init(words("column.withheld"), .number),
            ], rows: rows, notes: [("", words("reasons.note"))], source: source, look: .cardwise)
        return Page.Section("reasons", words("section.reasons")) {
            tag(.p, "", words("reasons.text"))
            table.html
        }
    }

    private func row(_ reason: RefusalCase.Reason) -> ReportTable.Row {
        let places = reason.people.keys.sorted().compactMap { index -> String? in
            guard value.stages.indices.contains(index), let count = reason.people[index], count > 0 else { return nil }
            return "\(value.stages[index].name) \(words.count(count))"
        }
        var basis = HTML.text(reason.legalBasis ?? words("no-basis"))
        if !reason.contradictedBy.isEmpty {
            let rules = reason.contradictedBy.joined(separator: "; ")
            basis = .joined([basis, HTML.element(.br, [], .empty), .text(words("contradicted", ["rules": rules]))])
        }
        return ReportTable.Row([
            .init(reason.text ?? ""), .init(basis), .init(places.joined(separator: ", ")),
            .init(words.count(reason.total)), .init(words.percent(reason.total, of: value.refused)),
            .init(words.rupiah(value.amountPerPerson * Int64(reason.total))),
        ])
    }

    private func earlier(_ numbering: inout Numbering) -> [Page.Section] {
        guard let earlier = value.earlier else { return [] }
        let others = RefusalCase.Earlier(
            applicants: value.applicants - earlier.applicants, refused: value.refused - earlier.refused)
        func row(_ name: String, _ group: RefusalCase.Earlier, _ kind: ReportTable.RowKind = .plain) -> ReportTable.Row
        {
            ReportTable.Row(
                [
                    name, words.count(group.applicants), words.count(group.applicants - group.refused),
                    words.count(group.refused), words.percent(group.refused, of: group.applicants),
                ], kind)
        }
        let table = ReportTable(
            caption: numbering.table(words("earlier.title")),
            columns: [
                .init(words("column.group")), .init(words("column.applicants"), .number),
                .init(words("column.paid"), .number), .init(words("column.refused"), .number),
                .init(words("column.refused-share"), .number),
            ],
            rows: [
                row(words("earlier.yes"), earlier), row(words("earlier.no"), others),
                row(words("total"), RefusalCase.Earlier(applicants: value.applicants, refused: value.refused), .total),
            ], source: source)
        return [
            Page.Section("earlier", words("section.earlier")) {
                if !value.ruleOnEarlier.isEmpty { tag(.p, "", value.ruleOnEarlier) }
                table.html
                tag(.p, "", words("earlier.text"))
            }
        ]
    }

    private var reading: Page.Section {
        Page.Section("reading", words("section.reading")) {
            tag(.ul) {
                for key in ["reading.basis", "reading.guilt", "reading.answer"] { tag(.li, "", words(key)) }
            }
        }
    }
}
