import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// One village: what it needs, its groups and their partners, its plan of the year, and the programmes that run there.
enum VillagePage {
    static func make(_ desk: Desk, _ code: String) throws -> Page {
        try desk.registry.look(.readNeeds)
        let words = desk.words
        guard let place = try desk.registry.places([code])[code], place.level == "village" else {
            throw HTTPError(.notFound)
        }
        let choice = try NeedsChoice(
            desk, region: code, year: try desk.query.year(MonitoringChoice.year),
            isInferred: try desk.query.flag(NeedsChoice.inferred, yes: "ya", no: "tidak"))
        let names = try Names(desk.registry, words)
        let around = try desk.registry.places(RegionScope.path(of: code))
        let report = try desk.registry.supply(year: choice.year, region: code, includeInferred: choice.isInferred)
        var board = Board(
            words("village.title", ["place": place.name]),
            lead: words("village.lead", ["code": code, "year": String(choice.year)]))
        board.crumbs = RegionScope.path(of: code).dropFirst().reversed().map {
            .init(label: around[$0]?.name ?? $0, address: choice.address(NeedsPage.path, region: $0))
        }
        board.chooser = choice.chooser(words, "/desa/" + Query.encoded(code))
        board.cards =
            [.init(figure: words.count(report.counts.total), label: words("needs.card.total"))]
            + AssessedNeed.State.allCases.map {
                .init(figure: words.count(report.counts[$0]), label: words.name("need-state", $0.rawValue))
            }
        board.parts = [
            try groups(desk, code, names), try plan(desk, code, choice.year, names),
            try programmes(desk, code, choice.year, names), needs(report, place, names, words),
            ways(choice, code, words),
        ]
        return board.page(.needs)
    }

    private static func ways(_ choice: NeedsChoice, _ code: String, _ words: Words) -> Board.Part {
        var part = Board.Part("lanjut", words("needs.ways"))
        part.links = [
            .init(
                words("village.monitoring"),
                MonitoringChoice(region: code, year: choice.year, programme: nil).address()),
            .init(words("needs.ways.referrals"), choice.address(ReferralsPage.path)),
            .init(words("needs.ways.trainings"), choice.address(TrainingsPage.path)),
        ]
        return part
    }

    private static func needs(
        _ report: SupplyReport, _ place: MonitoringView.Place, _ names: Names, _ words: Words
    ) -> Board.Part {
        var part = Board.Part("kebutuhan", words("nav.needs"))
        part.grids = [NeedTables.grid(report.needs.prefix(60), place: { _ in place.name }, names, words)]
        if report.needs.count > 60 {
            part.footnotes = [words("village.needs.more", ["n": words.count(report.needs.count - 60)])]
        }
        return part
    }

    private static func text(_ row: StandingRow, _ field: String) -> String? {
        if case .text(let text) = row.values[field] { text } else { nil }
    }

    private static func groups(_ desk: Desk, _ code: String, _ names: Names) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("kelompok", words("village.groups"))
        let groups = try desk.registry.standing(SheetKinds.bundled.kind("group")).filter { text($0, "region") == code }
        let partnerships = try desk.registry.standing(SheetKinds.bundled.kind("partnership"))
        part.grids = [
            Grid(
                words("village.groups"),
                [
                    .text(words("village.group")), .text(words("village.group.kind")),
                    .figure(words("village.members")), .text(words("column.state")), .text(words("village.partners")),
                ],
                groups.map { group in
                    var members = 0
                    if case .texts(let numbers) = group.values["members"] { members = numbers.count }
                    let own = partnerships.filter { text($0, "group") == group.key }.map { row in
                        [
                            [text(row, "partner"), text(row, "partnerUnit").map { "(\($0))" }].compactMap { $0 }
                                .joined(separator: " ") + ": "
                                + words.name("partnership", text(row, "state") ?? "–"), text(row, "reason"),
                        ].compactMap { $0 }.joined(separator: ", ")
                    }
                    return Grid.Line([
                        .init(text(group, "name") ?? group.key, detail: group.key),
                        .init(words.name("group", text(group, "kind") ?? "–")), .init(words.count(members)),
                        .init(text(group, "status").map { words.name("groupStatus", $0) } ?? "–"),
                        .init(own.isEmpty ? words("village.partners.none") : own.joined(separator: "; ")),
                    ])
                }, none: words("village.groups.none"), fold: words.fold)
        ]
        return part
    }

    private static func plan(_ desk: Desk, _ code: String, _ year: Int, _ names: Names) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("rencana", words("village.plan", ["year": String(year)]))
        let plan: VillagePlan
        do {
            plan = try desk.registry.plan(of: code, year: year)
        } catch {
            guard error.code == "plan.missing" else { throw error }
            part.paragraphs = [words("village.plan.none")]
            part.links = [
                .init(words("village.plan.new"), "/kirim/rencana/baru?region=\(Query.encoded(code))&year=\(year)")
            ]
            return part
        }
        part.grids = [
            Grid(
                words("village.plan", ["year": String(year)]),
                [
                    .text(words("column.programme")), .text(words("village.plan.months")), .text(words("column.need")),
                    .figure(words("needs.unserved")), .figure(words("village.plan.inferred")),
                    .text(words("village.plan.after")),
                    .text(words("village.plan.note")),
                ],
                plan.lines.map { line in
                    let entry = line.entry
                    return Grid.Line([
                        .init(names.programme(entry.programme), href: MappingPage.programme(entry.programme)),
                        .init(words("month.\(entry.fromMonth)") + " – " + words("month.\(entry.toMonth)")),
                        .init(entry.need.map { words.name("need", $0) } ?? "–"), .init(words.count(line.unserved)),
                        .init(words.count(line.inferred)),
                        .init(entry.after.map(names.short) ?? "–"), .init(entry.note.map { Masked.digits($0) } ?? "–"),
                    ])
                }, none: "", fold: words.fold)
        ]
        part.troubles = plan.problems.map { problem in
            Board.Trouble(
                severity: problem.severity.rawValue,
                severityName: words.name("severity-plan", problem.severity.rawValue),
                spot: "", reason: words.reason(problem), remedy: words.remedy(problem))
        }
        if plan.problems.isEmpty { part.footnotes = [words("village.plan.sound")] }
        return part
    }

    private static func programmes(_ desk: Desk, _ code: String, _ year: Int, _ names: Names) throws -> Board.Part {
        let words = desk.words
        var part = Board.Part("program", words("village.programmes", ["year": String(year)]))
        let running = try desk.registry.programmes(of: year).filter {
            $0.isActive(in: year) && RegionScope.covers($0.area, code)
        }
        part.grids = [
            Grid(
                words("village.programmes", ["year": String(year)]),
                [
                    .text(words("column.programme")), .text(words("column.kind")), .text(words("column.owner")),
                    .text(words("column.unit")),
                ],
                running.map { programme in
                    let special = programme.specialTargets.map { words.name("special", $0) }.joined(separator: ", ")
                    return Grid.Line([
                        .init(
                            names.programme(programme), href: MappingPage.programme(programme.code),
                            detail: programme.code),
                        .init(programme.kinds.map { words.name("kind", $0) }.joined(separator: "; ")),
                        .init(names.institution(programme.owner)),
                        .init(words.name("unit", programme.targetUnit), detail: special.isEmpty ? nil : special),
                    ])
                }, none: words("village.programmes.none"), fold: words.fold)
        ]
        return part
    }
}
