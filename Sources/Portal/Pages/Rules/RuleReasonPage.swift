import Hummingbird
import Problems
import Registry
import Reports
import Store

/// Why one line of an import is eligible, refused or held: rule by rule, on what value from which source, whose rule it is
/// and what can be done.
enum RuleReasonPage {
    /// - Throws: 404 for a row that the list does not have.
    static func make(_ desk: Desk, _ id: Int64) throws -> Page {
        let words = desk.words
        let choice = try RuleChoice(desk, id, desk.query)
        let (ruled, own) = try line(desk, choice, try desk.number("row"))
        let names = try Names(desk.registry, words)
        let sentences = try RuleSentences(words.language)
        let run = Query.address(RuleRunPage.path(id), choice.items)
        var board = Board(
            words("rules.reason.title", ["row": String(own.row), "verdict": sentences.verdict(own.verdict)]),
            lead: words("rules.reason.lead." + own.verdict.rawValue))
        board.crumbs = [
            .init(label: words("nav.lists"), address: Page.Section.lists.path),
            .init(label: names.list(choice.batch), address: "/daftar/\(id)"),
            .init(label: words("rules.run.crumb"), address: run),
        ]
        var facts = Board.Part("orang", words("rules.reason.who"))
        facts.facts = [
            .init(label: "NIK", value: own.maskedNIK),
            .init(label: words("rules.run.verdict"), value: sentences.verdict(own.verdict)),
            .init(label: words("rules.choose.day"), value: words.day(ruled.judge.dayText)),
            .init(
                label: words("rules.reason.files"),
                value: ruled.judge.files.map { "\($0.name) \($0.version) (\($0.digest.prefix(8)))" }
                    .joined(separator: ", ")),
        ]
        if let amount = own.benefit, own.verdict == .eligible {
            facts.facts.append(.init(label: words("column.benefit"), value: words.rupiah(amount)))
        }
        if !own.reasons.isEmpty {
            facts.links = [
                .init(words("rules.letter"), RuleLetters.address(choice, row: own.row))
            ]
        }
        board.parts = [facts]
        board.parts += own.reasons.enumerated().map { reason($1, $0 + 1, ruled.judge, sentences, words) }
        if !own.problems.isEmpty { board.parts.append(unread(own, words)) }
        if !own.findings.isEmpty { board.parts.append(all(own, sentences, words)) }
        return board.page(.lists)
    }

    /// The line of a row, judged.
    static func line(
        _ desk: Desk, _ choice: RuleChoice, _ row: Int64
    ) throws -> (ruled: Findings.Ruled, line: RuledCase) {
        guard !choice.files.isEmpty, !choice.isTooLong else { throw HTTPError(.notFound) }
        let ruled = try desk.site.findings.ruled(desk.registry, choice)
        guard let own = ruled.cases.first(where: { Int64($0.row) == row }) else { throw HTTPError(.notFound) }
        return (ruled, own)
    }

    static func reason(
        _ finding: RuleFinding, _ number: Int, _ judge: RuleJudge, _ sentences: RuleSentences, _ words: Words
    ) -> Board.Part {
        var part = Board.Part(
            "alasan-\(number)",
            words("rules.reason.number", ["n": String(number), "statement": sentences.statement(finding)]))
        part.facts = [
            .init(label: words("rules.run.seen"), value: sentences.seen(finding)),
            .init(label: words("rules.issuer"), value: sentences.issuer(finding.rule)),
            .init(label: words("column.basis"), value: sentences.basis(finding.rule)),
            .init(label: words("rules.code"), value: finding.rule.code, isCode: true),
        ]
        if let deciding = finding.deciding {
            part.facts.append(.init(label: words("rules.deciding"), value: Masked.digits(deciding), isCode: true))
        }
        if let correction = sentences.correction(finding.rule) {
            part.facts.append(.init(label: words("rules.correct"), value: correction))
        }
        if finding.problem?.code == "rules.match-open", let pair = finding.problem?.arguments["pair"] {
            part.links = [.init(words("rules.match"), "/pasangan/" + pair)]
        }
        part.footnotes = sentences.flags(finding.rule, among: judge.rules)
        return part
    }

    static func unread(_ own: RuledCase, _ words: Words) -> Board.Part {
        var part = Board.Part("tidak-terbaca", words("rules.reason.unread"))
        part.troubles = own.problems.map { problem in
            Board.Trouble(
                severity: problem.severity.rawValue, severityName: words.name("severity", problem.severity.rawValue),
                spot: problem.place.column ?? "", reason: Masked.digits(words.reason(problem), from: 13),
                remedy: Masked.digits(words.remedy(problem), from: 13))
        }
        return part
    }

    /// Every rule, also those that speak for the person.
    private static func all(_ own: RuledCase, _ sentences: RuleSentences, _ words: Words) -> Board.Part {
        var part = Board.Part("semua", words("rules.reason.all"))
        part.grids = [
            Grid(
                words("rules.reason.all"),
                [
                    .text(words("rules.rule")), .text(words("rules.result")), .text(words("rules.run.seen")),
                    .text(words("column.basis")),
                ],
                own.findings.map { finding in
                    Grid.Line([
                        .init(sentences.statement(finding)), result(finding, words), .init(sentences.seen(finding)),
                        finding.rule.legalBasis == nil
                            ? .init(sentences.basis(finding.rule), chip: "unfounded")
                            : .init(sentences.basis(finding.rule)),
                    ])
                }, none: "")
        ]
        return part
    }

    private static func result(_ finding: RuleFinding, _ words: Words) -> Grid.Cell {
        switch finding.result {
        case .met: .init(words("rules.result.met"), chip: "founded")
        case .violated: .init(words("rules.result.violated"), chip: "refused")
        case .held: .init(words("rules.result.held"), chip: "review")
        case .idle: .init(words("rules.result.idle"))
        case .value:
            .init(
                finding.rule.kind == .benefit
                    ? finding.result.amount.map(words.rupiah) ?? finding.result.word : finding.result.word)
        }
    }
}
