/// What alerts are searched in: stages of proposals, and who shares a telephone or an officer on committed lists.
public struct AlertQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Where an enrolment belongs, as far as its line tells.
    public struct Spot: Sendable, Hashable {
        /// A village's code, where the list's villages were recognised.
        public var regionCode: String?
        /// The village's name as the list writes it.
        public var village: String?
        public var institution: String
    }

    /// Enrolments with something in common.
    public struct Crowd: Sendable {
        public var programme: String
        public var fiscalYear: Int
        /// What they share, as the line writes it.
        public var shared: String
        public var people: Int
    }

    private static let lines = """
        FROM enrolment e JOIN person p ON p.id = e.person JOIN line l ON l.id = e.line
            JOIN source_list s ON s.id = e.list
        """
    private static let spot = "COALESCE(e.region_code, p.region_code), e.village, s.institution"

    private static func spot(_ row: any Row, from column: Int) -> Spot {
        Spot(
            regionCode: row.text(column), village: row.text(column + 1), institution: row.string(column + 2))
    }

    /// All stage events of a person side by side, in the order of time, with where the person's newest line of that
    /// programme and year belongs.
    public func eachStageEvent(
        _ body: (_ nik: String, _ programme: String, _ year: Int, StageEventRecord, Spot?) throws -> Void
    ) throws {
        try connection.query(
            """
            SELECT v.programme, v.fiscal_year, v.nik, v.stage, v.actor, v.happened_at, v.decision, s.institution,
                COALESCE(e.region_code, p.region_code), e.village
            FROM stage_event v LEFT JOIN person p ON p.nik = v.nik LEFT JOIN enrolment e ON e.id = (
                    SELECT MAX(n.id) FROM enrolment n WHERE n.person = p.id AND n.programme = v.programme
                        AND n.fiscal_year = v.fiscal_year)
                LEFT JOIN source_list s ON s.id = e.list
            ORDER BY v.programme, v.fiscal_year, v.nik, v.happened_at, v.id
            """, []
        ) { row in
            try body(
                row.string(2), row.string(0), row.int(1),
                StageEventRecord(
                    programme: row.string(0), fiscalYear: row.int(1), nik: row.string(2), stage: row.string(3),
                    actor: row.string(4), happenedAt: row.string(5), decision: row.string(6), reason: nil, rule: nil),
                row.text(7).map { Spot(regionCode: row.text(8), village: row.text(9), institution: $0) })
        }
    }

    /// Telephone numbers that at least so many people give on committed lists.
    ///
    /// From the lines, not the people: a person keeps the number that the first list gave.
    public func sharedPhones(_ atLeast: Int) throws -> [(phone: String, people: Int)] {
        try connection.all(
            """
            SELECT l.phone, COUNT(DISTINCT e.person) \(Self.lines) WHERE l.phone IS NOT NULL
            GROUP BY l.phone HAVING COUNT(DISTINCT e.person) >= ? ORDER BY 2 DESC, 1
            """, [.integer(Int64(atLeast))]
        ) { ($0.string(0), $0.int(1)) }
    }

    /// Programmes and years of the lists on which a telephone number stands.
    public func lists(withPhone phone: String) throws -> [(programme: String, year: Int)] {
        try connection.all(
            "SELECT DISTINCT e.programme, e.fiscal_year \(Self.lines) WHERE l.phone = ? ORDER BY 1, 2",
            [.text(phone)]
        ) { ($0.string(0), $0.int(1)) }
    }

    /// Where those belong who give a telephone number.
    public func spots(ofPhone phone: String) throws -> [Spot] {
        try connection.all("SELECT DISTINCT \(Self.spot) \(Self.lines) WHERE l.phone = ?", [.text(phone)]) {
            Self.spot($0, from: 0)
        }
    }

    /// People by the officer who looks after their account, for each programme and year.
    public func officers() throws -> [Crowd] {
        try connection.all(
            """
            SELECT e.programme, e.fiscal_year, MIN(l.officer), COUNT(DISTINCT e.person) \(Self.lines)
            WHERE l.officer IS NOT NULL GROUP BY e.programme, e.fiscal_year, LOWER(l.officer) ORDER BY 1, 2, 3
            """
        ) { Crowd(programme: $0.string(0), fiscalYear: $0.int(1), shared: $0.string(2), people: $0.int(3)) }
    }

    /// Where those belong whom an officer looks after in a programme and year.
    public func spots(ofOfficer officer: String, programme: String, year: Int) throws -> [Spot] {
        try connection.all(
            """
            SELECT DISTINCT \(Self.spot) \(Self.lines)
            WHERE LOWER(l.officer) = LOWER(?) AND e.programme = ? AND e.fiscal_year = ?
            """, [.text(officer), .text(programme), .integer(Int64(year))]
        ) { Self.spot($0, from: 0) }
    }
}
