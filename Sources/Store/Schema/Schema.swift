import Foundation
public import Problems

/// Brings a database to the shape this program knows.
public enum Schema {
    /// The version this program writes.
    public static var version: Int { Migration.all.map(\.version).max() ?? 0 }

    /// Gives a database that holds nothing today's shape.
    ///
    /// - Throws: `store.older` for one of an older shape, which is brought to today's only where somebody asks for that;
    ///   as ``migrate(_:by:)``.
    public static func prepare(_ database: any Database) throws(Problem) {
        let current = try version(of: database)
        // Most databases are up to date.
        guard current != version else { return }
        guard current == 0 || current > version else { throw problem("store.older", current) }
        try migrate(database)
    }

    /// Refuses to write into a shape that another program has made of the registry since it was opened.
    ///
    /// - Throws: `store.reshaped`.
    public static func requireCurrent(_ connection: any Connection) throws {
        let found = try connection.count("SELECT MAX(version) FROM schema_version")
        guard found == version else { throw problem("store.reshaped", found) }
    }

    private static func problem(_ code: String, _ found: Int) -> Problem {
        Problem(code, .refuse, ["found": String(found), "known": String(version)])
    }

    /// Runs the steps that are missing, and tells the log of it.
    ///
    /// - Parameter actor: who does it; the program itself where it is opened by somebody who wants something else of it.
    /// - Throws: `store.newer` when the database was written by a newer program; `store.version-damaged`.
    public static func migrate(_ database: any Database, by actor: String = "gapura") throws(Problem) {
        let dialect = database.dialect
        // Seeing that there is nothing to do must not wait for whoever is writing.
        let current = try version(of: database)
        guard current != version else { return }
        try database.write { try migrate($0, dialect, by: actor) }
    }

    /// Runs the steps that are missing, in the caller's transaction.
    ///
    /// - Throws: as ``migrate(_:by:)``.
    public static func migrate(
        _ connection: any Connection, _ dialect: any Dialect, by actor: String = "gapura"
    ) throws {
        let current = try version(connection, dialect)
        guard current <= version else {
            throw problem("store.newer", current)
        }
        guard current < version else { return }
        if current == 0 {
            try connection.execute(versions(dialect))
        }
        for migration in Migration.all where migration.version > current { try migration.run(connection, dialect) }
        guard current > 0 else { return }
        try LogQueries(connection).append(
            LogEntry(
                .migrate, at: Date().formatted(.iso8601), by: actor,
                detail: LedgerJSON.text(["from": current, "to": version])))
    }

    /// Makes the table of the steps that were taken.
    static func versions(_ dialect: any Dialect) -> String {
        "CREATE TABLE IF NOT EXISTS schema_version (version \(dialect.integerType) NOT NULL PRIMARY KEY)"
    }

    /// The version of a database's shape; 0 where it has none yet.
    public static func version(of database: any Database) throws(Problem) -> Int {
        let dialect = database.dialect
        return try database.read { try version($0, dialect) }
    }

    /// - Throws: `store.version-damaged` where the table does not say which steps were taken, one after the other.
    private static func version(_ connection: any Connection, _ dialect: any Dialect) throws -> Int {
        var columns: [String: Set<String>] = [:]
        try connection.query(dialect.columns, []) { columns[$0.string(0), default: []].insert($0.string(1)) }
        guard let own = columns["schema_version"] else { return 0 }
        guard own.contains("version") else { throw Problem("store.version-damaged") }
        let steps = try connection.all("SELECT version FROM schema_version ORDER BY version") {
            try $0.value(0).integer
        }
        if let newest = steps.compactMap(\.self).last, newest > Int64(version) { return Int(newest) }
        // A table that somebody else made, or that was emptied, says nothing; the shape's own begins at 1.
        let isBlank = columns.count == 1 && steps.isEmpty
        guard isBlank || (!steps.isEmpty && steps == (1...steps.count).map { Int64($0) }) else {
            throw Problem("store.version-damaged")
        }
        return steps.count
    }
}
