import Problems
import Store

/// A staged list, and what is to be said of it that none of its rows says: who is missing from it, whose name is not the one
/// registered, which decisions went with an earlier import.
struct BesideList {
    let batch: BatchRecord
    let problems: [Problem]

    init(_ batch: BatchRecord, in file: String, isDryRun: Bool, _ connection: any Connection) throws {
        self.batch = batch
        let absent = try LineQueries(connection).absent(from: batch, named: AbsentPeople.named)
        let stages = try StageStanding(of: batch, connection)
        problems = [
            absent?.problem(in: file), try OtherNames(in: batch, connection).problem(in: file),
            stages.problem(in: file, batch: isDryRun ? 0 : batch.id),
        ].compactMap { $0 }
    }
}
