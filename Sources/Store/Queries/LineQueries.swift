import Foundation

/// Lines of batches and their problems.
public struct LineQueries {
    let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// A line's number: the batch in the upper, the row in the lower 32 bits, so that lines of a batch lie together.
    public static func id(batch: Int64, row: Int) -> Int64 { batch << 32 | Int64(row) }

    /// The first and the last number that a line of a batch may have: by them its lines are found without an index and without
    /// looking at other batches'. The same holds for the people, enrolments and enterprises that come from
    /// them.
    static func ids(of batch: Int64) -> [SQLValue] {
        [.integer(id(batch: batch, row: 0)), .integer(id(batch: batch, row: 0xFFFF_FFFF))]
    }

    /// A condition that a column holds the number of a line of a batch.
    static func isLine(_ column: String, of batch: String) -> String {
        "\(column) BETWEEN \(batch) * 4294967296 AND \(batch) * 4294967296 + 4294967295"
    }

    /// A query of the numbers of a batch's lines that a person's enrolments rest on, those of the past among them.
    static func numbers(about person: String, in batch: String) -> String {
        ["enrolment", KeptTable.enrolment.past].flatMap { source in
            ["id", "line"].map { column in
                """
                SELECT n.\(column) FROM \(source) n WHERE n.person = \(person) AND \(isLine("n." + column, of: batch))
                """
            }
        }.joined(separator: " UNION ALL ")
    }

    static let columns = """
        row_number, outcome, severity, nik, family_card, name, sex, birth_date, phone, address, village, region_code,
        business, nib, npwp, group_name, subgroup, amount, status, started_on, ended_on, line_key, raw,
        officer, origin, size_class
        """

    /// A writer for the lines of a batch.
    public func writer(for batch: Int64) throws -> LineWriter { try LineWriter(connection, batch: batch) }

    /// What a line can say; two lines of one list that agree in all of it say the same.
    private static let statements = [
        "family_card", "name", "sex", "birth_date", "phone", "address", "village", "region_code", "business", "nib",
        "npwp", "size_class", "group_name", "subgroup", "amount", "status", "started_on", "ended_on", "officer",
    ]

    /// Works out what the lines of a staged batch would do to the registry as it stands now.
    ///
    /// A line is `new` when the list has not enrolled its person under its line key yet; otherwise `unchanged` when it
    /// says nothing that the list's last line about them did not say, else `updated`.
    ///
    /// Whatever somebody made of the lines since they were staged counts for nothing. Only those are written of which
    /// something else is to be said: a server writes a line anew, and each index with it, to change one word.
    ///
    /// - Parameter areFresh: whether the lines were written just now, as their staging says.
    public func settleOutcomes(of batch: BatchRecord, areFresh: Bool = false) throws {
        let sent = try connection.count(
            "SELECT COUNT(*) FROM batch WHERE list = ? AND state = 'committed'", [.integer(batch.list)])
        guard sent > 0 else {
            guard !areFresh else { return }
            try connection.execute(
                """
                UPDATE line SET outcome = \(LineShape.stagedOutcome)
                WHERE id BETWEEN ? AND ? AND outcome <> \(LineShape.stagedOutcome)
                """, Self.ids(of: batch.id))
            return
        }
        let same = Self.statements.map { "(s.\($0) IS NULL OR (c.\($0) IS NOT NULL AND c.\($0) = s.\($0)))" }
            .joined(separator: " AND ")
        // In this order: line, person, enrolment. SQLite, left to itself, might look for enrolments by their list.
        try connection.execute(
            """
            UPDATE line SET outcome = w.outcome
            FROM (
                SELECT s.id, CASE WHEN s.severity = 'refuse' THEN 'refused' WHEN c.id IS NULL THEN 'new'
                    WHEN \(same) THEN 'unchanged' ELSE 'updated' END AS outcome
                FROM line s LEFT JOIN person p ON p.nik = s.nik
                    LEFT JOIN enrolment e ON e.person = p.id AND e.list = ? AND e.line_key = s.line_key
                    LEFT JOIN line c ON c.id = e.line
                WHERE s.id BETWEEN ? AND ?) w
            WHERE w.id = line.id AND line.outcome <> w.outcome
            """, [.integer(batch.list)] + Self.ids(of: batch.id))
    }

