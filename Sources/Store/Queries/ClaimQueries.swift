/// People of whom sources may say different things.
public struct ClaimQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// People with several enrolments, in the order in which they came: with one alone lists cannot contradict each other.
    ///
    /// - Parameters:
    ///   - person: only those who came after this one.
    ///   - limit: at most so many.
    public func peopleOnSeveral(after person: Int64, limit: Int) throws -> [Int64] {
        try connection.all(
            """
            SELECT person FROM enrolment WHERE person > ? GROUP BY person HAVING COUNT(*) > 1 ORDER BY person LIMIT ?
            """, [.integer(person), .integer(Int64(limit))]
        ) { $0.integer(0) ?? 0 }
    }

    /// Those of some people whose lines in force differ in name, sex, day of birth or family card from each other or from
    /// what is registered. Names may differ in spelling only: that is for the reader to say.
    public func disputed(among people: [Int64]) throws -> [Int64] {
        guard !people.isEmpty else { return [] }
        return try connection.all(
            """
            SELECT p.id FROM enrolment e JOIN person p ON p.id = e.person JOIN line l ON l.id = e.line
            WHERE p.id IN (\(people.map { _ in "?" }.joined(separator: ", "))) GROUP BY p.id
            HAVING COUNT(DISTINCT l.sex) > 1 OR COUNT(DISTINCT l.birth_date) > 1 OR COUNT(DISTINCT UPPER(l.name)) > 1
                OR COUNT(DISTINCT l.family_card) > 1
                OR SUM(CASE WHEN l.sex <> p.sex OR l.birth_date <> p.birth_date OR UPPER(l.name) <> UPPER(p.name)
                    OR l.family_card <> p.family_card THEN 1 ELSE 0 END) > 0
            ORDER BY p.id
            """, people.map { .integer($0) }
        ) { $0.integer(0) ?? 0 }
    }

    /// People whose number says another day of birth or sex than a line.
    public func contradictedByNumber() throws -> [Int64] {
        try connection.all(
            """
            SELECT DISTINCT p.id FROM line_problem q JOIN line l ON l.id = q.line JOIN person p ON p.nik = l.nik
            WHERE q.code IN ('nik.birth-mismatch', 'nik.sex-mismatch') AND l.outcome <> 'refused' ORDER BY p.id
            """
        ) { $0.integer(0) ?? 0 }
    }

    /// The number of a person's record; nil where there is no such record.
    public func number(of person: Int64) throws -> String? {
        try connection.first("SELECT nik FROM person WHERE id = ?", [.integer(person)]) { $0.string(0) }
    }
}
