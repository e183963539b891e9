import Indonesia
import Problems
import Registry
import Store

/// Lines, needs and decisions as the page shows them.
extension SearchPage {
    static func need(
        _ need: Need, _ referrals: [ReferralStep], _ names: Names, _ words: Words
    ) -> NeedRow {
        NeedRow(
            kind: words.name("need", need.need), statement: need.statement,
            told: words(
                "search.need.told", ["source": words.name("origin", need.origin), "date": words.day(need.date)]),
            stateName: words.name("need-state", NeedState(referrals).rawValue),
            steps: referrals.map { step in
                let text = words(
                    "search.referral",
                    [
                        "programme": step.programme.map(names.short) ?? "–",
                        "state": words.name("step", step.step.rawValue), "date": words.day(step.date),
                        "actor": (step.actor ?? step.to).map(names.institution) ?? "–",
                    ])
                return step.reason.map { text + ": " + $0 } ?? text
            })
    }

    static func line(
        _ found: PersonView.Line, _ origin: CandidateOrigin?, isSuperseded: Bool, _ desk: Desk, _ names: Names
    ) throws -> Line {
        let words = desk.words
        let (batch, line) = (found.batch, found.line)
        // What a list calls its status says more than the word status.
        let status = try desk.registry.columns(of: batch.id).first { $0.field == Field.status.rawValue }?.name
        let facts: [(String, String?)] = [
            (
                "amount",
                line.amount.map {
                    words.rupiah($0) + (found.hasProgrammeAmount ? " " + words("amount.of-programme") : "")
                }
            ),
            ("status", line.status), ("village", line.village),
            ("group", line.group),
            ("origin", origin.flatMap { $0 == .proposed ? nil : words.name("origin-of-candidate", $0.rawValue) }),
            ("startDate", line.startedOn.map(words.day)),
            ("endDate", line.endedOn.map(words.day)),
            ("activity", line.key.isEmpty ? nil : line.key.split(separator: "|").first.map(String.init)),
        ]
        return Line(
            list: names.list(batch), address: "/daftar/\(batch.id)",
            programme: names.short(batch.programme) + " " + String(batch.fiscalYear),
            institution: names.institution(batch.institution), row: String(line.row),
            outcome: line.outcome.rawValue,
            outcomeName: words("outcome.\(line.outcome.rawValue)")
                + (isSuperseded ? " · " + words("outcome.superseded") : ""),
            facts: facts.compactMap { key, value in
                value.map {
                    BatchPage.Fact(
                        label: (key == "status" ? status : nil) ?? words("field.\(key)"), value: Masked.digits($0))
                }
            }, troubles: found.problems.map { BatchLines.trouble($0, words) },
            reasons: batch.state == .committed && line.outcome != .refused && !isSuperseded
                ? try RuleShelf.files(of: batch.programme).isEmpty
                    ? [] : [.init(words("search.reasons"), RuleRunPage.path(batch.id) + "/\(line.row)")] : [])
    }

    static func latest(_ event: StageEventRecord, _ words: Words) -> String {
        words(
            "search.latest",
            [
                "decision": words.name("decision", event.decision), "stage": event.stage,
                "date": words.day(String(event.happenedAt.prefix(10))),
            ])
    }

    static func decision(
        _ event: StageEventRecord, _ rule: RuleRecord?, _ rules: [RuleRecord], _ names: Names, _ words: Words
    ) -> Decision {
        let isRefusal = event.decision == StageDecision.refused.rawValue
        let basis = rule?.legalBasis.flatMap { $0.isEmpty ? nil : $0 }
        return Decision(
            date: words.day(String(event.happenedAt.prefix(10))), stage: event.stage, actor: event.actor,
            decision: event.decision, decisionName: words.name("decision", event.decision),
            programme: names.short(event.programme) + " " + String(event.fiscalYear),
            reason: event.reason ?? (isRefusal ? words("refusals.unstated") : nil),
            basis: basis ?? (isRefusal ? words("refusals.no-basis") : nil), hasBasis: basis != nil,
            contradicted: rules.filter { rule?.contradictedBy.contains($0.code) ?? false }.map {
                words(
                    "refusals.contradicted",
                    ["rule": words.pick($0.statementId, $0.statementEn), "basis": $0.legalBasis ?? "–"])
            })
    }
}
