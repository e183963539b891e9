import Foundation
import Indonesia
import Problems
import Registry
import Rules
import Testing

/// Two applicants of one village whose names and numbers are invented: one refused by a rule with a basis and by one without,
/// one held.
enum ReasonSample {
    static func judge(_ extra: String = "") throws -> RuleJudge {
        var file = try RuleLibrary.named("bpum")
        let local = try RuleLibrary.named("bpum-arjowilangun")
        for index in file.rules.indices {
            file.rules[index].statement.id += extra
            file.rules[index].statement.en += extra
        }
        return try RuleJudge([file, local], day: #require(CalendarDate("2021-12-31")))
    }

    static func cases(_ extra: String = "") throws -> [RuledCase] { try judge(extra).judge(facts(extra)) }

    static func facts(_ extra: String = "") throws -> [CaseFacts] {
        func facts(_ row: Int, _ nik: String, _ name: String, job: String?, received: Bool) throws -> CaseFacts {
            var facts = CaseFacts(row: row)
            (facts.nik, facts.name) = (nik, name + extra)
            let list = FactSource(kind: .list, name: "pelamar.csv" + extra, column: "Pekerjaan")
            let given = FactSource(kind: .given)
            facts.values = [
                "person.nik": KnownFact(.string(nik), list), "family.card": KnownFact(.string(nik), list),
                "enterprise.business": KnownFact(.string("Warung"), list),
                "application.proposed": KnownFact(.bool(true), list),
                "person.village": KnownFact(.string("A"), given), "enterprise.village": KnownFact(.string("A"), given),
            ]
            if let job {
                facts.values["person.job"] = KnownFact(.string(job + extra), list)
                facts.values["person.state_employee"] = KnownFact(.bool(job == "PNS"), list)
            }
            facts.answers = [
                "active('KUR')": KnownFact(.bool(false), list),
                "received('BPUM',2020)": KnownFact(.bool(received), list),
                "received('BPUM')": KnownFact(.bool(received), list),
            ]
            return facts
        }
        return try [
            facts(2, "3507110101800011", "Siti Rekaan", job: "PNS", received: true),
            facts(3, "3507110101800022", "Budi Rekaan", job: nil, received: false),
        ]
    }

    /// What taking away the rules that refuse the first would change.
    static func whatIf(_ extra: String = "") throws -> WhatIfReport {
        let judge = try judge(extra)
        let changes = [
            try RuleChange("bpum.not-state-employee=off"), try RuleChange("bpum.local.not-previous-year=off"),
        ]
        return try WhatIf.run(
            facts(extra), list: "Pelamar desa" + extra, present: judge,
            changed: judge.with(RuleChange.applying(changes, to: judge.files)), changes: changes)
    }
}