    /// Lines of a batch in file order.
    ///
    /// - Parameters:
    ///   - outcomes: only these; all when empty.
    ///   - row: only rows below this one.
    ///   - limit: at most so many, from `offset` on.
    public func lines(
        of batch: Int64, outcomes: [LineRecord.Outcome] = [], onlyWithProblems: Bool = false, after row: Int = -1,
        limit: Int = .max, offset: Int = 0
    ) throws -> [LineRecord] {
        var condition = "id BETWEEN ? AND ?"
        var arguments = Self.ids(of: batch)
        arguments[0] = .integer(Self.id(batch: batch, row: row + 1))
        if !outcomes.isEmpty {
            condition += " AND outcome IN (" + outcomes.map { _ in "?" }.joined(separator: ", ") + ")"
            arguments += outcomes.map { .text($0.rawValue) }
        }
        if onlyWithProblems { condition += " AND severity IS NOT NULL" }
        arguments += [.integer(Int64(limit)), .integer(Int64(offset))]
        return try connection.all(
            "SELECT \(Self.columns) FROM line WHERE \(condition) ORDER BY id LIMIT ? OFFSET ?", arguments, Self.record)
    }

    /// Problems of the rows of a batch from one row number to another, at most so many.
    public func problems(
        of batch: Int64, rows: ClosedRange<Int> = 0...0xFFFF_FFFF, limit: Int = .max
    ) throws -> [LineProblemRecord] {
        try connection.all(
            """
            SELECT line, column_name, code, severity, shown_value, arguments FROM line_problem
            WHERE line BETWEEN ? AND ? ORDER BY line, position LIMIT ?
            """,
            [
                .integer(Self.id(batch: batch, row: rows.lowerBound)),
                .integer(Self.id(batch: batch, row: rows.upperBound)), .integer(Int64(limit)),
            ]
        ) { row in
            let arguments = row.text(5).flatMap {
                try? JSONDecoder().decode([String: String].self, from: Data($0.utf8))
            }
            return LineProblemRecord(
                row: Int((row.integer(0) ?? 0) & 0xFFFF_FFFF), column: row.text(1), code: row.string(2),
                severity: row.string(3), value: row.text(4), arguments: arguments ?? [:])
        }
    }

    /// How many problems the rows of a batch have.
    public func problemCount(of batch: Int64) throws -> Int {
        try connection.count("SELECT COUNT(*) FROM line_problem WHERE line BETWEEN ? AND ?", Self.ids(of: batch))
    }

    /// Lines that carry this NIK: those in force, and refused lines of batches that are staged or committed.
    public func lines(nik: String) throws -> [(batch: Int64, line: LineRecord)] {
        try connection.all(
            """
            SELECT \(Self.columns), batch FROM line WHERE id IN (
                SELECT e.id FROM enrolment e JOIN person p ON p.id = e.person WHERE p.nik = ?
                UNION SELECT e.line FROM enrolment e JOIN person p ON p.id = e.person WHERE p.nik = ?
                UNION SELECT l.id FROM line l JOIN batch b ON b.id = l.batch
                WHERE l.outcome = 'refused' AND l.nik = ? AND b.state IN ('staged', 'committed'))
            ORDER BY id
            """, [.text(nik), .text(nik), .text(nik)]
        ) { ($0.integer(26) ?? 0, Self.record($0)) }
    }

    /// The numbers of refused lines that carry this NIK, of batches that are staged or committed.
    public func refused(nik: String) throws -> [Int64] {
        try connection.all(
            """
            SELECT l.id FROM line l JOIN batch b ON b.id = l.batch
            WHERE l.outcome = 'refused' AND l.nik = ? AND b.state IN ('staged', 'committed') ORDER BY l.id
            """, [.text(nik)]
        ) { $0.integer(0) ?? 0 }
    }

    static func record(_ row: any Row) -> LineRecord {
        var line = LineRecord(row: row.int(0))
        line.outcome = LineRecord.Outcome(rawValue: row.string(1)) ?? .refused
        line.severity = row.text(2)
        line.nik = row.text(3)
        line.familyCard = row.text(4)
        line.name = row.text(5)
        line.sex = row.text(6)
        line.birthDate = row.text(7)
        line.phone = row.text(8)
        line.address = row.text(9)
        line.village = row.text(10)
        line.regionCode = row.text(11)
        line.business = row.text(12)
        line.nib = row.text(13)
        line.npwp = row.text(14)
        line.group = row.text(15)
        line.subgroup = row.text(16)
        line.amount = row.integer(17)
        line.status = row.text(18)
        line.startedOn = row.text(19)
        line.endedOn = row.text(20)
        line.key = row.string(21)
        line.raw = row.string(22)
        line.officer = row.text(23)
        line.origin = row.text(24).flatMap(CandidateOrigin.init(rawValue:))
        line.sizeClass = row.text(25)
        return line
    }
}
