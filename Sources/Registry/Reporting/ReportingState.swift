public import Indonesia
public import Problems
import Store

/// How institutions report: which duties were met, and what does not fit in what they said.
public struct ReportingState: Sendable {
    /// The last day that is looked at: what came later is left out, what was due later is not missing.
    public var asOf: CalendarDate
    public var duties: [DutyState]
    /// Late, missing and contradictory reports, by programme and period.
    public var findings: [ReportFinding]
    /// The current versions.
    public var reports: [InstitutionReport]

    /// What contradicts: late and missing reports are not as they should be, and contradict nothing.
    public var contradictions: [ReportFinding] { findings.filter(\.isContradiction) }

    /// Institutions with a duty or a report, by code.
    public var institutions: [String] {
        Set(duties.map(\.duty.institution)).union(reports.map(\.institution)).sorted()
    }
}

extension Registry {
    /// How institutions report, as of a day (today where none is given).
    ///
    /// - Parameter year: only duties and reports of this fiscal year; all where it is nil.
    public func reporting(asOf: CalendarDate? = nil, year: Int? = nil) throws(Problem) -> ReportingState {
        let day = asOf ?? today
        return try database.read { connection in
            let state = try ReportingReader(connection, asOf: day).state()
            guard let year else { return state }
            var own = state
            let isOwn: (String) -> Bool = { $0.hasPrefix(String(year)) }
            own.duties = state.duties.filter { isOwn($0.duty.period) }
            own.findings = state.findings.filter { isOwn($0.period) }
            own.reports = state.reports.filter { $0.period.year == year }
            return own
        }
    }
}

/// Works out the state of reporting from the ledger and the lists.
struct ReportingReader {
    private let connection: any Connection
    private let asOf: CalendarDate

    init(_ connection: any Connection, asOf: CalendarDate) {
        self.connection = connection
        self.asOf = asOf
    }

    func state() throws -> ReportingState {
        let ledger = LedgerQueries(connection)
        let day = asOf.description
        // Versions received by the day: the first one decides on time, the last one counts.
        let versions = try ledger.allVersions(kind: "report").compactMap { InstitutionReport($0.entry, $0.sending) }
            .filter { $0.receivedOn <= day }
        let byKey = Dictionary(grouping: versions) { [$0.institution, $0.programme, $0.period.description] }
        let current = byKey.values.compactMap { $0.max { $0.version < $1.version } }
            .sorted { ($0.programme, $0.institution, $0.period) < ($1.programme, $1.institution, $1.period) }
        let listed = try EnrolmentQueries(connection).recipients(withheld: Withheld(connection))
        let lists = try BatchQueries(connection).all().filter { $0.state == .committed }
        let duties = try ledger.current(.init("duty")).compactMap {
            LedgerJSON.value(Duty.self, $0.document)
        }.map { duty in
            DutyState(duty, Self.received(duty, byKey, lists, asOf: day), asOf: asOf)
        }
        let cover = CoveredPeriods(current)
        var state = ReportingState(asOf: asOf, duties: duties, findings: [], reports: cover.reports)
        state.findings = try findings(state, listed) + cover.findings
        return state
    }

    /// When a duty was first met. A list meets it that is of the programme, of the institution where it names one, and
    /// of the fiscal year in which the period lies.
    private static func received(
        _ duty: Duty, _ reports: [[String]: [InstitutionReport]], _ lists: [BatchRecord], asOf: String
    ) -> DutyState.Receipt? {
        if duty.content == .list {
            let year = ReportPeriod(duty.period)?.year
            return lists.filter { list in
                list.programme == duty.programme && list.fiscalYear == year
                    && (list.institution.isEmpty || list.institution == duty.institution)
            }.map { DutyState.Receipt(receivedOn: handedIn($0), takenOn: committed($0)) }
                .filter { $0.receivedOn <= asOf }.min { $0.receivedOn < $1.receivedOn }
        }
        return (reports[[duty.institution, duty.programme, duty.period]] ?? [])
            .filter { duty.content == .money ? $0.hasMoney : $0.hasPeople }
            .map { DutyState.Receipt(receivedOn: $0.receivedOn, takenOn: String($0.sending.takenAt.prefix(10))) }
            .min { $0.receivedOn < $1.receivedOn }
    }

