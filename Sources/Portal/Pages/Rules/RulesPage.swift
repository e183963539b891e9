import Hummingbird
import Indonesia
import Problems
import Registry
import Reports

/// The catalogue of rule files: which version, whose, on what basis, and what is marked.
enum RulesPage {
    static let path = "/aturan"

    static func address(_ file: RuleFile) -> String { path + "/" + Query.encoded(RuleShelf.word(file)) }

    static func make(_ desk: Desk) throws -> Page {
        let words = desk.words
        let files = try RuleShelf.files()
        let names = try Names(desk.registry, words)
        let rules = files.flatMap(\.rules)
        var board = Board(words("rules.title"), lead: words("rules.lead"))
        board.crumbs = [.init(label: words("nav.programmes"), address: Page.Section.programmes.path)]
        board.cards = [
            .init(figure: words.count(files.count), label: words("rules.card.files")),
            .init(figure: words.count(rules.count), label: words("rules.card.rules")),
            .init(figure: words.count(rules.count { $0.legalBasis == nil }), label: words("rules.card.unfounded")),
        ]
        var part = Board.Part("berkas", words("rules.files"))
        part.grids = [
            Grid(
                words("rules.files"),
                [
                    .text(words("rules.file")), .text(words("column.programme")), .text(words("rules.version")),
                    .figure(words("rules.rules")), .figure(words("rules.unfounded")),
                    .text(words("rules.makers")),
                ],
                files.map { file in
                    Grid.Line([
                        .init(
                            file.name, href: address(file), detail: "SHA-256 " + String(file.digest.prefix(16)) + "…"),
                        .init(names.programme(file.programme)), .init(file.version),
                        .init(words.count(file.rules.count)),
                        .init(words.count(file.rules.count { $0.legalBasis == nil })),
                        RuleShelf.isOfMakers(file)
                            ? .init(words("rules.makers.own"), chip: "founded")
                            : .init(words("rules.makers.local"), chip: "unfounded"),
                    ])
                }, none: words("rules.none"))
        ]
        part.links = [
            .init(words("whatif.title"), WhatIfPage.path), .init(words("rulings.title"), RulingsPage.path),
        ]
        part.footnotes = [words("rules.files.note")]
        board.parts = [part]
        return board.page(.programmes)
    }

    /// One file with its rules.
    ///
    /// - Throws: 404 for a name that none has.
    static func file(_ desk: Desk, _ name: String) throws -> Page {
        let words = desk.words
        let files = try RuleShelf.files()
        guard let file = files.first(where: { RuleShelf.word($0) == name }) else { throw HTTPError(.notFound) }
        let sentences = try RuleSentences(words.language)
        let others = files.filter { $0.programme == file.programme }.flatMap(\.rules)
        let names = try Names(desk.registry, words)
        var board = Board(file.name, lead: words("rules.file.lead", ["programme": names.programme(file.programme)]))
        board.crumbs = [
            .init(label: words("nav.programmes"), address: Page.Section.programmes.path),
            .init(label: words("rules.title"), address: path),
        ]
        var facts = Board.Part("berkas", words("rules.file"))
        facts.facts = [
            .init(
                label: words("column.programme"), value: names.programme(file.programme),
                address: names.knows(programme: file.programme) ? "/program/" + Query.encoded(file.programme) : nil),
            .init(label: words("rules.version"), value: file.version),
            .init(label: "SHA-256", value: file.digest, isCode: true),
            .init(label: words("rules.card.rules"), value: words.count(file.rules.count)),
        ]
        board.parts = [facts] + file.rules.map { rule($0, sentences, others, words) }
        return board.page(.programmes)
    }

    private static func rule(
        _ rule: ProgrammeRule, _ sentences: RuleSentences, _ others: [ProgrammeRule], _ words: Words
    ) -> Board.Part {
        var part = Board.Part(rule.code.replacing(".", with: "-"), rule.statement(words.language))
        part.facts = [
            .init(label: words("rules.code"), value: rule.code, isCode: true),
            .init(label: words("rules.kind"), value: sentences.kind(rule.kind)),
            .init(label: words("rules.expression"), value: rule.expressionText, isCode: true),
            .init(label: words("column.basis"), value: sentences.basis(rule)),
            .init(label: words("rules.issuer"), value: sentences.issuer(rule)),
            .init(label: words("rules.valid"), value: validity(rule, words)),
            .init(label: words("rules.tests"), value: words.count(rule.tests.count)),
        ]
        if rule.severity != .refuse {
            part.facts.append(.init(label: words("column.severity"), value: words("rules.tells-only")))
        }
        if let correction = sentences.correction(rule) {
            part.facts.append(.init(label: words("rules.correct"), value: correction))
        }
        part.troubles = sentences.flags(rule, among: others).map { flag in
            Board.Trouble(
                severity: Severity.warn.rawValue, severityName: words("rules.mark"), spot: "", reason: flag,
                remedy: "")
        }
        return part
    }

    static func validity(_ rule: ProgrammeRule, _ words: Words) -> String {
        let (from, to) = (
            rule.validFrom.map { words.day($0.description) }, rule.validTo.map { words.day($0.description) }
        )
        return words("rules.valid.span", ["from": from ?? "…", "to": to ?? "…"])
    }
}
