/// What the committed lists say of people: for overlaps, the portal's front page and the search.
public struct EnrolmentQueries {
    let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    // What these are sorted by stands among what they give: then SQLite looks up also what a past is made of, instead of
    // working out all of it.

    /// What counting needs of an enrolment.
    public struct Place {
        public var person: Int64
        public var list: Int64
        /// The row of the list it comes from, in the sending that spoke of it last.
        public var row: Int
        public var familyCard: String?
        public var amount: Int64?
        public var village: String?
    }

    /// Hands over all enrolments of the named lists, in no order.
    public func forEach(ofLists lists: [Int64], _ body: (Place) throws -> Void) throws {
        try connection.query(
            """
            SELECT person, list, line, family_card, amount, village FROM enrolment
            WHERE list IN (\(Self.marks(lists)))
            """, lists.map { .integer($0) }
        ) {
            try body(
                Place(
                    person: $0.integer(0) ?? 0, list: $0.integer(1) ?? 0, row: Self.row($0.integer(2)),
                    familyCard: $0.text(3), amount: $0.integer(4), village: $0.text(5)))
        }
    }

    /// Hands over the enrolments of a list that name a family card: person, card, start and what the list says of it.
    public func forEachOfFamily(
        onList list: Int64, _ body: (Int64, String, String?, String?) throws -> Void
    ) throws {
        try connection.query(
            "SELECT person, family_card, started_on, status FROM enrolment WHERE list = ? AND family_card IS NOT NULL",
            [.integer(list)]
        ) { try body($0.integer(0) ?? 0, $0.string(1), $0.text(2), $0.text(3)) }
    }

    /// Whether a list tells of anybody when it began.
    public func tellsStarts(ofList list: Int64) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM enrolment WHERE list = ? AND started_on IS NOT NULL LIMIT 1", [.integer(list)]
        ) { _ in true } ?? false
    }

    /// The enrolments of these people, those of one person side by side.
    ///
    /// - Parameter lists: only on these; on all when nil.
    public func enrolments(of people: [Int64], onLists lists: [Int64]?) throws -> [EnrolmentRecord] {
        var found: [EnrolmentRecord] = []
        let on = lists.map { " AND e.list IN (\(Self.marks($0)))" } ?? ""
        for start in stride(from: 0, to: people.count, by: 512) {
            var part = Array(people[start..<min(start + 512, people.count)])
            // A few lengths make a few statements, which the database has parsed before.
            let length = [1, 8, 64, 512].first { $0 >= part.count } ?? part.count
            part += Array(repeating: part[0], count: length - part.count)
            found += try connection.all(
                """
                SELECT e.batch, e.person, p.nik, p.name, e.family_card, e.programme, e.fiscal_year, e.line_key, e.amount,
                    e.started_on, e.ended_on, e.village, e.line, e.list, e.id, l.name, e.status
                FROM enrolment e JOIN person p ON p.id = e.person LEFT JOIN line l ON l.id = e.line
                WHERE e.person IN (\(Self.marks(part)))\(on) ORDER BY e.person, e.id
                """, (part + (lists ?? [])).map { .integer($0) }
            ) { row in
                var record = Self.record(row)
                record.listedName = row.text(15)
                record.status = row.text(16)
                return record
            }
        }
        return found
    }

    /// All enrolments of the person with this NIK.
    public func enrolments(nik: String) throws -> [EnrolmentRecord] {
        try connection.all(
            """
            SELECT e.batch, e.person, p.nik, p.name, e.family_card, e.programme, e.fiscal_year, e.line_key, e.amount,
                e.started_on, e.ended_on, e.village, e.line, e.list, e.id
            FROM enrolment e JOIN person p ON p.id = e.person WHERE p.nik = ? ORDER BY e.fiscal_year, e.id
            """, [.text(nik)], Self.record)
    }

    /// The person with this NIK; nil when nobody has it.
    public func person(nik: String) throws -> PersonRecord? {
        try connection.first(
            "SELECT id, nik, name, sex, birth_date, phone, village, family_card, batch FROM person WHERE nik = ?",
            [.text(nik)]
        ) {
            PersonRecord(
                id: $0.integer(0) ?? 0, nik: $0.string(1), name: $0.string(2), sex: $0.text(3), birthDate: $0.text(4),
                phone: $0.text(5), village: $0.text(6), familyCard: $0.text(7), batch: $0.integer(8) ?? 0)
        }
    }

    /// People enrolled, by programme and village.
    ///
    /// - Returns: programme, village as the lists name it, distinct people, rupiah.
    public func byProgrammeAndVillage() throws -> [(programme: String, village: String?, people: Int, amount: Int64)] {
        try connection.all(
            """
            SELECT programme, village, COUNT(DISTINCT person), SUM(COALESCE(amount, 0)) FROM enrolment
            GROUP BY programme, village ORDER BY programme, village NULLS FIRST
            """
        ) { ($0.string(0), $0.text(1), $0.int(2), $0.integer(3) ?? 0) }
    }

    /// People, families and rupiah of each programme.
    public func byProgramme() throws -> [(programme: String, people: Int, families: Int, amount: Int64)] {
        try connection.all(
            """
            SELECT programme, COUNT(DISTINCT person), COUNT(DISTINCT family_card), SUM(COALESCE(amount, 0))
            FROM enrolment GROUP BY programme ORDER BY programme
            """
        ) { ($0.string(0), $0.int(1), $0.int(2), $0.integer(3) ?? 0) }
    }

    /// How many recipients the committed lists of each programme and year hold.
    public func listedPeople(candidates: CandidateLists = .none) throws -> [ListedPeople] {
        try connection.all(
            """
            SELECT e.programme, e.fiscal_year, COUNT(DISTINCT e.person) FROM \(candidates.recipients)
            GROUP BY e.programme, e.fiscal_year ORDER BY e.programme, e.fiscal_year
            """, candidates.recipientArguments
        ) {
            ListedPeople(programme: $0.string(0), fiscalYear: $0.int(1), people: $0.int(2))
        }
    }

    /// Rows in each table that a reader of statistics asks for.
    public func totals() throws -> [(name: String, rows: Int)] {
        let tables = [
            ("institutions", "institution"), ("programmes", "programme"), ("regions", "region"), ("batches", "batch"),
            ("lines", "line"), ("people", "person"), ("families", "family"), ("enterprises", "enterprise"),
            ("groups", "beneficiary_group"), ("enrolments", "enrolment"), ("stage_events", "stage_event"),
        ]
        return try tables.map { ($0.0, try connection.count("SELECT COUNT(*) FROM \($0.1)")) }
    }

    /// The marks that stand for numbers in a statement; null, which no number equals, where there are none.
    private static func marks(_ numbers: [Int64]) -> String {
        numbers.isEmpty ? "NULL" : numbers.map { _ in "?" }.joined(separator: ", ")
    }

    /// The row in its list, from the number of a line.
    private static func row(_ line: Int64?) -> Int { Int((line ?? 0) & 0xFFFF_FFFF) }

    private static func record(_ row: any Row) -> EnrolmentRecord {
        EnrolmentRecord(
            batch: row.integer(0) ?? 0, list: row.integer(13) ?? 0, row: Self.row(row.integer(12)),
            person: row.integer(1) ?? 0,
            nik: row.string(2), name: row.string(3),
            familyCard: row.text(4), programme: row.string(5), fiscalYear: row.int(6), lineKey: row.string(7),
            amount: row.integer(8), startedOn: row.text(9), endedOn: row.text(10), village: row.text(11))
    }
}
