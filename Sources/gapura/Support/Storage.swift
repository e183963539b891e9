import Foundation
import PostgresStore
import Problems
import Registry
import SQLiteStore

/// Chooses the store: the one place that knows which database stands behind a registry.
enum Storage {
    /// Whether a location is the address of a PostgreSQL database and not a file.
    static func isOnServer(_ location: String) -> Bool {
        location.hasPrefix("postgres://") || location.hasPrefix("postgresql://")
    }

    /// Where things lie that belong beside a registry: next to its file, or for one on a server the folder at hand.
    static func folder(of location: String) -> URL {
        isOnServer(location)
            ? URL(fileURLWithPath: ".") : URL(fileURLWithPath: location).deletingLastPathComponent()
    }

    /// Opens a registry.
    ///
    /// - Parameters:
    ///   - location: a file's path, or the address of a PostgreSQL database, `postgresql://…`.
    ///   - create: whether a missing file is made, or tables in an empty database.
    ///   - purpose: what the registry is opened for, as the user says; the log keeps it.
    /// - Throws: what the store throws.
    static func registry(
        at location: String, create: Bool, actor: String, purpose: String? = nil
    ) throws(Problem) -> Registry {
        if isOnServer(location) {
            return Registry(try PostgresDatabase(location, create: create), actor: actor, purpose: purpose)
        }
        return Registry(try SQLiteDatabase(path: location, create: create), actor: actor, purpose: purpose)
    }

    /// The files of a registry that lies in one: its own, and that of the log of who looked, each with what SQLite keeps
    /// beside it.
    static func files(of path: String) -> [String] {
        [path, SQLiteDatabase.accessPath(of: path)].flatMap { file in ["", "-wal", "-shm"].map { file + $0 } }
    }
}
