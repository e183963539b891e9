/// What committed lists and decisions say of many people at once.
public struct SubjectQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// A person's place on the lists of a programme and fiscal year.
    public struct Standing: Sendable, Hashable {
        public var nik: String
        public var programme: String
        public var fiscalYear: Int

        public init(nik: String, programme: String, fiscalYear: Int) {
            self.nik = nik
            self.programme = programme
            self.fiscalYear = fiscalYear
        }
    }

    /// Which of these people stand on committed lists of these years, and whether only as a candidate, whatever was
    /// decided since.
    public func standings(
        of numbers: some Collection<String>, years: ClosedRange<Int>, candidates: CandidateLists = .none
    ) throws -> [Standing: Bool] {
        var found: [Standing: Bool] = [:]
        try numbers.inPortions { marks, arguments in
            try connection.query(
                """
                SELECT p.nik, e.programme, e.fiscal_year, MIN(CASE WHEN \(candidates.condition) THEN 1 ELSE 0 END)
                FROM person p JOIN enrolment e ON e.person = p.id
                    JOIN line l ON l.id = e.line JOIN batch b ON b.id = l.batch
                WHERE p.nik IN (\(marks)) AND e.fiscal_year BETWEEN ? AND ?
                GROUP BY p.nik, e.programme, e.fiscal_year
                """,
                candidates.arguments + arguments + [
                    .integer(Int64(years.lowerBound)), .integer(Int64(years.upperBound)),
                ]
            ) {
                let standing = Standing(nik: $0.string(0), programme: $0.string(1), fiscalYear: $0.int(2))
                found[standing] = $0.int(3) == 1
            }
        }
        return found
    }

    /// The last decision about each of these people in programmes of these years.
    public func lastDecisions(of numbers: Set<String>, years: ClosedRange<Int>) throws -> [Standing: StageEventRecord] {
        var last: [Standing: StageEventRecord] = [:]
        try numbers.inPortions { marks, arguments in
            let events = try connection.all(
                """
                SELECT \(EnrolmentQueries.stageColumns) FROM stage_event
                WHERE nik IN (\(marks)) AND fiscal_year BETWEEN ? AND ? ORDER BY happened_at, id
                """, arguments + [.integer(Int64(years.lowerBound)), .integer(Int64(years.upperBound))],
                EnrolmentQueries.stage)
            for event in events {
                last[Standing(nik: event.nik, programme: event.programme, fiscalYear: event.fiscalYear)] = event
            }
        }
        return last
    }
}

extension Collection<String> {
    /// Values as the marks of a statement and its arguments, some at a time.
    func inPortions(_ body: (String, [SQLValue]) throws -> Void) throws {
        var rest = self[...]
        while !rest.isEmpty {
            // SQLite takes 32,766 values in one statement, PostgreSQL 65,535.
            let part = rest.prefix(2000)
            rest = rest.dropFirst(part.count)
            try body(part.map { _ in "?" }.joined(separator: ", "), part.map(SQLValue.text))
        }
    }
}
