public import Indonesia
public import Problems
import Store

/// A referral as it stands on a day.
public struct ReferralLine: Sendable {
    public var code: String
    /// Code of the need, and the need itself where it stands in the ledger.
    public var needCode: String
    public var need: Need?
    public var programme: String
    /// The institution that refers, and the one that has to act.
    public var from: String
    public var to: String
    /// All steps, the first first.
    public var steps: [ReferralStep]
    public var state: ReferralStep.Kind
    /// By when the next step is due: an answer, help, or the outcome; nil where nobody has to act any more.
    public var dueOn: String?
    /// Days left to the due day, negative when it has passed.
    public var daysLeft: Int?

    /// Whether an answer, help, or the outcome is overdue. The due day itself is not.
    public var isOverdue: Bool { daysLeft.map { $0 < 0 } ?? false }
    /// Whether the need waits for an answer or for help.
    public var isOpen: Bool { state.isOpen }
    /// Whether the need was served and nobody has told yet what came of it.
    public var awaitsOutcome: Bool { state == .served }
}

/// Open referrals of an institution.
public struct ReferralLoad: Sendable, Hashable, Codable {
    public var institution: String
    /// Proposed to it and not answered.
    public var toAnswer: Int
    /// Accepted by it and not served.
    public var toServe: Int
    /// Served by it, and the outcome overdue.
    public var toTell: Int
    public var overdue: Int

    var total: Int { toAnswer + toServe + toTell }
}

/// Referrals as they stand on a day.
public struct ReferralBook: Sendable {
    public var asOf: CalendarDate
    /// In the order of their codes.
    public var lines: [ReferralLine]

    /// Those that wait for an answer or for help, the most urgent first.
    public var open: [ReferralLine] { waiting.filter(\.isOpen) }
    /// Those on which somebody has to act now: the open ones, and those served whose outcome is overdue. The most urgent
    /// first.
    public var waiting: [ReferralLine] {
        lines.filter { $0.isOpen || $0.isOverdue }
            .sorted { ($0.daysLeft ?? .max, $0.code) < ($1.daysLeft ?? .max, $1.code) }
    }
    public var overdue: [ReferralLine] { lines.filter(\.isOverdue) }

    /// What waits, by the institution that has to act, the one with most overdue first.
    public var loads: [ReferralLoad] {
        Dictionary(grouping: waiting, by: \.to).map { institution, lines in
            ReferralLoad(
                institution: institution, toAnswer: lines.count { $0.state == .proposed },
                toServe: lines.count { $0.state == .accepted }, toTell: lines.count(where: \.awaitsOutcome),
                overdue: lines.count(where: \.isOverdue))
        }
        .sorted {
            ($1.overdue, $1.total, $0.institution) < ($0.overdue, $0.total, $1.institution)
        }
    }
}

extension Registry {
    /// All referrals as they stand on a day: steps after it are not looked at.
    ///
    /// - Parameter asOf: the day; today where it is nil.
    public func referrals(asOf: CalendarDate? = nil) throws(Problem) -> ReferralBook {
        let day = asOf ?? today
        return try database.read { connection in
            let ledger = LedgerQueries(connection)
            let needs = Dictionary(
                try ledger.current(.init("need")).compactMap { LedgerJSON.value(Need.self, $0.document) }
                    .map { ($0.code, $0) }, uniquingKeysWith: { $1 })
            let steps = try ledger.allVersions(kind: "referral").compactMap {
                LedgerJSON.value(ReferralStep.self, $0.entry.document)
            }
            let lines = Dictionary(grouping: steps.filter { $0.date <= day.description }, by: \.code).values
                .compactMap { Self.line($0, needs, day) }
            return ReferralBook(asOf: day, lines: lines.sorted { $0.code < $1.code })
        }
    }

    private static func line(_ steps: [ReferralStep], _ needs: [String: Need], _ day: CalendarDate) -> ReferralLine? {
        guard let last = steps.last, let need = last.need else { return nil }
        let due = last.step.daysForNext == nil ? nil : last.dueOn.flatMap(CalendarDate.init)
        return ReferralLine(
            code: last.code, needCode: need, need: needs[need], programme: last.programme ?? "", from: last.from ?? "",
            to: last.to ?? "", steps: steps, state: last.step, dueOn: due?.description,
            daysLeft: due.map { $0.daysSince1970 - day.daysSince1970 })
    }
}
