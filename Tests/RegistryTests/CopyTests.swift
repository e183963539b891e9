import Foundation
import GRDB
import Indonesia
import PostgresStore
import Problems
import Registry
import SQLiteStore
import Store
import TestServer
import Testing

/// Whole registries copied, compared, backed up and put back.
@Suite struct CopyTests {
    private func digest(_ database: any Store.Database) throws -> RegistryDigest { try .of(database) }

    private let files = RegistryFiles(SQLiteFiles())

    /// Runs a body with an empty database on the server.
    private func onServer(_ body: (any Store.Database) throws -> Void) throws {
        let name = "c" + UUID().uuidString.replacing("-", with: "").lowercased()
        try TestServer.create(name)
        defer { _ = try? TestServer.psql("DROP DATABASE \(name) WITH (FORCE)") }
        try body(try PostgresDatabase(TestServer.address(of: name), asItIs: true, connections: 2))
    }

    @Test func everyTableHasRowsAndGoesAlong() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        let target = scratch.url.appendingPathComponent("salinan.sqlite")
        try registry.look(.readLines)
        let digest = try files.move(from: registry.database, to: target)
        #expect(digest.tables.filter { $0.rows == 0 }.map(\.table) == [])
        #expect(digest.tables.count > 25)
        let copy = Registry(try SQLiteDatabase(path: target.path, create: false), actor: "test")
        #expect(try RegistryComparison.of(registry.database, copy.database).differing.isEmpty)
        #expect(try copy.verify().isEmpty)
        #expect(try copy.logHead(.access) == registry.logHead(.access))
        // The copy lives: it gives out no number twice and takes the next list.
        let file = try scratch.file("c.csv", "NIK;Nama\n3507015501900002;Budi Rekaan\n")
        let request = ImportRequest(file: file, programme: "UMI", institution: "BRI")
        let batches = try [registry, copy].map { try $0.commit($0.stage(request).batch.id).id }
        #expect(batches[0] == batches[1])
        #expect(try copy.verify().isEmpty)
        #expect(throws: Problem.self) { try files.move(from: registry.database, to: target) }
    }

    @Test(.enabled(if: TestServer.address != nil)) func thereAndBackIsTheSame() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        let before = try digest(registry.database)
        try onServer { server in
            #expect(try RegistryMove.run(from: registry.database, to: server) == before)
            #expect(try Registry(server).verify().isEmpty)
            let back = scratch.url.appendingPathComponent("kembali.sqlite")
            #expect(try files.move(from: server, to: back) == before)
            let home = try SQLiteDatabase(path: back.path, create: false)
            #expect(try RegistryComparison.of(registry.database, home).differing.isEmpty)
            #expect(try Registry(home).verify().isEmpty)
            // Numbers go on where they stood, also where their rows are gone.
            let numbers = try [registry.database, server, home].map { database in
                try database.read { try TableQueries($0, database.dialect).lastNumbers() }.filter { $0.value > 0 }
            }
            #expect(numbers[1] == numbers[0] && numbers[2] == numbers[0])
            let second = #expect(throws: Problem.self) {
                try RegistryMove.run(from: registry.database, to: server)
            }
            #expect(second?.code == "move.not-empty")
        }
    }

    /// One row more, one letter, one null that was a text: each is seen, and in its table.
    @Test func aComparisonNamesTheTable() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try registry.importOneGate()
        let before = try digest(registry.database)
        let changes = [
            "UPDATE person SET name = name || 'x' WHERE id = (SELECT MIN(id) FROM person)",
            "UPDATE enrolment SET status = '' WHERE id = (SELECT MIN(id) FROM enrolment WHERE status IS NULL)",
            "INSERT INTO revision (subject, number) VALUES ('uji', 1)",
        ]
        for (change, table) in zip(changes, ["person", "enrolment", "revision"]) {
            let changed = try registry.database.rehearse { connection in
                #expect(try connection.execute(change) == 1)
                return try RegistryDigest(connection, registry.database.dialect)
            }
            #expect(RegistryComparison(before, changed).differing.map(\.table) == [table])
        }
        #expect(try digest(registry.database) == before)
    }

    /// What another program put into a file does not fit into a server's table: nothing is copied, and the cell is named.
    @Test(.enabled(if: TestServer.address != nil)) func aValueOfAnotherKindIsRefused() throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("asal.sqlite").path
        let source = try SQLiteDatabase(path: path)
        try DatabaseQueue(path: path).writeWithoutTransaction {
            try $0.execute(sql: "INSERT INTO revision (subject, number) VALUES ('a', 'tiga')")
        }
        try onServer { server in
            let problem = #expect(throws: Problem.self) { try RegistryMove.run(from: source, to: server) }
            #expect(problem?.code == "move.value" && problem?.arguments["column"] == "number")
            let isBlank = try server.read { try TableQueries($0, server.dialect).isBlank() }
            #expect(isBlank)
        }
    }

    /// A backup taken while somebody writes is the registry of one instant, and comes back as that.
    @Test func aBackupUnderWritingComesBackWhole() async throws {
        let scratch = try Scratch()
        let registry = Registry(
            try SQLiteDatabase(path: scratch.url.appendingPathComponent("asal.sqlite").path), actor: "test")
        try registry.ensureCatalogue(from: example("catalogue"))
        let source = registry.database
        let writing = Task.detached {
            var lists = 0
            while !Task.isCancelled {
                lists += 1
                let rows = (0..<40).map { "35070155019\(String(lists * 100 + $0).leftFilled(5));Orang Rekaan" }
                let file = try scratch.file("w\(lists).csv", (["NIK;Nama"] + rows).joined(separator: "\n") + "\n")
                let staged = try registry.stage(ImportRequest(file: file, programme: "UMI", institution: "BRI"))
                _ = try registry.commit(staged.batch.id)
                // Looks remember the changes before them, also those that come while a backup is made.
                try registry.look(.readLines)
            }
            return lists
        }
        var digests: [RegistryDigest] = []
        for number in 0..<4 {
            try await Task.sleep(for: .milliseconds(150))
            let backup = scratch.url.appendingPathComponent("cadangan\(number).sqlite")
            let made = try files.backup(
                source, at: scratch.url.appendingPathComponent("asal.sqlite"), to: backup)
            #expect(made.problems.isEmpty)
            let target = scratch.url.appendingPathComponent("pulih\(number).sqlite")
            let receipt = try files.restore(backup, to: target, replacing: false)
            #expect(receipt.digest == made.digest && receipt.note == made.note)
            let restored = Registry(try SQLiteDatabase(path: target.path, create: false), actor: "test")
            #expect(try restored.verify().isEmpty)
            digests.append(made.digest)
        }
        writing.cancel()
        #expect(try await writing.value > 1)
        // There was something to be torn apart: the registry grew between the backups.
        #expect(Set(digests.map(\.digest)).count > 1)
        #expect(
            !(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)).contains { $0.hasSuffix(".part") })
    }

    /// Changes that came after the copy are not in it, and what remembers them is left out; changes that somebody took from
    /// the registry itself are missed in the copy too.
    @Test func aCopyHealsNoCutChain() throws {
        let logged = try LoggedRegistry()
        let looks = try #require(try logged.registry.logHead(.access)).number
        let last = try #require(try logged.registry.logHead(.changes)).number
        try logged.forge(.changes, ["DELETE FROM log_entry WHERE number = \(last)"])
        let target = logged.scratch.url.appendingPathComponent("salinan.sqlite")
        _ = try files.move(from: logged.registry.database, to: target)
        let copy = Registry(try SQLiteDatabase(path: target.path, create: false), actor: "test")
        #expect(try copy.logHead(.access)?.number == looks)
        #expect(try copy.verifyLog().faults == [LogFault(.cut, .changes, last)])
    }

    /// The restored registry's log goes on behind the backup's; a comparison calls that the same, and a log that tells
    /// something else another one.
    @Test func restoringIsToldAndTheLogGoesOn() throws {
        let scratch = try Scratch()
        let home = scratch.url.appendingPathComponent("r.sqlite")
        let registry = Registry(try SQLiteDatabase(path: home.path), actor: "test")
        try registry.ensureCatalogue(from: example("catalogue"))
        try registry.look(.readLines)
        let backup = scratch.url.appendingPathComponent("c.sqlite")
        _ = try files.backup(registry.database, at: home, to: backup)
        let target = scratch.url.appendingPathComponent("p.sqlite")
        let receipt = try files.restore(backup, to: target, replacing: false, by: "petugas")
        let restored = Registry(try SQLiteDatabase(path: target.path, create: false), actor: "test")
        let last = try #require(try restored.log(.changes, limit: 1).first).entry
        #expect((last.action, last.actor, last.content) == ("restore", "petugas", receipt.digest.digest))
        #expect(try last.previous == registry.logHead(.changes)?.hash)
        #expect(try restored.verify().isEmpty)
        func lines() throws -> [String: (same: Bool, goesOn: Bool)] {
            let comparison = try RegistryComparison.of(registry.database, restored.database)
            return Dictionary(uniqueKeysWithValues: comparison.lines.map { ($0.table, ($0.isSame, $0.goesOn)) })
        }
        var found = try lines()
        #expect(found.values.allSatisfy { $0.same })
        #expect(found["log_entry"]?.goesOn == true && found["access_entry"]?.goesOn == false)
        // Somebody looks here and not there: the one goes on. Others look there: now they are two logs.
        try registry.look(.readLines)
        found = try lines()
        #expect(found["access_entry"]?.goesOn == true && found["access_entry"]?.same == true)
        try restored.look(.readCases)
        #expect(try lines()["access_entry"]?.same == false)
    }

    /// Who could read what stood there can read what stands in its place, the log of access too.
    @Test(.enabled(if: TestServer.address != nil)) func aRestoredDatabaseKeepsItsReaders() throws {
        let scratch = try Scratch()
        let home = scratch.url.appendingPathComponent("r.sqlite")
        let registry = Registry(try SQLiteDatabase(path: home.path), actor: "test")
        try registry.ensureCatalogue(from: example("catalogue"))
        let backup = scratch.url.appendingPathComponent("c.sqlite")
        _ = try files.backup(registry.database, at: home, to: backup)
        let name = "c" + UUID().uuidString.replacing("-", with: "").lowercased()
        try TestServer.create(name)
        let reader = "baca_" + name
        try TestServer.psql("CREATE ROLE \(reader) LOGIN")
        defer {
            _ = try? TestServer.psql("DROP DATABASE \(name) WITH (FORCE)")
            _ = try? TestServer.psql("DROP ROLE \(reader)")
        }
        let target = try PostgresDatabase(TestServer.address(of: name), asItIs: true, connections: 2)
        _ = try files.restore(backup, to: target, replacing: false)
        try TestServer.psql(
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(reader); GRANT INSERT ON access_entry TO \(reader)",
            in: name)
        _ = try files.restore(backup, to: target, replacing: true)
        let address = TestServer.address(of: name).replacing("gapura@", with: reader + "@")
        let read = Registry(try PostgresDatabase(address, create: false), actor: "test")
        #expect(try read.programmes().count == registry.programmes().count)
        try read.look(.readLines)
        let refused = #expect(throws: Problem.self) { try read.loadCatalogue(from: example("catalogue")) }
        #expect(refused?.code == "store.no-right")
    }

    /// What is not sound is not moved.
    @Test func aForgedRegistryIsNotCopiedInSilence() throws {
        let logged = try LoggedRegistry()
        try logged.registry.requireSound()
        try logged.forge(.changes, ["UPDATE rule SET legal_basis = 'lain'"])
        let refused = #expect(throws: Problem.self) { try logged.registry.requireSound() }
        #expect(refused?.code == "move.unsound" && refused?.arguments["first"] == "log.content-rules")
    }

    /// Who may read a backup may read what is restored from it, and nobody else.
    @Test func aRestoredFileIsReadableForNobodyElse() throws {
        let scratch = try Scratch()
        let home = scratch.url.appendingPathComponent("r.sqlite")
        let registry = Registry(try SQLiteDatabase(path: home.path), actor: "test")
        try registry.look(.readLines)
        let backup = scratch.url.appendingPathComponent("c.sqlite")
        _ = try files.backup(registry.database, at: home, to: backup)
        for (mode, expected) in [(0o400, 0o600), (0o640, 0o640)] {
            let target = scratch.url.appendingPathComponent("pulih\(mode).sqlite")
            for name in ["c.sqlite", "c-jejak.sqlite"] {
                try FileManager.default.setAttributes(
                    [.posixPermissions: mode], ofItemAtPath: scratch.url.appendingPathComponent(name).path)
            }
            _ = try files.restore(backup, to: target, replacing: false)
            for name in ["pulih\(mode).sqlite", "pulih\(mode)-jejak.sqlite"] {
                let path = scratch.url.appendingPathComponent(name).path
                let found = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(found == expected, "\(name)")
            }
        }
    }

    @Test func backupsOverwriteNothingAndSayWhatTheyAre() throws {
        let scratch = try Scratch()
        let home = scratch.url.appendingPathComponent("r.sqlite")
        let registry = Registry(try SQLiteDatabase(path: home.path), actor: "test")
        try registry.ensureCatalogue(from: example("catalogue"))
        let backup = scratch.url.appendingPathComponent("c.sqlite")
        let made = try files.backup(registry.database, at: home, to: backup)
        #expect(made.note?.digest == made.digest.digest && made.note?.version == Registry.version)
        func code(_ body: () throws -> Void) -> String? {
            do {
                try body()
                return nil
            } catch { return (error as? Problem)?.code }
        }
        #expect(code { _ = try files.backup(registry.database, at: home, to: backup) } == "backup.exists")
        #expect(code { _ = try files.restore(backup, to: home, replacing: false) } == "restore.exists")
        // Somebody has it open: nothing is taken from under them.
        #expect(code { _ = try files.restore(backup, to: home, replacing: true) } == "store.busy")
        #expect(try registry.verify().isEmpty)
        // One letter of a backup changed by somebody else.
        let forged = scratch.url.appendingPathComponent("d.sqlite")
        try FileManager.default.copyItem(at: backup, to: forged)
        try DatabaseQueue(path: forged.path).writeWithoutTransaction {
            try $0.execute(sql: "UPDATE programme SET owner = 'BRI' WHERE code = 'BPUM'")
        }
        let place = scratch.url.appendingPathComponent("e.sqlite")
        #expect(code { _ = try files.restore(forged, to: place, replacing: false) } == "restore.altered")
        #expect(!FileManager.default.fileExists(atPath: place.path))
    }

    @Test func whatStoodThereIsKept() throws {
        let scratch = try Scratch()
        let home = scratch.url.appendingPathComponent("r.sqlite")
        let before: RegistryDigest
        let backup = scratch.url.appendingPathComponent("c.sqlite")
        do {
            let database = try SQLiteDatabase(path: home.path)
            let registry = Registry(database, actor: "test")
            try registry.ensureCatalogue(from: example("catalogue"))
            _ = try files.backup(database, at: home, to: backup)
            _ = try registry.importOneGate()
            try registry.look(.readLines)
            before = try digest(database)
            try database.close()
        }
        // The log of access that lies beside a registry goes wherever it goes: one look was told after the backup.
        let looks = try Registry(SQLiteDatabase(path: home.path)).logHead(.access)
        #expect(looks != nil)
        let receipt = try files.restore(backup, to: home, replacing: true)
        let aside = scratch.url.appendingPathComponent(try #require(receipt.aside))
        #expect(try digest(SQLiteDatabase(path: aside.path, create: false)) == before)
        // But for the entry that tells of it.
        func rest(_ digest: RegistryDigest) -> [TableDigest] { digest.tables.filter { $0.table != "log_entry" } }
        #expect(try rest(digest(SQLiteDatabase(path: home.path, create: false))) == rest(receipt.digest))
        #expect(try Registry(SQLiteDatabase(path: aside.path)).logHead(.access) == looks)
        #expect(try Registry(SQLiteDatabase(path: home.path)).logHead(.access) == nil)
    }

    /// What stands in the way may be no database any more: that is why somebody restores. Nothing of it is lost.
    @Test func aFileWhoseHeaderIsDamagedGivesWay() throws {
        let scratch = try Scratch()
        let home = scratch.url.appendingPathComponent("r.sqlite")
        let backup = scratch.url.appendingPathComponent("c.sqlite")
        let database = try SQLiteDatabase(path: home.path)
        try Registry(database, actor: "test").ensureCatalogue(from: example("catalogue"))
        _ = try files.backup(database, at: home, to: backup)
        try database.close()
        // What a write-ahead log still held would make the file well again.
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.path + suffix) }
        var bytes = try Data(contentsOf: home)
        bytes.replaceSubrange(0..<16, with: Data(repeating: 0x58, count: 16))
        try bytes.write(to: home)
        let receipt = try files.restore(backup, to: home, replacing: true)
        let aside = scratch.url.appendingPathComponent(try #require(receipt.aside))
        #expect(try Data(contentsOf: aside) == bytes)
        #expect(try Registry(SQLiteDatabase(path: home.path, create: false)).verify().isEmpty)
    }

    @Test(.enabled(if: TestServer.address != nil)) func backupsGoBetweenFileAndServer() throws {
        let scratch = try Scratch()
        let home = scratch.url.appendingPathComponent("r.sqlite")
        let registry = Registry(try SQLiteDatabase(path: home.path), actor: "test")
        try registry.ensureCatalogue(from: example("catalogue"))
        let early = scratch.url.appendingPathComponent("c.sqlite")
        let first = try files.backup(registry.database, at: home, to: early)
        _ = try registry.importOneGate()
        try onServer { server in
            let moved = try RegistryMove.run(from: registry.database, to: server)
            let late = scratch.url.appendingPathComponent("d.sqlite")
            #expect(try files.backup(server, at: nil, to: late).digest == moved)
            let refused = #expect(throws: Problem.self) { try files.restore(early, to: server, replacing: false) }
            #expect(refused?.code == "restore.exists")
            let receipt = try files.restore(early, to: server, replacing: true)
            #expect(receipt.digest == first.digest)
            // But for the entry that tells of the restoring.
            let rest = try digest(server).tables.filter { $0.table != "log_entry" }
            #expect(rest == first.digest.tables.filter { $0.table != "log_entry" })
            // What stood there is kept in a schema of its own.
            let aside = try #require(receipt.aside)
            let kept = try server.read { try $0.count("SELECT COUNT(*) FROM \(aside).person") }
            #expect(kept > 0)
            #expect(try Registry(server).verify().isEmpty)
        }
    }

    /// A registry of an older shape is brought forward, and what it was lies beside it.
    @Test func anOldRegistryIsBackedUpBeforeItIsChanged() throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("old.sqlite")
        let sql = try #require(
            Bundle.module.url(forResource: "version-1", withExtension: "sql", subdirectory: "Fixtures"))
        let queue = try DatabaseQueue(path: path.path)
        try queue.writeWithoutTransaction { try $0.execute(sql: String(contentsOf: sql, encoding: .utf8)) }
        try queue.close()
        let done = try #require(try files.migrate(path, by: "test"))
        #expect(done.from == 1)
        #expect(try files.migrate(path, by: "test") == nil)
        let old = try SQLiteFiles().open(done.backup.path, create: false)
        #expect(try Schema.version(of: old) == 1)
        try old.close()
        // The backup of the old shape comes back in today's.
        let place = scratch.url.appendingPathComponent("pulih.sqlite")
        let receipt = try files.restore(done.backup, to: place, replacing: false)
        #expect(receipt.note?.version == 1)
        #expect(try digest(SQLiteDatabase(path: path.path)).rows == receipt.digest.rows)
    }
}

extension String {
    fileprivate func leftFilled(_ length: Int) -> String {
        String(repeating: "0", count: max(0, length - count)) + self
    }
}
