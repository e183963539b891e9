import Foundation
import GRDB
public import Problems
public import Store
import Synchronization

/// A registry in one SQLite file (write-ahead log, foreign keys on).
///
/// Who looked is kept in a second file beside it: SQLite lets one writer at a time into a file, and nobody who looks
/// somebody up shall wait until a list is stored.
public final class SQLiteDatabase: Store.Database {
    private let pool: DatabasePool
    private let checkpointer: Checkpointer
    private let path: String
    /// Where the log of access lies; nil in the log of access itself.
    private let accessPath: String?
    private let access = Mutex<SQLiteDatabase?>(nil)
    public let dialect: any Dialect = SQLiteDialect()

    /// Opens or creates the file and brings it to the shape this program knows.
    ///
    /// - Parameters:
    ///   - path: the file; a missing one is created when `create` is true.
    ///   - upgrades: whether it is brought to today's shape; otherwise it is opened as it is, and a new one is empty.
    /// - Throws: `store.missing`, `store.folder`, `store.foreign` (not a registry), `store.unreadable` (no permission),
    ///   `store.newer`.
    public init(path: String, create: Bool = true, upgrades: Bool = true) throws(Problem) {
        self.path = path
        accessPath = Self.accessPath(of: path)
        try Self.checkPlace(path, create: create)
        checkpointer = Checkpointer(path)
        pool = try Self.open(path, cache: SQLiteConnection.cache, checkpointer)
        // A file that somebody else made stays as it is.
        let tables = try tableNames()
        guard tables.contains("schema_version") || (create && tables.isEmpty) else {
            throw Problem("store.foreign", at: Place(file: Self.name(path)))
        }
        if upgrades { try Schema.migrate(self) }
    }

    /// What the database would say of a wrong place in its own words.
    private static func checkPlace(_ path: String, create: Bool) throws(Problem) {
        let url = URL(fileURLWithPath: path)
        if let isFolder = try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory {
            guard !isFolder else { throw Problem("store.folder", at: Place(file: name(path))) }
            return
        }
        guard create else { throw Problem("store.missing", at: Place(file: name(path))) }
        let folder = url.deletingLastPathComponent()
        guard FileManager.default.fileExists(atPath: folder.path) else {
            throw Problem("store.no-folder", at: Place(file: name(path)), value: folder.relativePath)
        }
    }

    /// A path as problems name it: without its folder.
    static func name(_ path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }

    deinit { checkpointer.wait() }

    public func close() throws(Problem) {
        if let log = access.withLock({ $0 }) { try log.close() }
        checkpointer.wait()
        do {
            try pool.close()
        } catch {
            throw Self.problem(error, path)
        }
    }

    /// Opens or creates a log of access.
    private init(accessLog path: String) throws(Problem) {
        self.path = path
        accessPath = nil
        checkpointer = Checkpointer(path)
        pool = try Self.open(path, cache: 8, checkpointer)
        let tables = try tableNames()
        guard tables.isEmpty || tables.contains("access_entry") else {
            throw Problem("store.foreign", at: Place(file: Self.name(path)))
        }
        try AccessSchema.prepare(self)
    }

    /// The file in which a registry's log of access lies: `NAME-jejak.sqlite` for `NAME.sqlite`.
    public static func accessPath(of path: String) -> String {
        (path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path) + "-jejak.sqlite"
    }

    public func accessLog() throws(Problem) -> any Store.Database {
        guard let accessPath else { return self }
        if let open = access.withLock({ $0 }) { return open }
        let opened = try SQLiteDatabase(accessLog: accessPath)
        // Somebody may have been faster.
        return access.withLock { known in
            if let known { return known }
            known = opened
            return opened
        }
    }

    /// - Parameter cache: megabytes of pages that a connection keeps.
    private static func open(
        _ path: String, cache: Int, _ checkpointer: Checkpointer
    ) throws(Problem) -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            // Larger pages than the default: lists are written and read in long runs. Counts for new files only.
            try database.execute(sql: "PRAGMA page_size = 16384")
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            try SQLiteConnection.keep(cache, in: database)
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            checkpointer.watch(database)
        }
        do {
            return try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw problem(error, path)
        }
    }

    private func tableNames() throws(Problem) -> [String] {
        do {
            return try pool.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_master WHERE type = 'table'") }
        } catch {
            throw Self.problem(error, path)
        }
    }

    public func read<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        do {
            return try pool.read { try body(SQLiteConnection(database: $0)) }
        } catch {
            throw Self.problem(error, path)
        }
    }

    public func write<Result: Sendable>(
        _ body: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        do {
            return try pool.write { database in
                // What a large change made grow is given back after it; where that fails there is only more memory taken.
                defer { if accessPath != nil { try? SQLiteConnection.keep(SQLiteConnection.cache, in: database) } }
                return try body(SQLiteConnection(database: database))
            }
        } catch {
            throw Self.problem(error, path)
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
                    throw Problem("store.failed", at: Place(file: Self.name(path)), ["detail": "rehearsal"])
                }
                return result
            }
        } catch {
            throw Self.problem(error, path)
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
            throw Self.problem(error, path)
        }
    }
}
