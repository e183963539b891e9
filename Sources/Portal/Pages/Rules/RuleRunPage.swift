import Hummingbird
import Indonesia
import Problems
import Registry
import Reports
import Store

/// A committed import judged by rules: how many are eligible, refused and held, by which rule, and line by line why.
enum RuleRunPage {
    static func path(_ batch: Int64) -> String { "/daftar/\(batch)/aturan" }

    static func make(_ desk: Desk, _ id: Int64) throws -> Page {
        let words = desk.words
        let choice = try RuleChoice(desk, id, desk.query)
        let names = try Names(desk.registry, words)
        var board = board(choice, names, words)
        guard !choice.available.isEmpty else {
            board.notices = [.init(message: words("rules.run.no-rules"))]
            return board.page(.lists)
        }
        guard !choice.isTooLong else {
            board.notices = [
                .init(
                    message: words("rules.run.too-long"), advice: words("rules.run.too-long.advice", ["id": String(id)])
                )
            ]
            return board.page(.lists)
        }
        let ruled: Findings.Ruled
        do throws(Problem) {
            ruled = try desk.site.findings.ruled(desk.registry, choice)
        } catch {
            guard error.code.hasPrefix("rules.") else { throw error }
            board.notices = [.init(isGrave: true, message: words.reason(error), advice: words.remedy(error))]
            board.chooser = .choosing(path(id), try choice.fields([], words), button: words("rules.run.button"))
            var page = board.page(.lists)
            // That no rule holds on the day of the list is how it is, and nobody's slip.
            if error.code != "rules.none-in-force" { page.status = .unprocessableContent }
            return page
        }
        let sentences = try RuleSentences(words.language)
        let missing = ruled.tally.missing.keys.sorted { a, b in
            (ruled.tally.missing[b] ?? 0, a) < (ruled.tally.missing[a] ?? 0, b)
        }
        board.chooser = .choosing(path(id), try choice.fields(missing, words), button: words("rules.run.button"))
        board.notices = ruled.judge.referenceWarnings.map {
            .init(message: words.reason($0), advice: words.remedy($0))
        }
        board.cards = cards(ruled.tally, words)
        board.parts = [
            rules(ruled, sentences, words), lacking(ruled.tally, missing, sentences, words),
            try lines(ruled, choice, desk, sentences),
        ].compactMap(\.self)
        return board.page(.lists)
    }

    private static func board(_ choice: RuleChoice, _ names: Names, _ words: Words) -> Board {
        var board = Board(
            words("rules.run.title", ["list": names.list(choice.batch)]),
            lead: words(
                "rules.run.lead",
                [
                    "programme": names.programme(choice.batch.programme),
                    "day": words.day(choice.day?.description ?? choice.batch.referenceDate),
                ]))
        board.crumbs = [
            .init(label: words("nav.lists"), address: Page.Section.lists.path),
            .init(label: names.list(choice.batch), address: "/daftar/\(choice.batch.id)"),
        ]
        return board
    }

    private static func cards(_ tally: RuleTally, _ words: Words) -> [GatePage.Card] {
        [
            ("rows", words.count(tally.rows)), ("eligible", words.count(tally.eligible)),
            ("refused", words.count(tally.refused)), ("held", words.count(tally.held)),
            ("unfounded", words.count(tally.refusedWithoutBasis)), ("cost", words.roundRupiah(tally.benefit)),
        ].map { .init(figure: $0.1, label: words("rules.run.card." + $0.0)) }
    }

    /// What each rule did.
    private static func rules(_ ruled: Findings.Ruled, _ sentences: RuleSentences, _ words: Words) -> Board.Part {
        var part = Board.Part("per-aturan", words("rules.run.by-rule"))
        part.paragraphs = [
            words(
                "rules.run.reconciled",
                [
                    "rows": words.count(ruled.tally.rows), "eligible": words.count(ruled.tally.eligible),
                    "refused": words.count(ruled.tally.refused), "held": words.count(ruled.tally.held),
                ])
        ]
        part.grids = [
            Grid(
                words("rules.run.by-rule"),
                [
                    .text(words("rules.rule")), .text(words("rules.kind")), .figure(words("rules.run.refused")),
                    .figure(words("rules.run.alone")), .figure(words("rules.run.held")), .text(words("column.basis")),
                ],
                ruled.tally.counts.map { count in
                    let marks = sentences.flags(count.rule, among: ruled.judge.rules)
                    return Grid.Line([
                        .init(
                            count.rule.statement(words.language),
                            detail: ([count.rule.code] + marks).joined(separator: " · ")),
                        .init(sentences.kind(count.rule.kind)), .init(words.count(count.refused)),
                        .init(words.count(count.alone)), .init(words.count(count.held)),
                        count.rule.legalBasis == nil
                            ? .init(sentences.basis(count.rule), chip: "unfounded")
                            : .init(sentences.basis(count.rule)),
                    ])
                }, none: words("rules.none"))
        ]
        part.links = ruled.judge.files.map { .init($0.name + " " + $0.version, RulesPage.address($0)) }
        return part
    }

    /// What held people for want of a value.
    private static func lacking(
        _ tally: RuleTally, _ missing: [String], _ sentences: RuleSentences, _ words: Words
    ) -> Board.Part? {
        guard !missing.isEmpty else { return nil }
        var part = Board.Part("belum-ada", words("rules.run.missing"))
        part.paragraphs = [words("rules.run.missing.text")]
        part.grids = [
            Grid(
                words("rules.run.missing"), [.text(words("rules.run.value")), .figure(words("rules.run.held"))],
                missing.map { name in
                    Grid.Line([
                        .init(sentences.label(name), detail: name), .init(words.count(tally.missing[name] ?? 0)),
                    ])
                }, none: "", fold: words.fold)
        ]
        return part
    }
}
