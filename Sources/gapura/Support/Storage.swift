import Problems
import Registry
import SQLiteStore

/// Chooses the store: the one place that knows which database stands behind a registry.
enum Storage {
    /// Opens a registry.
    ///
    /// - Parameters:
    ///   - location: a file's path.
    ///   - create: whether a missing file is made.
    /// - Throws: `store.postgres` for a PostgreSQL address, and what the store throws.
    static func registry(at location: String, create: Bool, actor: String) throws(Problem) -> Registry {
        if location.hasPrefix("postgres://") || location.hasPrefix("postgresql://") { throw Problem("store.postgres") }
        return Registry(try SQLiteDatabase(path: location, create: create), actor: actor)
    }
}
