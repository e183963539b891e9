/// Batches: writing, reading, changing their state.
public struct BatchQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    private static let columns = """
        id, state, name, programme, institution, fiscal_year, reference_date, profile, file_name, sha256, encoding,
        delimiter, header_row, row_count, new_count, updated_count, unchanged_count, refused_count, warned_count,
        revision, staged_at, committed_at, undone_at, list, origin
        """

    /// How often the registry has been changed by a commit or an undo: outcomes worked out at another revision are stale.
    public func revision() throws -> Int {
        try connection.count("SELECT COUNT(*) FROM log_entry WHERE action IN ('commit', 'undo')")
    }

    /// The number of the list that an institution keeps for a programme and year under a name; made when it is new.
    public func list(programme: String, fiscalYear: Int, institution: String, name: String) throws -> Int64 {
        let key: [SQLValue] = [.text(programme), .integer(Int64(fiscalYear)), .text(institution), .text(name)]
        try connection.execute(
            """
            INSERT INTO source_list (programme, fiscal_year, institution, name) VALUES (?, ?, ?, ?)
            ON CONFLICT (programme, fiscal_year, institution, name) DO NOTHING
            """, key)
        return try connection.first(
            "SELECT id FROM source_list WHERE programme = ? AND fiscal_year = ? AND institution = ? AND name = ?", key
        ) { $0.integer(0) ?? 0 } ?? 0
    }

    /// Stores a new batch; its own `id` is not looked at.
    ///
    /// - Returns: the batch's number.
    public func insert(_ batch: BatchRecord) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO batch (list, state, name, programme, institution, fiscal_year, reference_date, profile, file_name,
                sha256, encoding, delimiter, header_row, row_count, new_count, updated_count, unchanged_count,
                refused_count, warned_count, revision, staged_at, origin)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, ?, ?, ?)
            """,
            [
                .integer(batch.list), .text(batch.state.rawValue), .text(batch.name), .text(batch.programme),
                .text(batch.institution),
                .integer(Int64(batch.fiscalYear)), .text(batch.referenceDate), .text(batch.profile),
                .text(batch.fileName), .text(batch.sha256), .text(batch.encoding), .text(batch.delimiter),
                .integer(Int64(batch.headerRow)), .integer(Int64(batch.revision)), .text(batch.stagedAt),
                .text(batch.origin.rawValue),
            ])
        return try connection.first("SELECT MAX(id) FROM batch") { $0.integer(0) ?? 0 } ?? 0
    }

    public func insertColumns(_ columns: [BatchColumnRecord], of batch: Int64) throws {
        for (position, column) in columns.enumerated() {
            try connection.execute(
                "INSERT INTO batch_column (batch, position, name, field, confidence) VALUES (?, ?, ?, ?, ?)",
                [
                    .integer(batch), .integer(Int64(position)), .text(column.name), .optional(column.field),
                    .integer(Int64(column.confidence)),
                ])
        }
    }

    public func insertProblemCounts(_ counts: [ProblemCountRecord], of batch: Int64) throws {
        for count in counts {
            try connection.execute(
                "INSERT INTO batch_problem (batch, code, severity, row_count) VALUES (?, ?, ?, ?)",
                [.integer(batch), .text(count.code), .text(count.severity), .integer(Int64(count.rows))])
        }
    }

    /// Sets a batch's counts from its lines, so that they cannot say anything else, and returns them.
    public func recount(_ batch: Int64, revision: Int) throws -> BatchRecord.Counts {
        func rows(_ outcome: LineRecord.Outcome) -> String {
            "SUM(CASE WHEN outcome = '\(outcome.rawValue)' THEN 1 ELSE 0 END)"
        }
        // Sums take one pass; groups would be sorted first.
        let counts =
            try connection.first(
                """
                SELECT COUNT(*), \(rows(.new)), \(rows(.updated)), \(rows(.unchanged)),
                    SUM(CASE WHEN severity = 'warn' AND outcome <> 'refused' THEN 1 ELSE 0 END)
                FROM line WHERE id BETWEEN ? AND ?
                """, LineQueries.ids(of: batch)
            ) { row in
                var counts = BatchRecord.Counts()
                counts.read = row.int(0)
                counts.new = row.int(1)
                counts.updated = row.int(2)
                counts.unchanged = row.int(3)
                counts.refused = counts.read - counts.new - counts.updated - counts.unchanged
                counts.warned = row.int(4)
                return counts
            } ?? BatchRecord.Counts()
        try connection.execute(
            """
            UPDATE batch SET row_count = ?, new_count = ?, updated_count = ?, unchanged_count = ?, refused_count = ?,
                warned_count = ?, revision = ? WHERE id = ?
            """,
            [
                .integer(Int64(counts.read)), .integer(Int64(counts.new)), .integer(Int64(counts.updated)),
                .integer(Int64(counts.unchanged)), .integer(Int64(counts.refused)), .integer(Int64(counts.warned)),
                .integer(Int64(revision)), .integer(batch),
            ])
        return counts
    }

    /// Moves a batch to another state. Whoever does it tells the log.
    public func setState(_ state: BatchRecord.State, of batch: Int64, at instant: String) throws {
        switch state {
        case .committed:
            let order = try ActQueries(connection).commit(of: batch) ?? 0
            try connection.execute(
                "UPDATE batch SET state = ?, committed_at = ?, commit_order = ? WHERE id = ?",
                [.text(state.rawValue), .text(instant), .integer(order), .integer(batch)])
        case .undone, .discarded:
            try connection.execute(
                "UPDATE batch SET state = ?, undone_at = ? WHERE id = ?",
                [.text(state.rawValue), .text(instant), .integer(batch)])
        // A batch begins so, and is known when all of it is there.
        case .staged:
            try connection.execute(
                "UPDATE batch SET staged_at = ? WHERE id = ?", [.text(instant), .integer(batch)])
        }
    }

    public func all() throws -> [BatchRecord] {
        try connection.all("SELECT \(Self.columns) FROM batch ORDER BY id", [], Self.record)
    }

    public func find(_ id: Int64) throws -> BatchRecord? {
        try connection.first("SELECT \(Self.columns) FROM batch WHERE id = ?", [.integer(id)], Self.record)
    }

    /// Batches of the same file content, newest first.
    public func withHash(_ sha256: String) throws -> [BatchRecord] {
        try connection.all(
            "SELECT \(Self.columns) FROM batch WHERE sha256 = ? ORDER BY id DESC", [.text(sha256)], Self.record)
    }

    public func columns(of batch: Int64) throws -> [BatchColumnRecord] {
        try connection.all(
            "SELECT name, field, confidence FROM batch_column WHERE batch = ? ORDER BY position", [.integer(batch)]
        ) { BatchColumnRecord(name: $0.string(0), field: $0.text(1), confidence: $0.int(2)) }
    }

    /// The amount that a list without a column of amounts has in every line: that of the programme's period when it came.
    /// nil where the list tells amounts itself, or there was none.
    public func programmeAmount(of batch: Int64) throws -> Int64? {
        let told = try connection.count(
            "SELECT COUNT(*) FROM batch_column WHERE batch = ? AND field = 'amount'", [.integer(batch)])
        guard told == 0 else { return nil }
        return try connection.first(
            "SELECT amount FROM line WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1", LineQueries.ids(of: batch)
        ) { $0.integer(0) }.flatMap { $0 }
    }

    /// The place of the first column of each batch that was understood as a field.
    public func places(of field: String) throws -> [Int64: Int] {
        let rows = try connection.all(
            "SELECT batch, MIN(position) FROM batch_column WHERE field = ? GROUP BY batch", [.text(field)]
        ) { ($0.integer(0) ?? 0, $0.int(1)) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    public func problemCounts(of batch: Int64) throws -> [ProblemCountRecord] {
        try connection.all(
            "SELECT code, severity, row_count FROM batch_problem WHERE batch = ? ORDER BY row_count DESC, code",
            [.integer(batch)]
        ) { ProblemCountRecord(code: $0.string(0), severity: $0.string(1), rows: $0.int(2)) }
    }

    private static func record(_ row: any Row) -> BatchRecord {
        var counts = BatchRecord.Counts()
        counts.read = row.int(13)
        counts.new = row.int(14)
        counts.updated = row.int(15)
        counts.unchanged = row.int(16)
        counts.refused = row.int(17)
        counts.warned = row.int(18)
        var batch = BatchRecord(
            id: row.integer(0) ?? 0, list: row.integer(23) ?? 0,
            state: BatchRecord.State(rawValue: row.string(1)) ?? .staged, name: row.string(2),
            programme: row.string(3), institution: row.string(4), fiscalYear: row.int(5), referenceDate: row.string(6),
            profile: row.string(7), fileName: row.string(8), sha256: row.string(9), encoding: row.string(10),
            delimiter: row.string(11), headerRow: row.int(12), counts: counts, revision: row.int(19),
            stagedAt: row.string(20), committedAt: row.text(21), undoneAt: row.text(22))
        batch.origin = CandidateOrigin(rawValue: row.string(24)) ?? .proposed
        return batch
    }
}
