public import Foundation
public import Problems
public import Store

/// A backup that was made or put back.
public struct BackupReceipt: Sendable {
    /// What the backup says of itself; nil where it carries no note, because it is a registry's own file.
    public var note: CopyNoteRecord?
    /// What was read back.
    public var digest: RegistryDigest
    /// What is broken in the registry that was copied; empty when all is sound.
    public var problems: [Problem]
    /// Under which name what stood there before is kept; nil where nothing stood there.
    public var aside: String?
}

extension RegistryFiles {
    /// Copies a registry into a file of its own while others go on reading and writing it. The copy is the registry as it
    /// stood at one instant, holds a note of what it is, and can be opened like any registry.
    ///
    /// - Parameters:
    ///   - location: the registry's own file, whose log of reads goes along; nil for one on a server.
    ///   - file: not there yet.
    /// - Throws: `backup.exists`, `backup.differs` where the copy read back is not what was copied.
    public func backup(
        _ source: any Database, at location: URL?, to file: URL, progress: ProgressReport? = nil
    ) throws(Problem) -> BackupReceipt {
        for name in [file, accessLog(of: file)] where Self.isThere(name) {
            throw Problem("backup.exists", at: Place(file: name.lastPathComponent))
        }
        return try making(file) { (draft) throws(Problem) in
            let copiedAt = clock().formatted(.iso8601)
            let digest = try copy(source, to: draft, progress)
            if let location { try copyAccessLog(of: location, to: draft) }
            let copy = try store.open(draft.path, create: false)
            if location != nil, Self.isThere(accessLog(of: draft)),
                try Schema.version(of: copy) >= LogQueries.firstVersion
            {
                try AccessLogCopy.trim(copy, of: source)
            }
            guard try RegistryDigest.of(copy) == digest else {
                throw Problem("backup.differs", at: Place(file: file.lastPathComponent))
            }
            let note = CopyNoteRecord(
                copiedAt: copiedAt, version: try Schema.version(of: copy), rows: digest.rows, digest: digest.digest)
            try copy.write { try CopyNoteQueries($0, copy.dialect).write(note) }
            let problems = note.version == Schema.version ? try Registry(copy).verify() : []
            try copy.close()
            return BackupReceipt(note: note, digest: digest, problems: problems)
        }
    }

    /// Copies file to file page by page, and from a server row by row.
    private func copy(
        _ source: any Database, to draft: URL, _ progress: ProgressReport?
    ) throws(Problem) -> RegistryDigest {
        guard let file = source as? any FileDatabase else {
            let target = try store.open(draft.path, create: true)
            let digest = try RegistryMove.run(from: source, to: target, progress: progress)
            try target.close()
            return digest
        }
        let dialect = source.dialect
        return try file.copy(to: draft.path) { connection in
            try RegistryDigest(connection, dialect) {
                progress?(Progress(phase: "check", rows: Int($0), fraction: nil))
            }
        }
    }

    /// Brings a registry's file to today's shape, and tells its log. Before, a backup is laid beside it.
    ///
    /// - Parameter actor: who does it.
    /// - Returns: the version that it had, and the backup; nil where it had today's shape already.
    public func migrate(_ file: URL, by actor: String) throws(Problem) -> (from: Int, backup: URL)? {
        let database = try store.open(file.path, create: false)
        let from = try Schema.version(of: database)
        guard from != Schema.version else { return nil }
        guard from < Schema.version else {
            throw Problem("store.newer", .refuse, ["found": String(from), "known": String(Schema.version)])
        }
        let copy = name(beside: file, "versi-\(from)")
        _ = try backup(database, at: file, to: copy)
        try Schema.migrate(database, by: actor)
        return (from, copy)
    }
}

extension RegistryDigest {
    /// Reads all tables of a registry as it stands now.
    public static func of(_ database: any Database) throws(Problem) -> RegistryDigest {
        try database.read { try RegistryDigest($0, database.dialect) }
    }
}

extension Registry {
    /// Tells the log that everything the registry holds goes out as a copy, before it does. One of an older shape, which
    /// has no log yet, is copied all the same: that is how it is saved before it is brought to today's.
    ///
    /// - Throws: `log.unwritable`.
    public func tellCopy(_ kind: String) throws(Problem) {
        if try Schema.version(of: database) == Schema.version { try tellExport(kind) }
    }

    /// Refuses to copy what is not sound: a copy would carry the fault on.
    ///
    /// - Throws: `move.unsound` with the first finding.
    public func requireSound() throws(Problem) {
        // One of an older shape is refused by the move itself.
        guard try Schema.version(of: database) == Schema.version else { return }
        let problems = try verify()
        guard let first = problems.first else { return }
        throw Problem("move.unsound", .refuse, ["count": String(problems.count), "first": first.code])
    }

    /// The version of a registry's shape that this program knows.
    public static var version: Int { Schema.version }

    /// Brings a database to today's shape, and tells its log.
    ///
    /// - Parameter actor: who does it.
    /// - Returns: the version that it had.
    public static func bring(_ database: any Database, by actor: String) throws(Problem) -> Int {
        let from = try Schema.version(of: database)
        try Schema.migrate(database, by: actor)
        return from
    }
}
