import Foundation
import GRDB
import Indonesia
import Problems
import Registry
import SQLiteStore
import Store
import TestServer
import Testing

/// A registry that the first release wrote is brought to today's shape, and nothing of it is lost.
@Suite(.disabled(if: TestServer.isUsed, "older shapes of a registry were SQLite files only"))
struct MigrationTests {
    private func migrated() throws -> (scratch: Scratch, registry: Registry) {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("old.sqlite").path
        let sql = try #require(
            Bundle.module.url(forResource: "version-1", withExtension: "sql", subdirectory: "Fixtures"))
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: String(contentsOf: sql, encoding: .utf8)) }
        try queue.close()
        return (scratch, Registry(try SQLiteDatabase.brought(path), actor: "test"))
    }

    /// Opening a registry does not change its shape: somebody has to ask for that.
    @Test func anOlderShapeIsNotChangedUnasked() throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("old.sqlite").path
        try SQLiteDatabase(path: path).close()
        try DatabaseQueue(path: path).writeWithoutTransaction {
            try $0.execute(sql: "DELETE FROM schema_version WHERE version = \(Registry.version)")
        }
        let refused = #expect(throws: Problem.self) { try SQLiteDatabase(path: path) }
        #expect(refused?.code == "store.older" && refused?.arguments["found"] == String(Registry.version - 1))
        #expect(try Schema.version(of: SQLiteDatabase(path: path, asItIs: true)) == Registry.version - 1)
    }

    @Test func programmesKeepEveryYear() throws {
        let (scratch, registry) = try migrated()
        defer { withExtendedLifetime(scratch) {} }
        let programmes = try registry.programmes()
        #expect(programmes.map(\.code) == ["BPUM", "UMI"])
        let grant = try #require(programmes.first)
        #expect(grant.periods.map(\.amount) == [2_400_000, 1_200_000])
        #expect(grant.sizeClasses == ["micro"])
        #expect((grant.aims, grant.proposers, grant.distributors) == (["T1"], ["DINKOP-35.07"], ["BRI"]))
        #expect(grant.complementary == ["UMI"])
        #expect(grant.criteria.map(\.legalBasis) == ["Permenkop UKM 2/2021 Ps 4(2)"])
        #expect(grant.sources.count == 2)
        #expect(try registry.programmes(of: 2020).map(\.code) == ["BPUM"])
    }

    @Test func needsAndReferralsKeepTheirSteps() throws {
        let (scratch, registry) = try migrated()
        defer { withExtendedLifetime(scratch) {} }
        let nik = try #require(NIK.parse("3507015501900001").value)
        let view = try registry.person(nik)
        #expect(view.lines.count == 1)
        let found = try #require(view.needs.first)
        #expect(
            (found.need.need, found.need.statement, found.need.date) == ("K2", "Ingin berjualan daring", "2021-06-02"))
        #expect(found.referrals.map(\.step) == [.proposed, .declined])
        #expect(found.referrals.last?.reason == "kuota habis")
        #expect(try registry.verify().isEmpty)
    }

    @Test func aNewListCanFollow() throws {
        let (scratch, registry) = try migrated()
        let file = try scratch.file("b.csv", "NIK;Nama;Nama Petugas\n3507015501900002;Budi Rekaan;Bu  Rina\n")
        let staged = try registry.stage(ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07"))
        #expect(try registry.commit(staged.batch.id).counts.new == 1)
        // The third shape knows who looks after an account.
        #expect(try registry.lines(of: staged.batch.id).map(\.line.officer) == ["Bu Rina"])
        #expect(try registry.verify().isEmpty)
    }

    /// The fourth shape knows matches: an old registry can be searched, decided and taken back.
    @Test func matchesCanBeDecided() throws {
        let (scratch, registry) = try migrated()
        let file = try scratch.file(
            "c.csv",
            "NIK;Nama;Tanggal Lahir\n;Budi Rekaan Utama;01-02-1990\n3507010102900003;Budi Rekaan Utama;01-02-1990\n")
        let staged = try registry.stage(ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07"))
        let batch = try registry.commit(staged.batch.id)
        let before = try scratch.tables("old.sqlite")
        try registry.findMatches()
        let pair = SubjectPair(LineQueries.id(batch: batch.id, row: 2), LineQueries.id(batch: batch.id, row: 3))
        let decision = try registry.decide(pair, .same)
        #expect(try registry.identities().identities == [[pair.a, pair.b]])
        try registry.undo(decision: decision.id, note: "uji")
        #expect(try scratch.tables("old.sqlite") == before)
        #expect(try registry.verify().isEmpty)
    }

    /// Whichever shape a registry has, it ends in today's: from the second and third as from the first.
    @Test(arguments: [2, 3]) func everyStepLeadsToToday(version: Int) throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("old.sqlite").path
        let registry = Registry(try SQLiteDatabase(path: path), actor: "test")
        try registry.ensureCatalogue(from: example("catalogue"))
        func shape() throws -> [String] {
            let queue = try DatabaseQueue(path: path)
            return try queue.read {
                try String.fetchAll($0, sql: "SELECT COALESCE(sql, name) FROM sqlite_master ORDER BY type, name")
            }
        }
        let today = try shape()
        // Back to the older shape: what later steps added is taken away.
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            for sql in Self.sixthShape { try database.execute(sql: sql) }
            for table in ["match_candidate", "match_decision", "match_reveal", "linkage_run"] {
                try database.execute(sql: "DROP TABLE \(table)")
            }
            try database.execute(sql: "DROP INDEX line_refused")
            if version < 3 {
                try database.execute(sql: "DROP TABLE revision")
                try database.execute(sql: "ALTER TABLE line DROP COLUMN officer")
            }
            try database.execute(sql: "DELETE FROM schema_version WHERE version > \(version)")
        }
        try queue.close()
        let again = Registry(try SQLiteDatabase.brought(path), actor: "test")
        #expect(try shape() == today)
        #expect(try again.verify().isEmpty)
        #expect(try again.programmes().isEmpty == false)
    }

    /// The tenth shape has no references in the tables that have a row for every line, and keeps cards by their key alone.
    @Test func referencesOfLinesAreTakenAway() throws {
        let (scratch, registry) = try migrated()
        let references = try registry.database.read { connection in
            try connection.all(registry.database.dialect.references) { "\($0.string(0)) \($0.string(1))" }
        }
        let tables = ["line", "line_problem", "person", "family", "enrolment", "enterprise", "group_member"]
        #expect(!references.contains { reference in tables.contains { reference.hasPrefix($0 + " ") } })
        #expect(references.contains("batch source_list") && references.contains("stage_event batch"))
        let path = scratch.url.appendingPathComponent("old.sqlite").path
        let family = try DatabaseQueue(path: path).read {
            try String.fetchOne($0, sql: "SELECT sql FROM sqlite_master WHERE name = 'family'")
        }
        #expect(family?.hasSuffix("WITHOUT ROWID") == true)
        #expect(try registry.verify().isEmpty)
    }

    /// The fifth shape draws pairs by a number of their own, and drops proposals about records that are gone.
    @Test func proposalsKeepTheirDrawingOrder() throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("gapura.sqlite").path
        let registry = try scratch.registry()
        let first = try MatchSearchTests.stage(
            (0..<120).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        let second = try MatchSearchTests.stage(
            (0..<60).map { MatchSearchTests.row($0, nik: "") }, as: "dua", programme: "UMI", registry, scratch)
        let third = try MatchSearchTests.stage(
            [MatchSearchTests.row(5, nik: "")], as: "tiga", programme: "MEKAAR", registry, scratch)
        for batch in [first, second] { _ = try registry.commit(batch) }
        try registry.findMatches()
        let before = try (registry.matches(open: false), registry.matchQueue().sample)
        #expect(before.0.count >= 60 && before.1.count >= 50)
        let gone = LineQueries.id(batch: third, row: 2)
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            for sql in Self.sixthShape + Self.fourthShape { try database.execute(sql: sql) }
            try database.execute(
                sql: """
                    INSERT INTO match_candidate (run, subject_a, subject_b, weight, probability, stratum, place, pattern,
                        fields) SELECT run, subject_a, \(gone), weight, probability, stratum, place, pattern, fields
                    FROM match_candidate LIMIT 1
                    """)
        }
        try queue.close()
        let again = Registry(try SQLiteDatabase.brought(path), actor: "test")
        let after = try (again.matches(open: false), again.matchQueue().sample)
        #expect(after.0 == before.0 && after.1 == before.1)
        #expect(try again.matchQueue().run?.basis == .trained && again.matchQueue().isStale == false)
        let pair = try #require(after.1.first).candidate.pair
        try again.decide(pair, .same, note: "uji")
        #expect(try again.verify().isEmpty)
    }

    /// The sixth shape remembers to whom a weight was shown; whoever decided before decides as before.
    @Test func weightsThatWereShownAreRemembered() throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("gapura.sqlite").path
        let registry = try scratch.registry()
        for (name, programme, numbers) in [("satu", "BPUM", true), ("dua", "UMI", false)] {
            _ = try registry.commit(
                try MatchSearchTests.stage(
                    (0..<60).map { numbers ? MatchSearchTests.row($0) : MatchSearchTests.row($0, nik: "") }, as: name,
                    programme: programme, registry, scratch))
        }
        try registry.findMatches()
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            for sql in Self.sixthShape { try database.execute(sql: sql) }
            try database.execute(sql: "DROP TABLE match_reveal")
            try database.execute(sql: "DELETE FROM schema_version WHERE version > 5")
        }
        try queue.close()
        let again = Registry(try SQLiteDatabase.brought(path), actor: "test")
        let pair = try #require(try again.matchQueue().sample.first).candidate.pair
        #expect(try again.matchPair(pair).isBlind)
        #expect(try again.revealMatch(pair).isBlind == false)
        #expect(try again.decide(pair, .same, isBlind: true).isBlind == false)
        #expect(try again.verify().isEmpty)
    }

    /// The eighth shape keeps acts and what rows were: an older registry's images and undone lists become both.
    @Test func imagesBecomeVersions() throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("gapura.sqlite").path
        let registry = try scratch.registry()
        func take(_ phone: String, _ name: String) throws -> Int64 {
            let file = try scratch.file(
                name + ".csv", "NIK;Nama;No HP\n3507010101600001;Warga Rekaan;\(phone)\n")
            let staged = try registry.stage(
                ImportRequest(
                    file: file, programme: "UMI", institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021,
                    name: "daftar"))
            let batch: BatchRecord = try registry.commit(staged.batch.id)
            return batch.id
        }
        _ = try take("081234560010", "a")
        let second = try take("081234560011", "b")
        _ = try registry.undo(second)
        let third = try take("081234560012", "c")
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            // As the older program kept it: what stood before the commits that stand.
            for sql in Self.sixthShape { try database.execute(sql: sql) }
            try database.execute(
                sql: """
                    INSERT INTO before_image SELECT \(third), 'person', id,
                        '{"name":"Warga Rekaan","phone":"+6281234560010"}' FROM person
                    UNION ALL SELECT \(third), 'enrolment', id, '{"line":"' || id || '"}' FROM enrolment
                    """)
            try database.execute(sql: "DELETE FROM schema_version WHERE version > 6")
        }
        try queue.close()
        let again = Registry(try SQLiteDatabase.brought(path), actor: "test")
        let acts = try again.database.read { try ActQueries($0).all() }
        #expect(acts.map(\.number) == [1, 2, 3, 4])
        #expect(acts.map(\.kind) == [.commit, .commit, .undo, .commit])
        #expect(acts.map(\.actor) == ["test", "test", "test", "test"])
        let nik = try #require(NIK.parse("3507010101600001").value)
        let phones = try again.history(of: nik).filter { $0.thing == "person" && $0.field == "phone" }
        #expect(phones.map(\.after) == ["+6281234560010", "+6281234560012"])
        #expect(phones.map(\.before) == [nil, "+6281234560010"])
        _ = try again.undo(third)
        #expect(try again.person(nik).person?.phone == "+6281234560010")
        #expect(try again.verify().isEmpty)
    }

    /// The seventh shape has a chain instead of a journal: what the journal told moves into it, and what stands in the
    /// registry is guarded from then on.
    @Test func theJournalBecomesAChain() throws {
        let scratch = try Scratch()
        let path = scratch.url.appendingPathComponent("gapura.sqlite").path
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", "NIK;Nama\n3507015501900001;Siti Rekaan\n")
        let batch = try registry.commit(
            registry.stage(ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07")).batch.id)
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { database in
            for sql in Self.sixthShape { try database.execute(sql: sql) }
            try database.execute(sql: "DELETE FROM journal WHERE action NOT IN ('stage', 'commit')")
            try database.execute(
                sql: """
                    INSERT INTO journal (happened_at, actor, action, detail)
                    VALUES ('2025-01-01T00:00:00Z', 'lama', 'match-undo', '{"a":1,"note":"KTP milik kakaknya"}')
                    """)
            try database.execute(sql: "DELETE FROM schema_version WHERE version > 6")
        }
        try queue.close()
        let again = Registry(try SQLiteDatabase.brought(path), actor: "test")
        let told = try again.log(.changes, limit: 1000).map(\.entry).reversed().filter { $0.objectKind != "sending" }
        #expect(told.map(\.action) == ["begin", "stage", "commit", "match-undo", "adopt", "migrate"])
        #expect(told.map(\.object) == [nil, batch.id, batch.id, nil, batch.id, nil])
        #expect(told.last?.detail == "{\"from\":6,\"to\":\(Registry.version)}" && told.last?.actor == "test")
        #expect(told[3].detail == "{\"a\":1}" && told[3].actor == "lama")
        #expect(try again.verify().isEmpty)
        try again.database.write { _ = try $0.execute("UPDATE line SET amount = 1") }
        #expect(try again.verify().map(\.code).contains("log.content-batch"))
    }

    /// Takes away what the ninth shape and later ones added.
    private static let beforePeople =
        [
            "DROP TABLE ruling_case", "DROP TABLE ruling_file", "DROP TABLE ruling", "DROP INDEX stage_event_by_nik",
            "ALTER TABLE batch DROP COLUMN origin",
            "ALTER TABLE line DROP COLUMN origin",
        ]
        + ["entry_person", "region_change", "business_class", "business_class_change"].map { "DROP TABLE \($0)" }

    /// Takes the tables of the eighth shape away.
    private static let beforeHistory =
        ["person", "enrolment", "enterprise", "family", "beneficiary_group", "group_member", "stage_event"].map {
            "DROP TABLE past_\($0)"
        }
        + ["compatibility", "rule", "institution"].flatMap {
            ["DROP TABLE past_\($0)", "ALTER TABLE \($0) DROP COLUMN known_at"]
        } + [
            "DROP TABLE act", "ALTER TABLE stage_event DROP COLUMN recorded_at",
            "ALTER TABLE match_decision DROP COLUMN known_at",
            """
            CREATE TABLE before_image (
                batch INTEGER NOT NULL REFERENCES batch (id), entity TEXT NOT NULL, entity_id INTEGER NOT NULL,
                document TEXT NOT NULL, PRIMARY KEY (batch, entity, entity_id))
            """,
        ]

    /// Takes today's log back to the journal.
    private static let beforeLog = [
        """
        CREATE TABLE journal (id INTEGER PRIMARY KEY AUTOINCREMENT, happened_at TEXT NOT NULL, actor TEXT NOT NULL,
            action TEXT NOT NULL, batch INTEGER, detail TEXT)
        """,
        """
        INSERT INTO journal (happened_at, actor, action, batch, detail)
        SELECT happened_at, actor, action, CASE object_kind WHEN 'batch' THEN object END, detail FROM log_entry
        WHERE number > 1 AND action <> 'guard' ORDER BY number
        """, "DROP TABLE log_entry",
    ]

    /// Takes a registry of today back to the sixth shape.
    private static let sixthShape = beforePeople + beforeHistory + beforeLog

    /// Takes today's tables of matches back to their fourth shape.
    private static let fourthShape = [
        "DROP INDEX match_candidate_by_draw", "DROP INDEX match_candidate_by_weight",
        "DROP INDEX match_candidate_by_pattern", "DROP INDEX match_candidate_by_other",
        "DROP INDEX match_candidate_by_run", "DROP INDEX linkage_run_by_batch",
        "ALTER TABLE match_candidate DROP COLUMN draw",
        "ALTER TABLE match_candidate ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX match_candidate_by_stratum ON match_candidate (stratum, place)",
        "CREATE INDEX match_candidate_by_pattern ON match_candidate (pattern)",
        "ALTER TABLE linkage_run DROP COLUMN batch", "ALTER TABLE linkage_run DROP COLUMN basis",
        "ALTER TABLE linkage_run DROP COLUMN is_outdated", "DROP TABLE match_reveal", "DROP TABLE match_decision",
        """
        CREATE TABLE match_decision (
            id INTEGER PRIMARY KEY AUTOINCREMENT, subject_a INTEGER NOT NULL REFERENCES line (id),
            subject_b INTEGER NOT NULL REFERENCES line (id), verdict TEXT NOT NULL,
            reverses INTEGER REFERENCES match_decision (id), decided_at TEXT NOT NULL, actor TEXT NOT NULL, note TEXT,
            is_blind INTEGER NOT NULL, bundle INTEGER, run INTEGER, weight INTEGER, probability INTEGER, pattern TEXT)
        """, "CREATE INDEX match_decision_by_pair ON match_decision (subject_a, subject_b)",
        "CREATE INDEX match_decision_by_bundle ON match_decision (bundle) WHERE bundle IS NOT NULL",
        "CREATE UNIQUE INDEX match_decision_reversed ON match_decision (reverses) WHERE reverses IS NOT NULL",
        "DELETE FROM schema_version WHERE version > 4",
    ]
}

extension SQLiteDatabase {
    /// Opens a file of an older shape, brought to today's.
    static func brought(_ path: String) throws -> SQLiteDatabase {
        _ = try RegistryFiles(SQLiteFiles()).migrate(URL(fileURLWithPath: path), by: "test")
        return try SQLiteDatabase(path: path, create: false)
    }
}
