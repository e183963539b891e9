import Foundation
import Indonesia
import Problems
import Registry
import SQLiteStore
import Store
import TestServer
import Testing

/// What is known beforehand, what was counted, when things happened and who did them, and what stood before: each forgery is
/// found and named, on both databases.
@Suite struct GuardForgeryTests {
    /// Runs statements behind Gapura's back and tells the codes that a check names.
    private func codes(_ registry: Registry, _ statements: String...) throws -> Set<String> {
        try registry.database.write { connection in
            for statement in statements { try connection.execute(statement) }
        }
        return Set(try registry.verify().map(\.code))
    }

    @Test func theCatalogueIsGuarded() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        let forged = [
            ("UPDATE institution SET name = 'Lain' WHERE code = 'BRI'", "log.content-institutions"),
            ("DELETE FROM past_institution", "log.content-institutions"),
            ("UPDATE revision SET number = number + 1 WHERE subject = 'institution'", "log.content-institutions"),
            ("UPDATE programme SET owner = 'BRI' WHERE code = 'BPUM'", "log.content-programmes"),
            ("UPDATE compatibility SET verdict = 'allowed'", "log.content-compatibility"),
            ("UPDATE past_compatibility SET until_at = '2030-01-01T00:00:00Z'", "log.content-compatibility"),
            ("UPDATE rule SET statement_id = 'Rp5 juta' WHERE code = 'bpum.2020.amount'", "log.content-rules"),
            ("DELETE FROM past_rule", "log.content-rules"),
            ("UPDATE region SET name = name || '!' WHERE level = 'province'", "log.content-regions"),
            ("DELETE FROM region_change", "log.content-regions"),
            ("UPDATE business_class SET title = 'Toko'", "log.content-classes"),
            ("DELETE FROM business_class_change", "log.content-classes"),
            ("UPDATE figure SET value = value + 1", "log.content-figures"),
            ("UPDATE computation SET as_of = '2021-01-01'", "log.content-figures"),
            ("DELETE FROM match_reveal", "log.content-reveals"),
            ("UPDATE linkage_run SET threshold = 1", "log.content-run"),
        ]
        var expected: Set<String> = []
        for (statement, code) in forged {
            expected.insert(code)
            #expect(try codes(registry, statement) == expected, "\(statement)")
        }
    }

    /// A change of the catalogue that is told is no forgery; one that a later entry should bless is.
    @Test func theCatalogueMayBeChangedAndNotBlessed() throws {
        let logged = try LoggedRegistry()
        let more = try logged.scratch.file("i.json", #"[{"code": "X", "name": "Lembaga X", "kind": "bank"}]"#)
        try logged.registry.loadInstitutions(from: more)
        #expect(try logged.registry.verify().isEmpty)
        try logged.forge(.changes, ["UPDATE institution SET name = 'Lembaga Y' WHERE code = 'X'"])
        let digests = try logged.registry.database.read { try LogQueries($0).digests(of: [.institutions]) }
        // Neither an action that changes no institutions nor a second beginning makes it good.
        for action in [LogAction.compute, .guardParts] {
            try logged.append(
                .changes,
                [LogEntry(action, at: "2026-01-01T00:00:00Z", by: "test", detail: LogDetail(guarding: digests).text)])
            #expect(try logged.registry.verify().map(\.code).contains("log.content-institutions"))
        }
        #expect(try logged.registry.verify().map(\.code).contains("log.misplaced"))
    }

    /// A registry that an older program made begins to be guarded with the next change.
    @Test func anOlderRegistryIsGuardedFromTheNextChangeOn() throws {
        let logged = try LoggedRegistry()
        let entries = try logged.take(.changes, from: 2).filter { $0.action != "guard" }.map { entry in
            var entry = entry
            if entry.action == "catalogue" { entry.detail = nil }
            entry.seen = nil
            return entry
        }
        try logged.append(.changes, entries)
        try logged.forge(.access, ["UPDATE access_entry SET seen_number = NULL, seen_hash = NULL"])
        let looks = try logged.take(.access, from: 2)
        try logged.append(.access, looks)
        try logged.forge(.changes, ["UPDATE rule SET legal_basis = 'lama'"])
        #expect(try logged.registry.verify().isEmpty)
        _ = try logged.registry.undo(logged.batches[1])
        #expect(try logged.entries(.changes).count { $0.action == "guard" } == 1)
        #expect(try logged.registry.verify().isEmpty)
        try logged.forge(.changes, ["UPDATE rule SET legal_basis = 'baru'"])
        #expect(try logged.registry.verify().map(\.code) == ["log.content-rules"])
    }

    @Test func whenAndByWhomIsGuarded() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        let sending = try #require(try registry.sendings().last { $0.kind == "life-event" })
        _ = try registry.undoSending(sending.id, reason: "salah kirim")
        #expect(try registry.verify().isEmpty)
        let nik = try #require(NIK.parse(LoggedRegistry.nik).value)
        let undone = try registry.history(of: nik).filter { $0.act == .sheetUndo }
        #expect(!undone.isEmpty && undone.allSatisfy { $0.actor == "test" && $0.reason == "salah kirim" })
        let later = "'2031-01-01T00:00:00Z'"
        let forged: [(String, Set<String>)] = [
            ("UPDATE match_decision SET known_at = \(later)", ["log.moment-decision"]),
            ("UPDATE past_stage_event SET recorded_at = \(later)", ["log.moment-stages"]),
            ("UPDATE sending SET undone_at = \(later) WHERE undone_at IS NOT NULL", ["log.moment-sending"]),
            ("UPDATE batch SET committed_at = \(later) WHERE id = 1", ["log.moment-batch"]),
            ("UPDATE act SET actor = 'orang lain' WHERE number = 2", ["log.moment-batch"]),
            ("UPDATE act SET reason = 'perintah atasan' WHERE kind = 'undo'", ["log.content-undoing"]),
        ]
        var expected: Set<String> = []
        for (statement, codes) in forged {
            expected.formUnion(codes)
            #expect(try self.codes(registry, statement) == expected, "\(statement)")
        }
    }

    @Test func whatLinesMakeIsWorkedOutAgain() throws {
        let forged = [
            ("UPDATE enrolment SET origin = 'replaced'", "verify.origin"),
            ("UPDATE past_enrolment SET origin = 'replaced'", "verify.origin"),
            ("DELETE FROM entry_person", "verify.named-people"),
            ("UPDATE entry_person SET nik = '3507015501900099'", "verify.named-people"),
            ("UPDATE group_member SET subgroup = 'x'", "verify.group-member"),
            ("DELETE FROM group_member", "verify.group-member"),
            ("UPDATE beneficiary_group SET village = 'Lain'", "verify.group"),
            ("UPDATE source_list SET name = name || '!'", "verify.list"),
            ("INSERT INTO family (card, batch) VALUES ('3507010101209999', 1)", "verify.family-source"),
            ("DELETE FROM enterprise WHERE business IS NOT NULL", "verify.enterprise-missing"),
        ]
        for (statement, code) in forged {
            let scratch = try Scratch()
            #expect(try codes(try small(scratch), statement).contains(code), "\(statement)")
        }
    }

    /// A few people on two lists: sent again with changes, and undone.
    private func small(_ scratch: Scratch) throws -> Registry {
        let registry = try scratch.registry()
        let nik = LoggedRegistry.nik
        func take(
            _ name: String, _ phone: String, _ business: String = "Warung", programme: String = "UMI"
        ) throws -> Int64 {
            let file = try scratch.file(
                "\(UUID()).csv",
                """
                NIK;No KK;Nama;No HP;Bidang Usaha;Nama Kelompok
                \(nik);3507010101200001;Siti Rekaan;\(phone);\(business);Melati 1

                """)
            return try registry.commit(
                registry.stage(
                    ImportRequest(file: file, programme: programme, institution: "BRI", fiscalYear: 2021, name: name)
                ).batch.id
            ).id
        }
        _ = try take("satu", "081234560010")
        _ = try take("satu", "081234560011", "Kios")
        _ = try take("satu", "081234560010")
        _ = try registry.undo(try take("dua", "081234560012", programme: "BPUM"), reason: "keliru")
        _ = try registry.undo(try take("satu", "081234560013"))
        try registry.take(
            "peristiwa",
            [
                "nik": nik, "peristiwa": "diganti", "tanggal_peristiwa": "2021-05-01", "sumber": "Surat desa",
                "pengganti": "3507015501900003", "program": "UMI",
            ])
        try #require(try registry.verify().isEmpty)
        return registry
    }

    /// Rows of what stood before are deleted or changed: also where the present is what it was at first.
    @Test func whatStoodBeforeIsHeld() throws {
        let forged = [
            "DELETE FROM past_person", "DELETE FROM past_person WHERE until_act = 2",
            "DELETE FROM past_person WHERE until_act = 3",
            "DELETE FROM past_person WHERE until_act IN (2, 3)",
            "DELETE FROM past_person WHERE until_act = (SELECT MAX(number) FROM act)",
            "UPDATE past_person SET phone = '+6281234560099' WHERE until_act = 3",
            "UPDATE past_person SET phone = '+6281234560099' WHERE until_act = 2",
            "DELETE FROM past_enrolment", "DELETE FROM past_enrolment WHERE until_act = 3",
            "DELETE FROM past_enrolment WHERE until_act = 5", "UPDATE past_enrolment SET status = 'lain'",
            "UPDATE past_enrolment SET line = id WHERE until_act = 3", "DELETE FROM past_group_member",
            "DELETE FROM past_enterprise", "UPDATE past_beneficiary_group SET name = 'Lain'",
            "DELETE FROM act WHERE kind = 'undo'",
        ]
        let scratch = try Scratch()
        let registry = try small(scratch)
        let acts = try registry.database.read { try ActQueries($0).all() }
        #expect(acts.map(\.kind) == [.commit, .commit, .commit, .commit, .undo, .commit, .undo])
        for statement in forged {
            let scratch = try Scratch()
            let registry = try small(scratch)
            let changed = try registry.database.write { try $0.execute(statement) }
            guard changed > 0 else {
                Issue.record("nothing to forge: \(statement)")
                continue
            }
            #expect(try !registry.verify().isEmpty, "\(statement)")
        }
    }

    /// A trigger or view that somebody put into either database is named, and an index that is gone.
    @Test func whatDoesNotBelongThereIsNamed() throws {
        let logged = try LoggedRegistry()
        let isServer = TestServer.isUsed
        func trigger(_ table: String) -> [String] {
            isServer
                ? [
                    "CREATE FUNCTION diam() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                    "CREATE TRIGGER diam BEFORE INSERT ON \(table) FOR EACH ROW EXECUTE FUNCTION diam()",
                ]
                : ["CREATE TRIGGER diam AFTER INSERT ON \(table) BEGIN DELETE FROM \(table); END"]
        }
        func found() throws -> Set<String> {
            Set(
                try logged.registry.verify().map {
                    [$0.code, $0.arguments["kind"] ?? "", $0.arguments["name"] ?? ""].joined(separator: " ")
                })
        }
        #expect(try found() == [])
        for chain in LogChain.allCases {
            try logged.forge(chain, trigger(LoggedRegistry.table(chain)))
            let expected: Set<String> =
                isServer
                ? ["verify.object-foreign trigger diam", "verify.object-foreign function diam"]
                : ["verify.object-foreign trigger diam"]
            #expect(try found() == expected)
            try logged.forge(
                chain,
                isServer
                    ? ["DROP TRIGGER diam ON \(LoggedRegistry.table(chain))", "DROP FUNCTION diam"]
                    : ["DROP TRIGGER diam"])
        }
        try logged.forge(
            .changes, ["CREATE VIEW penerima AS SELECT id FROM person", "DROP INDEX act_by_batch"])
        #expect(
            try found() == ["verify.object-foreign view penerima", "verify.object-missing index act_by_batch"])
    }
}
