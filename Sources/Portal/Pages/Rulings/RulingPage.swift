import Hummingbird
import Problems
import Registry
import Reports
import Store

/// One stored ruling as it was made: by which versions of which rules, as of which day, held against which lists, and what it
/// says of each line.
enum RulingPage {
    /// - Throws: 404 for a number that none has.
    static func make(_ desk: Desk, _ id: Int64) throws -> Page {
        let words = desk.words
        let record = try record(desk, id)
        let names = try Names(desk.registry, words)
        let batch = try desk.registry.batch(record.batch)
        var board = Board(
            words(record.appeals == nil ? "ruling.title" : "ruling.title.appeal", ["id": String(id)]),
            lead: words(
                "ruling.lead",
                [
                    "list": names.list(batch), "programme": names.programme(record.programme),
                    "day": words.day(record.decidedOn),
                ]))
        board.crumbs = crumbs(words) + [.init(label: names.list(batch), address: "/daftar/\(batch.id)")]
        if let root = record.appeals {
            board.crumbs.append(
                .init(label: words("ruling.number", ["id": String(root)]), address: RulingsPage.address(root)))
        }
        board.cards = [
            ("rows", record.rows), ("eligible", record.eligible), ("refused", record.refused), ("held", record.held),
        ].map { .init(figure: words.count($0.1), label: words("rules.run.card." + $0.0)) }
        if batch.state != .committed { board.notices.append(.init(message: words("ruling.undone"))) }
        guard record.rows <= RuleChoice.mostLines else {
            board.notices.append(
                .init(message: words("ruling.too-long"), advice: words("ruling.too-long.advice", ["id": String(id)])))
            return board.page(.programmes)
        }
        let found = try desk.site.findings.ruling(desk.registry, record)
        board.parts = [
            facts(found, names, words), try files(found, words), sources(found, words),
            try lines(found, desk), appeals(found, words),
        ].compactMap(\.self)
        return board.page(.programmes)
    }

    static func record(_ desk: Desk, _ id: Int64) throws -> RulingRecord {
        do throws(Problem) {
            return try desk.registry.rulingRecord(id)
        } catch {
            guard error.code == "ruling.unknown" else { throw error }
            throw HTTPError(.notFound)
        }
    }

    static func crumbs(_ words: Words) -> [Board.Crumb] {
        [
            .init(label: words("rules.title"), address: RulesPage.path),
            .init(label: words("rulings.title"), address: RulingsPage.path),
        ]
    }

    private static func facts(_ found: Ruling, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("tentang", words("ruling.about"))
        let record = found.record
        part.facts = [
            .init(label: words("column.list"), value: names.list(found.batch), address: "/daftar/\(found.batch.id)"),
            .init(label: words("rules.choose.day"), value: words.day(record.decidedOn)),
            .init(label: words("ruling.stored"), value: words.instant(record.recordedAt)),
            .init(label: words("ruling.by"), value: record.actor),
        ]
        if record.given != "{}" {
            part.facts.append(
                .init(label: words("ruling.given"), value: Masked.digits(record.given), isCode: true))
        }
        if record.eligible > 0 {
            part.facts.append(.init(label: words("column.benefit"), value: words.money(record.benefit)))
        }
        part.facts += found.evidence.map { evidence($0, words) } ?? []
        part.footnotes = [words("ruling.kept")]
        return part
    }

    /// What an appeal brought.
    static func evidence(_ evidence: AppealEvidence, _ words: Words) -> [BatchPage.Fact] {
        let told: [(String, String?)] = [
            ("ruling.evidence.source", evidence.source), ("ruling.evidence.day", evidence.asOf.map(words.day)),
            ("ruling.evidence.by", evidence.broughtBy), ("ruling.evidence.note", evidence.note),
        ]
        return [
            BatchPage.Fact(
                label: words("ruling.evidence.facts"), value: Masked.digits(evidence.facts), isCode: true)
        ]
            + told.compactMap { key, value in
                value.map { .init(label: words(key), value: Masked.digits($0, longest: 400)) }
            }
    }

    private static func files(_ found: Ruling, _ words: Words) throws(Problem) -> Board.Part {
        let texts = try RuleTexts(found.judge.files)
        var part = Board.Part("berkas", words("rules.files"))
        part.grids = [
            Grid(
                words("rules.files"),
                [
                    .text(words("rules.file")), .text(words("rules.version")), .text(words("rules.makers")),
                    .text(words("ruling.since")),
                ],
                found.judge.files.map { file in
                    Grid.Line([
                        .init(
                            file.name, href: texts.address(file), detail: "SHA-256 " + file.digest.prefix(16) + "…"),
                        .init(file.version),
                        RuleShelf.isOfMakers(file)
                            ? .init(words("rules.makers.own"), chip: "founded")
                            : .init(words("rules.makers.local"), chip: "unfounded"),
                        .init(texts.standing(file, words)),
                    ])
                }
                    + found.judge.forms.map { form in
                        Grid.Line([
                            .init(form.name, detail: "SHA-256 " + form.digest.prefix(16) + "…"), .init(form.version),
                            .init("–"), .init(words("ruling.file.form")),
                        ])
                    }, none: "")
        ]
        return part
    }

    private static func sources(_ found: Ruling, _ words: Words) -> Board.Part? {
        guard !found.sources.isEmpty else { return nil }
        var part = Board.Part("acuan", words("ruling.sources"))
        part.grids = [
            Grid(
                words("ruling.sources"),
                [
                    .text(words("column.list")), .text(words("column.programme")), .figure(words("column.year")),
                    .text(words("ruling.as-of")),
                ],
                found.sources.map { source in
                    Grid.Line([
                        .init(source.name, detail: source.isFile ? words("ruling.source.file") : nil),
                        .init(source.kind), .init(String(source.year)), .init(words.day(source.asOf)),
                    ])
                }, none: "", fold: words.fold)
        ]
        return part
    }

    private static func appeals(_ found: Ruling, _ words: Words) -> Board.Part? {
        guard found.record.appeals == nil, !found.appeals.isEmpty else { return nil }
        var part = Board.Part("banding", words("ruling.appeals"))
        part.grids = [
            Grid(
                words("ruling.appeals"),
                [
                    .text(words("ruling.appeal")), .text(words("ruling.stored")), .text(words("ruling.by")),
                    .text(words("ruling.evidence.source")), .text(words("rules.run.verdict")),
                ],
                found.appeals.reversed().map { appeal in
                    let verdict: RuleVerdict =
                        appeal.eligible > 0 ? .eligible : appeal.refused > 0 ? .refused : .held
                    return Grid.Line([
                        .init("#\(appeal.id)", href: RulingsPage.address(appeal.id)),
                        .init(words.instant(appeal.recordedAt)), .init(appeal.actor),
                        .init(Masked.digits(appeal.brought?.source ?? "–", longest: 400)),
                        .init(words("rules.run.card." + verdict.rawValue), chip: RuleRunPage.chip(verdict)),
                    ])
                }, none: "", fold: words.fold)
        ]
        return part
    }
}
