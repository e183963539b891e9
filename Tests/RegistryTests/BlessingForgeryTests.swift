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
            "UPDATE region SET name = name || '!' WHERE level = 'province'": "log.content-regions",
        ]) { try registry.loadCatalogue(from: example("catalogue")) }
        // And so it stays.
        try registry.loadCatalogue(from: example("catalogue"))
        #expect(try codes(registry) == expected)
    }

    /// What was decided in stages about a list is told once: no second entry makes other decisions good.
    @Test func decisionsInStagesAreToldOnce() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let list = try scratch.file("a.csv", "NIK;Nama\n\(LoggedRegistry.nik);Siti Rekaan\n")
        let batch = try registry.commit(
            registry.stage(ImportRequest(file: list, programme: "UMI", institution: "DINKOP-35.07")).batch.id)
        let row = "\(LoggedRegistry.nik);desa;Kades;2021-05-01T08:00:00Z;Diusulkan\n"
        let file = try scratch.file("tahap.csv", "NIK;Tahap;Pelaku;Waktu;Keputusan\n" + row)
        try registry.addStages(from: file, to: batch.id)
        #expect(throws: Problem.self) { try registry.addStages(from: file, to: batch.id) }
        #expect(try registry.verify().isEmpty)
        let told = try #require(try registry.log(.changes, limit: 1).first).entry
        try forge(registry, "UPDATE stage_event SET decision = 'decreed'")
        let object = LogObject(.stages, batch.id)
        _ = try registry.database.write { connection in
            let digest = try ContentDigest(connection).digest(of: object)
            return try LogQueries(connection).append(
                LogEntry(.stages, at: told.instant, by: "test", object: object, content: digest))
        }
        let found = try registry.verifyLog().evidence
        #expect(found.map(\.entry) == [told.number, told.number + 1])
        #expect(found.allSatisfy { $0.kind == .content && $0.object == object })
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
