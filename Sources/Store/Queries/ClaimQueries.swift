/// People of whom lists may say different things.
public struct ClaimQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Numbers of people whose lines in force differ in name, sex, day of birth or family card, in the order in which
    /// they came. Names may differ in spelling only: that is for the reader to say.
    public func disputed() throws -> [String] {
        try connection.all(
            """
            SELECT MIN(p.nik) FROM enrolment e JOIN person p ON p.id = e.person JOIN line l ON l.id = e.line
            GROUP BY p.id
            HAVING COUNT(*) > 1 AND (COUNT(DISTINCT l.sex) > 1 OR COUNT(DISTINCT l.birth_date) > 1
                OR COUNT(DISTINCT UPPER(l.name)) > 1 OR COUNT(DISTINCT l.family_card) > 1)
                OR SUM(CASE WHEN EXISTS (SELECT 1 FROM line_problem q WHERE q.line = l.id
                    AND q.code IN ('nik.birth-mismatch', 'nik.sex-mismatch')) THEN 1 ELSE 0 END) > 0
            ORDER BY p.id
            """
        ) { $0.string(0) }
    }
}
