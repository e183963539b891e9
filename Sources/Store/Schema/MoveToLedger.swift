import Foundation

/// Moves programmes, needs and referrals of the first shape of the database into the ledger, where they have versions.
enum MoveToLedger {
    /// What the first shape kept in tables of its own, and nothing reads any more.
    static let left =
        ["referral", "need"].map { "DROP TABLE \($0)" }
        + ["aim", "party", "relation", "criterion", "period"].map { "DROP TABLE programme_\($0)" }
        + [
            "name", "name_en", "abbreviation", "unit", "pillar", "kind", "target_unit", "size_class", "sector",
            "legal_basis", "data_system", "data_key", "status", "sources",
        ].map { "ALTER TABLE programme DROP COLUMN \($0)" }

    @Sendable static func run(_ connection: any Connection) throws {
        let programmes = try programmes(connection).flatMap(\.yearly)
        try add(programmes.map { entry($0) }, of: "programme", connection)
        let needs = try connection.all(
            """
            SELECT n.id, p.nik, n.kind, n.statement, n.source, n.recorded_at FROM need n
                LEFT JOIN enterprise x ON x.id = n.enterprise JOIN person p ON p.id = COALESCE(n.person, x.owner)
            ORDER BY n.id
            """
        ) { row in
            Moved(
                key: "N\(row.int(0))", subject: row.string(1),
                values: [
                    "code": "N\(row.int(0))", "nik": row.string(1), "need": row.string(2), "statement": row.text(3),
                    "origin": "officer", "recordedBy": row.string(4), "date": String(row.string(5).prefix(10)),
                ])
        }
        try add(needs.map { $0.entry("need") }, of: "need", connection)
        let steps = try connection.all(
            "SELECT need, programme, actor, happened_at, state, reason FROM referral ORDER BY id"
        ) { row in
            let key = "R\(row.int(0))-" + row.string(1)
            return Moved(
                key: key, programme: row.string(1), refersTo: "need:N\(row.int(0))",
                values: [
                    "code": key, "need": "N\(row.int(0))", "programme": row.string(1), "actor": row.string(2),
                    "date": String(row.string(3).prefix(10)),
                    "step": row.string(4) == "refused" ? "declined" : row.string(4), "reason": row.text(5),
                ])
        }
        // Each step is a sending of its own: what stands later is the next version.
        for step in steps { try add([step.entry("referral")], of: "referral", connection) }
    }

    private struct Moved {
        var key: String
        var subject: String?
        var programme: String?
        var refersTo: String?
        var values: [String: String?]

        func entry(_ kind: String) -> EntryRecord {
            EntryRecord(
                row: 1, kind: kind, key: key, subject: subject, programme: programme, refersTo: refersTo,
                document: LedgerJSON.text(values.compactMapValues { $0 }))
        }
    }

    private static func add(_ entries: [EntryRecord], of kind: String, _ connection: any Connection) throws {
        guard !entries.isEmpty else { return }
        let instant = Date().formatted(.iso8601)
        let sending = SendingRecord(
            kind: kind, name: "migration", sha256: "", channel: "program", receivedOn: String(instant.prefix(10)),
            takenAt: instant, actor: "gapura", rows: entries.count, new: entries.count)
        _ = try LedgerQueries(connection).add(sending, entries)
    }

    private static func entry(_ programme: ProgrammeRecord) -> EntryRecord {
        EntryRecord(
            row: 1, kind: "programme", key: programme.yearKey, programme: programme.code,
            institution: programme.owner, fiscalYear: programme.periods.first?.fiscalYear,
            document: LedgerJSON.text(programme))
    }

    private static func programmes(_ connection: any Connection) throws -> [ProgrammeRecord] {
        let found = try connection.all(
            """
            SELECT code, name, name_en, abbreviation, owner, unit, pillar, kind, target_unit, size_class, sector,
                legal_basis, data_system, data_key, status, sources FROM programme ORDER BY position
            """
        ) { row in
            var programme = ProgrammeRecord(
                code: row.string(0), name: row.string(1), owner: row.string(4), kind: row.string(7),
                targetUnit: row.string(8))
            programme.nameEn = row.text(2)
            programme.abbreviation = row.text(3)
            programme.unit = row.text(5)
            programme.pillar = row.text(6)
            programme.sizeClasses = row.text(9).map { [$0] } ?? []
            programme.sectors = row.text(10).map { [$0] } ?? []
            programme.legalBasis = row.text(11)
            programme.dataSystem = row.text(12)
            programme.dataKey = row.text(13)
            programme.status = row.text(14)
            programme.sources = row.string(15).split(separator: "\n").map(String.init)
            return programme
        }
        return try found.map { programme in
            var programme = programme
            let code: [SQLValue] = [.text(programme.code)]
            func names(_ table: String, _ column: String, _ condition: String = "") throws -> [String] {
                try connection.all(
                    "SELECT \(column) FROM programme_\(table) WHERE programme = ? \(condition) ORDER BY 1", code
                ) { $0.string(0) }
            }
            programme.aims = try names("aim", "aim")
            programme.proposers = try names("party", "name", "AND role = 'proposer'")
            programme.distributors = try names("party", "name", "AND role = 'distributor'")
            programme.complementary = try names("relation", "other", "AND relation = 'complementary'")
            programme.conflicting = try names("relation", "other", "AND relation = 'conflicting'")
            programme.criteria = try connection.all(
                """
                SELECT statement, statement_en, kind, legal_basis, issuer FROM programme_criterion
                WHERE programme = ? ORDER BY position
                """, code
            ) {
                .init(
                    statement: $0.string(0), statementEn: $0.text(1), kind: $0.string(2), legalBasis: $0.text(3),
                    issuer: $0.text(4))
            }
            programme.periods = try connection.all(
                """
                SELECT fiscal_year, valid_from, valid_to, amount, budget, target, realised, legal_basis
                FROM programme_period WHERE programme = ? ORDER BY fiscal_year
                """, code
            ) {
                .init(
                    fiscalYear: $0.int(0), validFrom: $0.text(1), validTo: $0.text(2), amount: $0.integer(3),
                    budget: $0.integer(4), target: $0.integer(5), realised: $0.integer(6), legalBasis: $0.text(7))
            }
            return programme
        }
    }
}
