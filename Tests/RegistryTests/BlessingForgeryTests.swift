import Foundation
import Problems
import Registry
import Store
import Testing

/// What somebody changed beside the program stays a finding for ever: no honest change that follows makes it good, though
/// the log then holds a digest of what it found.
@Suite struct BlessingForgeryTests {
    private func codes(_ registry: Registry) throws -> Set<String> { Set(try registry.verify().map(\.code)) }

    private func forge(_ registry: Registry, _ statements: String...) throws {
        for statement in statements {
            #expect(try registry.database.write { try $0.execute(statement) } > 0, "\(statement)")
        }
    }

    @Test func noHonestChangeMakesAForgeryGood() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        let shown = try #require(
            try registry.matches(open: false).map(\.candidate.pair).first { try !registry.matchPair($0).isRevealed })
        var expected: Set<String> = []
        // Each forgery is followed by the change that would have taken a new digest.
        func bless(_ forgeries: [String: String], by change: () throws -> Void) throws {
            for statement in forgeries.keys { try forge(registry, statement) }
            try change()
            expected.formUnion(forgeries.values)
            #expect(try codes(registry) == expected)
        }
        try bless(["UPDATE match_reveal SET actor = 'orang lain'": "log.content-reveals"]) {
            _ = try registry.revealMatch(shown)
        }
        try bless(["UPDATE match_candidate SET weight = weight + 1": "log.content-proposals"]) {
            try registry.findMatches()
        }
        try bless(["UPDATE business_class SET title = 'Toko' WHERE code = '47111'": "log.content-classes"]) {
            try registry.importBusinessClasses([BusinessClassRecord(edition: "2020", code: "47112", title: "Kios")])
        }
        try bless(["UPDATE figure SET value = value + 1": "log.content-figures"]) { _ = try registry.computeFigures() }
        try bless([
            "UPDATE institution SET name = 'Lain' WHERE code = 'BRI'": "log.content-institutions",
            "UPDATE programme SET owner = 'BRI' WHERE code = 'BPUM'": "log.content-programmes",
            "UPDATE compatibility SET verdict = 'allowed'": "log.content-compatibility",
            "UPDATE rule SET statement_id = 'Rp5 juta' WHERE code = 'bpum.2020.amount'": "log.content-rules",
            "DELETE FROM region WHERE version = '2025' AND code = '33'": "log.content-regions",
        ]) { try registry.loadCatalogue(from: example("catalogue")) }
        // And so it stays.
        try registry.loadCatalogue(from: example("catalogue"))
        #expect(try codes(registry) == expected)
    }

    /// Decisions in stages come file by file: none is added to what is not as the log told it last.
    @Test func noFurtherDecisionsMakeForgedOnesGood() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let list = try scratch.file("a.csv", "NIK;Nama\n\(LoggedRegistry.nik);Siti Rekaan\n")
        let batch = try registry.commit(
            registry.stage(ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07")).batch.id)
        func file(_ day: Int) throws -> URL {
            let row = "\(LoggedRegistry.nik);desa;Kades;2021-05-0\(day)T08:00:00Z;Diusulkan\n"
            return try scratch.file("tahap-\(day).csv", "NIK;Tahap;Pelaku;Waktu;Keputusan\n" + row)
        }
        #expect(try registry.addStages(from: file(1), to: batch.id) == 1)
        #expect(try registry.addStages(from: file(1), to: batch.id) == 0)
        #expect(try registry.addStages(from: file(2), to: batch.id) == 1)
        #expect(try registry.verify().isEmpty)
        try forge(registry, "UPDATE stage_event SET decision = 'decreed'")
        #expect(throws: Problem.self) { try registry.addStages(from: file(3), to: batch.id) }
        let found = try registry.verifyLog().evidence
        #expect(found.map(\.object) == [LogObject(.stages, batch.id)] && found.allSatisfy { $0.kind == .content })
    }

    /// Proposals are what searches and undone lists left of them.
    @Test func proposalsAndRevisionsAreGuarded() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        for (statement, code) in [
            ("UPDATE match_candidate SET probability = 999999", "log.content-proposals"),
            ("DELETE FROM match_candidate", "log.content-proposals"),
            ("UPDATE batch SET revision = revision + 1 WHERE id = 1", "verify.batch-revision"),
            ("UPDATE batch SET revision = 0 WHERE state = 'staged'", "verify.batch-revision"),
        ] {
            try forge(registry, statement)
            #expect(try codes(registry).contains(code), "\(statement)")
        }
    }
}
