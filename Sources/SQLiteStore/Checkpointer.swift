import Dispatch
import GRDB
import GRDBSQLite

/// Carries what was stored over from the write-ahead log into the database file: at once where it is little, and on a thread of its
/// own where it is a large list, so that the next change need not wait for it.
///
/// Nothing depends on when it is done: what stands in the write-ahead log is stored, and what fails here is done by the next one.
@safe final class Checkpointer: Sendable {
    private let path: String
    private let queue = DispatchQueue(label: "gapura.checkpoint")

    /// From so many pages on they are carried over, as SQLite does it by itself, and from so many on beside other work.
    private static let few: Int32 = 1000
    private static let many: Int32 = 4096

    init(_ path: String) { self.path = path }

    /// Takes the place of SQLite's own way for a connection. It must not outlive this object.
    func watch(_ database: GRDB.Database) {
        _ = unsafe sqlite3_wal_hook(
            database.sqliteConnection,
            { context, connection, name, pages in
                guard let context = unsafe context, pages >= Checkpointer.few else { return SQLITE_OK }
                if pages < Checkpointer.many {
                    _ = unsafe sqlite3_wal_checkpoint(connection, name)
                } else {
                    unsafe Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue().begin()
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func begin() {
        queue.async { [path] in
            // A connection of its own, for the writer's is busy.
            let queue = try? DatabaseQueue(path: path)
            try? queue?.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)") }
            try? queue?.close()
        }
    }

    /// Waits until nothing is being carried over.
    func wait() { queue.sync {} }
}
