public import Problems
import Store

/// Decisions in stages of a list: those that stand, and those that went when an earlier import of it was undone.
public struct StageStanding: Sendable {
    /// Recorded for this import.
    public var recorded: Int
    /// The undone import that had decisions, and how many; nil where nothing is missing.
    public var withdrawn: (batch: Int64, count: Int)?

    /// Says that decisions have to be sent again; nil where none have.
    public func problem(in file: String, batch: Int64) -> Problem? {
        withdrawn.map { withdrawn in
            Problem(
                "stages.withdrawn", .warn, at: Place(file: file),
                [
                    "earlier": String(withdrawn.batch), "count": String(withdrawn.count),
                    "id": batch == 0 ? "N" : String(batch),
                ])
        }
    }
}

extension StageStanding {
    init(of batch: BatchRecord, _ connection: any Connection) throws {
        let queries = EnrolmentQueries(connection)
        recorded = try queries.stageCount(of: batch.id)
        let isOpen = batch.state == .staged || batch.state == .committed
        withdrawn = isOpen && recorded == 0 ? try queries.withdrawnStages(before: batch) : nil
    }
}

extension Registry {
    /// What stands of decisions in stages about an import, and what an undoing took away.
    ///
    /// - Throws: `import.unknown`.
    public func stageStanding(of id: Int64) throws(Problem) -> StageStanding {
        let batch = try batch(id)
        return try database.read { try StageStanding(of: batch, $0) }
    }
}