    /// The day by which a list was there: when it was committed, or, of a list taken in long after, the day as of which
    /// it speaks. Nobody wrote down when it was handed over.
    private static func handedIn(_ list: BatchRecord) -> String {
        let committed = committed(list)
        return list.referenceDate.isEmpty ? committed : min(committed, list.referenceDate)
    }

    private static func committed(_ list: BatchRecord) -> String {
        String((list.committedAt ?? list.stagedAt).prefix(10))
    }

    private func findings(_ state: ReportingState, _ listed: [ListedPeople]) throws -> [ReportFinding] {
        var findings = Self.untimely(state)
        let ledger = ProgrammeLedger(connection)
        let limits = try MonitoringLimits.current(LedgerQueries(connection))
        var records: [String: [Int: ProgrammeRecord]] = [:]
        for year in Set(state.reports.map(\.period.year)) {
            for programme in try ledger.programmes(of: year) { records[programme.code, default: [:]][year] = programme }
        }
        for (key, reports) in Dictionary(grouping: state.reports, by: { [$0.programme, $0.institution] }) {
            findings += ReportCheck(reports: reports, programmes: records[key[0]] ?? [:], limits: limits).findings()
        }
        for (code, reports) in Dictionary(grouping: state.reports, by: \.programme) {
            findings += SharedCells(reports: reports, programmes: records[code] ?? [:]).findings()
            findings += LimitCheck(reports: reports, programmes: records[code] ?? [:], limits: limits).findings()
        }
        findings += Self.lists(state, listed)
        return findings.sorted {
            ($0.programme, $0.period, $0.code, $0.region ?? "", $0.measures.joined())
                < ($1.programme, $1.period, $1.code, $1.region ?? "", $1.measures.joined())
        }
    }

    /// Reports that came late or not at all. What was due as figures and as money is told once where both came late.
    private static func untimely(_ state: ReportingState) -> [ReportFinding] {
        var findings: [ReportFinding] = []
        var told: Set<[String]> = []
        for item in state.duties.sorted(by: { $0.duty.content.rawValue < $1.duty.content.rawValue }) {
            let duty = item.duty
            let arguments = [
                "due": duty.dueOn, "received": item.receivedOn ?? "", "days": String(item.days),
                "content": duty.content.rawValue,
            ]
            switch item.state {
            case .late where told.insert([duty.institution, duty.programme, duty.period]).inserted:
                findings.append(
                    ReportFinding(
                        "report.late", .warn, institution: duty.institution, programme: duty.programme,
                        period: duty.period, arguments))
            case .missing:
                findings.append(
                    ReportFinding(
                        "report.missing", institution: duty.institution, programme: duty.programme,
                        period: duty.period, arguments))
            case .late, .onTime, .awaited: break
            }
        }
        return findings
    }

    /// People reported against people on the lists, once the year's reports are all in.
    private static func lists(_ state: ReportingState, _ listed: [ListedPeople]) -> [ReportFinding] {
        listed.compactMap { list in
            let reports = state.reports.filter {
                $0.programme == list.programme && $0.period.year == list.fiscalYear
            }
            guard let first = reports.first else { return nil }
            let isComplete = !state.duties.contains {
                $0.duty.programme == list.programme && $0.duty.content == .figures && $0.receivedOn == nil
                    && $0.duty.period.hasPrefix(String(list.fiscalYear))
            }
            let totals = reports.compactMap { $0.total(of: "distributed") }
            let reported = totals.boundedSum
            guard isComplete, !totals.isEmpty, reported != Int64(list.people) else { return nil }
            return ReportFinding(
                "report.list-differs", institution: first.institution, programme: list.programme,
                period: String(list.fiscalYear), measures: ["distributed"],
                [
                    "reported": String(reported), "listed": String(list.people),
                    "difference": String(
                        reported > Int64(list.people) ? reported - Int64(list.people) : Int64(list.people) - reported),
                ])
        }
    }
}
