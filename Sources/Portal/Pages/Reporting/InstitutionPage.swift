import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// One institution: what it owes when, what it handed in, and what does not fit in it.
enum InstitutionPage {
    static func make(_ desk: Desk, _ code: String) throws -> Page {
        let words = desk.words
        let names = try Names(desk.registry, words)
        guard names.knows(institution: code) else { throw HTTPError(.notFound) }
        let choice = try ReportingChoice(desk)
        var state = choice.state
        state.duties = state.duties.filter { $0.duty.institution == code }
        state.findings = state.findings.filter { $0.institution == code }
        state.reports = state.reports.filter { $0.institution == code }
        var board = Board(
            names.institution(code),
            lead: words(
                "institution.lead", ["year": String(choice.year), "day": words.day(choice.asOf.description)]))
        board.crumbs = [.init(label: words("nav.reporting"), address: choice.address(ReportingAddress.path))]
        board.chooser = choice.chooser(words, ReportingAddress.institution(code))
        let score = state.score { _ in true }
        board.cards = ScorecardPage.cards(score, words)
        let wording = try FindingWords(desk, names, state.findings)
        var calendar = calendar(state, names, words)
        if score.missing > 0 {
            calendar.links = [
                .init(words("institution.letter"), choice.address(ReportingAddress.institution(code, "surat")))
            ]
        }
        board.parts = [calendar, ScorecardPage.contradictions(state, wording, words), reports(state, names, words)]
        return board.page(.reporting)
    }

    private static func calendar(_ state: ReportingState, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("kalender", words("institution.calendar"))
        part.paragraphs = [words("institution.calendar.text")]
        let duties = state.duties.sorted {
            ($0.duty.dueOn, $0.duty.programme, $0.duty.content.rawValue)
                < ($1.duty.dueOn, $1.duty.programme, $1.duty.content.rawValue)
        }
        part.grids = [
            Grid(
                words("institution.calendar"),
                [
                    .text(words("column.programme")), .text(words("column.period")), .text(words("column.content")),
                    .text(words("column.due")), .text(words("column.state")), .text(words("column.received")),
                    .figure(words("column.days-late")),
                ],
                duties.map { item in
                    Grid.Line([
                        .init(names.programme(item.duty.programme), detail: item.duty.programme),
                        .init(words.period(item.duty.period)),
                        .init(words.name("content", item.duty.content.rawValue)), .init(words.day(item.duty.dueOn)),
                        .init(words("duty.\(item.state.rawValue)"), chip: "duty-\(item.state.rawValue)"),
                        .init(item.receivedOn.map(words.day) ?? "–"),
                        .init(item.days == 0 ? "–" : words.count(item.days)),
                    ])
                }, none: words("institution.calendar.none"), fold: words.fold)
        ]
        return part
    }

    private static func reports(_ state: ReportingState, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("laporan", words("institution.reports"))
        part.paragraphs = [words("institution.reports.text")]
        part.grids = [
            Grid(
                words("institution.reports"),
                [
                    .text(words("column.programme")), .text(words("column.period")), .text(words("column.received")),
                    .figure(words("column.figures")), .figure(words("column.version")), .text(words("column.file")),
                ],
                state.reports.map { report in
                    Grid.Line([
                        .init(
                            names.programme(report.programme), href: ReportingAddress.report(report),
                            detail: report.programme), .init(words.period(report.period.description)),
                        .init(words.day(report.receivedOn)), .init(words.count(report.figures.count)),
                        .init(words.count(report.version)), .init(report.sending.name),
                    ])
                }, none: words("institution.reports.none"), fold: words.fold)
        ]
        return part
    }
}
