import Indonesia
import Problems
import Store

/// What must hold within a row beside the form of its cells, and what follows from it.
struct SheetRules {
    let kind: SheetKind
    let file: String
    let context: SheetContext
    let ledger: LedgerQueries
    /// The day on which the sheet is taken in, `yyyy-mm-dd`.
    private let today: String
    /// Steps of referrals that this sheet itself has taken so far.
    private var steps: [String: ReferralStep] = [:]
    /// Codes that needs without one got so far, by what they are about.
    private var made: [String: String] = [:]

    init(_ kind: SheetKind, file: String, today: String, _ context: SheetContext, _ connection: any Connection) {
        self.kind = kind
        self.today = today
        self.file = file
        self.context = context
        ledger = LedgerQueries(connection)
    }

    mutating func apply(to row: inout SheetRow) throws {
        guard !row.isRefused else { return }
        switch kind.name {
        case "need": try need(&row)
        case "report": report(&row)
        case "visit": visit(&row)
        case "profile":
            if let decile = row.integer("decile"), !(1...10).contains(decile) {
                row.refuse("sheet.decile", kind, "decile", in: file, value: String(decile))
            }
        case "plan":
            if let from = row.integer("fromMonth"), let to = row.integer("toMonth"), to < from {
                row.refuse("sheet.order", kind, "toMonth", in: file, value: String(to))
            }
        case "partnership": order("startedOn", "endedOn", &row)
        case "programme": order("validFrom", "validTo", &row)
        case "attendance": row.values["present"] = row.values["present"] ?? .flag(true)
        case "referral": try referral(&row)
        default: break
        }
        for (field, other) in kind.refers ?? [:] {
            guard let code = row.text(field), try ledger.current(kind: other, key: code) == nil else { continue }
            let sheet = SheetKinds.bundled.kinds.first { $0.name == other }?.word ?? other
            row.refuse("sheet.unknown", kind, field, in: file, value: code, ["code": code, "sheet": sheet])
        }
    }

    private func order(_ from: String, _ to: String, _ row: inout SheetRow) {
        if let first = row.text(from), let last = row.text(to), last < first {
            row.refuse("sheet.order", kind, to, in: file, value: last)
        }
    }

    /// More people than live on earth are a slip of the hand, and a report cannot have come in tomorrow.
    private func report(_ row: inout SheetRow) {
        if let measure = row.text("measure"), !InstitutionReport.money.contains(measure),
            let value = row.integer("value"), value > 10_000_000_000
        {
            row.refuse("sheet.people", kind, "value", in: file, value: String(value))
        }
        if let received = row.text("receivedOn"), received > today {
            row.refuse("sheet.future", kind, "receivedOn", in: file, value: received, ["today": today])
        }
    }

    /// A need is a person's, a group's or the village's; without a code it gets one that stays the same.
    private mutating func need(_ row: inout SheetRow) throws {
        if row.text("nik") != nil, row.text("group") != nil {
            row.refuse("sheet.two-subjects", kind, "group", in: file)
        }
        if row.text("code") == nil { row.values["code"] = .text(try code(forNeed: row)) }
    }

    /// The code of a need that has none: that of the same need where it is known already, else a running number. It is
    /// not made of the identity number, which could be guessed from it.
    private mutating func code(forNeed row: SheetRow) throws -> String {
        let subject = row.text("nik") ?? row.text("group") ?? row.text("region") ?? ""
        let about = [subject, row.text("need") ?? "", row.text("aid") ?? ""]
        let key = about.joined(separator: "/")
        if let code = made[key] { return code }
        let known = try ledger.current(.init("need", subject: subject)).compactMap {
            LedgerJSON.value(Need.self, $0.document)
        }.first { [$0.subject, $0.need, $0.aid ?? ""] == about }
        let code = try known?.code ?? "N\(ledger.lastNumber() + 1)-\(row.number)"
        made[key] = code
        return code
    }

    private func visit(_ row: inout SheetRow) {
        if (row.text("nik") == nil) == (row.text("group") == nil) {
            row.refuse("sheet.one-subject", kind, "nik", in: file)
        }
    }

    /// A step follows from the one before; what the first step said stays with the later ones.
    private mutating func referral(_ row: inout SheetRow) throws {
        guard let code = row.text("code"), let step = row.text("step").flatMap(ReferralStep.Kind.init(rawValue:)) else {
            return
        }
        let before =
            try steps[code]
            ?? ledger.current(kind: "referral", key: code).flatMap {
                LedgerJSON.value(ReferralStep.self, $0.document)
            }
        if let before {
            guard before.step.next.contains(step) else {
                return row.refuse(
                    "referral.order", kind, "step", in: file, value: step.rawValue,
                    ["code": code, "before": before.step.rawValue, "step": step.rawValue])
            }
            if let date = row.text("date"), date < before.date {
                return row.refuse("sheet.order", kind, "date", in: file, value: date)
            }
            for (field, value) in [
                ("need", before.need), ("programme", before.programme), ("from", before.from), ("to", before.to),
            ] {
                if let said = row.text(field), said != value {
                    row.refuse("referral.fixed", kind, field, in: file, value: said, ["code": code])
                }
                row.values[field] = value.map(SheetValue.text)
            }
        } else {
            guard step == .proposed else {
                return row.refuse(
                    "referral.first", kind, "step", in: file, value: step.rawValue, ["code": code])
            }
            for field in ["need", "programme", "from"] where row.text(field) == nil {
                row.refuse("sheet.empty", kind, field, in: file)
            }
            if row.text("to") == nil {
                row.values["to"] = row.text("programme").flatMap { context.owners[$0] }.map(SheetValue.text)
            }
        }
        if step == .declined || step == .withdrawn, row.text("reason") == nil {
            row.refuse("referral.reason", kind, "reason", in: file)
        }
        if row.text("dueOn") == nil, let days = step.daysForNext, let date = row.text("date").flatMap(CalendarDate.init)
        {
            row.values["dueOn"] = date.adding(days: days).map { .text($0.description) }
        }
        if let taken = LedgerJSON.value(ReferralStep.self, LedgerJSON.text(row.values)) { steps[code] = taken }
    }
}
