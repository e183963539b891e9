import Foundation
import GRDB
import Testing

/// Whole registries on the command line: what is said, and by which exit status.
@Suite struct DbCommandTests {
    private func gapura(_ arguments: String..., in folder: URL) throws -> ProgramRun {
        try ProgramRun(arguments, in: folder)
    }

    private func registry(_ name: String, in folder: URL) throws {
        let list = try ProgramRun.example("one-gate/bpum-usulan-2021.csv")
        let run = try gapura(
            "import", list, "--programme", "BPUM", "--institution", "DINKOP-35.07", "--commit", "--search-later",
            "--db",
            name, in: folder)
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test func copiesAreWholeAndSayWhatTheyAre() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry("r.sqlite", in: folder)
        let backup = try gapura("db", "backup", "c.sqlite", "--db", "r.sqlite", "--format", "json", in: folder).json()
        let digest = try #require(backup["digest"] as? String)
        #expect(backup["rows"] as? Int ?? 0 > 500 && digest.count == 64)
        #expect(try gapura("db", "backup", "c.sqlite", "--db", "r.sqlite", in: folder).status == 73)

        let restored = try gapura("db", "restore", "c.sqlite", "--db", "p.sqlite", "--format", "json", in: folder)
            .json()
        #expect(restored["digest"] as? String == digest)
        #expect(restored["copied_at"] as? String == backup["copied_at"] as? String)
        #expect(try gapura("db", "restore", "c.sqlite", "--db", "p.sqlite", in: folder).status == 73)
        #expect(try gapura("db", "move", "p.sqlite", "m.sqlite", in: folder).status == 0)
        #expect(try gapura("db", "move", "p.sqlite", "m.sqlite", in: folder).status == 73)
        #expect(try gapura("db", "compare", "p.sqlite", "m.sqlite", in: folder).status == 0)
        #expect(try gapura("db", "verify", "--db", "m.sqlite", in: folder).status == 0)

        // Another list makes another registry, and the comparison names what differs.
        #expect(try gapura("imports", "undo", "1", "--reason", "uji", "--db", "m.sqlite", in: folder).status == 0)
        let compared = try gapura("db", "compare", "r.sqlite", "m.sqlite", "--format", "json", in: folder)
        #expect(compared.status == 1)
        let tables = try #require(try compared.json()["tables"] as? [[String: Any]])
        let differing = Set(tables.filter { $0["same"] as? Bool == false }.compactMap { $0["table"] as? String })
        #expect(differing.isSuperset(of: ["person", "enrolment", "batch"]) && !differing.contains("line"))

        let replaced = try gapura(
            "db", "restore", "c.sqlite", "--db", "m.sqlite", "--replace", "--format", "json", in: folder
        ).json()
        let kept = try #require(replaced["kept_as"] as? String)
        #expect(try gapura("db", "compare", "r.sqlite", "m.sqlite", in: folder).status == 0)
        #expect(try gapura("db", "verify", "--db", kept, in: folder).status == 0)
        #expect(try gapura("db", "migrate", "--db", "m.sqlite", in: folder).status == 0)
        let stats = try gapura("db", "stats", "--db", "m.sqlite", "--format", "json", in: folder).json()
        #expect(stats["bytes"] as? Int ?? 0 > 100_000 && stats["bytes_per_person"] as? Int ?? 0 > 100)
    }

    /// A file of an older program is brought to today's shape by whatever is asked of it first, after a backup was laid beside
    /// it, and that is said; what only copies it leaves it as it is.
    @Test func anOlderFileIsBroughtToTodayWithABackupBesideIt() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry("r.sqlite", in: folder)
        func version(_ name: String) throws -> Int {
            try DatabaseQueue(path: folder.appendingPathComponent(name).path).read {
                try Int.fetchOne($0, sql: "SELECT MAX(version) FROM schema_version") ?? 0
            }
        }
        let today = try version("r.sqlite")
        try DatabaseQueue(path: folder.appendingPathComponent("r.sqlite").path).writeWithoutTransaction {
            try $0.execute(sql: "DELETE FROM schema_version WHERE version = \(today)")
        }
        let moved = try gapura("db", "move", "r.sqlite", "m.sqlite", in: folder)
        #expect(moved.status == 65 && moved.errors.contains("gapura db migrate"), "\(moved.errors)")
        #expect(try gapura("db", "backup", "c.sqlite", "--db", "r.sqlite", in: folder).status == 0)
        #expect(try version("r.sqlite") == today - 1 && version("c.sqlite") == today - 1)

