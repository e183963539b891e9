public import Problems
public import Store

/// A registry in a PostgreSQL database (15 or newer).
///
/// Reads see one state of the database however many statements they take. Writers take turns, as they do in SQLite: what
/// one of them finds stays true until it has stored what it made of it. Readers wait for nobody.
public final class PostgresDatabase: Database {
    private let pool: ServerPool
    /// What problems call the database: its name, never the address, which may hold a password.
    private let name: String
    public let dialect: any Dialect = PostgresDialect()

    /// Seconds to wait for a connection, for the turn to write, and for an answer to the greeting.
    private static let patience = 30

    /// Connects to the server and brings the database to the shape this program knows.
    ///
    /// - Parameters:
    ///   - address: `postgresql://user@host/database`, with whatever else libpq understands (`sslmode`, …); a password
    ///     is better given by `PGPASSWORD` or a password file.
    ///   - create: whether an empty database is made a registry.
    ///   - connections: at one time, at most.
    /// - Throws: `store.server` where nobody answers, `store.server-settings` where texts would be kept or sorted
    ///   otherwise than in SQLite, `store.missing`, `store.foreign`, `store.newer`.
    public init(_ address: String, create: Bool = true, connections: Int = 8) throws(Problem) {
        let address = try ServerAddress(address)
        name = address.database
        pool = ServerPool(address.text(patience: Self.patience), most: connections, patience: Self.patience)
        let tables = try begin { session in
            let settings = try session.execute(
                "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()",
                [])
            let found = [settings.text(0, 0) ?? "", settings.text(0, 1) ?? ""]
            guard found[0] == "UTF8", found[1] == "C" || found[1] == "POSIX" else {
                throw Problem(
                    "store.server-settings", .refuse, at: Place(file: name), ["encoding": found[0], "order": found[1]])
            }
            let tables = try session.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()", [])
            return Set((0..<tables.rows).compactMap { tables.text($0, 0) })
        }
        guard create || !tables.isEmpty else { throw Problem("store.missing", at: Place(file: name)) }
        guard tables.contains("schema_version") || tables.isEmpty else {
            throw Problem("store.foreign", at: Place(file: name))
        }
        try Schema.migrate(self)
    }

    public func read<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        try begin { session in
            try session.inTransaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", then: "COMMIT") {
                try body(PostgresConnection(session: session))
            }
        }
    }

    public func write<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        try begin { session in
            var transaction: String?
            do {
                return try session.inTransaction("BEGIN", then: "COMMIT") {
                    transaction = try session.takeTurn()
                    return try body(PostgresConnection(session: session))
                }
            } catch let lost as LostCommit<Result> {
                // The connection broke while the server was storing: only the server knows whether it did.
                guard try isStored(transaction) else { throw lost.failure }
                return lost.result
            }
        }
    }

    public func rehearse<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        try begin { session in
            try session.inTransaction("BEGIN", then: "ROLLBACK") {
                _ = try session.takeTurn()
                return try body(PostgresConnection(session: session))
            }
        }
    }

    /// The server checks its own files; what it can be asked for is whether every constraint holds.
    public func integrityFindings() throws(Problem) -> [String] {
        try begin { session in
            let found = try session.execute(
                """
                SELECT conrelid::regclass::text || ': ' || conname FROM pg_constraint c
                    JOIN pg_namespace n ON n.oid = c.connamespace
                WHERE n.nspname = current_schema() AND NOT convalidated
                UNION ALL
                SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1
                """, [])
            return (0..<found.rows).compactMap { found.text($0, 0) }
        }
    }

    private func isStored(_ transaction: String?) throws -> Bool {
        guard let transaction else { return false }
        pool.dropIdle()
        return try pool.withSession { session in
            // Another attempt of the server to end it may still be under way.
            for _ in 0..<100 {
                let state = try session.run("SELECT pg_xact_status('\(transaction)'::xid8)").text(0, 0)
                guard state == "in progress" else { return state == "committed" }
                _ = try session.run("SELECT pg_sleep(0.1)")
            }
            return false
        }
    }

    /// Calls the body with a connection; a kept one that turns out dead before anything was done is replaced once.
    private func begin<Result>(_ body: (ServerSession) throws -> Result) throws(Problem) -> Result {
        do {
            do {
                return try pool.withSession(body)
            } catch is DeadAtStart {
                pool.dropIdle()
                return try pool.withSession(body)
            }
        } catch {
            throw problem(error)
        }
    }

    private func problem(_ error: any Error) -> Problem {
        let place = Place(file: name)
        switch error {
        case let problem as Problem: return problem
        case let dead as DeadAtStart: return problem(dead.failure)
        case let failure as ServerFailure: return failure.problem(at: place)
        default: return Problem("store.failed", at: place, ["detail": String(describing: type(of: error))])
        }
    }
}
