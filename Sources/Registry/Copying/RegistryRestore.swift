public import Foundation
public import Problems
public import Store

extension RegistryFiles {
    /// Puts a backup where a registry shall be. The backup itself is not touched. What stands there keeps its name until
    /// the restored file takes it in one step.
    ///
    /// - Parameters:
    ///   - file: where the registry shall be.
    ///   - replacing: keeps what stands there under another name instead of refusing.
    ///   - actor: who does it; the restored registry's log tells it.
    /// - Throws: `restore.exists`, `restore.altered` where the backup is not what its note says, `restore.unsound`,
    ///   `store.busy` where somebody uses what stands there.
    public func restore(
        _ backup: URL, to file: URL, replacing: Bool, by actor: String = "gapura"
    ) throws(Problem) -> BackupReceipt {
        let places = [file, accessLog(of: file)]
        let standing = places.filter(Self.isThere)
        guard replacing || standing.isEmpty else {
            throw Problem("restore.exists", at: Place(file: standing.first?.lastPathComponent))
        }
        let aside = standing.isEmpty ? nil : name(beside: file, Self.putAside)
        return try making(file, keeping: aside) { (draft) throws(Problem) in
            var receipt = try draw(backup, into: draft, actor)
            receipt.aside = aside.map { standing.contains(file) ? $0 : accessLog(of: $0) }?.lastPathComponent
            return receipt
        }
    }

    /// Puts a backup into a database on a server, in one transaction.
    ///
    /// - Parameters:
    ///   - target: without any table.
    ///   - replacing: keeps what stands there under another name instead of refusing.
    ///   - actor: who does it; the restored registry's log tells it.
    public func restore(
        _ backup: URL, to target: any Database, replacing: Bool, by actor: String = "gapura",
        progress: ProgressReport? = nil
    ) throws(Problem) -> BackupReceipt {
        let dialect = target.dialect
        let isBlank = try target.read { try TableQueries($0, dialect).isBlank() }
        guard replacing || isBlank else { throw Problem("restore.exists") }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-" + UUID().uuidString)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Problem.unwritten(folder.lastPathComponent, error)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        let draft = folder.appendingPathComponent("pulih.sqlite")
        var receipt = try draw(backup, into: draft, actor)
        let source = try store.open(draft.path, create: false)
        let aside = name(beside: draft, Self.putAside).deletingPathExtension().lastPathComponent
            .replacing("pulih", with: "gapura").replacing("-", with: "_").lowercased()
        _ = try RegistryMove.run(
            from: source, to: target,
            clearing: { connection in
                if !isBlank, let statement = dialect.putAside(aside) { try connection.execute(statement) }
            }, progress: progress)
        // Who could read what stood there can read what stands in its place.
        if !isBlank, let statement = dialect.giveRights(asOf: aside) {
            _ = try target.write { try $0.execute(statement) }
        }
        try source.close()
        receipt.aside = isBlank ? nil : aside
        return receipt
    }

    private static func copy(_ file: URL, to other: URL) throws {
        for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: file.path + ending) {
            try FileManager.default.copyItem(atPath: file.path + ending, toPath: other.path + ending)
            // Who may read it stays as it is; a backup may lie where its owner can write nothing.
            let mode = try FileManager.default.attributesOfItem(atPath: file.path + ending)[.posixPermissions] as? Int
            try FileManager.default.setAttributes(
                [.posixPermissions: (mode ?? 0) | 0o600], ofItemAtPath: other.path + ending)
        }
    }

    /// Copies a backup, holds it to its note, brings it to today's shape and holds it to the invariants; then its log tells
    /// that it goes on from here.
    private func draw(_ backup: URL, into draft: URL, _ actor: String) throws(Problem) -> BackupReceipt {
        guard Self.isThere(backup) else { throw Problem("store.missing", at: Place(file: backup.lastPathComponent)) }
        do {
            // A backup may lie where nothing can be written: only the copy is opened.
            try Self.copy(backup, to: draft)
            try Self.copy(accessLog(of: backup), to: accessLog(of: draft))
        } catch {
            throw Problem.unwritten(draft.lastPathComponent, error)
        }
        do throws(Problem) {
            let copy = try store.open(draft.path, create: false)
            let note = try copy.read { try CopyNoteQueries($0, copy.dialect).note() }
            if let note {
                guard try RegistryDigest.of(copy).digest == note.digest else { throw Problem("restore.altered") }
                try copy.write { try CopyNoteQueries($0, copy.dialect).remove() }
            }
            try Schema.migrate(copy, by: actor)
            let problems = try Registry(copy).verify()
            if let first = problems.first {
                throw Problem(
                    "restore.unsound", .refuse, ["count": String(problems.count), "first": first.code])
            }
            let digest = try RegistryDigest.of(copy)
            try Registry(copy, actor: actor, clock: clock).tellRestoring(of: digest)
            try copy.close()
            return BackupReceipt(note: note, digest: digest, problems: [])
        } catch {
            throw error.inFile(backup.lastPathComponent)
        }
    }
}

extension Registry {
    /// Tells that the registry was put back from a backup: the entry before is the backup's last, the digest that of all it
    /// held, the numbers are the ends of both chains.
    func tellRestoring(of digest: RegistryDigest) throws(Problem) {
        let access = try logHead(.access)?.number ?? 0
        try change(.restore) { connection, log in
            let head = try LogQueries(connection).head()?.number ?? 0
            try log.tell(
                .restore, content: digest.digest, detail: ["changes": head, "access": access, "rows": digest.rows])
        }
    }
}
