import Foundation
public import Problems
public import Store
import Synchronization

/// A registry in a PostgreSQL database (15 or newer).
///
/// A lost connection never leaves it open what was stored: before the commit nothing was, and where it breaks during the
/// commit the server is asked.
///
/// Reads see one state of the database however many statements they take. Writers take turns, as they do in SQLite: what
/// one of them finds stays true until it has stored what it made of it. Readers wait for nobody.
public final class PostgresDatabase: Database {
    private let pool: ServerPool
    /// What problems call the database: its name, for the address may hold a password.
    private let name: String
    /// For what writers take turns.
    private let turn: ServerTurn
    private let access = Mutex<PostgresDatabase?>(nil)
    public let dialect: any Dialect = PostgresDialect()

    /// Seconds to wait for a connection, for the turn to write, and for an answer to the greeting.
    private static let patience = 30
    /// Seconds for one try to learn what became of a commit.
    private static let patienceOfQuestion = 3

    /// Whatever the server takes for its usual way: a reader sees one state; a writer sees what the one before it stored.
    private static let reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    static let writing = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"

    /// Connects to the server and opens a database of the shape that this program knows.
    ///
    /// - Parameters:
    ///   - address: `postgresql://user@host/database`, with whatever else libpq understands (`sslmode`, …); a password
    ///     is better given by `PGPASSWORD` or a password file.
    ///   - create: whether an empty database is made a registry.
    ///   - asItIs: opens it whatever shape it has, and leaves an empty one empty.
    ///   - connections: at one time, at most.
    /// - Throws: `store.server` where nobody answers, `store.database-missing` and `store.sign-in` where the server lets
    ///   nobody in, `store.password` where it wants a password and there is none, `store.no-right`, `store.server-settings`
    ///   where texts would be kept or sorted otherwise than in SQLite, `store.schemas` where registries lie in several
    ///   schemas, `store.empty`, `store.foreign`, `store.newer`; `store.older` where it has to be brought to today's shape first.
    public init(_ address: String, create: Bool = true, asItIs: Bool = false, connections: Int = 8) throws(Problem) {
        let address = try ServerAddress(address)
        name = address.database
        turn = .changes
        pool = ServerPool(
            address.text(patience: Self.patience),
            asking: address.text(patience: Self.patience, atMost: Self.patienceOfQuestion), most: connections,
            patience: Self.patience)
        let tables = try begin { session in
            let settings = try session.execute(
                """
                SELECT pg_encoding_to_char(encoding), CASE datlocprovider WHEN 'c' THEN datcollate ELSE 'ICU' END, datctype
                FROM pg_database WHERE datname = current_database()
                """, [])
            let found = (0..<3).map { settings.text(0, $0) ?? "" }
            // Small and capital letters too must be the same letters everywhere.
            guard found[0] == "UTF8", ["C", "POSIX"].contains(found[1]), ["C", "POSIX"].contains(found[2]) else {
                throw Problem(
                    "store.server-settings", .refuse, at: Place(file: name),
                    ["encoding": found[0], "order": found[1] == found[2] ? found[1] : "\(found[1]), \(found[2])"])
            }
            let schema = try ServerSchema.find(session, in: name)
            // Readers too: who waits for a table that somebody keeps locked is told, as in SQLite.
            let greeting =
                "SET search_path TO \(ServerText.name(schema)); SET lock_timeout = '\(Self.patience)s'"
            try session.run(greeting)
            pool.greet(with: greeting)
            return try ServerSchema.tables(of: schema, session)
        }
        guard create || !tables.isEmpty else { throw Problem("store.empty", at: Place(file: name)) }
        guard tables.contains("schema_version") || tables.isEmpty else {
            throw Problem("store.foreign", at: Place(file: name))
        }
        if !asItIs { try Schema.prepare(self) }
    }

    /// The log of access of a registry: the same server, and turns of its own.
    private init(accessLogOf registry: PostgresDatabase) throws(Problem) {
        pool = registry.pool
        name = registry.name
        turn = .access
        try AccessSchema.prepare(self)
    }

    /// It lies in a table of the same database.
    public var isApart: Bool { false }

    public func accessLog() throws(Problem) -> any Database {
        guard turn == .changes else { return self }
        if let open = access.withLock({ $0 }) { return open }
        let opened = try PostgresDatabase(accessLogOf: self)
        // Somebody may have been faster.
        return access.withLock { known in
            if let known { return known }
            known = opened
            return opened
        }
    }

    public func read<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        try begin { session in
            do {
                return try session.inTransaction(Self.reading, then: "COMMIT") {
                    try body(PostgresConnection(session: session))
                }
            } catch let lost as LostCommit<Result> {
                // Everything was read.
                return lost.result
            }
        }
    }

    public func write<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        try begin { session in
            var transaction: String?
            do {
                return try session.inTransaction(Self.writing, then: "COMMIT") {
                    transaction = try session.take(turn)
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
            try session.inTransaction(Self.writing, then: "ROLLBACK") {
                _ = try session.take(turn)
                return try body(PostgresConnection(session: session))
            }
        }
    }

    public func integrityFindings() throws(Problem) -> [String] {
        try begin { session in
            let found = try session.execute(PostgresIntegrity.query, [])
            return (0..<found.rows).compactMap { found.text($0, 0) }
        }
    }

    /// Asks for half a minute, and for the time of one try more.
    ///
    /// - Throws: `store.unknown-commit` where the server does not come back in time to say it.
    private func isStored(_ transaction: String?) throws -> Bool {
        guard let transaction else { return false }
        pool.dropIdle()
        let end = ContinuousClock.now + .seconds(Self.patience)
        repeat {
            // A connection of its own: this caller's place in the pool is still taken.
            if let session = try? pool.connectToAsk(),
                let state = try? session.run("SELECT pg_xact_status('\(transaction)'::xid8)").text(0, 0),
                // The server may still be at it.
                state != "in progress"
            {
                return state == "committed"
            }
            Thread.sleep(forTimeInterval: 0.5)
        } while ContinuousClock.now < end
        throw Problem("store.unknown-commit", at: Place(file: name))
    }

    /// Calls the body with a connection; a kept one that turns out dead before anything was done is replaced once.
    func begin<Result>(_ body: (ServerSession) throws -> Result) throws(Problem) -> Result {
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
