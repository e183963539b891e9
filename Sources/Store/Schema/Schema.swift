public import Problems

/// Brings a database to the shape this program knows.
public enum Schema {
    /// The version this program writes.
    public static var version: Int { Migration.all.map(\.version).max() ?? 0 }

    /// Runs the steps that are missing.
    ///
    /// - Throws: `store.newer` when the database was written by a newer program.
    public static func migrate(_ database: any Database) throws(Problem) {
        // Most databases are up to date: seeing that must not wait for whoever is writing.
        let current = (try? version(of: database)) ?? 0
        guard current != version else { return }
        try database.write { try migrate($0, database.dialect) }
    }

    /// Runs the steps that are missing, in the caller's transaction.
    ///
    /// - Throws: `store.newer` when the database was written by a newer program.
    public static func migrate(_ connection: any Connection, _ dialect: any Dialect) throws {
        try connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version \(dialect.integerType) NOT NULL PRIMARY KEY)")
        let current = try connection.count(newest)
        guard current <= version else {
            throw Problem("store.newer", .refuse, ["found": String(current), "known": String(version)])
        }
        for migration in Migration.all where migration.version > current { try migration.run(connection, dialect) }
    }

    /// The version of a database's shape.
    public static func version(of database: any Database) throws(Problem) -> Int {
        try database.read { try $0.count(newest) }
    }

    private static let newest = "SELECT MAX(version) FROM schema_version"
}
