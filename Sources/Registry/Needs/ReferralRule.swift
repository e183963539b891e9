import Indonesia
import Problems
import Store

extension SheetRules {
    /// A step follows from the one before, and is taken by the institution it belongs to; what the first step said stays
    /// with the later ones.
    mutating func referral(_ row: inout SheetRow) throws {
        guard let code = row.text("code"), let step = row.text("step").flatMap(ReferralStep.Kind.init(rawValue:)) else {
            return
        }
        if let known = try standing(code, step, row) {
            row.values = known
            row.isKnown = true
            return
        }
        let before =
            try steps[code]
            ?? ledger.current(kind: "referral", key: code).flatMap {
                LedgerJSON.value(ReferralStep.self, $0.document)
            }
        let isInOrder = if let before { follow(before, step, &row) } else { try begin(code, step, &row) }
        guard isInOrder else { return }
        actor(code, step, &row)
        if step == .declined || step == .withdrawn, row.text("reason") == nil {
            row.refuse("referral.reason", kind, "reason", in: file)
        }
        if step == .outcome, row.text("outcome") == nil {
            row.refuse("referral.outcome", kind, "outcome", in: file)
        }
        if let due = row.text("dueOn"), let date = row.text("date"), due < date {
            row.refuse("sheet.order", kind, "dueOn", in: file, value: due)
        }
        if row.text("dueOn") == nil, let days = step.daysForNext, let date = row.text("date").flatMap(CalendarDate.init)
        {
            row.values["dueOn"] = date.adding(days: days).map { .text($0.description) }
        }
        if let taken = LedgerJSON.value(ReferralStep.self, LedgerJSON.text(row.values)) { steps[code] = taken }
    }

    /// The values of a step that the ledger holds already, where the row says nothing else: sent again, it changes
    /// nothing.
    private func standing(
        _ code: String, _ step: ReferralStep.Kind, _ row: SheetRow
    ) throws -> [String: SheetValue]? {
        guard steps[code] == nil else { return nil }
        return try ledger.versions(kind: "referral", key: code).lazy.compactMap {
            LedgerJSON.value([String: SheetValue].self, $0.entry.document)
        }.first { known in
            known["step"] == .text(step.rawValue) && row.values.allSatisfy { known[$0.key] == $0.value }
        }
    }

    /// Whether a step can be judged further.
    private func follow(_ before: ReferralStep, _ step: ReferralStep.Kind, _ row: inout SheetRow) -> Bool {
        guard before.step.next.contains(step) else {
            row.refuse(
                "referral.order", kind, "step", in: file, value: SheetKinds.bundled.word("step", step.rawValue),
                ["code": before.code].merging(worded("before", before.step)) { $1 }.merging(worded("step", step)) { $1 }
            )
            return false
        }
        if let date = row.text("date"), date < before.date {
            row.refuse("sheet.order", kind, "date", in: file, value: date)
            return false
        }
        for (field, value) in [
            ("need", before.need), ("programme", before.programme), ("from", before.from), ("to", before.to),
        ] {
            if let said = row.text(field), said != value {
                row.refuse("referral.fixed", kind, field, in: file, value: said, ["code": before.code])
            }
            row.values[field] = value.map(SheetValue.text)
        }
        return true
    }

    /// The first step names need, programme and who refers, and goes to an institution that runs the programme.
    private func begin(_ code: String, _ step: ReferralStep.Kind, _ row: inout SheetRow) throws -> Bool {
        guard step == .proposed else {
            row.refuse(
                "referral.first", kind, "step", in: file, value: SheetKinds.bundled.word("step", step.rawValue),
                ["code": code])
            return false
        }
        for field in ["need", "programme", "from"] where row.text(field) == nil {
            row.refuse("sheet.empty", kind, field, in: file)
        }
        guard let programme = row.text("programme"),
            let record = context.programme(programme, in: row.text("date").flatMap { Int($0.prefix(4)) } ?? 0)
        else { return true }
        try answers(record, &row)
        guard let to = row.text("to") else {
            row.values["to"] = .text(record.owner)
            return true
        }
        let known = context.registered([record.owner] + record.distributors)
        if !known.contains(to) {
            row.refuse(
                "referral.receiver", kind, "to", in: file, value: to,
                ["to": to, "programme": programme, "known": known.joined(separator: ", ")])
        }
        return true
    }

    /// A need is referred after it was stated, and to a programme that gives what it asks for.
    private func answers(_ programme: ProgrammeRecord, _ row: inout SheetRow) throws {
        guard
            let need = try row.text("need").flatMap({ try ledger.current(kind: "need", key: $0) }).flatMap({
                LedgerJSON.value(Need.self, $0.document)
            })
        else { return }
        if let date = row.text("date"), date < need.date {
            row.refuse(
                "referral.too-early", kind, "date", in: file, value: date,
                ["need": need.code, "stated": need.date, "date": date])
        }
        let asked = SupplyJudge.asked(need)
        if asked.isDisjoint(with: programme.kinds) {
            row.refuse(
                "referral.kind-differs", kind, "programme", in: file, value: programme.code,
                [
                    "need": need.code, "programme": programme.code, "asked": asked.sorted().joined(separator: ", "),
                    "gives": programme.kinds.sorted().joined(separator: ", "),
                ])
        }
    }

    /// Fills in whose step it is, and refuses another's.
    private func actor(_ code: String, _ step: ReferralStep.Kind, _ row: inout SheetRow) {
        let rightful = step.actors(from: row.text("from"), to: row.text("to"))
        // Referrals recorded before institutions were asked for name none.
        guard let first = rightful.first else { return }
        guard let actor = row.text("actor") else {
            row.values["actor"] = .text(first)
            return
        }
        guard !rightful.contains(actor) else { return }
        row.refuse(
            "referral.actor", kind, "actor", in: file, value: actor,
            ["code": code, "actor": actor, "known": rightful.joined(separator: ", ")]
                .merging(worded("step", step)) { $1 })
    }

    /// A step's name in each language, as arguments of a sentence.
    private func worded(_ name: String, _ step: ReferralStep.Kind) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                (
                    name + "." + language.rawValue,
                    SheetKinds.bundled.label("step", step.rawValue, language) ?? step.rawValue
                )
            })
    }
}
