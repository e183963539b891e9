import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// Needs handed from one institution to the programme of another, followed to the end.
enum ReferralsPage {
    static let path = "/rujukan"
    static let proposePath = "/rujukan/usul"

    static func address(_ code: String) -> String { path + "/" + Query.encoded(code) }

    static func make(_ desk: Desk) throws -> Page {
        try desk.registry.look(.readNeeds)
        let words = desk.words
        let choice = try NeedsChoice(desk)
        let names = try Names(desk.registry, words)
        let asOf = day(desk, choice.year)
        let book = try desk.registry.referrals(asOf: asOf)
        var board = Board(
            words("referrals.title"), lead: words("referrals.lead", ["day": words.day(asOf.description)]))
        board.crumbs = [.init(label: words("nav.needs"), address: choice.address(NeedsPage.path))]
        board.chooser = choice.chooser(words, path, asksInferred: false)
        board.cards =
            [
                .init(figure: words.count(book.open.count), label: words("referrals.card.open")),
                .init(figure: words.count(book.overdue.count), label: words("referrals.card.overdue")),
            ]
            + ReferralStep.Kind.allCases.map { step in
                .init(
                    figure: words.count(book.lines.count { $0.state == step }), label: words.name("step", step.rawValue)
                )
            }
        board.parts = [
            open(book, names, words), loads(book, names, words), try proposals(desk, choice, names),
            closed(book, names, words),
        ]
        return board.page(.needs)
    }

    /// Today, or the last day of a year that is over: what was open then.
    static func day(_ desk: Desk, _ year: Int) -> CalendarDate {
        let today = desk.registry.today
        return today.year > year ? CalendarDate(year: year, month: 12, day: 31) ?? today : today
    }

    static func state(_ line: ReferralLine, _ words: Words) -> Grid.Cell {
        let chip =
            switch line.state {
            case .proposed, .accepted: line.isOverdue ? "need-refused" : "need-in-progress"
            case .served: line.isOverdue ? "need-refused" : "need-served"
            case .outcome: "need-served"
            case .declined, .withdrawn: "plain"
            }
        return .init(words.name("step", line.state.rawValue), chip: chip)
    }

    private static func days(_ line: ReferralLine, _ words: Words) -> Grid.Cell {
        guard let left = line.daysLeft else { return .init("–") }
        return left < 0
            ? .init(words("referrals.overdue", ["n": words.count(-left)]), chip: "light-red")
            : .init(words("referrals.left", ["n": words.count(left)]), chip: "plain")
    }

    private static func grid(_ lines: [ReferralLine], _ title: String, _ names: Names, _ words: Words) -> Grid {
        Grid(
            title,
            [
                .text(words("referrals.code")), .text(words("column.need")), .text(words("column.programme")),
                .text(words("referrals.from")), .text(words("referrals.to")), .text(words("column.state")),
                .text(words("column.due")), .text(words("referrals.time")),
            ],
            lines.map { line in
                Grid.Line([
                    .init(line.code, href: address(line.code)),
                    .init(
                        line.need.map { need in
                            need.aid.map { words.name("kind", $0) } ?? words.name("need", need.need)
                        } ?? line.needCode, detail: line.need.map { NeedTables.subject($0, words) }),
                    .init(names.programme(line.programme), href: MappingPage.programme(line.programme)),
                    .init(names.institution(line.from)), .init(names.institution(line.to)), state(line, words),
                    .init(line.dueOn.map(words.day) ?? "–"), days(line, words),
                ])
            }, none: words("referrals.none"), fold: words.fold)
    }

    private static func open(_ book: ReferralBook, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("terbuka", words("referrals.open"))
        part.paragraphs = [words("referrals.open.text")]
        part.grids = [grid(book.waiting, words("referrals.open"), names, words)]
        return part
    }

    private static func closed(_ book: ReferralBook, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("selesai", words("referrals.closed"))
        part.grids = [grid(book.lines.filter { !$0.isOpen && !$0.isOverdue }, words("referrals.closed"), names, words)]
        return part
    }

