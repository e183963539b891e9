import Indonesia
import Problems
import Rules
import Store

/// What the store keeps of a case: the rules that decided, remarked or gave a number, and on what.
struct StoredVerdict: Codable {
    struct Evidence: Codable {
        var name: String
        var value: RuleValue
        var kind: String
        var source: String?
        var column: String?
        var asOf: String?
    }

    struct Fault: Codable {
        var code: String
        var column: String?
        var value: String?
        var arguments: [String: String]

        init(_ problem: Problem) {
            (code, column) = (problem.code, problem.place.column)
            (value, arguments) = (problem.value, problem.arguments)
        }

        func problem(row: Int) -> Problem {
            Problem(code, .refuse, at: Place(row: row, column: column), value: value, arguments)
        }
    }

    struct Reason: Codable {
        var rule: String
        /// A word of ``RuleResult``.
        var result: String
        var deciding: String?
        var evidence: [Evidence]
        var missing: [String]
        var fault: Fault?
    }

    var reasons: [Reason]
    /// What kept the row itself from being judged.
    var faults: [Fault]
    /// Where it stands under a limit; nil where there was none, or it is not eligible.
    var place: RulingStandings.Place?

    init(_ ruled: RuledCase, _ place: RulingStandings.Place?) {
        self.place = place
        faults = ruled.problems.map(Fault.init)
        reasons = ruled.findings.filter(\.isWorthKeeping).map { finding in
            Reason(
                rule: finding.rule.code, result: finding.result.word, deciding: finding.deciding,
                evidence: finding.evidence.map { item in
                    Evidence(
                        name: item.name, value: item.value, kind: item.source.kind.rawValue, source: item.source.name,
                        column: item.source.column, asOf: item.source.asOfText)
                }, missing: finding.missing, fault: finding.problem.map(Fault.init))
        }
    }

    /// Where the lines stand under a limit, by row.
    static func places(_ records: [RulingCaseRecord]) -> [Int: RulingStandings.Place] {
        let places = records.compactMap { record in
            LedgerJSON.value(StoredVerdict.self, record.reasons)?.place.map { (record.row, $0) }
        }
        return Dictionary(places, uniquingKeysWith: { first, _ in first })
    }

    /// The case as it was judged, by the rules of that time.
    static func ruled(
        _ record: RulingCaseRecord, name: String?, _ rules: [ProgrammeRule], _ schema: FactSchema
    ) throws(Problem) -> RuledCase {
        guard let verdict = RuleVerdict(rawValue: record.verdict),
            let kept = LedgerJSON.value(StoredVerdict.self, record.reasons)
        else { throw Problem("ruling.unreadable", .refuse, ["id": String(record.ruling)]) }
        let findings = kept.reasons.compactMap { reason -> RuleFinding? in
            guard let rule = rules.first(where: { $0.code == reason.rule }),
                let result = RuleResult(word: reason.result)
            else { return nil }
            return RuleFinding(
                rule: rule, result: result, deciding: reason.deciding,
                evidence: reason.evidence.map { $0.evidence(schema) }, missing: reason.missing,
                problem: reason.fault?.problem(row: record.row))
        }
        return RuledCase(
            row: record.row, nik: record.nik, name: name, verdict: verdict, findings: findings,
            problems: kept.faults.map { $0.problem(row: record.row) },
            signature: kept.faults.isEmpty ? RuleSignature(findings, of: rules) : .ofUnreadRow, benefit: record.benefit)
    }
}

extension RuleSignature {
    /// What kept findings count as: of a rule that none of them is about, nothing came.
    fileprivate init(_ findings: [RuleFinding], of rules: [ProgrammeRule]) {
        self.init()
        for (place, rule) in rules.enumerated() where rule.kind.isCondition {
            let result = findings.first { $0.rule.code == rule.code }?.result
            self[place] =
                [Truth.no, .yes, .open].first { truth in
                    let meant = RuleResult(truth, rule.kind)
                    return result.map { $0 == meant }
                        ?? !(rule.refuses(meant) || rule.holds(meant) || rule.remarks(meant))
                } ?? .open
        }
    }
}

extension StoredVerdict.Evidence {
    fileprivate func evidence(_ schema: FactSchema) -> RuleFinding.Evidence {
        // JSON has no form for a day: the type of the name tells that it is one.
        let slot = schema.schema.slot(name).map { schema.schema.slots[$0].type }
        return RuleFinding.Evidence(
            name: name, value: slot.flatMap { schema.schema.fitted(value, to: $0) } ?? value,
            source: FactSource(
                kind: FactSource.Kind(rawValue: kind) ?? .list, name: source, column: column,
                asOf: asOf.flatMap { CalendarDate($0) }))
    }
}

extension RuleFinding {
    /// Whether it decided, remarked or gave a number; of all other rules their files say that nothing came of them.
    fileprivate var isWorthKeeping: Bool {
        if case .value = result { return true }
        return refuses || holds || remarks
    }
}
