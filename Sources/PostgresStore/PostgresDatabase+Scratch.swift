public import Problems
public import Store

extension PostgresDatabase {
    public func scratch<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        try begin { session in
            try session.inTransaction(Self.writing, then: "ROLLBACK") {
                try body(PostgresConnection(session: session))
            }
        }
    }
}
