import Indonesia
import Problems
import Store

/// What must hold within a row beside the form of its cells, and what follows from it.
struct SheetRules {
    let kind: SheetKind
    let file: String
    let context: SheetContext
    let connection: any Connection
    let ledger: LedgerQueries
    let people: EnrolmentQueries
    /// The day on which the sheet is taken in, and the one on which it reached the gate, `yyyy-mm-dd`.
    let today: String
    let receivedOn: String
    /// Steps of referrals that this sheet itself has taken so far.
    var steps: [String: ReferralStep] = [:]
    /// Codes that needs without one got so far, by what they are about.
    var made: [String: String] = [:]
    /// Needs of this sheet so far, by what they are about and when they were stated.
    var stated: [String: (code: String, row: Int)] = [:]
    /// Numbers that this sheet itself corrects so far: old to new.
    var corrected: [String: String] = [:]
    /// Deaths that this sheet itself tells so far, by number.
    var deaths: [String: (date: String, row: Int)] = [:]
    /// Reports of which a fault was told: it is the same in each of their rows.
    private var told: Set<[String]> = []

    init(
        _ kind: SheetKind, file: String, today: String, receivedOn: String, _ context: SheetContext,
        _ connection: any Connection
    ) {
        self.kind = kind
        self.today = today
        self.receivedOn = receivedOn
        self.file = file
        self.context = context
        self.connection = connection
        ledger = LedgerQueries(connection)
        people = EnrolmentQueries(connection)
    }

    mutating func apply(to row: inout SheetRow) throws {
        guard !row.isRefused else { return }
        for column in kind.columns where column.past ?? false {
            guard let day = row.text(column.field), day > today else { continue }
            row.refuse("sheet.future", kind, column.field, in: file, value: day, ["today": today])
        }
        for column in kind.columns {
            guard let most = column.most, let value = row.integer(column.field), value > most else { continue }
            row.warn(
                "sheet.implausible", kind, column.field, in: file, value: String(value),
                ["most": Language.id.integer(Int(most))])
        }
        switch kind.name {
        case "need": try need(&row)
        case "diary": says(&row)
        case "target": try target(&row)
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
        case "partnership":
            order("startedOn", "endedOn", &row)
            if let unit = row.text("partnerUnit"), unit == row.text("group") {
                row.refuse("sheet.own-partner", kind, "partnerUnit", in: file, value: unit)
            }
        case "programme":
            order("validFrom", "validTo", &row)
            companions(&row)
            if let code = row.text("code"), let known = context.programme(alike: code) {
                row.refuse("programme.code-case", kind, "code", in: file, value: code, ["code": known])
            }
        case "attendance": row.values["present"] = row.values["present"] ?? .flag(true)
        case "referral": try referral(&row)
        case LifeEvent.kind: try lifeEvent(&row)
        case ExternalStatus.kind: status(&row)
        case PersonFacts.Document.kind: document(&row)
        case PersonFacts.Enterprise.kind: try enterprise(&row)
        case PersonFacts.Membership.kind: order("from", "to", &row)
        default: break
        }
        for (field, other) in kind.refers ?? [:] {
            guard let code = row.text(field), try ledger.current(kind: other, key: code) == nil else { continue }
            let sheet = SheetKinds.bundled.kinds.first { $0.name == other }?.word ?? other
            row.refuse("sheet.unknown", kind, field, in: file, value: code, ["code": code, "sheet": sheet])
        }
    }

    func order(_ from: String, _ to: String, _ row: inout SheetRow) {
        if let first = row.text(from), let last = row.text(to), last < first {
            row.refuse("sheet.order", kind, to, in: file, value: last)
        }
    }

    /// More people than live on earth are a slip of the hand. A report comes from an institution of the programme, and
    /// not before its period is over.
    private mutating func report(_ row: inout SheetRow) {
        if let asOf = row.text("asOf"), let start = row.text("period").flatMap({ ReportPeriod($0) })?.firstDay,
            asOf < start.description
        {
            row.refuse("sheet.order", kind, "asOf", in: file, value: asOf)
        }
        if let measure = row.text("measure"), !InstitutionReport.money.contains(measure),
            let value = row.integer("value"), value > 10_000_000_000
        {
            row.refuse("sheet.people", kind, "value", in: file, value: String(value))
        }
        guard let institution = row.text("institution"), let programme = row.text("programme"),
            let period = row.text("period").flatMap({ ReportPeriod($0) })
        else { return }
        let report = [institution, programme, period.description]
        if let record = context.programme(programme, in: period.year) {
            let known = context.registered([record.owner] + record.distributors + record.proposers)
            if !known.contains(institution), told.insert(report + ["institution"]).inserted {
                row.refuse(
                    "report.institution", kind, "institution", in: file, value: institution,
                    ["institution": institution, "programme": programme, "known": known.joined(separator: ", ")])
            }
        }
        let received = row.text("receivedOn") ?? receivedOn
        let end = period.lastDay.description
        if received < end, told.insert(report + ["period"]).inserted {
            row.refuse(
                "report.period-open", kind, "period", in: file, value: period.description,
                ["period": period.description, "received": received, "end": end])
        }
    }

    /// A programme can neither complete nor contradict itself, nor do both to another.
    private func companions(_ row: inout SheetRow) {
        let own = Set([row.text("code")].compactMap { $0 })
        let complementary = Set(row.texts("complementary"))
        let conflicting = Set(row.texts("conflicting"))
        let wrong = complementary.union(conflicting).intersection(own).union(complementary.intersection(conflicting))
        guard !wrong.isEmpty else { return }
        row.refuse(
            "programme.companions", kind, "complementary", in: file, value: wrong.sorted().joined(separator: ", "))
    }

    /// A note has to say something of the week.
    private func says(_ row: inout SheetRow) {
        let content = kind.columns.filter { !$0.isRequired && $0.field != "officer" }
        guard content.allSatisfy({ row.values[$0.field] == nil }) else { return }
        row.refuse(
            "sheet.nothing", kind, nil, in: file, ["columns": content.map(\.header).joined(separator: ", ")])
    }

    /// A target is one of an indicator that there is, and a share is not written as a percentage.
    private func target(_ row: inout SheetRow) throws {
        guard let code = row.text("indicator") else { return }
        guard let entry = try ledger.current(kind: CatalogueData.indicators, key: code),
            let indicator = LedgerJSON.value(Indicator.self, entry.document)
        else {
            let known = try ledger.current(.init(CatalogueData.indicators)).map(\.key).sorted()
            row.refuse(
                "sheet.indicator", kind, "indicator", in: file, value: code,
                ["known": known.joined(separator: ", ")])
            return
        }
        // A little above one can be: people are counted once in each programme.
        guard indicator.unit == .share else { return }
        for field in ["target", "baseline"] {
            guard case .decimal(let value) = row.values[field], value > 2 else { continue }
            row.refuse(
                "sheet.share", kind, field, in: file, value: Language.id.decimal(value, places: 2),
                ["indicator": code, "percent": Language.id.decimal(value * 100, places: 0) + " %"])
        }
    }

    private func visit(_ row: inout SheetRow) {
        if (row.text("nik") == nil) == (row.text("group") == nil) {
            row.refuse("sheet.one-subject", kind, "nik", in: file)
        }
    }
}
