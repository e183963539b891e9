import GRDB
public import Problems
public import Store

extension SQLiteDatabase {
    /// In a file without a name that goes with its connection: a large list shall not stand in memory.
    public func scratch<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        do {
            let queue = try DatabaseQueue(path: "")
            return try queue.write { try body(SQLiteConnection(database: $0)) }
        } catch {
            throw Self.problem(error, path)
        }
    }
}
