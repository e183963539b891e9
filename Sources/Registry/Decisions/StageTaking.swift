public import Foundation
public import Problems
import Indonesia
import Store

/// What became of a file of decisions in stages.
public struct StageReceipt: Sendable {
    public var batch: Int64
    public var file: String
    public var rows: Int
    public var new: Int
    /// Rows that say what is recorded already, or what an earlier row of the file says.
    public var unchanged: Int
    /// One refused row refuses the file: then it is all rows, and ``problems`` names those at fault.
    public var refused: Int
    public var problems: [Problem]
    /// What is odd in the order of new decisions. They are taken in all the same: what went wrong shall be seen.
    public var warnings: [Problem]
}

extension Registry {
    /// Takes in what was decided about the people on a committed list: all rows, or none where one of them cannot be taken.
    ///
    /// Nobody decides in the future: such rows are refused. What happened in an order that cannot be right is taken in and told.
    ///
    /// Decisions come one after the other, and a file may say earlier ones again: what is recorded already is left as it
    /// is. Nothing is taken out or overwritten but with the list; a wrong decision is made good by a later one.
    ///
    /// - Parameter isDryRun: works everything out and stores nothing.
    /// - Returns: how many rows were new, and what is wrong row by row (also somebody who is not on the list).
    /// - Throws: `stages.columns`, `stages.empty`; `import.unknown`, `import.not-committed`; `stages.changed` where what is
    ///   recorded is not what the log told of.
    public func takeInStages(
        from url: URL, to id: Int64, isDryRun: Bool = false
    ) throws(Problem) -> StageReceipt {
        let file = try StageFile(url, today: today)
        // Everything that must hold is asked inside of the transaction: the list may be undone, and the same file sent, at
        // the same time.
        return try change(.stages, isDryRun: isDryRun) { connection, log in
            let batch = try Self.committed(id, connection)
            let object = LogObject(.stages, id)
            guard try LogQueries(connection).content(of: object) == ContentDigest(connection).digest(of: object) else {
                throw Problem("stages.changed", .refuse, at: Place(file: file.name), ["id": String(id)])
            }
            let judged = try StageJudge(connection, batch).judge(file)
            var receipt = StageReceipt(
                batch: id, file: file.name, rows: file.count, new: judged.new.count, unchanged: judged.unchanged,
                refused: 0, problems: file.problems + judged.problems, warnings: [])
            guard receipt.problems.isEmpty else {
                receipt.problems.sort { ($0.place.row ?? 0) < ($1.place.row ?? 0) }
                (receipt.new, receipt.unchanged, receipt.refused) = (0, 0, file.count)
                log.changesNothing()
                return receipt
            }
            receipt.warnings = judged.warnings
            guard !judged.new.isEmpty else {
                log.changesNothing()
                return receipt
            }
            try EnrolmentQueries(connection).insert(judged.new, batch: id, at: log.instant)
            try log.tell(.stages, object, isGuarded: true, detail: [LogDetail.added: Int64(judged.new.count)])
            return receipt
        }
    }

    /// Takes in a file that must be right.
    ///
    /// - Returns: how many decisions were stored.
    /// - Throws: as ``takeInStages(from:to:isDryRun:)``; the first problem of a row.
    @discardableResult
    public func addStages(from url: URL, to id: Int64) throws(Problem) -> Int {
        let receipt = try takeInStages(from: url, to: id)
        if let problem = receipt.problems.first { throw problem }
        return receipt.new
    }
}

/// Holds the rows of a file against the list, the rules and what is recorded already.
private struct StageJudge {
    /// Nobody decides twice in one stage at one moment.
    private struct Moment: Hashable {
        var nik: String
        var stage: String
        var at: String

        init(_ event: StageEventRecord) {
            (nik, stage, at) = (event.nik, event.stage, event.happenedAt)
        }
    }

    struct Judged {
        var new: [StageEventRecord]
        var unchanged: Int
        var problems: [Problem]
        var warnings: [Problem]
    }

    private let connection: any Connection
    private let batch: BatchRecord

    init(_ connection: any Connection, _ batch: BatchRecord) {
        self.connection = connection
        self.batch = batch
    }

    func judge(_ file: StageFile) throws -> Judged {
        let numbers = Set(file.rows.map(\.event.nik))
        let enrolments = EnrolmentQueries(connection)
        let listed = try enrolments.listed(numbers, in: batch.id)
        let rules = Set(try CatalogueQueries(connection).rules().map(\.code))
        // Of older programs there may be several of one moment.
        var known = Dictionary(grouping: try enrolments.stageEvents(batch: batch.id, of: numbers), by: Moment.init)
        var new: [StageFile.Row] = []
        var unchanged = 0
        var problems: [Problem] = []
        for row in file.rows {
            var event = row.event
            (event.programme, event.fiscalYear) = (batch.programme, batch.fiscalYear)
            let moment = Moment(event)
            if !listed.contains(event.nik) {
                problems.append(
                    file.fault(
                        "stages.not-listed", row.number, "NIK", NIK.masked(raw: event.nik),
                        ["id": String(batch.id)]))
            } else if let rule = event.rule, !rules.contains(rule) {
                problems.append(
                    file.fault("stages.rule", row.number, StageFile.ruleColumn, StageFile.shown(rule)))
            } else if let said = known[moment] {
                if said.contains(event) {
                    unchanged += 1
                } else {
                    problems.append(file.fault("stages.contradiction", row.number, "Waktu", event.happenedAt))
                }
            } else {
                known[moment] = [event]
                new.append(StageFile.Row(number: row.number, event: event))
            }
        }
        return Judged(
            new: new.map(\.event), unchanged: unchanged, problems: problems,
            warnings: StageCourses(Array(known.values.joined())).warnings(about: new, in: file))
    }
}