        let listed = try gapura("imports", "list", "--db", "r.sqlite", "--format", "json", in: folder)
        #expect(listed.status == 0, "\(listed.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let kept = try #require(names.first { $0.hasPrefix("r-versi-\(today - 1)-") && !$0.contains("jejak") })
        #expect(listed.errors.contains(kept) && listed.errors.split(separator: "\n").count == 1, "\(listed.errors)")
        #expect(try version("r.sqlite") == today && version(kept) == today - 1)
        #expect(try gapura("db", "verify", "--db", "r.sqlite", in: folder).status == 0)
        #expect(try gapura("imports", "list", "--db", "r.sqlite", in: folder).errors == "")
    }

    /// Where a registry is missing, an import makes no empty one beside what is left of it.
    @Test func aMissingRegistryIsNotBegunAnew() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry("r.sqlite", in: folder)
        try FileManager.default.removeItem(at: folder.appendingPathComponent("r.sqlite"))
        let list = try ProgramRun.example("one-gate/bpum-usulan-2021.csv")
        let again = try gapura(
            "import", list, "--programme", "BPUM", "--institution", "DINKOP-35.07", "--db", "r.sqlite", in: folder)
        #expect(again.status == 73 && again.errors.contains("r-jejak.sqlite"), "\(again.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("r.sqlite").path))
    }

    @Test func aForgedRegistryIsNamedInRowsAndNotMoved() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry("r.sqlite", in: folder)
        let anchor = try gapura("log", "anchor", "--out", "a.txt", "--db", "r.sqlite", in: folder)
        #expect(anchor.status == 0)
        let sound = try gapura("db", "verify", "--db", "r.sqlite", "--anchor", "a.txt", "--lang", "en", in: folder)
        #expect(sound.status == 0 && sound.output.contains("The newest anchor is of"))
        #expect(try gapura("db", "verify", "--db", "r.sqlite", in: folder).output.contains("Tanpa jangkar"))
        let rows = try gapura("db", "verify", "--db", "r.sqlite", "--format", "csv", in: folder)
        #expect(rows.status == 0 && rows.output.split(whereSeparator: \.isNewline).count == 3)
        // One byte of a file that nobody uses.
        #expect(try gapura("db", "backup", "c.sqlite", "--db", "r.sqlite", in: folder).status == 0)
        let file = folder.appendingPathComponent("c.sqlite")
        var bytes = try Data(contentsOf: file)
        while let name = bytes.range(of: Data("Kabupaten Banyumas".utf8)) {
            bytes.replaceSubrange(name, with: Data("Kabupaten Banyumaz".utf8))
        }
        try bytes.write(to: file)
        let forged = try gapura("db", "verify", "--db", "c.sqlite", "--format", "csv", in: folder)
        #expect(forged.status == 65 && forged.output.contains("log.content-regions"))
        let refused = try gapura("db", "move", "c.sqlite", "m.sqlite", in: folder)
        #expect(refused.status == 65 && refused.errors.contains("--unsound"))
        #expect(try gapura("db", "move", "c.sqlite", "m.sqlite", "--unsound", in: folder).status == 0)
    }

    /// The search left out is known, and made up for.
    @Test func aSearchLeftOutIsMadeUpFor() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try registry("r.sqlite", in: folder)
        func searched() throws -> Bool? {
            let shown = try gapura("imports", "show", "1", "--db", "r.sqlite", "--format", "json", in: folder).json()
            return (shown["matches"] as? [String: Any])?["searched"] as? Bool
        }
        #expect(try searched() == false)
        #expect(try gapura("matches", "find", "--missed", "--db", "r.sqlite", in: folder).status == 0)
        #expect(try searched() == true)
    }

    @Test func wrongPlacesHaveTheirOwnSentence() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("bukan basis data, hanya catatan biasa yang cukup panjang untuk dibaca".utf8).write(
            to: folder.appendingPathComponent("catatan.sqlite"))
        for (place, status, word) in [
            ("mysql://x/y", 64, "mysql://"), (".", 73, "folder"), ("tidak.sqlite", 66, "tidak ditemukan"),
            ("catatan.sqlite", 65, "bukan basis data"),
            ("postgresql://a@localhost:1/x?connect_timeout=2", 69, "tidak menjawab"),
        ] {
            let run = try gapura("db", "stats", "--db", place, in: folder)
            #expect(
                run.status == Int32(status) && run.errors.contains(word) && run.errors.contains("→"), "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1 && !run.errors.contains("()"))
        }
        let backup = try gapura("db", "restore", "catatan.sqlite", "--db", "p.sqlite", in: folder)
        #expect(backup.status == 65)
        #expect(
            !(try FileManager.default.contentsOfDirectory(atPath: folder.path)).contains { $0.contains("p.sqlite") })
    }
}
