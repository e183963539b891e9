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

    /// Seconds to wait for a connection (where pages wait, fewer), for the turn to write, and for an answer to the greeting.
    private static let patience = 30
    private static let patienceOfPages = 10
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
    ///   - answersWithin: seconds for the server's next word to whoever reads or tells the log of access; nil, changes, and
    ///     what is asked within ``Waiting/withoutLimit(_:)`` wait for it however long it takes.
    /// - Throws: `store.server` where nobody answers, `store.database-missing` and `store.sign-in` where the server lets
    ///   nobody in, `store.certificate` where it does not prove itself, `store.password` where it wants a password and there is none, `store.no-right`, `store.server-settings`
    ///   where texts would be kept or sorted otherwise than in SQLite, `store.schemas` where registries lie in several
    ///   schemas, `store.empty`, `store.foreign`, `store.newer`; `store.older` where it has to be brought to today's shape first.
    public init(
        _ address: String, create: Bool = true, asItIs: Bool = false, connections: Int = 8, answersWithin: Int? = nil
    ) throws(Problem) {
        let address = try ServerAddress(address)
        name = address.database
        turn = .changes
        pool = ServerPool(
            address.text(patience: answersWithin == nil ? Self.patience : Self.patienceOfPages),
            asking: address.text(patience: Self.patience, atMost: Self.patienceOfQuestion), most: connections,
            patience: Self.patience, silence: answersWithin)
        let tables = try begin { session in
            try ServerSettings.require(session, in: name)
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
            session.patience = limit
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
            session.patience = turn == .access ? limit : nil
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
            session.patience = nil
            return try session.inTransaction(Self.writing, then: "ROLLBACK") {
                _ = try session.take(turn)
                return try body(PostgresConnection(session: session))
            }
        }
    }

    public func integrityFindings() throws(Problem) -> [String] {
        try begin { session in
            session.patience = nil
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
            if let session = try? pool.connectToAsk(patience: Self.patienceOfQuestion),
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

    public var connectionUse: (used: Int, most: Int)? { pool.use }

    /// Seconds for the server's next word to whoever reads now.
    private var limit: Int? { Waiting.isUnlimited ? nil : pool.silence }

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
