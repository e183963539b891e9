public import Foundation
public import Problems
public import Store

/// Whole registries that are files: moved, backed up, restored, brought to today's shape.
///
/// A file gets its name only when it is whole and was read back; until then it goes by another one. What belongs to a
/// registry lies in its file and, where there is one, in ``companion(of:)``.
public struct RegistryFiles: Sendable {
    let store: any FileStore
    let clock: @Sendable () -> Date

    /// - Parameter clock: the time, which backups carry and which is in the names of what is put aside.
    public init(_ store: any FileStore, clock: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.clock = clock
    }

    /// The file beside a registry's own in which reads are logged, whether it is there or not: `NAME-jejak.sqlite` for
    /// `NAME.sqlite`.
    public static func companion(of file: URL) -> URL {
        let name = file.pathExtension == "sqlite" ? file.deletingPathExtension() : file
        return file.deletingLastPathComponent().appendingPathComponent(name.lastPathComponent + "-jejak.sqlite")
    }

    /// Moves a registry into a file that is not there yet. See ``RegistryMove``.
    ///
    /// - Throws: `move.exists`.
    public func move(
        from source: any Database, to file: URL, progress: ProgressReport? = nil
    ) throws(Problem) -> RegistryDigest {
        guard !Self.isThere(file) else { throw Problem("move.exists", at: Place(file: file.lastPathComponent)) }
        return try making(file) { (draft) throws(Problem) in
            let target = try store.open(draft.path, create: true)
            let digest = try RegistryMove.run(from: source, to: target, progress: progress)
            try target.close()
            return digest
        }
    }

    /// Runs a body that makes a file under another name; gives it its own when the body is done, and removes it when not.
    func making<Result>(_ file: URL, _ body: (URL) throws(Problem) -> Result) throws(Problem) -> Result {
        let draft = file.deletingLastPathComponent().appendingPathComponent("." + file.lastPathComponent + ".part")
        Self.remove(draft)
        do throws(Problem) {
            let result = try body(draft)
            try store.seal(draft.path)
            try Self.rename(draft, to: file)
            return result
        } catch {
            Self.remove(draft)
            // Nobody knows the file by the name it goes by meanwhile.
            throw error.place.file == draft.lastPathComponent ? error.inFile(file.lastPathComponent) : error
        }
    }

    /// Copies the log of reads that lies beside a registry. After the registry itself: what that says of the log is in it.
    func copyCompanion(of file: URL, to other: URL) throws(Problem) {
        let (log, copy) = (Self.companion(of: file), Self.companion(of: other))
        guard Self.isThere(log) else { return }
        guard !Self.isThere(copy) else { throw Problem("backup.exists", at: Place(file: copy.lastPathComponent)) }
        try making(copy) { (draft) throws(Problem) in try store.copy(log.path, to: draft.path) }
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
