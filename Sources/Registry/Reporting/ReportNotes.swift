import Problems
import Store

/// What does not fit in a report that was just taken in. It is kept, since it is what the institution says, and told at
/// once, where it can still be corrected, not only on the scorecard.
struct ReportNotes {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// - Parameter sending: the sending that brought the entries, stored already.
    func problems(of entries: [EntryRecord], _ sending: SendingRecord) throws -> [Problem] {
        var problems: [Problem] = []
        var seen: Set<[String]> = []
        for entry in entries {
            guard let programme = entry.programme, let institution = entry.institution,
                seen.insert([programme, institution]).inserted
            else { continue }
            problems += try self.problems(programme, institution, entries, sending)
        }
        return problems
    }

    private func problems(
        _ programme: String, _ institution: String, _ entries: [EntryRecord], _ sending: SendingRecord
    ) throws -> [Problem] {
        let periods = Set(
            entries.filter { $0.programme == programme && $0.institution == institution }.compactMap(\.period))
        let reports = try LedgerQueries(connection)
            .current(.init("report", programme: programme, institution: institution))
            .compactMap { InstitutionReport($0, sending) }.sorted { $0.period < $1.period }
        let ledger = ProgrammeLedger(connection)
        var records: [Int: ProgrammeRecord] = [:]
        for year in Set(reports.map(\.period.year)) {
            records[year] = try ledger.programmes(of: year).first { $0.code == programme }
        }
        return ReportCheck(
            reports: reports, programmes: records, limits: try MonitoringLimits.current(LedgerQueries(connection))
        ).findings()
            .filter { periods.contains($0.period) }
            .map { finding in
                var problem = finding.problem
                problem.severity = .warn
                return problem
            }
    }
}
