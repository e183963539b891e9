import Dispatch
import Foundation
import Indonesia
import Problems
import Registry
import SQLiteStore
import Store
import Synchronization
import TestServer
import Testing

/// What the log tells, and that telling neither waits nor fails in silence.
@Suite struct LogTests {
    private func nik() throws -> NIK { try #require(NIK.parse(LoggedRegistry.nik).value) }

    @Test func everyChangeIsToldOnce() throws {
        let logged = try LoggedRegistry()
        let told = try logged.entries(.changes).filter { $0.action != "take-in" }.map(\.action)
        #expect(
            told == [
                "begin", "guard", "catalogue", "stage", "commit", "stage", "commit", "match-decide", "match-undo",
                "stage",
            ])
        #expect(try logged.entries(.changes).map(\.number) == Array(1...Int64(try logged.entries(.changes).count)))
        let commits = try logged.entries(.changes).filter { $0.action == "commit" }
        #expect(commits.map(\.object) == logged.batches)
        #expect(commits.allSatisfy { $0.content?.hasPrefix("2:") == true && $0.actor == "test" })
        #expect(try logged.registry.verify().isEmpty)
    }

    @Test func whatFailsOrIsRehearsedIsNotTold() throws {
        let logged = try LoggedRegistry()
        let before = try logged.registry.logHead(.changes)
        let again = #expect(throws: Problem.self) { try logged.registry.commit(logged.batches[0]) }
        #expect(again?.code == "import.not-staged")
        let file = try logged.scratch.file("e.csv", "NIK;Nama\n3507015202880002;Budi Rekaan\n")
        _ = try logged.registry.stage(
            ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07", name: "e"), isDryRun: true)
        let row = ["wilayah": "bukan wilayah", "kebutuhan": "K1", "asal": "x", "tanggal": "kemarin"]
        let refused = try logged.registry.takeIn(
            Sheet(name: "uji", channel: "program", rows: [row]), as: SheetKinds.bundled.kind("need"))
        #expect(!refused.isStored)
        #expect(try logged.registry.logHead(.changes) == before)
    }

    @Test func whoLooksIsTold() throws {
        let logged = try LoggedRegistry()
        let visitor = Registry(logged.registry.database, actor: "auditor", purpose: "aduan 12 dari 3507015501900001")
        let view = try visitor.person(try nik())
        let person = try #require(view.person)
        let entry = try #require(view.looks.first).entry
        #expect((entry.action, entry.actor, entry.subject) == ("read-person", "auditor", person.id))
        // What for is kept, and no identity number with it.
        #expect(entry.purpose?.hasPrefix("aduan 12 dari ") == true)
        #expect(entry.purpose?.contains(LoggedRegistry.nik) == false)
        // Who asks who looked is told as well.
        let about = try visitor.log(about: try nik(), limit: 50)
        #expect(about.map(\.entry.action) == ["read-person"])
        #expect(try visitor.log(.access, limit: 1).map(\.entry.action) == ["read-log"])
        #expect(try visitor.log(.access, LogFilter(actor: "auditor"), limit: 9).count == 2)
        let all = try logged.entries(.access) + logged.entries(.changes)
        for text in all.flatMap({ [$0.detail, $0.purpose] }).compactMap({ $0 }) {
            #expect(!text.contains(/[0-9]{9}/) || !text.contains("3507"))
        }
    }

    /// Histories show personal values too: each look at one is told, and once.
    @Test func whoReadsAHistoryIsTold() throws {
        let logged = try LoggedRegistry()
        let visitor = Registry(logged.registry.database, actor: "auditor")
        func told(_ body: () throws -> Void) throws -> [String] {
            let before = try visitor.logCount(.access)
            try body()
            return try visitor.log(.access, limit: try visitor.logCount(.access) - before).map {
                "\($0.entry.action) \($0.entry.subject ?? $0.entry.object ?? 0)"
            }
        }
        let person = try #require(try visitor.person(try nik()).person).id
        let list = logged.batches[1]
        #expect(try told { _ = try visitor.history(of: try nik()) } == ["read-person \(person)"])
        #expect(try told { _ = try visitor.history(of: try nik(), isTold: true) } == [])
        #expect(try told { _ = try visitor.history(ofBatch: list) } == ["read-lines \(list)"])
        #expect(try told { _ = try visitor.history(ofListWith: list) } == ["read-lines \(list)"])
        #expect(try told { _ = try visitor.eventEffects() } == ["read-person 0"])
    }

    @Test func whatIsNotMaskedNeedsAPurpose() throws {
        let logged = try LoggedRegistry()
        let before = try logged.registry.logHead(.access)
        for purpose in [nil, "", "  \n"] as [String?] {
            let registry = logged.registry.stating(purpose)
            let refused = #expect(throws: Problem.self) { try registry.person(try nik(), isFull: true) }
            #expect(refused?.code == "log.purpose")
            #expect(throws: Problem.self) { try registry.tellExport("daftar", isFull: true) }
        }
        #expect(try logged.registry.logHead(.access) == before)
        let view = try logged.registry.stating("verifikasi lapangan").person(try nik(), isFull: true)
        #expect(view.looks.first?.entry.purpose == "verifikasi lapangan")
        #expect(view.looks.first?.entry.detail == "{\"full\":true}")
    }

    /// Days are those of Western Indonesian Time.
    @Test func aDayBeginsAtMidnightInIndonesia() throws {
        let day = try #require(CalendarDate("2026-03-01"))
        #expect(Registry.instants(of: day) == ("2026-02-28T17:00:00Z", "2026-03-01T17:00:00Z"))
    }

    /// While a list is being stored others look, and the log is told of it.
    @Test func nobodyWhoLooksWaitsForAnImport() throws {
        let logged = try LoggedRegistry()
        let (held, release, done) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        let database = logged.registry.database
        DispatchQueue.global().async {
            try? database.write { connection in
                try connection.execute("UPDATE batch SET revision = revision")
                held.signal()
                release.wait()
            }
            done.signal()
        }
        held.wait()
        let before = try #require(try logged.registry.logHead(.access)).number
        #expect(try logged.registry.person(try nik()).person != nil)
        #expect(try logged.registry.logHead(.access)?.number == before + 1)
        release.signal()
        done.wait()
        #expect(try logged.registry.verifyLog().isWhole)
    }

    @Test func manyTellAtOnce() throws {
        let logged = try LoggedRegistry()
        let (database, batch, scratch) = (logged.registry.database, logged.batches[0], logged.scratch)
        let before = (try logged.registry.logHead(.changes), try logged.registry.logHead(.access))
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            do {
                let registry = Registry(database, actor: "petugas \(thread)")
                for turn in 0..<6 {
                    _ = try registry.lines(of: batch)
                    let file = try scratch.file("\(thread)-\(turn).json", "[]")
                    try registry.loadInstitutions(from: file)
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(try logged.registry.logHead(.changes)?.number == (before.0?.number ?? 0) + 48)
        #expect(try logged.registry.logHead(.access)?.number == (before.1?.number ?? 0) + 48)
        #expect(try logged.registry.verifyLog().isWhole)
        for thread in 0..<8 {
            #expect(try logged.registry.logCount(.access, LogFilter(actor: "petugas \(thread)")) == 6)
        }
    }

    @Test(.disabled(if: TestServer.isUsed, "there it is a table of the same database"))
    func whatCannotBeToldIsNotShown() throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("gapura.sqlite").path
        let registry = try scratch.registry()
        let list = try scratch.file("a.csv", "NIK;Nama\n\(LoggedRegistry.nik);Siti Rekaan\n")
        _ = try registry.commit(
            registry.stage(ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07")).batch.id)
        // Something stands where the log of access belongs that is none.
        let log = SQLiteDatabase.accessPath(of: path)
        for file in [log, log + "-wal", log + "-shm"] { try? FileManager.default.removeItem(atPath: file) }
        try FileManager.default.createDirectory(atPath: log, withIntermediateDirectories: true)
        let again = Registry(try SQLiteDatabase(path: path, create: false), actor: "test")
        let refused = #expect(throws: Problem.self) { try again.person(try nik()) }
        #expect(refused?.code == "log.unwritable")
        #expect(throws: Problem.self) { try again.tellExport("daftar") }
    }

    @Test func anchorsComeBackFromPaper() throws {
        let logged = try LoggedRegistry()
        let anchor = try logged.registry.logAnchor()
        #expect(LogAnchor(line: anchor.line) == anchor)
        let file = try logged.scratch.file("jangkar.txt", "# disimpan di brankas\n\n\(anchor.line)\n")
        #expect(try LogAnchor.read(file) == [anchor])
        #expect(try logged.registry.verify(anchors: LogAnchor.read(file)).isEmpty)
        for text in ["", "# kosong\n"] {
            let empty = try logged.scratch.file("kosong.txt", text)
            let problem = try #require(throws: Problem.self) { try LogAnchor.read(empty) }
            #expect(problem.code == "log.anchor-none")
            #expect(!Catalogue.bundled.sentence(problem, .id).contains("{"))
        }
        for text in [
            "\(anchor.line)x\n", "gapura-anchor-1 a b c",
            anchor.line.replacing("gapura", with: "Gapura"),
        ] {
            let broken = try logged.scratch.file("rusak.txt", text)
            let problem = #expect(throws: Problem.self) { try LogAnchor.read(broken) }
            #expect(problem?.code == "log.anchor", "\(text)")
        }
        // The registry may grow: an anchor holds for what it saw.
        _ = try logged.registry.undo(logged.batches[1])
        #expect(try logged.registry.verify(anchors: [anchor]).isEmpty)
    }
}
