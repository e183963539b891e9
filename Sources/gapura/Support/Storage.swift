import Foundation
import Indonesia
import PostgresStore
import Problems
import Registry
import SQLiteStore
import Store

/// Chooses the store: the one place that knows which database stands behind a registry.
enum Storage {
    /// Whether a location is the address of a PostgreSQL database and not a file.
    static func isOnServer(_ location: String) -> Bool {
        location.hasPrefix("postgres://") || location.hasPrefix("postgresql://")
    }

    /// Where things lie that belong beside a registry: next to its file, or for one on a server the folder at hand.
    static func folder(of location: String) -> URL {
        isOnServer(location)
            ? URL(fileURLWithPath: ".") : URL(fileURLWithPath: location).deletingLastPathComponent()
    }

    /// Whole registries that are files.
    static let files = RegistryFiles(SQLiteFiles())

    /// The file of a registry, where a link is its name the file that it leads to; nil for one on a server.
    static func file(of location: String) -> URL? {
        isOnServer(location) ? nil : URL(fileURLWithPath: SQLiteFiles.followed(location))
    }

    /// Opens a registry.
    ///
    /// - Parameters:
    ///   - location: a file's path, or the address of a PostgreSQL database, `postgresql://…`.
    ///   - create: whether a missing file is made, or tables in an empty database.
    ///   - purpose: what the registry is opened for, as the user says; the log keeps it.
    ///   - forPages: whether somebody waits before a page: then a server that keeps silent is given up.
    /// - Throws: `sheet.identity-in-text` for a purpose that holds somebody's number; what the store throws.
    static func registry(
        at location: String, create: Bool, actor: String, purpose: String? = nil, forPages: Bool = false
    ) throws(Problem) -> Registry {
        // The log would keep nothing of it but stars; and it says what nobody did this for.
        if let purpose, LongNumbers.holdsIdentity(in: purpose) {
            throw Problem(
                "sheet.identity-in-text", .refuse, at: Place(column: "--purpose"),
                value: LongNumbers.hidden(in: purpose.prefix(60)))
        }
        let registry = Registry(
            try database(at: location, create: create, answersWithin: forPages ? silenceOfPages : nil), actor: actor,
            purpose: purpose)
        // Answers are given all the same: what can be told of who looks is told in the log that is there.
        if let console = Console.current, let gap = try? registry.accessGap() {
            console.warn("! " + Catalogue.bundled.sentence(gap, console.language))
        }
        return registry
    }

    /// Seconds for which a page waits for a server that sends nothing: somewhat longer than the server itself lets somebody
    /// wait for a lock.
    private static let silenceOfPages = 35

    /// Opens a database. A file of an older shape is brought to today's, after a backup was laid beside it, and the user is
    /// told; of a server whoever administers it decides.
    ///
    /// - Parameters:
    ///   - asItIs: opens it whatever shape it has, and changes nothing.
    ///   - answersWithin: seconds for a server's next word to whoever reads; nil waits for it.
    /// - Throws: `store.address` for the address of another kind of server; `store.left-behind` where a registry is missing
    ///   that lay where one would be made; what the store throws.
    static func database(
        at location: String, create: Bool, asItIs: Bool = false, answersWithin: Int? = nil
    ) throws(Problem) -> any Database {
        if isOnServer(location) {
            return try PostgresDatabase(location, create: create, asItIs: asItIs, answersWithin: answersWithin)
        }
        try check(location)
        let file = URL(fileURLWithPath: location)
        if create { try files.requireNothingLeft(of: file) }
        do throws(Problem) {
            return try SQLiteDatabase(path: location, create: create, asItIs: asItIs)
        } catch {
            guard error.code == "store.older" else { throw error }
        }
        if let done = try files.migrate(file, by: NSUserName()) {
            let told = [
                "file": file.lastPathComponent, "from": String(done.from), "to": String(Registry.version),
                "backup": done.backup.lastPathComponent,
            ]
            if let console = Console.current { console.note(console.say("db.brought", told)) }
        }
        return try SQLiteDatabase(path: location, create: false)
    }

    /// - Throws: `store.address` for the address of a server that is none of PostgreSQL's.
    static func check(_ location: String) throws(Problem) {
        guard !isOnServer(location), let scheme = location.firstMatch(of: /^([A-Za-z][A-Za-z0-9+.-]*):\/\//)?.1 else {
            return
        }
        throw Problem("store.address", .refuse, ["scheme": String(scheme)])
    }

    /// The files of a registry that lies in one: its own, and that of the log of who looked, each with what SQLite keeps
    /// beside it.
    static func files(of path: String) -> [String] {
        [path, SQLiteDatabase.accessPath(of: path)].flatMap { file in ["", "-wal", "-shm"].map { file + $0 } }
    }
}
