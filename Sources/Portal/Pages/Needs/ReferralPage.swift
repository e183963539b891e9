import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// One referral: its steps, and the forms for those that may come next.
enum ReferralPage {
    static func make(_ desk: Desk, _ code: String, problem: Problem? = nil) throws -> Page {
        try desk.registry.look(.readNeeds)
        let words = desk.words
        guard let line = try desk.registry.referrals(asOf: CalendarDate.last).lines.first(where: { $0.code == code })
        else { throw HTTPError(.notFound) }
        let names = try Names(desk.registry, words)
        var board = Board(
            words("referral.title", ["code": line.code]),
            lead: words(
                "referral.lead",
                [
                    "programme": names.programme(line.programme), "from": names.institution(line.from),
                    "to": names.institution(line.to),
                ]))
        board.crumbs = [
            .init(label: words("nav.needs"), address: NeedsPage.path),
            .init(label: words("referrals.title"), address: ReferralsPage.path),
        ]
        if let problem {
            board.notices = [.init(isGrave: true, message: words.reason(problem), advice: words.remedy(problem))]
        }
        board.parts = [try need(desk, line), steps(line, names, words)]
        if !line.state.next.isEmpty { board.parts.append(next(desk, line)) }
        var page = board.page(.needs)
        if problem != nil { page.status = .unprocessableContent }
        return page
    }

    private static func need(_ desk: Desk, _ line: ReferralLine) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("kebutuhan", words("column.need"))
        guard let need = line.need else {
            part.paragraphs = [line.needCode]
            return part
        }
        let place = try need.region.flatMap { try desk.registry.places([$0])[$0]?.name }
        let facts: [(String, String?)] = [
            ("needs.subject", NeedTables.subject(need, words)), ("column.village", place),
            ("column.need", words.name("need", need.need)), ("needs.aid", need.aid.map { words.name("kind", $0) }),
            ("needs.statement", need.statement.map { Masked.digits($0, longest: 400) }),
            ("needs.origin", words.name("origin", need.origin)), ("column.state", nil),
        ]
        part.facts = facts.compactMap { key, value in value.map { .init(label: words(key), value: $0) } }
        return part
    }

    private static func steps(_ line: ReferralLine, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("langkah", words("referral.steps"))
        part.grids = [
            Grid(
                words("referral.steps"),
                [
                    .text(words("referral.step")), .text(words("referral.date")), .text(words("referral.actor")),
                    .text(words("referral.said")), .text(words("column.due")),
                ],
                line.steps.map { step in
                    let said = [step.reason, step.outcome].compactMap { $0 }.joined(separator: " · ")
                    return Grid.Line([
                        .init(words.name("step", step.step.rawValue)), .init(words.day(step.date)),
                        .init(step.actor.map(names.institution) ?? "–"),
                        .init(said.isEmpty ? "–" : Masked.digits(said, longest: 600)),
                        .init(step.dueOn.map(words.day) ?? "–"),
                    ])
                }, none: "", fold: words.fold)
        ]
        return part
    }

    static func stepPath(_ code: String) -> String { ReferralsPage.address(code) + "/langkah" }

    /// A form for each step that may come next; it asks for what that step needs.
    private static func next(_ desk: Desk, _ line: ReferralLine) -> Board.Part {
        let words = desk.words
        var part = Board.Part("berikutnya", words("referral.next"))
        part.paragraphs = [words("referral.next.text")]
        let last = line.steps.last?.date ?? ""
        let date = max(last, ReferralsPage.day(desk, Int(last.prefix(4)) ?? desk.registry.today.year).description)
        part.forms = line.state.next.map { step in
            var fields: [Form.Field] = [
                .hidden("langkah", step.rawValue),
                .init(
                    .date, "tanggal", words("referral.date"), value: date, isRequired: true, prefix: step.rawValue),
            ]
            switch step {
            case .declined, .withdrawn:
                fields.append(
                    .init(.text, "alasan", words("referral.reason"), isRequired: true, prefix: step.rawValue))
            case .outcome:
                fields.append(
                    .init(.text, "hasil", words("referral.outcome"), isRequired: true, prefix: step.rawValue))
            case .proposed, .accepted, .served: break
            }
            return .doing(stepPath(line.code), fields, button: words("referral.do.\(step.rawValue)"))
        }
        return part
    }

    /// Takes a referral one step on.
    ///
    /// - Returns: where to go next, or the page with what is wrong.
    static func step(_ desk: Desk, _ code: String, _ form: Query) throws -> (address: String?, page: Page?) {
        guard let step = form["langkah"].flatMap(ReferralStep.Kind.init(rawValue:)) else {
            throw HTTPError(.badRequest)
        }
        func told(_ name: String) -> String? { form[name].flatMap { $0.isEmpty ? nil : $0 } }
        do {
            try desk.registry.step(
                referral: code, step, on: try ReferralsPage.day(form["tanggal"]), reason: told("alasan"),
                outcome: told("hasil"))
        } catch {
            guard error.code != "referral.unknown" else { throw HTTPError(.notFound) }
            guard ErrorPages.isReadersFault(error) else { throw error }
            return (nil, try make(desk, code, problem: error))
        }
        return (ReferralsPage.address(code), nil)
    }
}
