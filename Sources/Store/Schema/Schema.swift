public import Problems

/// Brings a database to the shape this program knows.
public enum Schema {
    /// The version this program writes.
    public static var version: Int { Migration.all.map(\.version).max() ?? 0 }

    /// Runs the steps that are missing.
    ///
    /// - Throws: `store.newer` when the database was written by a newer program.
    public static func migrate(_ database: any Database) throws(Problem) {
        let dialect = database.dialect
        // Most databases are up to date: seeing that must not wait for whoever is writing.
        let current = (try? database.read { try $0.count("SELECT MAX(version) FROM schema_version") }) ?? 0
        guard current != version else { return }
        try database.write { connection in
            try connection.execute(
                "CREATE TABLE IF NOT EXISTS schema_version (version \(dialect.integerType) NOT NULL PRIMARY KEY)")
            let current = try connection.count("SELECT MAX(version) FROM schema_version")
            guard current <= version else {
                throw Problem(
                    "store.newer", .refuse, ["found": String(current), "known": String(version)])
            }
            for migration in Migration.all where migration.version > current { try migration.run(connection, dialect) }
        }
    }
}
