public import Foundation
public import Problems
public import Store

/// Whole registries that are files: moved, backed up, restored, brought to today's shape.
///
/// A file gets its name only when it is whole and was read back; until then it goes by another one. What belongs to a
/// registry lies in its file and in that of its log of access.
public struct RegistryFiles: Sendable {
    let store: any FileStore
    let clock: @Sendable () -> Date

    /// - Parameter clock: the time, which backups carry and which is in the names of what is put aside.
    public init(_ store: any FileStore, clock: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.clock = clock
    }

    /// The file beside a registry's own in which its log of access lies, whether it is there or not.
    func accessLog(of file: URL) -> URL { URL(fileURLWithPath: store.accessPath(of: file.path)) }

    /// Moves a registry into a file that is not there yet. See ``RegistryMove``.
    ///
    /// - Throws: `move.exists`.
    public func move(
        from source: any Database, to file: URL, progress: ProgressReport? = nil
    ) throws(Problem) -> RegistryDigest {
        for name in [file, accessLog(of: file)] where Self.isThere(name) {
            throw Problem("move.exists", at: Place(file: name.lastPathComponent))
        }
        return try making(file) { (draft) throws(Problem) in
            let target = try store.open(draft.path, create: true)
            let digest = try RegistryMove.run(from: source, to: target, progress: progress)
            try target.close()
            return digest
        }
    }

    /// Runs a body that makes a registry's file under another name, and its log beside it; gives them their own when the
    /// body is done, and removes them when not.
    func making<Result>(_ file: URL, _ body: (URL) throws(Problem) -> Result) throws(Problem) -> Result {
        let draft = file.deletingLastPathComponent().appendingPathComponent("." + file.lastPathComponent + ".part")
        let drafts = [accessLog(of: draft), draft]
        drafts.forEach(Self.remove)
        do throws(Problem) {
            let result = try body(draft)
            // The log first: a registry without its log would look as if somebody had cut it off.
            for (made, name) in zip(drafts, [accessLog(of: file), file]) where Self.isThere(made) {
                try store.seal(made.path)
                try Self.rename(made, to: name)
            }
            return result
        } catch {
            drafts.forEach(Self.remove)
            // Nobody knows the file by the name it goes by meanwhile.
            throw error.place.file == draft.lastPathComponent ? error.inFile(file.lastPathComponent) : error
        }
    }

    /// Copies the log of access that lies beside a registry. After the registry itself: what that says of the log is in it.
    func copyAccessLog(of file: URL, to other: URL) throws(Problem) {
        let log = accessLog(of: file)
        if Self.isThere(log) { try store.copy(log.path, to: accessLog(of: other).path) }
    }

    /// A name beside a file that nothing has: `NAME-WHY-20261127T081500Z.sqlite`.
    func name(beside file: URL, _ why: String) -> URL {
        let stamp = clock().formatted(.iso8601).replacing("-", with: "").replacing(":", with: "")
        let name = file.deletingPathExtension().lastPathComponent + "-\(why)-\(stamp)"
        return file.deletingLastPathComponent().appendingPathComponent(name)
            .appendingPathExtension(file.pathExtension.isEmpty ? "sqlite" : file.pathExtension)
    }

    static func isThere(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    static func rename(_ file: URL, to other: URL) throws(Problem) {
        do {
            try FileManager.default.moveItem(at: file, to: other)
            // Of a database that could not be settled: its log must not lie beside the one that takes its place.
            for ending in ["-wal", "-shm", "-journal"] where FileManager.default.fileExists(atPath: file.path + ending)
            {
                try FileManager.default.moveItem(atPath: file.path + ending, toPath: other.path + ending)
            }
        } catch {
            throw Problem("output.unwritable", at: Place(file: other.lastPathComponent))
        }
    }

    /// Removes a database file and what the database keeps beside it.
    static func remove(_ file: URL) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            try? FileManager.default.removeItem(atPath: file.path + ending)
        }
    }
}
