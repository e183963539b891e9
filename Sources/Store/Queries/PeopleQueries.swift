/// Enrolments of chosen people, with what tells how far each has come.
public struct PeopleQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// All enrolments of these numbers, those of one person side by side in the order in which they came.
    public func places(of numbers: some Collection<String>, candidates: CandidateLists) throws -> [EnrolmentPlace] {
        var found: [EnrolmentPlace] = []
        try numbers.inPortions { marks, arguments in
            found += try places("p.nik IN (\(marks))", arguments, candidates)
        }
        return found
    }

    private func places(
        _ condition: String, _ arguments: [SQLValue], _ candidates: CandidateLists
    ) throws -> [EnrolmentPlace] {
        try connection.all(
            """
            SELECT e.id, e.person, p.nik, e.programme, e.fiscal_year, e.list, s.name, s.institution, i.region_code, b.id,
                e.line, b.reference_date, e.started_on, e.amount, e.origin,
                CASE WHEN \(candidates.condition) THEN 1 ELSE 0 END,
                (SELECT v.decision || ' ' || v.happened_at FROM stage_event v
                    WHERE v.nik = p.nik AND v.programme = e.programme AND v.fiscal_year = e.fiscal_year
                    ORDER BY v.happened_at DESC, v.id DESC LIMIT 1),
                (SELECT MIN(v.happened_at) FROM stage_event v WHERE v.nik = p.nik AND v.programme = e.programme
                    AND v.fiscal_year = e.fiscal_year AND v.decision = 'cashed'),
                CASE WHEN l.amount IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch_column c
                    WHERE c.batch = b.id AND c.field = 'amount') THEN 1 ELSE 0 END
            FROM enrolment e JOIN person p ON p.id = e.person JOIN source_list s ON s.id = e.list
                JOIN institution i ON i.code = s.institution JOIN line l ON l.id = e.line JOIN batch b ON b.id = l.batch
            WHERE \(condition) ORDER BY e.person, e.id
            """, candidates.arguments + arguments
        ) { row in
            let decided = row.text(16)?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
            return EnrolmentPlace(
                id: row.integer(0) ?? 0, person: row.integer(1) ?? 0, nik: row.string(2), programme: row.string(3),
                fiscalYear: row.int(4), list: row.integer(5) ?? 0, listName: row.string(6), institution: row.string(7),
                institutionRegion: row.text(8), batch: row.integer(9) ?? 0,
                row: Int((row.integer(10) ?? 0) & 0xFFFF_FFFF), referenceDate: row.string(11),
                startedOn: row.text(12), amount: row.integer(13),
                hasProgrammeAmount: row.int(18) == 1,
                origin: CandidateOrigin(rawValue: row.string(14)) ?? .proposed, isCandidate: row.int(15) == 1,
                decision: decided.first, decidedAt: decided.count > 1 ? decided[1] : nil,
                cashedAt: row.text(17))
        }
    }

    /// The numbers of the people on a list; nil where its enrolments are more than so many.
    public func numbers(ofList list: Int64, most: Int) throws -> Set<String>? {
        var found: Set<String> = []
        for batch in try batches(ofList: list) {
            let part = try connection.all(
                """
                SELECT p.nik FROM enrolment e JOIN person p ON p.id = e.person WHERE e.id BETWEEN ? AND ? LIMIT ?
                """, LineQueries.ids(of: batch) + [.integer(Int64(most) + 1)]
            ) { $0.string(0) }
            found.formUnion(part)
            guard part.count <= most, found.count <= most else { return nil }
        }
        return found
    }

    private func batches(ofList list: Int64) throws -> [Int64] {
        try connection.all("SELECT id FROM batch WHERE list = ?", [.integer(list)]) { $0.integer(0) ?? 0 }
    }

    /// How many enrolments of a list come from where.
    public func origins(ofList list: Int64) throws -> [CandidateOrigin: Int] {
        // An enrolment has the number of the line that brought it: nothing of other lists is read.
        let rows = try batches(ofList: list).flatMap { batch in
            try connection.all(
                "SELECT origin, COUNT(*) FROM enrolment WHERE id BETWEEN ? AND ? GROUP BY origin",
                LineQueries.ids(of: batch)
            ) { (CandidateOrigin(rawValue: $0.string(0)) ?? .proposed, $0.int(1)) }
        }
        return Dictionary(rows, uniquingKeysWith: +)
    }

    /// The people with these numbers, in the order in which they came.
    public func people(_ numbers: some Collection<String>) throws -> [PersonRecord] {
        var found: [PersonRecord] = []
        let queries = EnrolmentQueries(connection)
        for nik in numbers { if let person = try queries.person(nik: nik) { found.append(person) } }
        return found.sorted { $0.id < $1.id }
    }
}
