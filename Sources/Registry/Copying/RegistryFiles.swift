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
    ///
    /// - Parameter aside: under which name what stands there is kept; nil where nothing does.
    /// - Throws: what the body throws; `store.busy` where somebody uses what stands there.
    func making<Result>(
        _ file: URL, keeping aside: URL? = nil, _ body: (URL) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        let draft = file.deletingLastPathComponent().appendingPathComponent("." + file.lastPathComponent + ".part")
        let drafts = [accessLog(of: draft), draft]
        drafts.forEach(Self.remove)
        do throws(Problem) {
            let result = try body(draft)
            // The log first: a registry without its log would look as if somebody had cut it off.
            let names = zip(drafts, [accessLog(of: file), file])
            let asides = [aside.map { accessLog(of: $0) }, aside]
            let takings = zip(names, asides).map { pair, aside in
                FilePlaces.Taking(
                    draft: Self.isThere(pair.0) ? pair.0 : nil, name: pair.1,
                    aside: Self.isThere(pair.1) ? aside : nil)
            }.filter { $0.draft != nil || $0.aside != nil }
            for taking in takings { if let draft = taking.draft { try store.seal(draft.path) } }
            for taking in takings where taking.aside != nil { try store.seal(taking.name.path) }
            // From here on only names change.
            try FilePlaces(takings).take()
            return result
        } catch {
            drafts.forEach(Self.remove)
            // Nobody knows the file by the name it goes by meanwhile.
            throw error.place.file == draft.lastPathComponent ? error.inFile(file.lastPathComponent) : error
        }
    }

    /// Refuses to make an empty registry where one is missing.
    ///
    /// - Throws: `store.left-behind` naming what lies there of it: its log of access, or what a restoring put aside.
    public func requireNothingLeft(of file: URL) throws(Problem) {
        guard !Self.isThere(file) else { return }
        let log = accessLog(of: file).lastPathComponent
        let kept = file.deletingPathExtension().lastPathComponent + "-\(Self.putAside)-"
        let folder = file.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        guard let left = names.sorted().first(where: { $0 == log || $0.hasPrefix(kept) }) else { return }
        throw Problem("store.left-behind", .refuse, at: Place(file: file.lastPathComponent), ["left": left])
    }

    /// In the name of what gave way to a backup.
    static let putAside = "sebelum"

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

    /// Removes a database file and what the database keeps beside it.
    static func remove(_ file: URL) {
        for ending in [""] + FilePlaces.sideFiles {
            try? FileManager.default.removeItem(atPath: file.path + ending)
        }
    }
}