    private static func loads(_ book: ReferralBook, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("lembaga", words("referrals.loads"))
        part.grids = [
            Grid(
                words("referrals.loads"),
                [
                    .text(words("column.institution")), .figure(words("referrals.to-answer")),
                    .figure(words("referrals.to-serve")), .figure(words("referrals.to-tell")),
                    .figure(words("referrals.card.overdue")),
                ],
                book.loads.map { load in
                    Grid.Line([
                        .init(names.institution(load.institution)), .init(words.count(load.toAnswer)),
                        .init(words.count(load.toServe)), .init(words.count(load.toTell)),
                        .init(words.count(load.overdue)),
                    ])
                }, none: words("referrals.none"), fold: words.fold)
        ]
        return part
    }

    /// Proposals that a page lists.
    private static let shownProposals = 25

    private static func proposals(_ desk: Desk, _ choice: NeedsChoice, _ names: Names) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("usulan", words("referrals.proposals"))
        part.paragraphs = [words("referrals.proposals.text")]
        let all = try desk.registry.proposedReferrals(year: choice.year, region: choice.region)
        let places = try desk.registry.places(all.compactMap(\.need.region))
        let date = day(desk, choice.year).description
        part.troubles = all.prefix(shownProposals).map { proposal in
            let need = proposal.need
            let grounds = Self.grounds(proposal, names, words)
            let unknown = proposal.unknown.map { words.name("unknown", $0) }.joined(separator: ", ")
            return Board.Trouble(
                severity: grounds.isEmpty ? Severity.note.rawValue : Severity.warn.rawValue,
                severityName: words(grounds.isEmpty ? "referrals.gap" : "referrals.synergy"),
                spot: [
                    NeedTables.subject(need, words), need.region.map { places[$0]?.name ?? $0 },
                    need.aid.map { words.name("kind", $0) } ?? words.name("need", need.need),
                ].compactMap { $0 }.joined(separator: " · "),
                reason: words(
                    "referrals.proposal",
                    [
                        "programme": names.programme(proposal.programme), "to": names.institution(proposal.to),
                        "from": names.institution(proposal.from),
                    ]),
                remedy: (grounds + (unknown.isEmpty ? [] : [words("referrals.unknown", ["what": unknown])]))
                    .joined(separator: " "),
                troubleForms: [
                    .doing(
                        proposePath,
                        [
                            .hidden("kebutuhan", need.code), .hidden("program", proposal.programme),
                            .hidden("dari", proposal.from), .hidden("kepada", proposal.to), .hidden("tanggal", date),
                        ], button: words("referrals.propose"), isInline: true)
                ])
        }
        if all.isEmpty { part.paragraphs.append(words("referrals.proposals.none")) }
        if all.count > shownProposals {
            part.footnotes = [words("referrals.proposals.more", ["n": words.count(all.count - shownProposals)])]
        }
        return part
    }

    /// Why the programme completes what serves the subject, each reason once with the programmes it holds for.
    private static func grounds(_ proposal: Proposal, _ names: Names, _ words: Words) -> [String] {
        var reasons: [String] = []
        var programmes: [String: [String]] = [:]
        for ground in proposal.grounds {
            let reason = words.pick(ground.conditionId, ground.conditionEn)
            if programmes[reason] == nil { reasons.append(reason) }
            programmes[reason, default: []].append(
                words(
                    "referrals.by", ["programme": names.short(ground.servedBy), "way": words.name("way", ground.way)]))
        }
        return reasons.map { reason in
            let by = (programmes[reason] ?? []).joined(separator: ", ")
            let sentence = reason.isEmpty || reason.hasSuffix(".") ? reason : reason + "."
            return words("referrals.ground", ["by": by, "condition": sentence])
        }
    }

    /// The day a form names; nil where it names none.
    ///
    /// - Throws: `sheet.date` for a text that is no date: a step must not be dated to another day than was written.
    static func day(_ text: String?) throws(Problem) -> CalendarDate? {
        guard let text, !text.isEmpty else { return nil }
        guard let day = CalendarDate(text) else { throw Problem("sheet.date", value: Masked.digits(text)) }
        return day
    }

    /// Makes a proposal the first step of a referral.
    static func propose(_ desk: Desk, _ form: Query) throws -> String {
        guard let need = form["kebutuhan"], let programme = form["program"], let from = form["dari"],
            !need.isEmpty, !programme.isEmpty, !from.isEmpty
        else { throw HTTPError(.badRequest) }
        let step = try desk.registry.propose(
            need: need, programme: programme, from: from, to: form["kepada"].flatMap { $0.isEmpty ? nil : $0 },
            on: try day(form["tanggal"]))
        return address(step.code)
    }
}
