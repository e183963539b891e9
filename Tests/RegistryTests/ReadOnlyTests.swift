import Foundation
import GRDB
import Problems
import Registry
import SQLiteStore
import Store
import TestServer
import Testing

/// A registry on a disc that was burnt, or in an archive where nobody may write: it can be checked and counted, and nobody's
/// data is shown, for that could not be told.
@Suite(.disabled(if: TestServer.isUsed, "files are SQLite's")) struct ReadOnlyTests {
    private func setMode(_ mode: Int, _ url: URL) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
    }

    /// A registry in a folder of its own that nobody may write into, and the number of files there.
    private func archive(_ scratch: Scratch, isLooked: Bool = true) throws -> URL {
        let folder = scratch.url.appendingPathComponent("arsip ?#1")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("r.sqlite")
        do {
            let database = try SQLiteDatabase(path: file.path)
            let registry = Registry(database, actor: "test")
            try registry.ensureCatalogue(from: example("catalogue"))
            _ = try registry.importOneGate()
            if isLooked { try registry.look(.readLines) }
            try database.close()
        }
        if !isLooked {
            for ending in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: SQLiteDatabase.accessPath(of: file.path) + ending)
            }
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try setMode(0o444, folder.appendingPathComponent(name))
        }
        try setMode(0o555, folder)
        return file
    }

    private func names(_ file: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path).sorted()
    }

    @Test(arguments: [true, false]) func itIsVerifiedAndCountedAndNobodyIsShown(isLooked: Bool) throws {
        let scratch = try Scratch()
        let file = try archive(scratch, isLooked: isLooked)
        defer { try? setMode(0o755, file.deletingLastPathComponent()) }
        let before = try names(file)
        let registry = Registry(try SQLiteDatabase(path: file.path, create: false), actor: "auditor")
        #expect(try registry.verify().isEmpty)
        #expect(try registry.batches().count == 5)
        #expect(try registry.totals().contains { $0.name == "people" && $0.rows > 500 })
        #expect(try registry.log(.changes, limit: 5).count == 5)
        #expect(try registry.logAnchor().access?.number == (isLooked ? 2 : nil))
        let refused = #expect(throws: Problem.self) { try registry.look(.readPerson) }
        #expect(refused?.code == "log.read-only")
        let changed = #expect(throws: Problem.self) { try registry.undo(1) }
        #expect(changed?.code == "store.read-only")
        #expect(try names(file) == before)
    }

    @Test func anOlderShapeSaysWhatToDo() throws {
        let scratch = try Scratch()
        let file = try archive(scratch)
        try setMode(0o755, file.deletingLastPathComponent())
        try setMode(0o644, file)
        try DatabaseQueue(path: file.path).writeWithoutTransaction {
            try $0.execute(sql: "DELETE FROM schema_version WHERE version = \(Registry.version)")
        }
        try setMode(0o444, file)
        let refused = #expect(throws: Problem.self) { try SQLiteDatabase(path: file.path, create: false) }
        #expect(refused?.code == "store.read-only-old")
    }

    /// The table that says which steps a database's shape has taken is damaged: a sentence, and nothing is changed.
    @Test(arguments: [
        "DELETE FROM schema_version", "DELETE FROM schema_version WHERE version = 3",
        "UPDATE schema_version SET version = 'tiga' WHERE version = 3",
        "ALTER TABLE schema_version RENAME version TO v",
        "UPDATE schema_version SET version = -1 WHERE version = 1",
    ])
    func aDamagedVersionIsSaid(_ statement: String) throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("r.sqlite").path
        try SQLiteDatabase(path: path).close()
        try DatabaseQueue(path: path).writeWithoutTransaction { database in
            // What is no whole number does not fit into a key of whole numbers: somebody made the table anew.
            if statement.contains("tiga") {
                try database.execute(sql: "CREATE TABLE s AS SELECT * FROM schema_version")
                try database.execute(sql: "DROP TABLE schema_version")
                try database.execute(sql: "ALTER TABLE s RENAME TO schema_version")
            }
            try database.execute(sql: statement)
        }
        let refused = #expect(throws: Problem.self) { try SQLiteDatabase(path: path, create: false) }
        #expect(refused?.code == "store.version-damaged")
    }
}
