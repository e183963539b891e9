/// That what an act changed or took away was kept as it had stood: whoever deletes or changes what stood before is found.
///
/// Only acts are asked that were told to the log when they happened: of what an older program undid, nothing was kept.
enum KeptInvariants {
    static let all: [(code: String, sql: String)] = [
        ("verify.kept-undone", undone),
        ("verify.kept-changed", changed),
        ("verify.kept-enrolment", enrolments + " UNION ALL " + restingOn),
        ("verify.kept-person", people(.kept) + " UNION ALL " + people(.standing) + " UNION ALL " + people(.stood)),
    ]

    /// The number of the last act that an older program's journal told.
    static let oldActs = """
        (SELECT COUNT(*) FROM log_entry o WHERE o.action IN ('commit', 'undo') AND o.number <= \(journal))
        """

    /// The number of the last entry that an older program's journal told, or that adopted what it had left.
    static let journal = """
        COALESCE((SELECT MAX(g.number) FROM log_entry g WHERE g.action = 'adopt' AND g.happened_at = (
            SELECT f.happened_at FROM log_entry f WHERE f.number = 1)), 1)
        """

    /// The lines `l` of the batch of each undoing `u`.
    private static let undoneLines = """
        FROM act u JOIN line l ON \(LineQueries.isLine("l.id", of: "u.batch"))
        """
    private static let isUndone = "u.kind = 'undo' AND u.number > \(oldActs)"

    /// What an undone list had brought is kept until its undoing: the enrolment of each new line, whom it belonged to, and
    /// what families and enterprises its lines named.
    private static let undone = """
        SELECT 1 \(undoneLines) LEFT JOIN past_enrolment x ON x.id = l.id AND x.until_act = u.number
        WHERE \(isUndone) AND l.outcome = 'new' AND x.id IS NULL
        UNION ALL
        SELECT 1 FROM past_enrolment x WHERE x.until_act > \(oldActs)
            AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = x.person)
            AND NOT EXISTS (SELECT 1 FROM past_person p WHERE p.id = x.person AND p.until_act >= x.until_act)
        UNION ALL
        SELECT 1 \(undoneLines)
        WHERE \(isUndone) AND l.outcome IN ('new', 'updated') AND l.family_card IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM family f JOIN act h ON h.batch = f.batch AND h.kind = 'commit'
                WHERE f.card = l.family_card AND h.number < u.number)
            AND NOT EXISTS (SELECT 1 FROM past_family f JOIN act h ON h.batch = f.batch AND h.kind = 'commit'
                WHERE f.card = l.family_card AND f.until_act >= u.number AND h.number < u.number)
        UNION ALL
        SELECT 1 \(undoneLines) JOIN past_person p ON p.id = l.id AND p.until_act = u.number
            LEFT JOIN past_enterprise x ON x.id = l.id AND x.until_act = u.number
        WHERE \(isUndone) AND l.outcome = 'new' AND x.id IS NULL
            AND (l.business IS NOT NULL OR l.nib IS NOT NULL OR l.size_class IS NOT NULL)
        """

    /// What a commit changed and its undoing put back stands as it was before either.
    private static let changed = KeptTable.all.filter { !$0.changing.isEmpty }.map { table in
        """
        SELECT 1 FROM \(table.past) x JOIN act c ON c.number = x.until_act AND c.kind = 'commit'
            JOIN act u ON u.batch = c.batch AND u.kind = 'undo'
        WHERE u.number > \(oldActs)
            AND NOT EXISTS (SELECT 1 FROM \(table.past) y WHERE y.id = x.id AND y.until_act = u.number)
        """
    }.joined(separator: " UNION ALL ")

    /// Each line that updated an enrolment left what stood before it, and made of it what it says.
    private static let enrolments: String = {
        let wrong = KeptTable.enrolment.changing.filter { $0.name != "line" }.map { field in
            let none = field.isNumber ? "-1" : "''"
            return """
                COALESCE(v.\(field.name), \(none)) <> \(filled("l", field, or: "COALESCE(x.\(field.name), \(none))"))
                """
        }
        return """
            SELECT 1 FROM act a JOIN batch b ON b.id = a.batch
                JOIN line l ON \(LineQueries.isLine("l.id", of: "a.batch")) AND l.outcome = 'updated'
            WHERE a.kind = 'commit' AND a.number > \(oldActs)
                AND NOT EXISTS (\(keptEnrolment("person")))
                AND NOT EXISTS (\(keptEnrolment(KeptTable.person.past)))
            UNION ALL
            SELECT 1 FROM past_enrolment x JOIN act a ON a.number = x.until_act AND a.kind = 'commit'
                JOIN \(versions(of: .enrolment)) v ON v.id = x.id AND v.until_act = \(next(of: .enrolment, after: "x"))
                LEFT JOIN line l ON l.id = v.line
            WHERE a.number > \(oldActs)
                AND (l.id IS NULL OR l.batch <> a.batch OR \(wrong.joined(separator: " OR ")))
            """
    }()

