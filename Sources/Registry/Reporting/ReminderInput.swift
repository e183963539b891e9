public import Indonesia
public import Problems
import Store

/// What an institution still owes the gate, for a letter that reminds it.
public struct ReminderInput: Sendable {
    public var institution: String
    public var name: BilingualText
    /// The day as of which it owes it, `yyyy-mm-dd`.
    public var asOf: String
    /// By when it is asked to answer, `yyyy-mm-dd`.
    public var answerBy: String
    /// Due and not handed in, by programme and period.
    public var missing: [DutyState]
    /// Handed in late: told, not asked for.
    public var late: [DutyState]
    /// What contradicts in its reports, as they stand.
    public var contradictions: [ReportFinding]
    /// Names of the programmes by code.
    public var programmes: [String: BilingualText]

    /// Whether there is anything to ask for.
    public var isNeeded: Bool { !missing.isEmpty || !contradictions.isEmpty }
}

extension Registry {
    /// What an institution owes as of a day (today where none is given).
    ///
    /// - Parameters:
    ///   - institution: its code.
    ///   - days: within which it is asked to answer, from that day on.
    /// - Throws: `sheet.institution` for a code that is not known.
    public func reminder(
        of institution: String, asOf: CalendarDate? = nil, year: Int? = nil, within days: Int = 14
    ) throws(Problem) -> ReminderInput {
        guard let record = try institutions().first(where: { $0.code == institution }) else {
            throw Problem("sheet.institution", value: institution, ["code": institution])
        }
        let state = try reporting(asOf: asOf, year: year)
        let own = state.duties.filter { $0.duty.institution == institution }
            .sorted { ($0.duty.programme, $0.duty.period) < ($1.duty.programme, $1.duty.period) }
        let names = Dictionary(
            try programmes().map { ($0.code, BilingualText(id: $0.name, en: $0.nameEn ?? $0.name)) },
            uniquingKeysWith: { first, _ in first })
        return ReminderInput(
            institution: institution, name: .init(id: record.name, en: record.nameEn ?? record.name),
            asOf: state.asOf.description,
            answerBy: (state.asOf.adding(days: days) ?? state.asOf).description,
            missing: own.filter { $0.state == .missing }, late: own.filter { $0.state == .late },
            contradictions: state.contradictions.filter { $0.institution == institution }, programmes: names)
    }
}
