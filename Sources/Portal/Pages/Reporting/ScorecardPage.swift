import Charts
import Indonesia
import Problems
import Registry
import Store

/// How institutions report: what came in time, late or not at all, and what contradicts.
enum ScorecardPage {
    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let choice = try ReportingChoice(desk)
        let state = choice.state
        let names = try Names(desk.registry, words)
        var board = Board(
            words("reporting.title", ["year": String(choice.year)]),
            lead: words("reporting.lead", ["day": words.day(choice.asOf.description)]))
        board.chooser = choice.chooser(words, ReportingAddress.path)
        let all = state.score { _ in true }
        board.cards = cards(all, words)
        let wording = try FindingWords(desk, names, state.findings)
        board.parts = [
            institutions(state, choice, names, words), untimely(state, names, words),
            contradictions(state, wording, words),
        ]
        if let regions = try regions(desk, choice.year, names) { board.parts.insert(regions, at: 1) }
        return board.page(.reporting)
    }

    static func cards(_ score: ReportingState.Score, _ words: Words) -> [GatePage.Card] {
        [
            ("due", score.due), ("on-time", score.onTime), ("late", score.late), ("missing", score.missing),
            ("contradictory", score.contradictory),
        ].map { .init(figure: words.count($0.1), label: words("reporting.card.\($0.0)")) }
    }

    private static func institutions(
        _ state: ReportingState, _ choice: ReportingChoice, _ names: Names, _ words: Words
    ) -> Board.Part {
        var part = Board.Part("lembaga", words("reporting.institutions"))
        part.paragraphs = [words("reporting.institutions.text")]
        let scores = state.institutions.map { code in (code: code, score: state.score { $0 == code }) }
            .sorted {
                ($0.score.share ?? 2, names.institution($0.code)) < ($1.score.share ?? 2, names.institution($1.code))
            }
        let due = scores.filter { $0.score.due > 0 }
        if !due.isEmpty {
            part.drawings = [
                Drawing(
                    StackedBarFigure(
                        caption: Caption(
                            id: "scorecard", title: words("reporting.picture.title"),
                            summary: words("reporting.picture.summary")),
                        rowHeader: words("column.institution"),
                        parts: ["on-time", "late", "missing"].map { words("reporting.card.\($0)") },
                        rows: due.map { code, score in
                            .init(
                                label: names.institution(code),
                                values: [score.onTime, score.late, score.missing].map(Double.init))
                        }, shares: true, classes: [3, 1, 2], text: { words.count(Int($0)) }))
            ]
        }
        part.grids = [
            Grid(
                words("reporting.institutions"),
                [
                    .text(words("column.institution")), .figure(words("reporting.card.due")),
                    .figure(words("reporting.card.on-time")), .figure(words("reporting.card.late")),
                    .figure(words("reporting.card.missing")), .figure(words("column.reports")),
                    .figure(words("reporting.card.contradictory")), .figure(words("column.in-order")),
                ],
                scores.map { code, score in
                    Grid.Line(
                        [
                            .init(
                                names.institution(code),
                                href: choice.address(ReportingAddress.institution(code)), detail: code)
                        ]
                            + [
                                score.due, score.onTime, score.late, score.missing, score.reports, score.contradictory,
                            ].map { .init(words.count($0)) } + [.init(score.share.map { words.share($0) } ?? "–")])
                }, none: words("reporting.none"), fold: words.fold)
        ]
        part.footnotes = [words("reporting.share.text")]
        let byWord = state.score { _ in true }.onTimeByWord
        if byWord > 0 { part.footnotes.append(words("reporting.by-word", ["n": words.count(byWord)])) }
        return part
    }

    /// Duties by region, as they were counted: a duty belongs to the region its programme runs in.
    private static func regions(_ desk: Desk, _ year: Int, _ names: Names) throws -> Board.Part? {
        let words = desk.words
        let asked = desk.query[MonitoringChoice.region].flatMap { $0.isEmpty ? nil : $0 } ?? RegionScope.nation
        guard let view = try MonitoringChoice(region: asked, year: year, programme: nil).view(desk.registry, names)
        else { return nil }
        let measures = ["reportsDue", "reportsOnTime", "reportsLate", "reportsMissing"]
        guard view.figures["reportsDue"] != nil else { return nil }
        var part = Board.Part("wilayah", words("reporting.regions"))
        part.paragraphs = [
            words("reporting.regions.text", ["day": words.day(view.computation.asOf), "place": view.place.name])
        ]
        func cells(_ figures: [String: Int64]) -> [Grid.Cell] { measures.map { .init(words.count(figures[$0] ?? 0)) } }
        func address(_ code: String) -> String {
            Query.address(
                ReportingAddress.path, [(MonitoringChoice.year, String(year)), (MonitoringChoice.region, code)])
                + "#wilayah"
        }
        let parts = view.parts.filter { $0.figures["reportsDue"] != nil }
        var lines = parts.map { Grid.Line([.init($0.place.name, href: address($0.place.code))] + cells($0.figures)) }
        if !parts.isEmpty, view.remainder["reportsDue"] != nil {
            lines.append(.init([.init(words("monitoring.rest"))] + cells(view.remainder), "rest"))
        }
        lines.append(
            .init([.init(words("monitoring.total", ["place": view.place.name]))] + cells(view.figures), "total"))
        part.grids = [
            Grid(
                words("reporting.regions"),
                [.text(words("column.region"))] + measures.map { .figure(words.measure($0)) }, lines, none: "",
                fold: words.fold)
        ]
        part.links = view.path.map { .init($0.name, address($0.code)) }
        return part
    }

    private static func untimely(_ state: ReportingState, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("terlambat", words("reporting.untimely"))
        let items = state.duties.filter { $0.state == .late || $0.state == .missing }
            .sorted {
                ($0.state == .missing ? 0 : 1, -$0.days, $0.duty.programme) < (
                    $1.state == .missing ? 0 : 1, -$1.days, $1.duty.programme
                )
            }
        part.grids = [
            Grid(
                words("reporting.untimely"),
                [
                    .text(words("column.programme")), .text(words("column.period")), .text(words("column.content")),
                    .text(words("column.institution")), .text(words("column.due")), .text(words("column.state")),
                    .figure(words("column.days-late")),
                ],
                items.map { item in
                    let duty = item.duty
                    return Grid.Line([
                        .init(names.programme(duty.programme), detail: duty.programme),
                        .init(words.period(duty.period)), .init(words.name("content", duty.content.rawValue)),
                        .init(
                            names.institution(duty.institution),
                            href: ReportingAddress.institution(duty.institution)), .init(words.day(duty.dueOn)),
                        .init(
                            words("duty.\(item.state.rawValue)"), chip: "duty-\(item.state.rawValue)",
                            detail: item.receivedOn.map(words.day)), .init(words.count(item.days)),
                    ])
                }, none: words("reporting.untimely.none"), fold: words.fold)
        ]
        return part
    }

    static func contradictions(_ state: ReportingState, _ wording: FindingWords, _ words: Words) -> Board.Part {
        var part = Board.Part("bertentangan", words("reporting.contradictions"))
        part.paragraphs = [words("reporting.contradictions.text")]
        let findings = state.findings.filter { $0.code != "report.late" && $0.code != "report.missing" }
        part.troubles = findings.map { finding in
            wording.trouble(
                finding,
                links: ReportPeriod(finding.period) == nil || finding.sending == nil
                    ? []
                    : [
                        .init(
                            words("finding.open"),
                            ReportingAddress.report(finding.institution, finding.programme, finding.period))
                    ])
        }
        if part.troubles.isEmpty { part.paragraphs.append(words("reporting.contradictions.none")) }
        return part
    }
}
