import Foundation
import Problems
import Store

extension SQLiteDatabase {
    /// The file in which a registry's log of access lies: `NAME-jejak.sqlite` for `NAME.sqlite`; beside the file itself where
    /// the path is a link to it.
    public static func accessPath(of path: String) -> String {
        let path = SQLiteFiles.followed(path)
        return (path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path) + "-jejak.sqlite"
    }

    /// Whether a file is there and has no byte.
    static func isEmpty(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: SQLiteFiles.followed(path))
        return (attributes?[.size] as? Int) == 0
    }

    /// `x` and `x.sqlite` in one folder would have one log.
    ///
    /// - Throws: `store.access-foreign` where a log names another registry in its first entry.
    func requireOwn(_ log: SQLiteDatabase) throws(Problem) {
        guard try tableNames().contains(LogChain.changes.table) else { return }
        let own = try read { try LogQueries($0).registry() }
        let named = try log.read { try LogQueries($0, .access).registry() }
        guard let own, let named, own != named else { return }
        throw Problem("store.access-foreign", .refuse, at: Place(file: Self.name(log.path)))
    }
}
