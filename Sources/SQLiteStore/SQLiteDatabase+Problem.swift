import Foundation
import GRDB
import Problems

extension SQLiteDatabase {
    /// One problem type for the caller; the database's message stays, a row's values do not.
    static func problem(_ error: any Error, _ path: String) -> Problem {
        if let problem = error as? Problem { return problem }
        let place = Place(file: name(path))
        guard let error = error as? DatabaseError else {
            return Problem("store.failed", at: place, ["detail": String(describing: type(of: error))])
        }
        let detail = ["detail": error.message ?? error.resultCode.description]
        switch error.resultCode {
        case .SQLITE_NOTADB: return Problem("store.foreign", at: place)
        case .SQLITE_FULL: return Problem("store.disk-full", at: place)
        case .SQLITE_IOERR: return Problem("store.disk", at: place, detail)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: return Problem("store.read-only", at: place)
        // Beside the file the database keeps its log: whoever may not write into the folder cannot open it either.
        case .SQLITE_CANTOPEN:
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let isWritable = FileManager.default.isWritableFile(atPath: folder)
            return isWritable
                ? Problem("store.unreadable", at: place, detail) : Problem("store.read-only", at: place)
        case .SQLITE_CORRUPT: return Problem("store.damaged", at: place, detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return Problem("store.busy", at: place)
        default: return Problem("store.failed", at: place, detail)
        }
    }
}
