/// What was decided in stages about the people on lists, and of whom a list speaks.
extension EnrolmentQueries {
    /// Stores decisions about the lines of a batch, learned at an instant.
    public func insert(_ events: [StageEventRecord], batch: Int64, at instant: String) throws {
        let writer = try connection.bulk(
            into: "stage_event",
            [
                "batch", "programme", "fiscal_year", "nik", "stage", "actor", "happened_at", "decision", "reason",
                "rule", "recorded_at",
            ])
        for event in events {
            try writer.add([
                .integer(batch), .text(event.programme), .integer(Int64(event.fiscalYear)), .text(event.nik),
                .text(event.stage), .text(event.actor), .text(event.happenedAt), .text(event.decision),
                .optional(event.reason), .optional(event.rule), .text(instant),
            ])
        }
        try writer.finish()
    }

    /// Stage events of one batch, or of one person, in the order of time.
    public func stageEvents(batch: Int64? = nil, nik: String? = nil) throws -> [StageEventRecord] {
        var conditions: [String] = []
        var arguments: [SQLValue] = []
        if let batch {
            conditions.append("batch = ?")
            arguments.append(.integer(batch))
        }
        if let nik {
            conditions.append("nik = ?")
            arguments.append(.text(nik))
        }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try connection.all(
            "SELECT \(Self.stageColumns) FROM stage_event \(condition) ORDER BY happened_at, id", arguments, Self.stage)
    }

    /// Stage events of a batch about these people, in no order.
    public func stageEvents(batch: Int64, of numbers: Set<String>) throws -> [StageEventRecord] {
        var found: [StageEventRecord] = []
        try numbers.inPortions { marks, arguments in
            found += try connection.all(
                "SELECT \(Self.stageColumns) FROM stage_event WHERE nik IN (\(marks)) AND batch = ?",
                arguments + [.integer(batch)], Self.stage)
        }
        return found
    }

    /// How many decisions in stages are recorded for a batch.
    public func stageCount(of batch: Int64) throws -> Int {
        try connection.count("SELECT COUNT(*) FROM stage_event WHERE batch = ?", [.integer(batch)])
    }

    /// The newest batch of the same list, or of the same file, that was undone with decisions in stages, and how many went
    /// with it; nil where there is none, or the list has decisions again.
    public func withdrawnStages(before batch: BatchRecord) throws -> (batch: Int64, count: Int)? {
        let again = try connection.count(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM stage_event s JOIN batch b ON b.id = s.batch
                WHERE b.list = ? LIMIT 1) AS recorded
            """, [.integer(batch.list)])
        guard again == 0 else { return nil }
        return try connection.first(
            """
            SELECT a.batch, COUNT(*) FROM act a JOIN batch b ON b.id = a.batch JOIN past_stage_event x
                ON x.until_act = a.number AND x.batch = a.batch
            WHERE a.kind = 'undo' AND a.batch <> ? AND b.programme = ? AND (b.list = ? OR b.sha256 = ?)
            GROUP BY a.batch ORDER BY a.batch DESC LIMIT 1
            """, [.integer(batch.id), .text(batch.programme), .integer(batch.list), .text(batch.sha256)]
        ) { ($0.integer(0) ?? 0, $0.int(1)) }
    }

    static let stageColumns = "programme, fiscal_year, nik, stage, actor, happened_at, decision, reason, rule"

    static func stage(_ row: any Row) -> StageEventRecord {
        StageEventRecord(
            programme: row.string(0), fiscalYear: row.int(1), nik: row.string(2), stage: row.string(3),
            actor: row.string(4), happenedAt: row.string(5), decision: row.string(6), reason: row.text(7),
            rule: row.text(8))
    }

    // In this order: line, person, enrolment. A database left to itself might read all enrolments.
    private static let listed = "line l CROSS JOIN person p CROSS JOIN enrolment e"
    private static let areListed = """
        l.id BETWEEN ? AND ? AND l.outcome <> 'refused' AND p.nik = l.nik AND e.person = p.id
        """

    /// Rupiah by identity number of everybody a batch speaks of, refused lines apart.
    public func amounts(of batch: Int64) throws -> [String: Int64] {
        var amounts: [String: Int64] = [:]
        try connection.query(
            """
            SELECT p.nik, COALESCE(e.amount, 0) FROM \(Self.listed)
            WHERE \(Self.areListed) AND e.list = (SELECT b.list FROM batch b WHERE b.id = ?) AND e.line_key = l.line_key
            """, LineQueries.ids(of: batch) + [.integer(batch)]
        ) { amounts[$0.string(0), default: 0] += $0.integer(1) ?? 0 }
        return amounts
    }

    /// Identity numbers of those a batch speaks of, refused lines apart, who are enrolled in a programme and year.
    public func recipients(among batch: Int64, of programme: String, fiscalYear: Int) throws -> Set<String> {
        var numbers: Set<String> = []
        try connection.query(
            "SELECT p.nik FROM \(Self.listed) WHERE \(Self.areListed) AND e.programme = ? AND e.fiscal_year = ?",
            LineQueries.ids(of: batch) + [.text(programme), .integer(Int64(fiscalYear))]
        ) { numbers.insert($0.string(0)) }
        return numbers
    }

    /// Which of these people a batch speaks of, refused lines apart.
    public func listed(_ numbers: Set<String>, in batch: Int64) throws -> Set<String> {
        let ids = LineQueries.ids(of: batch)
        var found: Set<String> = []
        try numbers.inPortions { marks, arguments in
            try connection.query(
                """
                SELECT p.nik FROM person p JOIN enrolment e ON e.person = p.id
                WHERE p.nik IN (\(marks)) AND (e.id BETWEEN ? AND ? OR e.line BETWEEN ? AND ?)
                """, arguments + ids + ids
            ) { found.insert($0.string(0)) }
        }
        // An enrolment does not move to a line that says nothing new: only the lines themselves tell of those.
        guard found.count < numbers.count else { return found }
        try connection.query("SELECT nik FROM line WHERE id BETWEEN ? AND ? AND outcome <> 'refused'", ids) { row in
            if let nik = row.text(0), numbers.contains(nik) { found.insert(nik) }
        }
        return found
    }
}
