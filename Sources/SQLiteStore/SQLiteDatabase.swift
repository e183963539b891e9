import Foundation
import GRDB
public import Problems
public import Store

/// A registry in one SQLite file (write-ahead log, foreign keys on).
public final class SQLiteDatabase: Store.Database {
    private let pool: DatabasePool
    private let fileName: String
    public let dialect: any Dialect = SQLiteDialect()

    /// Opens or creates the file and brings it to the shape this program knows.
    ///
    /// - Parameters:
    ///   - path: the file; a missing one is created when `create` is true.
    /// - Throws: `store.missing`, `store.unreadable` (not a database, no permission), `store.newer`.
    public init(path: String, create: Bool = true) throws(Problem) {
        fileName = URL(fileURLWithPath: path).lastPathComponent
        if !create, !FileManager.default.fileExists(atPath: path) {
            throw Problem("store.missing", at: Place(file: fileName))
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            // Larger pages than the default: lists are written and read in long runs. Counts for new files only.
            try database.execute(sql: "PRAGMA page_size = 16384")
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            try database.execute(sql: "PRAGMA cache_size = -131072")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw Self.problem(error, fileName)
        }
        // A file that somebody else made stays as it is.
        let tables = try tableNames()
        guard tables.contains("schema_version") || (create && tables.isEmpty) else {
            throw Problem("store.foreign", at: Place(file: fileName))
        }
        try Schema.migrate(self)
    }

    private func tableNames() throws(Problem) -> [String] {
        do {
            return try pool.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_master WHERE type = 'table'") }
        } catch {
            throw Self.problem(error, fileName)
        }
    }

    public func read<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        do {
            return try pool.read { try body(SQLiteConnection(database: $0)) }
        } catch {
            throw Self.problem(error, fileName)
        }
    }

    public func write<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        do {
            return try pool.write { try body(SQLiteConnection(database: $0)) }
        } catch {
            throw Self.problem(error, fileName)
        }
    }

    public func rehearse<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        do {
            return try pool.writeWithoutTransaction { database in
                var result: Result?
                try database.inTransaction {
                    result = try body(SQLiteConnection(database: database))
                    return .rollback
                }
                guard let result else {
                    throw Problem("store.failed", at: Place(file: fileName), ["detail": "rehearsal"])
                }
                return result
            }
        } catch {
            throw Self.problem(error, fileName)
        }
    }

    public func integrityFindings() throws(Problem) -> [String] {
        do {
            return try pool.read { database in
                let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check")
                let orphans = try GRDB.Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                    "foreign key: \(row["table"] as String? ?? "?") → \(row["parent"] as String? ?? "?")"
                }
                return integrity.filter { $0 != "ok" } + orphans
            }
        } catch {
            throw Self.problem(error, fileName)
        }
    }

    /// One problem type for the caller; the database's message stays, a row's values do not.
    private static func problem(_ error: any Error, _ file: String) -> Problem {
        if let problem = error as? Problem { return problem }
        guard let error = error as? DatabaseError else {
            return Problem("store.failed", at: Place(file: file), ["detail": String(describing: type(of: error))])
        }
        let detail = ["detail": error.message ?? "", "number": String(error.extendedResultCode.rawValue)]
        switch error.resultCode {
        case .SQLITE_NOTADB: return Problem("store.foreign", at: Place(file: file))
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_READONLY:
            return Problem("store.unreadable", at: Place(file: file), detail)
        case .SQLITE_CORRUPT: return Problem("store.damaged", at: Place(file: file), detail)
        case .SQLITE_FULL, .SQLITE_IOERR: return Problem("store.disk", at: Place(file: file), detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return Problem("store.busy", at: Place(file: file), detail)
        default: return Problem("store.failed", at: Place(file: file), detail)
        }
    }
}

/// What SQLite writes its own way.
struct SQLiteDialect: Dialect {
    let identityColumn = "INTEGER PRIMARY KEY AUTOINCREMENT"
    let integerType = "INTEGER"
    let presentTable = "main."

    func member(_ name: String, of column: String) -> String { "json_extract(\(column), '$.\(name)')" }
}
