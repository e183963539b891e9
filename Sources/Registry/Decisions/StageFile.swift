public import Foundation
public import Problems
import Indonesia
import Store

/// The words a decision can have, as lists write them and as the registry keeps them.
public enum StageDecision: String, Sendable, Hashable, Codable, CaseIterable {
    case proposed, forwarded, refused, decreed, cashed, returned

    /// Decisions after which a candidate is a recipient, unless a later one says otherwise.
    static let accepting: [StageDecision] = [.decreed, .cashed]

    init?(word: String) {
        switch word.lowercased() {
        case "diusulkan", "proposed": self = .proposed
        case "diteruskan", "forwarded": self = .forwarded
        case "ditolak", "refused": self = .refused
        case "ditetapkan", "decreed": self = .decreed
        case "dicairkan", "cashed": self = .cashed
        case "dikembalikan", "returned": self = .returned
        default: return nil
        }
    }
}

extension CandidateLists {
    /// The lists that the bundled profiles call lists of candidates.
    static let bundled = CandidateLists(
        profiles: ProfileLibrary.bundled.profiles.filter { $0.holds == .candidates }.map(\.name),
        accepting: StageDecision.accepting.map(\.rawValue))
}

extension Registry {
    /// Takes in what was decided about the lines of a committed batch: one event a row, with `NIK`, `Tahap`, `Pelaku`,
    /// `Waktu`, `Keputusan`, `Alasan`, `Kode Alasan`.
    ///
    /// All rows are taken or none.
    ///
    /// - Returns: how many events were stored.
    /// - Throws: `stages.columns`, `stages.row` naming row, column and value (also for somebody who is not on the
    ///   list), `stages.already`; `import.not-committed`.
    @discardableResult
    public func addStages(from url: URL, to id: Int64) throws(Problem) -> Int {
        let batch = try batch(id)
        guard batch.state == .committed else {
            throw Problem("import.not-committed", .refuse, ["id": String(id), "state": batch.state.rawValue])
        }
        let table = try TextTable(url)
        for name in ["NIK", "Tahap", "Pelaku", "Waktu", "Keputusan"] where !table.columns.contains(name) {
            throw Problem("stages.columns", .refuse, at: Place(file: table.name, column: name))
        }
        let listed = Set(
            try database.read { try LineQueries($0).lines(of: id) }.filter { $0.outcome != .refused }.compactMap(\.nik))
        let rules = Set(try self.rules().map(\.code))
        let events = try table.rows.map { row throws(Problem) -> StageEventRecord in
            func cell(_ name: String) -> String? { row.cells[name].flatMap { $0.isEmpty ? nil : $0 } }
            func bad(_ column: String, _ shown: String?) -> Problem {
                Problem(
                    "stages.row", .refuse, at: Place(file: table.name, row: row.number, column: column), value: shown)
            }
            guard let nik = NIK.parse(cell("NIK") ?? "").value else {
                throw bad("NIK", NIK.masked(raw: cell("NIK") ?? ""))
            }
            guard listed.contains(nik.digits) else { throw bad("NIK", nik.masked) }
            guard let decision = StageDecision(word: cell("Keputusan") ?? "") else {
                throw bad("Keputusan", cell("Keputusan"))
            }
            guard let stage = cell("Tahap"), let actor = cell("Pelaku") else { throw bad("Tahap", nil) }
            // Times are compared as texts: all of them in UTC.
            guard let time = try? Date(cell("Waktu") ?? "", strategy: .iso8601) else {
                throw bad("Waktu", cell("Waktu"))
            }
            let rule = cell("Kode Alasan")
            if let rule, !rules.contains(rule) { throw bad("Kode Alasan", rule) }
            return StageEventRecord(
                programme: batch.programme, fiscalYear: batch.fiscalYear, nik: nik.digits, stage: stage, actor: actor,
                happenedAt: time.formatted(.iso8601), decision: decision.rawValue, reason: cell("Alasan"), rule: rule)
        }
        try change(.stages) { connection, log in
            // Somebody may have undone the list meanwhile, or been faster: the log tells the decisions about a list once.
            let state = try BatchQueries(connection).find(id)?.state
            guard state == .committed else {
                throw Problem("import.not-committed", .refuse, ["id": String(id), "state": state?.rawValue ?? "–"])
            }
            guard try EnrolmentQueries(connection).stageEvents(batch: id).isEmpty else {
                throw Problem("stages.already", .refuse, at: Place(file: table.name), ["id": String(id)])
            }
            try EnrolmentQueries(connection).insert(events, batch: id, at: log.instant)
            try log.tell(.stages, LogObject(.stages, id), isGuarded: true)
        }
        return events.count
    }
}
