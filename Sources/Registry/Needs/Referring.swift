public import Indonesia
public import Problems
import Store

extension Registry {
    /// Turns a proposal into the first step of a referral, through the same gate as every sheet.
    ///
    /// - Parameter date: the day; today where it is nil.
    /// - Throws: as ``propose(need:programme:from:to:on:)``.
    @discardableResult
    public func propose(_ proposal: Proposal, on date: CalendarDate? = nil) throws(Problem) -> ReferralStep {
        try propose(
            need: proposal.need.code, programme: proposal.programme, from: proposal.from, to: proposal.to, on: date)
    }

    /// Refers a need to a programme. A need that only a rule sees is written down first, with the rule's code.
    ///
    /// - Parameters:
    ///   - need: the need's code.
    ///   - to: the institution that has to answer; the programme's owner where it is nil.
    ///   - date: the day; today where it is nil.
    /// - Throws: `referral.need-unknown`; `referral.too-early` before the need was stated; `referral.no-answer` where the
    ///   programme does not answer the need there in that year; `referral.open` where such a referral is under way; the first problem of the row where it is refused.
    @discardableResult
    public func propose(
        need: String, programme: String, from: String, to: String? = nil, on date: CalendarDate? = nil
    ) throws(Problem) -> ReferralStep {
        let day = date ?? today
        let report = try supply(year: day.year, includeInferred: true)
        guard let assessed = report.needs.first(where: { $0.need.code == need }) else {
            throw Problem("referral.need-unknown", .refuse, ["need": need])
        }
        guard assessed.need.date <= day.description else {
            throw Problem(
                "referral.too-early", .refuse, ["need": need, "stated": assessed.need.date, "date": day.description])
        }
        guard assessed.answers.contains(where: { $0.programme == programme }) else {
            throw Problem(
                "referral.no-answer", .refuse,
                [
                    "need": need, "programme": programme, "year": String(day.year),
                    "answers": assessed.answers.isEmpty
                        ? "–" : assessed.answers.map(\.programme).joined(separator: ", "),
                ])
        }
        let before = try referrals(asOf: CalendarDate.last).lines.filter { $0.needCode == need }
        if let open = before.first(where: { $0.programme == programme && $0.isOpen }) {
            throw Problem("referral.open", .refuse, ["code": open.code])
        }
        if assessed.isInferred, try versions(kind: "need", key: need).isEmpty { try write(assessed.need) }
        let stem = "RJ-\(need)-\(programme)"
        let earlier = before.count { $0.code == stem || $0.code.hasPrefix(stem + "-") }
        var row = [
            "code": earlier == 0 ? stem : "\(stem)-\(earlier + 1)", "need": need, "programme": programme, "from": from,
            "step": ReferralStep.Kind.proposed.rawValue, "date": day.description, "actor": from,
        ]
        row["to"] = to
        return try step(row)
    }

    /// Takes a referral one step on, through the same gate as every sheet.
    ///
    /// - Parameters:
    ///   - date: the day of the step; today where it is nil.
    ///   - actor: the institution that took it; the one whose step it is where it is nil.
    ///   - reason: must be given where it is declined or withdrawn.
    ///   - outcome: what came of it; must be given with the outcome.
    ///   - dueOn: by when the next step is due, where it is not the usual limit.
    /// - Throws: `referral.unknown`; the first problem of the row where it is refused, such as `referral.order`.
    @discardableResult
    public func step(
        referral code: String, _ kind: ReferralStep.Kind, on date: CalendarDate? = nil, actor: String? = nil,
        reason: String? = nil, outcome: String? = nil, dueOn: CalendarDate? = nil
    ) throws(Problem) -> ReferralStep {
        guard try !versions(kind: "referral", key: code).isEmpty else {
            throw Problem("referral.unknown", .refuse, ["code": code])
        }
        var row = ["code": code, "step": kind.rawValue, "date": (date ?? today).description]
        row["actor"] = actor
        row["reason"] = reason
        row["outcome"] = outcome
        row["dueOn"] = dueOn?.description
        return try step(row)
    }

    private func step(_ row: [String: String]) throws(Problem) -> ReferralStep {
        try take(row, as: "referral", name: row["code"] ?? "")
        let steps = try versions(kind: "referral", key: row["code"] ?? "")
        guard let last = steps.last.flatMap({ LedgerJSON.value(ReferralStep.self, $0.entry.document) }) else {
            throw Problem("referral.unknown", .refuse, ["code": row["code"] ?? ""])
        }
        return last
    }

    private func write(_ need: Need) throws(Problem) {
        var row = ["code": need.code, "need": need.need, "origin": need.origin, "date": need.date]
        row["nik"] = need.nik
        row["region"] = need.region
        row["aid"] = need.aid
        row["statement"] = need.statement
        row["institution"] = need.institution
        row["rule"] = need.rule
        try take(row, as: "need", name: need.code)
    }

    private func take(_ row: [String: String], as kind: String, name: String) throws(Problem) {
        let receipt = try takeIn(
            Sheet(name: name, channel: "program", rows: [row]), as: SheetKinds.bundled.kind(kind))
        if !receipt.isStored, let problem = receipt.problems.first(where: { $0.severity == .refuse }) { throw problem }
    }
}
