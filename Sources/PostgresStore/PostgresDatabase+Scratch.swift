public import Problems
public import Store

extension PostgresDatabase {
    public func scratch<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        try begin { session in
            try session.inTransaction(Self.writing, then: "ROLLBACK") {
                var connection = PostgresConnection(session: session)
                connection.hasScratchSchema = try Self.makeScratchSchema(connection)
                return try body(connection)
            }
        }
    }

    /// Makes a schema that goes with the transaction, where the user may: what its tables hold several processes can read.
    private static func makeScratchSchema(_ connection: PostgresConnection) throws -> Bool {
        // What is written as text in a statement is read as SQL reads it.
        _ = try connection.execute("SET LOCAL standard_conforming_strings = on", [])
        var process: Int?
        try connection.query(
            """
            SELECT CASE WHEN has_database_privilege(current_database(), 'CREATE') THEN pg_backend_pid() END
            """, []
        ) { process = $0.integer(0).map { Int($0) } }
        guard let process else { return false }
        _ = try connection.execute("CREATE SCHEMA gapura_scratch_\(process)", [])
        _ = try connection.execute("SET LOCAL search_path = gapura_scratch_\(process)", [])
        return true
    }
}
