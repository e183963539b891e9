/// The invariants of a registry, each as a count of rows that break it.
public struct VerifyQueries {
    private let connection: any Connection
    private let dialect: any Dialect

    public init(_ connection: any Connection, _ dialect: any Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// An invariant's code, as the catalogue of problems words it, and the query that counts what breaks it.
    private static let invariants: [(code: String, sql: String)] = [
        (
            "verify.counts",
            """
            SELECT COUNT(*) FROM batch
            WHERE row_count <> new_count + updated_count + unchanged_count + refused_count
            """
        ),
        (
            "verify.lines",
            """
            SELECT COUNT(*) FROM batch LEFT JOIN (
                SELECT batch, COUNT(*) AS all_rows, SUM(CASE WHEN outcome = 'new' THEN 1 ELSE 0 END) AS new_rows,
                    SUM(CASE WHEN outcome = 'updated' THEN 1 ELSE 0 END) AS updated_rows,
                    SUM(CASE WHEN outcome = 'unchanged' THEN 1 ELSE 0 END) AS unchanged_rows
                FROM line GROUP BY batch) AS found ON found.batch = batch.id
            WHERE COALESCE(found.all_rows, 0) <> batch.row_count OR COALESCE(found.new_rows, 0) <> batch.new_count
                OR COALESCE(found.updated_rows, 0) <> batch.updated_count
                OR COALESCE(found.unchanged_rows, 0) <> batch.unchanged_count
            """
        ),
        (
            "verify.enrolments",
            """
            SELECT COUNT(*) FROM batch LEFT JOIN (
                SELECT batch, COUNT(*) AS held FROM enrolment GROUP BY batch) AS found ON found.batch = batch.id
            WHERE COALESCE(found.held, 0) <> CASE WHEN batch.state = 'committed' THEN batch.new_count ELSE 0 END
            """
        ),
        (
            "verify.enrolment-source",
            "SELECT COUNT(*) FROM enrolment e LEFT JOIN line l ON l.id = e.id WHERE l.id IS NULL"
        ),
        (
            "verify.person-batch",
            """
            SELECT COUNT(*) FROM person p JOIN batch b ON b.id = p.batch WHERE b.state <> 'committed'
            """
        ),
        (
            "verify.person-without-enrolment",
            "SELECT COUNT(*) FROM person p WHERE NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.person = p.id)"
        ),
        (
            "verify.family-batch",
            "SELECT COUNT(*) FROM family f JOIN batch b ON b.id = f.batch WHERE b.state <> 'committed'"
        ),
        (
            "verify.family-missing",
            """
            SELECT COUNT(*) FROM enrolment e LEFT JOIN family f ON f.card = e.family_card
            WHERE e.family_card IS NOT NULL AND f.card IS NULL
            """
        ),
        (
            "verify.refused-stored",
            "SELECT COUNT(*) FROM enrolment e JOIN line l ON l.id = e.id WHERE l.outcome = 'refused'"
        ),
        (
            "verify.line-enrolment",
            """
            SELECT COUNT(*) FROM line l JOIN batch b ON b.id = l.batch LEFT JOIN person p ON p.nik = l.nik
                LEFT JOIN enrolment e ON e.person = p.id AND e.list = b.list AND e.line_key = l.line_key
            WHERE b.state = 'committed' AND l.outcome IN ('updated', 'unchanged') AND e.id IS NULL
            """
        ),
        (
            "verify.batch-state",
            ["enterprise", "beneficiary_group", "group_member", "stage_event"].map {
                "SELECT 1 FROM \($0) x JOIN batch b ON b.id = x.batch WHERE b.state <> 'committed'"
            }.joined(separator: " UNION ALL ").counted
        ),
        (
            // The log holds the times of steps that it told of; a step that never was has none.
            "verify.batch-times",
            """
            SELECT COUNT(*) FROM batch
            WHERE (committed_at IS NULL AND state IN ('committed', 'undone'))
                OR (committed_at IS NOT NULL AND state NOT IN ('committed', 'undone'))
                OR (undone_at IS NULL AND state IN ('undone', 'discarded'))
                OR (undone_at IS NOT NULL AND state NOT IN ('undone', 'discarded'))
            """
        ),
        (
            "verify.sending-counts",
            "SELECT COUNT(*) FROM sending WHERE row_count <> new_count + updated_count + unchanged_count"
        ),
        (
            // The current version of a key is the newest of the sendings that stand; where none stands there is none.
            "verify.entry-current",
            """
            SELECT COUNT(*) FROM entry e LEFT JOIN (
                SELECT o.kind, o.entry_key, MAX(o.id) AS newest FROM entry o JOIN sending s ON s.id = o.sending
                WHERE s.undone_at IS NULL GROUP BY o.kind, o.entry_key) AS found
                ON found.kind = e.kind AND found.entry_key = e.entry_key
            WHERE e.is_current <> CASE WHEN e.id = found.newest THEN 1 ELSE 0 END
            """
        ),
        (
            "verify.programme-anchor",
            """
            SELECT COUNT(*) FROM entry e LEFT JOIN programme p ON p.code = e.programme
            WHERE e.kind = 'programme' AND e.is_current = 1 AND p.code IS NULL
            """
        ),
        (
            "verify.entry-reference",
            """
            SELECT COUNT(*) FROM entry e WHERE e.is_current = 1 AND e.refers_to IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM entry o WHERE o.is_current = 1 AND e.refers_to = o.kind || ':' || o.entry_key)
            """
        ),
        (
            "verify.match-standing",
            """
            SELECT COUNT(*) FROM (
                SELECT d.subject_a FROM match_decision d WHERE d.reverses IS NULL
                    AND NOT EXISTS (SELECT 1 FROM match_decision r WHERE r.reverses = d.id)
                GROUP BY d.subject_a, d.subject_b HAVING COUNT(*) > 1) AS doubled
            """
        ),
        (
            "verify.match-reversal",
            """
            SELECT COUNT(*) FROM match_decision r LEFT JOIN match_decision d ON d.id = r.reverses
                AND d.subject_a = r.subject_a AND d.subject_b = r.subject_b AND d.reverses IS NULL AND d.id < r.id
            WHERE (r.verdict = 'reversed' AND d.id IS NULL) OR (r.verdict <> 'reversed' AND r.reverses IS NOT NULL)
            """
        ),
        (
            "verify.match-candidate",
            """
            SELECT COUNT(*) FROM match_candidate c WHERE c.subject_a >= c.subject_b
                OR NOT \(SubjectRecordQueries.live("c.subject_a")) OR NOT \(SubjectRecordQueries.live("c.subject_b"))
            """
        ),
    ]

    /// That nothing which hangs on something else hangs on nothing: with so many rows the databases do not hold it all
    /// themselves.
    private static let references = "verify.reference"

    /// Invariants that are broken, with the number of rows that break them.
    public func broken() throws -> [(code: String, rows: Int)] {
        let missing = SchemaObjects.missing(dialect).joined(separator: " UNION ALL ").counted
        let counted = try ([(code: Self.references, sql: missing)] + Self.all).map { code, sql in
            (code, try connection.count(sql))
        }
        return (counted + [(ValueKinds.code, try ValueKinds(connection, dialect).foreign())]).filter { $0.1 > 0 }
    }

    /// The first rows that break an invariant, as far as it tells them apart: each by the number of the line that brought it,
    /// with the identity number it speaks of.
    public func examples(of code: String, limit: Int) throws -> [(id: Int64, nik: String?)] {
        guard let sql = ReplayInvariants.numbered.first(where: { $0.code == code })?.sql else { return [] }
        let ids = try connection.all(
            "SELECT DISTINCT id FROM (\(sql)) AS rows_found ORDER BY id LIMIT ?", [.integer(Int64(limit))]
        ) { $0.integer(0) ?? 0 }
        return try ids.map { id in
            (
                id,
                try connection.first("SELECT nik FROM line WHERE id = ?", [.integer(id)]) { $0.text(0) }.flatMap(\.self)
            )
        }
    }

    private static let all =
        invariants + ReplayInvariants.all
        + (KeptInvariants.all + DerivedInvariants.all).map { ($0.code, $0.sql.counted) }

    /// The codes of all invariants.
    public static var codes: [String] { [references, ValueKinds.code] + all.map(\.code) }
}

extension String {
    /// A query that counts the rows of this one.
    fileprivate var counted: String { "SELECT COUNT(*) FROM (\(self)) AS rows_found" }
}
