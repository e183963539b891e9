import Foundation
import GRDB
import Problems

/// Files that may be read and not written: on a disc that was burnt, in an archive, of somebody else.
enum ReadOnlyFile {
    /// Whether a file is there and may not be written, or nothing may be written beside it, where SQLite keeps its log.
    static func isReadOnly(_ path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        return !isWritable(path) || !isWritable(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// What nobody may write is not written by an administrator either, who could.
    private static func isWritable(_ path: String) -> Bool {
        let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        return FileManager.default.isWritableFile(atPath: path) && (mode ?? 0o200) & 0o222 != 0
    }

    /// Opens a file for reading.
    ///
    /// Where nobody has it open there is nothing beside it, and SQLite must be told that it does not change, for it would
    /// make its files there. Where somebody has, they are read along.
    ///
    /// - Throws: `store.read-only-unfinished` where changes lie beside the file that only somebody who may write can bring
    ///   into it.
    static func open(_ path: String, cache: Int) throws(Problem) -> any DatabaseWriter {
        var configuration = SQLiteDatabase.configuration(cache: cache, isLog: false)
        configuration.readonly = true
        let size = try? URL(fileURLWithPath: path + "-wal").resourceValues(forKeys: [.fileSizeKey]).fileSize
        do {
            if let size, size > 0 { return try DatabasePool(path: path, configuration: configuration) }
            let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "?#"))
            let whole = URL(fileURLWithPath: path).path
            let name = whole.addingPercentEncoding(withAllowedCharacters: allowed) ?? whole
            return try DatabasePool(path: "file:\(name)?immutable=1", configuration: configuration)
        } catch {
            if let size, size > 0, (error as? DatabaseError)?.resultCode == .SQLITE_CANTOPEN {
                throw Problem("store.read-only-unfinished", at: Place(file: SQLiteDatabase.name(path)))
            }
            throw SQLiteDatabase.problem(error, path)
        }
    }

    /// A database in memory, in the place of a file that is not there and cannot be made.
    static func empty(_ statements: [String]) throws(Problem) -> any DatabaseWriter {
        do {
            let queue = try DatabaseQueue()
            try queue.write { database in
                for statement in statements { try database.execute(sql: statement) }
            }
            return queue
        } catch {
            throw SQLiteDatabase.problem(error, ":memory:")
        }
    }
}
