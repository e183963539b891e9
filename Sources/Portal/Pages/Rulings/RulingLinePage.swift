import Hummingbird
import Problems
import Registry
import Reports
import Store

/// What was decided about one line: the first decision and each appeal against it, with what was brought, rule by rule; and
/// the form of another appeal.
enum RulingLinePage {
    /// - Parameters:
    ///   - id: a ruling, or an appeal about the line.
    ///   - form: what was filled in for an appeal that did not come about.
    /// - Throws: 404 for a line that no ruling is about.
    static func make(
        _ desk: Desk, _ id: Int64, problem: Problem? = nil, form: Query? = nil
    ) throws -> Page {
        let words = desk.words
        let row = try desk.number("row")
        let decisions = try decisions(desk, id, row)
        guard let first = decisions.first, let last = decisions.last, let standing = last.cases.first else {
            throw HTTPError(.notFound)
        }
        let sentences = try RuleSentences(words.language)
        let names = try Names(desk.registry, words)
        let root = first.record.id
        var board = Board(
            words("ruling.line.title", ["row": String(row), "verdict": sentences.verdict(standing.verdict)]),
            lead: words("rules.reason.lead." + standing.verdict.rawValue))
        board.crumbs =
            RulingPage.crumbs(words) + [
                .init(label: names.list(first.batch), address: "/daftar/\(first.batch.id)"),
                .init(label: words("ruling.number", ["id": String(root)]), address: RulingsPage.address(root)),
            ]
        if let problem {
            board.notices = [.init(isGrave: true, message: words.reason(problem), advice: words.remedy(problem))]
        }
        let texts = try RuleTexts(first.judge.files)
        for decision in decisions.reversed() {
            guard let own = decision.cases.first else { continue }
            let isLast = decision.record.id == last.record.id
            board.parts.append(head(decision, own, isLast: isLast, texts, sentences, words))
            board.parts += own.reasons.enumerated().map { place, finding in
                reason(finding, place + 1, decision, texts, sentences, words)
            }
            if !own.problems.isEmpty { board.parts.append(RuleReasonPage.unread(own, words)) }
        }
        board.parts.append(try AppealForm(desk, first, last, row: row, filled: form).part())
        var page = board.page(.programmes)
        if problem != nil { page.status = .unprocessableContent }
        return page
    }

    static func decisions(_ desk: Desk, _ id: Int64, _ row: Int64) throws -> [Ruling] {
        guard let row = Int(exactly: row) else { throw HTTPError(.notFound) }
        do throws(Problem) {
            return try desk.registry.decisions(ofRuling: id, row: row)
        } catch {
            guard ["ruling.unknown", "ruling.row"].contains(error.code) else { throw error }
            throw HTTPError(.notFound)
        }
    }

    private static func head(
        _ decision: Ruling, _ own: RuledCase, isLast: Bool, _ texts: RuleTexts, _ sentences: RuleSentences,
        _ words: Words
    ) -> Board.Part {
        let record = decision.record
        var part = Board.Part(
            "putusan-\(record.id)",
            words(
                record.appeals == nil ? "ruling.first" : "ruling.again",
                ["id": String(record.id), "verdict": sentences.verdict(own.verdict)]))
        part.facts = [
            .init(label: "NIK", value: own.maskedNIK),
            .init(
                label: words("rules.run.verdict"),
                value: sentences.verdict(own.verdict) + (isLast ? "" : " · " + words("ruling.superseded"))),
            .init(label: words("rules.choose.day"), value: words.day(record.decidedOn)),
            .init(label: words("ruling.stored"), value: words.instant(record.recordedAt) + " · " + record.actor),
            .init(
                label: words("rules.reason.files"),
                value: decision.judge.files.map { file in
                    "\(file.name) \(file.version) (\(file.digest.prefix(8))) · " + texts.standing(file, words)
                }.joined(separator: "; ")),
        ]
        if let amount = own.benefit, own.verdict == .eligible {
            part.facts.append(.init(label: words("column.benefit"), value: words.rupiah(amount)))
        }
        part.facts += decision.evidence.map { RulingPage.evidence($0, words) } ?? []
        if isLast, !own.reasons.isEmpty {
            part.links = [.init(words("rules.letter"), RulingLetters.address(record.id, row: own.row))]
        }
        return part
    }

    private static func reason(
        _ finding: RuleFinding, _ number: Int, _ decision: Ruling, _ texts: RuleTexts, _ sentences: RuleSentences,
        _ words: Words
    ) -> Board.Part {
        var part = RuleReasonPage.reason(finding, number, decision.judge, sentences, words)
        part.anchor = "putusan-\(decision.record.id)-" + part.anchor
        if let change = texts.change(of: finding.rule, words) { part.footnotes.append(change) }
        return part
    }
}