    /// The line that an enrolment rests on: at first its own, then that of its person in the list that changed it, and after
    /// an undoing that of before.
    private static let restingOn: String = {
        func isOf(_ people: String) -> String {
            "NOT EXISTS (SELECT 1 FROM \(people) p WHERE p.id = x.person AND p.nik = l.nik)"
        }
        return """
            SELECT 1 FROM enrolment e WHERE e.line <> e.id
                AND NOT EXISTS (SELECT 1 FROM past_enrolment y WHERE y.id = e.id)
            UNION ALL
            SELECT 1 FROM past_enrolment e WHERE e.line <> e.id
                AND NOT EXISTS (SELECT 1 FROM past_enrolment y WHERE y.id = e.id AND y.until_act < e.until_act)
            UNION ALL
            SELECT 1 FROM past_enrolment x JOIN act a ON a.number = x.until_act
                JOIN \(versions(of: .enrolment)) v ON v.id = x.id AND v.until_act = \(next(of: .enrolment, after: "x"))
                LEFT JOIN line l ON l.id = v.line
                LEFT JOIN act c ON c.batch = a.batch AND c.kind = 'commit'
                LEFT JOIN past_enrolment o ON o.id = x.id AND o.until_act = c.number
            WHERE a.number > \(oldActs) AND (
                (a.kind = 'commit' AND (l.line_key <> x.line_key OR (\(isOf("person")) AND \(isOf("past_person")))))
                OR (a.kind = 'undo' AND COALESCE(o.line, -1) <> v.line))
            """
    }()

    /// How the enrolment stood that a line `l` of a batch `b` updated by an act `a`.
    private static func keptEnrolment(_ people: String) -> String {
        """
        SELECT 1 FROM \(people) p JOIN past_enrolment x ON x.person = p.id
        WHERE p.nik = l.nik AND x.list = b.list AND x.line_key = l.line_key AND +x.until_act = a.number
        """
    }

    private enum Row { case kept, standing, stood }

    /// What a list says of a person who was known: it fills what was blank, and changes what the same list had said.
    ///
    /// Asked are people of whom one line of the batch speaks: several go on from each other.
    ///
    /// - Parameter row: people whose state before the act was kept, so that the next one is what the act made of it; those
    ///   that stand, or stood later on, of whom nothing was kept: for them there was nothing to change.
    private static func people(_ row: Row) -> String {
        let fields = KeptTable.person.changing.map(\.name)
        let source: String
        let outcome: [String]
        // What the line makes of a field that it fills.
        func takes(_ field: String) -> String {
            """
            (COALESCE(l.\(field), '') <> '' AND (COALESCE(s.\(field), '') = ''
                OR (l.outcome = 'updated' AND s.\(field) = COALESCE(c.\(field), o.\(field)))))
            """
        }
        switch row {
        case .kept:
            source = """
                past_person s JOIN act a ON a.number = s.until_act
                    JOIN \(versions(of: .person)) v ON v.id = s.id AND v.until_act = \(next(of: .person, after: "s"))
                """
            outcome = fields.map {
                "COALESCE(v.\($0), '') <> CASE WHEN \(takes($0)) THEN l.\($0) ELSE COALESCE(s.\($0), '') END"
            }
        case .standing, .stood:
            let table = row == .standing ? "person" : KeptTable.person.past
            let later = row == .standing ? "" : "AND y.until_act < s.until_act"
            source = """
                (SELECT n.id AS line, n.person FROM enrolment n WHERE n.person <> n.id
                    UNION SELECT n.line, n.person FROM enrolment n WHERE n.line <> n.id
                    UNION SELECT n.id, n.person FROM past_enrolment n WHERE n.person <> n.id
                    UNION SELECT n.line, n.person FROM past_enrolment n WHERE n.line <> n.id) AS told
                    JOIN act a ON a.batch = told.line / 4294967296
                    JOIN \(table) s ON s.id = told.person
                        \(row == .stood ? "AND s.until_act > a.number" : "")
                        AND NOT EXISTS (SELECT 1 FROM past_person y WHERE y.id = s.id AND y.until_act >= a.number \(later))
                    JOIN act h ON h.batch = s.batch AND h.kind = 'commit' AND h.number < a.number
                """
            outcome = fields.map { "(\(takes($0)) AND l.\($0) <> COALESCE(s.\($0), ''))" }
        }
        let lines = LineQueries.numbers(about: "s.id", in: "a.batch")
        return """
            SELECT 1 FROM \(source)
                JOIN line l ON l.id = (SELECT MIN(n.id) FROM (\(lines)) AS n) AND l.outcome IN ('new', 'updated')
                JOIN batch b ON b.id = a.batch
                LEFT JOIN past_enrolment x ON x.person = s.id AND +x.until_act = a.number AND x.list = b.list
                    AND x.line_key = l.line_key AND l.outcome = 'updated'
                LEFT JOIN line c ON c.id = x.line LEFT JOIN line o ON o.id = x.id
            WHERE a.kind = 'commit' AND a.number > \(oldActs)
                AND (SELECT COUNT(DISTINCT n.id) FROM (\(lines)) AS n) = 1
                AND (\(outcome.joined(separator: " OR ")))
            """
    }

    /// What a line says of a field, or else something other.
    private static func filled(_ line: String, _ field: KeptTable.Column, or other: String) -> String {
        let value = "\(line).\(field.name)"
        return field.isNumber ? "COALESCE(\(value), \(other))" : "COALESCE(NULLIF(\(value), ''), \(other))"
    }

    /// Every state of the rows of a table, each with the act until which it stood.
    static func versions(of table: KeptTable) -> String {
        let columns = (["id"] + table.changing.map(\.name)).joined(separator: ", ")
        return """
            (SELECT \(columns), until_act FROM \(table.past)
                UNION ALL SELECT \(columns), CAST(9223372036854775807 AS BIGINT) FROM \(table.name))
            """
    }

    /// Until when the state after that of a row stood.
    static func next(of table: KeptTable, after row: String) -> String {
        """
        COALESCE((SELECT MIN(y.until_act) FROM \(table.past) y WHERE y.id = \(row).id AND y.until_act > \(row).until_act),
            9223372036854775807)
        """
    }
}
