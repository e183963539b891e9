import Indonesia
public import Problems
import Rules
import Store

/// A decision that was looked at again: what it was, what it came to, and both stay.
public struct Appeal: Sendable {
    /// The number of the new ruling, and of the one appealed against.
    public var number: Int64
    public var against: Int64
    public var judge: RuleJudge
    /// What stood until now.
    public var before: RuledCase
    public var after: RuledCase
    public var evidence: AppealEvidence
}

extension Registry {
    /// Judges one line of a stored ruling anew with what somebody brings: by the same rule files, as of the same day, held
    /// against what the registry knows now. What is brought goes before whatever lists say, as what earlier appeals brought.
    ///
    /// - Parameters:
    ///   - id: a ruling, or an appeal about the same line.
    ///   - further: the lists from files that the decision was held against.
    /// - Throws: `ruling.unknown`, `ruling.row`, `ruling.unreadable`; `appeal.evidence` where nothing is brought,
    ///   `appeal.identity` where it is an identity, `appeal.source` where nobody says who says so, `sheet.identity-in-text`,
    ///   `appeal.future` for a paper of a day to come, `appeal.decided` for what follows from the decision itself,
    ///   `appeal.lists` where a list is missing.
    public func appeal(
        _ id: Int64, row: Int, bringing evidence: AppealEvidence, against further: [ReferenceList] = []
    ) throws(Problem) -> Appeal {
        let schema = try FactSchema.bundled()
        try Self.check(evidence, schema, today: today)
        let decisions = try decisions(ofRuling: id, row: row)
        guard let standing = decisions.first else { throw Problem("ruling.unknown", .refuse, ["id": String(id)]) }
        let root = standing.record.id
        let missing = standing.sources.filter { source in
            source.isFile && !further.contains { $0.name == source.name && $0.kind == source.kind }
        }
        guard missing.isEmpty else {
            throw Problem("appeal.lists", .refuse, ["lists": missing.map(\.name).joined(separator: ", ")])
        }
        let opened = try openCases(
            of: standing.record.batch, for: standing.judge.files, on: standing.judge.day,
            given: GivenFacts(json: standing.record.given, schema), against: further, forms: standing.judge.forms)
        guard var facts = try opened.lines().first(where: { $0.facts.row == row })?.facts,
            let before = decisions.last?.cases.first
        else { throw Problem("ruling.row", .refuse, ["id": String(id), "row": String(row)]) }
        for brought in decisions.compactMap(\.evidence) + [evidence] { try facts.add(brought, schema) }
        let judged = opened.judge.judged([facts], explaining: .all)
        guard let after = judged.told.first else {
            throw Problem("ruling.row", .refuse, ["id": String(id), "row": String(row)])
        }
        var tally = RuleTally(opened.judge)
        tally.add(judged)
        let record = RulingRecord(
            batch: standing.record.batch, appeals: root, opened.judge, tally, given: standing.record.given,
            sources: Self.sources(of: opened.judge, files: further.count), evidence: LedgerJSON.text(evidence))
        let number = try change(.appeal) { connection, log in
            _ = try Self.committed(record.batch, connection)
            return try log.add(record, files: [], cases: [after], as: .appeal)
        }
        return Appeal(
            number: number, against: root, judge: opened.judge, before: before, after: after, evidence: evidence)
    }

    private static func check(
        _ evidence: AppealEvidence, _ schema: FactSchema, today: CalendarDate
    ) throws(Problem) {
        guard !evidence.source.trimmed.isEmpty else { throw Problem("appeal.source", .refuse) }
        let given = try GivenFacts(json: evidence.facts, schema)
        // Who somebody is, is no evidence about them: with another's number they would be another.
        for name in [FactSchema.nik, FactSchema.card] where given.values[name] != nil {
            throw Problem("appeal.identity", .refuse, value: name, ["name": name])
        }
        // Pages and letters show these texts as they are.
        for (column, text) in [
            ("source", evidence.source), ("brought-by", evidence.broughtBy ?? ""), ("note", evidence.note ?? ""),
            ("with", given.texts.joined(separator: " | ")),
        ] where LongNumbers.holdsIdentity(in: text) {
            throw Problem(
                "sheet.identity-in-text", .refuse, at: Place(column: column), value: NIK.masked(raw: text))
        }
        guard let text = evidence.asOf else { return }
        guard let day = CalendarDate(text) else { throw Problem("import.date", .refuse, value: text, ["value": text]) }
        // Nobody holds a paper that is not written yet.
        guard day <= today else { throw Problem("appeal.future", .refuse, value: text, ["today": today.description]) }
    }
}

extension AppealEvidence {
    /// What was typed for names of the vocabulary, and for questions `true` or `false`, as an appeal brings it; blanks are
    /// left out.
    ///
    /// - Throws: `rules.given` naming what the vocabulary does not have, or what does not fit.
    public static func facts(typed texts: [(name: String, text: String)]) throws(Problem) -> String {
        let schema = try FactSchema.bundled()
        var given = try GivenFacts(typed: texts.filter { !$0.name.contains("(") }, schema)
        for (call, text) in texts where call.contains("(") && !text.isEmpty {
            guard let answer = Bool(text) else {
                throw Problem("rules.given", value: String(text.prefix(80)), ["expected": "bool"])
            }
            given.answers[call] = .bool(answer)
        }
        // Read again as it will be, so that a question that nobody knows is told at once.
        return try GivenFacts(json: given.json, schema).json
    }
}

extension CaseFacts {
    /// Takes what an appeal brought.
    ///
    /// - Throws: `appeal.evidence` where it is nothing; as ``GivenFacts``.
    fileprivate mutating func add(_ brought: AppealEvidence, _ schema: FactSchema) throws(Problem) {
        let given = try GivenFacts(json: brought.facts, schema)
        guard !given.values.isEmpty || !given.answers.isEmpty else { throw Problem("appeal.evidence", .refuse) }
        // What follows from the decision cannot be brought to it.
        if let name = [FactSchema.day, FactSchema.year].first(where: { given.values[$0] != nil }) {
            throw Problem("appeal.decided", .refuse, value: name)
        }
        let source = FactSource(
            kind: .given, name: brought.source, asOf: brought.asOf.flatMap { CalendarDate($0) })
        for (name, value) in given.values.merging(given.answers, uniquingKeysWith: { value, _ in value }) {
            evidence[name] = KnownFact(value, source)
        }
    }
}
