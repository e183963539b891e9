import Foundation
import GRDB
public import Problems
public import Store
import Synchronization

/// A registry in one SQLite file (write-ahead log, foreign keys on).
///
/// Who looked is kept in a second file beside it: SQLite lets one writer at a time into a file, and nobody who looks
/// somebody up shall wait until a list is stored.
///
/// A file that may not be written, or lies in a folder or on a disc where nothing may be, is opened for reading only.
public final class SQLiteDatabase: Store.Database {
    private let pool: any DatabaseWriter
    private let checkpointer: Checkpointer
    let path: String
    /// Whether it is opened for reading only.
    private let isReadOnly: Bool
    /// Where the log of access lies; nil in the log of access itself.
    private let accessPath: String?
    private let access = Mutex<SQLiteDatabase?>(nil)
    public let dialect: any Dialect = SQLiteDialect()

    /// Opens a file of the shape that this program knows, or creates it.
    ///
    /// - Parameters:
    ///   - path: the file; a missing one is created when `create` is true.
    ///   - asItIs: opens it whatever shape it has, and leaves a new one empty.
    /// - Throws: `store.missing`, `store.folder`, `store.foreign` (not a registry), `store.unreadable` (no permission),
    ///   `store.newer`; `store.older` where it has to be brought to today's shape first, and `store.read-only-old` where
    ///   it may not be written either.
    public init(path: String, create: Bool = true, asItIs: Bool = false) throws(Problem) {
        self.path = path
        accessPath = Self.accessPath(of: path)
        try Self.checkPlace(path, create: create)
        isReadOnly = ReadOnlyFile.isReadOnly(path)
        // A file without a byte is nobody's registry, and to open it would make it one.
        if !create, Self.isEmpty(path) { throw Problem("store.foreign", at: Place(file: Self.name(path))) }
        checkpointer = Checkpointer(path)
        let cache = SQLiteConnection.cache
        pool =
            try isReadOnly
            ? ReadOnlyFile.open(path, cache: cache) : Self.open(path, cache: cache, isLog: false, checkpointer)
        // A file that somebody else made stays as it is.
        let tables = try tableNames()
        guard tables.contains("schema_version") || (create && tables.isEmpty) else {
            throw Problem("store.foreign", at: Place(file: Self.name(path)))
        }
        guard !asItIs else { return }
        if isReadOnly {
            let version = try Schema.version(of: self)
            guard version >= Schema.version else {
                throw Problem(
                    "store.read-only-old", at: Place(file: Self.name(path)),
                    ["found": String(version), "known": String(Schema.version)])
            }
        }
        try Schema.prepare(self)
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
    ///
    /// - Parameter isReadOnly: whether nothing may be written beside it. Where there is none it is empty.
    private init(accessLog path: String, isReadOnly: Bool) throws(Problem) {
        self.path = path
        self.isReadOnly = isReadOnly
        accessPath = nil
        checkpointer = Checkpointer(path, pages: 4096)
        let isThere = FileManager.default.fileExists(atPath: path)
        guard isThere || !isReadOnly else {
            pool = try ReadOnlyFile.empty(AccessSchema.statements(SQLiteDialect()))
            return
        }
        pool =
            try isReadOnly
            ? ReadOnlyFile.open(path, cache: 8) : Self.open(path, cache: 8, isLog: true, checkpointer)
        let tables = try tableNames()
        guard tables.isEmpty || tables.contains("access_entry") else {
            throw Problem("store.foreign", at: Place(file: Self.name(path)))
        }
        if !isReadOnly { try AccessSchema.prepare(self) }
    }

    public func accessLog() throws(Problem) -> any Store.Database {
        guard let accessPath else { return self }
        if let open = access.withLock({ $0 }) { return open }
        let isReadOnly = isReadOnly || ReadOnlyFile.isReadOnly(accessPath)
        let opened = try SQLiteDatabase(accessLog: accessPath, isReadOnly: isReadOnly)
        try requireOwn(opened)
        // Somebody may have been faster.
        return access.withLock { known in
            if let known { return known }
            known = opened
            return opened
        }
    }

    public var isApart: Bool { accessPath == nil }

    /// - Parameters:
    ///   - cache: megabytes of pages that a connection keeps.
    ///   - isLog: whether it is a log of access, into which little is written often.
    private static func open(
        _ path: String, cache: Int, isLog: Bool, _ checkpointer: Checkpointer
    ) throws(Problem) -> DatabasePool {
        do {
            return try DatabasePool(
                path: path, configuration: configuration(cache: cache, isLog: isLog, checkpointer))
        } catch {
            throw problem(error, path)
        }
    }

    static func configuration(cache: Int, isLog: Bool, _ checkpointer: Checkpointer? = nil) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            // Larger pages than the default where lists are written and read in long runs. Counts for new files only.
            try database.execute(sql: "PRAGMA page_size = \(isLog ? 4096 : 16384)")
            // A change is on the disk before it is answered, so that it outlives a power cut.
            try database.execute(sql: "PRAGMA synchronous = \(isLog ? "NORMAL" : "FULL")")
            try SQLiteConnection.keep(cache, in: database)
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            checkpointer?.watch(database)
        }
        return configuration
    }

    func tableNames() throws(Problem) -> [String] {
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
        guard !isReadOnly else { throw Problem("store.read-only", at: Place(file: Self.name(path))) }
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
        guard !isReadOnly else { throw Problem("store.read-only", at: Place(file: Self.name(path))) }
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
