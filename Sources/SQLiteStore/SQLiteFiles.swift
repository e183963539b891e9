import Foundation
import GRDB
public import Problems
public import Store

/// SQLite files as a whole: for copies, backups and what is put in a registry's place.
public struct SQLiteFiles: FileStore {
    public init() {}

    /// The file that a path leads to: the path itself, or the end of the symbolic links that it is.
    public static func followed(_ path: String) -> String {
        var url = URL(fileURLWithPath: path)
        // As many as the system follows.
        for _ in 0..<40 {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) else { break }
            url = URL(fileURLWithPath: target, relativeTo: url.deletingLastPathComponent()).absoluteURL
        }
        return url.path == URL(fileURLWithPath: path).path ? path : url.path
    }

    public func open(_ path: String, create: Bool) throws(Problem) -> any FileDatabase {
        try SQLiteDatabase(path: path, create: create, asItIs: true)
    }

    public func seal(_ path: String) throws(Problem) {
        try Self.inFile(path) {
            guard try Self.isDatabase(path) else { return }
            let queue = try DatabaseQueue(path: path)
            // Only who is alone with the file can leave the write-ahead log: this is what finds other users.
            let mode = try queue.inDatabase { try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
            try queue.close()
            guard mode == "delete" else { throw DatabaseError(resultCode: .SQLITE_BUSY) }
        }
    }

    /// Whether a file can be read as a database at all. One that cannot is nobody's, and holds nothing to be settled.
    private static func isDatabase(_ path: String) throws -> Bool {
        do {
            let queue = try DatabaseQueue(path: path)
            _ = try queue.inDatabase { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
            try queue.close()
            return true
        } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
            return false
        }
    }

    public func accessPath(of path: String) -> String { SQLiteDatabase.accessPath(of: path) }

    public func copy(_ path: String, to other: String) throws(Problem) {
        try Self.inFile(path) {
            let (source, target) = (try DatabaseQueue(path: path), try DatabaseQueue(path: other))
            try source.backup(to: target)
            try target.close()
            try source.close()
        }
    }

    private static func inFile(_ path: String, _ body: () throws -> Void) throws(Problem) {
        do {
            try body()
        } catch {
            throw SQLiteDatabase.problem(error, path)
        }
    }
}

extension SQLiteDatabase: FileDatabase {
    public func copy<Result: Sendable>(
        to path: String, _ beside: @Sendable (any Connection) throws -> Result
    ) throws(Problem) -> Result {
        let target: DatabaseQueue
        do {
            target = try DatabaseQueue(path: path)
        } catch {
            throw Self.problem(error, path)
        }
        return try read { connection in
            guard let source = (connection as? SQLiteConnection)?.database else { throw Problem("program.fault") }
            // The first statement fixes the state that this connection sees; the pages are taken from the same.
            let result = try beside(connection)
            do {
                try target.writeWithoutTransaction { try source.backup(to: $0) }
                try target.close()
            } catch {
                throw Self.problem(error, path)
            }
            return result
        }
    }
}
