import Dispatch
import GRDB
import GRDBSQLite
import Synchronization

/// Carries what was stored over from the write-ahead log into the database file, on a thread of its own: whoever stores
/// something need not wait for the disk to take what others stored before.
///
/// Nothing depends on when it is done: what stands in the write-ahead log is stored, and what fails here is done by the next one.
@safe final class Checkpointer: Sendable {
    private let path: String
    private let pages: Int32
    private let queue = DispatchQueue(label: "gapura.checkpoint")
    /// How long the log was when the last one began.
    private let last = Mutex<Int32>(0)

    /// - Parameter pages: from so many pages on, and again after as many more.
    init(_ path: String, pages: Int32 = 1000) {
        self.path = path
        self.pages = pages
    }

    /// Takes the place of SQLite's own way for a connection. It must not outlive this object.
    func watch(_ database: GRDB.Database) {
        _ = unsafe sqlite3_wal_hook(
            database.sqliteConnection,
            { context, _, _, length in
                guard let context = unsafe context else { return SQLITE_OK }
                unsafe Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue().grew(to: length)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func grew(to length: Int32) {
        let isDue = last.withLock { last in
            // Shorter than before: it began anew.
            if length < last { last = 0 }
            guard length - last >= pages else { return false }
            last = length
            return true
        }
        guard isDue else { return }
        queue.async { [path] in
            // A connection of its own, for the writer's is busy.
            var configuration = Configuration()
            configuration.busyMode = .timeout(0.1)
            let queue = try? DatabaseQueue(path: path, configuration: configuration)
            try? queue?.inDatabase { database in
                // The most of it beside those who write; what they add meanwhile while they wait, so that the log begins
                // anew and does not grow for as long as somebody writes.
                try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
                try database.execute(sql: "PRAGMA wal_checkpoint(RESTART)")
            }
            try? queue?.close()
        }
    }

    /// Waits until nothing is being carried over.
    func wait() { queue.sync {} }
}
