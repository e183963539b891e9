import Foundation
import Problems
import Registry
import Store
import Testing

/// Somebody puts rows where nothing stood: among what stood in the past, among decisions in stages, among searches.
@Suite struct PhantomForgeryTests {
    private let scratch: Scratch
    private let registry: Registry

    private static let header = "NIK;No KK;Nama;Bidang Usaha;Nama Kelompok\n"
    private static let known = "\(LoggedRegistry.nik);3507010101200001;Siti Rekaan;Warung;Melati 1\n"
    private static let other = "3507015501900003;3507010101200003;Tini Rekaan;Kue;Mawar 1\n"

    /// The acts: 1 brings somebody, in two rows of which the second is refused; 2 somebody else; 3 the first one again,
    /// which 4 undoes.
    init() throws {
        scratch = try Scratch()
        registry = try scratch.registry()
        func take(_ name: String, _ programme: String, _ rows: String) throws -> Int64 {
            let file = try scratch.file(name + ".csv", Self.header + rows)
            return try registry.commit(
                registry.stage(
                    ImportRequest(file: file, programme: programme, institution: "BRI", fiscalYear: 2021, name: name)
                ).batch.id
            ).id
        }
        _ = try take("satu", "UMI", Self.known + Self.known)
        _ = try take("dua", "BPUM", Self.other)
        _ = try registry.undo(try take("tiga", "UMI", Self.known))
        try #require(try registry.verify().isEmpty)
    }

    /// A row of a table and of what stood in it, as a line of a list would have brought it.
    private static func enrolment(_ line: Int64, until act: Int) -> String {
        """
        INSERT INTO past_enrolment (id, person, list, fiscal_year, batch, programme, line_key, origin, family_card, amount,
            status, started_on, ended_on, village, region_code, line, until_act)
        SELECT l.id, p.id, b.list, b.fiscal_year, b.id, b.programme, l.line_key, b.origin, l.family_card, l.amount,
            l.status, l.started_on, l.ended_on, l.village, l.region_code, l.id, \(act)
        FROM line l JOIN batch b ON b.id = l.batch JOIN person p ON p.nik = l.nik WHERE l.id = \(line)
        """
    }

    @Test func whatNeverStoodIsFound() throws {
        let refused = LineQueries.id(batch: 1, row: 3)
        let (known, again) = (LineQueries.id(batch: 1, row: 2), LineQueries.id(batch: 3, row: 2))
        let person = "name, sex, birth_date, phone, address, village, region_code, family_card"
        let enterprise = "id, owner, batch, business"
        for (sql, code) in [
            (Self.enrolment(refused, until: 2), "verify.history-life"),
            (Self.enrolment(refused, until: 4), "verify.history-enrolment"),
            (
                """
                INSERT INTO past_person (id, nik, batch, \(person), until_act)
                SELECT \(again), nik, 3, \(person), 4 FROM person WHERE id = \(known)
                """, "verify.history-life"
            ),
            (
                """
                INSERT INTO past_person (id, nik, batch, \(person), until_act)
                SELECT id, nik, batch, \(person), 3 FROM person WHERE batch = 2
                """, "verify.history-life"
            ),
            ("INSERT INTO past_family VALUES ('3507010101200001', 3, 4)", "verify.history-life"),
            ("INSERT INTO past_family VALUES ('3507010101200003', 2, 3)", "verify.history-life"),
            (
                """
                INSERT INTO past_beneficiary_group (id, programme, name, batch, until_act)
                VALUES (99, 'UMI', 'Melati 1', 3, 4)
                """, "verify.history-life"
            ),
            (
                """
                INSERT INTO past_group_member (beneficiary_group, person, role, batch, until_act)
                SELECT beneficiary_group, person, role, 3, 4 FROM group_member WHERE batch = 1
                """, "verify.history-life"
            ),
            (
                "INSERT INTO past_enterprise (\(enterprise), until_act) VALUES (\(again), \(known), 3, 'Warung', 4)",
                "verify.history-enterprise"
            ),
            (
                "INSERT INTO enterprise (\(enterprise)) VALUES (\(refused), \(known), 1, 'Warung')",
                "verify.history-enterprise"
            ),
        ] {
            let broken = try registry.database.rehearse { [registry] connection in
                #expect(try connection.execute(sql) == 1, "\(sql)")
                return try VerifyQueries(connection, registry.database.dialect).broken().map(\.code)
            }
            #expect(broken.contains(code), "\(sql): \(broken)")
        }
    }

    private func forge(_ sql: String) throws -> [String] {
        #expect(try registry.database.write { try $0.execute(sql) } == 1, "\(sql)")
        return try registry.verify().map { "\($0.code) \($0.arguments["id"] ?? "")" }
    }

    /// Decisions about a list of which nobody ever decided anything in stages, whether it stands or was undone.
    @Test func decisionsThatNobodyToldAreFound() throws {
        let columns = "batch, programme, fiscal_year, nik, stage, actor, happened_at, decision, recorded_at"
        func decision(_ batch: Int) -> String {
            "\(batch), 'UMI', 2021, '\(LoggedRegistry.nik)', 'penetapan', 'Dinas', '2021-05-01T00:00:00Z', 'decreed', NULL"
        }
        #expect(
            try forge("INSERT INTO stage_event (\(columns)) VALUES (\(decision(1)))") == ["log.untold-stages 1"])
        #expect(
            try forge("INSERT INTO past_stage_event (id, \(columns), until_act) VALUES (77, \(decision(3)), 4)")
                == ["log.untold-stages 1", "log.untold-stages 3"])
    }

    /// A search that never was, whose model the next proposals would be weighed by: also where there was none before.
    @Test func searchesThatNobodyToldAreFound() throws {
        let columns = """
            started_at, actor, model, document, lower_bound, threshold, revision, record_count, pair_count,
                candidate_count, is_converged, milliseconds, basis
            """
        let values = "'2021-01-01T00:00:00Z', 'test', 'persons', '{}', 1, 1, 9, 2, 1, 0, 1, 1, 'trained'"
        #expect(
            try forge("INSERT INTO linkage_run (id, \(columns)) VALUES (40, \(values))") == ["log.untold-run 40"])
        _ = try registry.database.write { try $0.execute("DELETE FROM linkage_run") }
        try registry.findMatches()
        #expect(try registry.verify().isEmpty)
        #expect(
            try forge("INSERT INTO linkage_run (id, \(columns)) VALUES (-1, \(values))") == ["log.untold-run -1"])
    }
}
