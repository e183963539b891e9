/// That tables which hold nothing but what the lines of lists make of them hold just that.
enum DerivedInvariants {
    static let all: [(code: String, sql: String)] = [
        (
            "verify.list",
            """
            SELECT 1 FROM batch b LEFT JOIN source_list s ON s.id = b.list
            WHERE s.id IS NULL OR s.programme <> b.programme OR s.fiscal_year <> b.fiscal_year
                OR s.institution <> b.institution OR s.name <> b.name
            UNION ALL SELECT 1 FROM source_list s WHERE NOT EXISTS (SELECT 1 FROM batch b WHERE b.list = s.id)
            """
        ),
        (
            "verify.origin",
            both(.enrolment) { table in
                """
                SELECT 1 FROM \(table) e JOIN line l ON l.id = e.id JOIN batch b ON b.id = l.batch
                WHERE b.commit_order > \(KeptInvariants.oldActs) AND e.origin <> COALESCE(l.origin, b.origin)
                """
            }
        ),
        (
            "verify.family-source",
            ["family", "past_family"].map { table in
                """
                SELECT 1 FROM (SELECT batch, card FROM \(table) EXCEPT SELECT batch, family_card FROM line
                    WHERE outcome IN ('new', 'updated') AND family_card IS NOT NULL) AS unknown
                """
            }.joined(separator: " UNION ALL ")
        ),
        ("verify.group", both(named: "beneficiary_group", groups) + " UNION ALL " + namedEarlier),
        ("verify.group-member", both(named: "group_member", members) + " UNION ALL " + missingMembers),
        ("verify.enterprise-missing", missingEnterprises),
        (
            "verify.enterprise-unsaid",
            both(.enterprise) {
                """
                SELECT 1 FROM \($0) x WHERE COALESCE(x.name, x.sector, x.kbli_edition, x.kbli_code) IS NOT NULL
                """
            }
        ),
        (ValueKinds.empty, ValueKinds.emptyTexts),
        ("verify.batch-revision", revisions),
        ("verify.revision", "SELECT 1 FROM revision WHERE subject NOT IN ('institution', 'region')"),
    ]

    /// At which revision the outcomes of a list were worked out: how often lists had come and gone by then, as the log tells.
    private static let revisions = """
        SELECT 1 FROM batch b JOIN (
            SELECT object, action, number, SUM(CASE WHEN action = 'stage' THEN 0 ELSE 1 END)
                OVER (ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS changes
            FROM log_entry WHERE action IN ('stage', 'commit', 'undo')) AS told
            ON told.object = b.id AND told.action = CASE WHEN b.commit_order IS NULL THEN 'stage' ELSE 'commit' END
        WHERE b.revision <> COALESCE(told.changes, 0) AND told.number > \(KeptInvariants.journal)
        """

    /// A group says what the lines of the list say that named it first.
    private static func groups(_ table: String) -> String {
        """
        SELECT 1 FROM \(table) g LEFT JOIN batch b ON b.id = g.batch
            LEFT JOIN (SELECT l.batch, l.group_name, MIN(l.village) AS village FROM line l
                WHERE l.group_name IS NOT NULL AND l.outcome IN ('new', 'updated') GROUP BY l.batch, l.group_name) AS said
                ON said.batch = g.batch AND said.group_name = g.name
        WHERE said.batch IS NULL OR COALESCE(said.village, '') <> COALESCE(g.village, '') OR b.programme <> g.programme
        """
    }

    /// A group that stands came with the first of the standing lists that name it.
    private static let namedEarlier = """
        SELECT 1 FROM beneficiary_group g JOIN batch b ON b.id = g.batch
            JOIN (SELECT f.programme, l.group_name, MIN(f.commit_order) AS number FROM line l JOIN batch f ON f.id = l.batch
                WHERE f.state = 'committed' AND l.group_name IS NOT NULL AND l.outcome IN ('new', 'updated')
                GROUP BY f.programme, l.group_name) AS earliest
                ON earliest.programme = g.programme AND earliest.group_name = g.name
        WHERE b.commit_order <> earliest.number
        """

    /// A membership is what a line of its list says of the person.
    private static func members(_ table: String) -> String {
        func isNamed(_ groups: String) -> String {
            """
            EXISTS (SELECT 1 FROM \(groups) g
                WHERE g.id = m.beneficiary_group AND g.name = l.group_name AND g.programme = b.programme)
            """
        }
        return """
            SELECT 1 FROM \(table) m JOIN batch b ON b.id = m.batch
            WHERE COALESCE(m.role, '') <> 'member' OR NOT EXISTS (
                SELECT 1 FROM (\(LineQueries.numbers(about: "m.person", in: "m.batch"))) AS n JOIN line l ON l.id = n.id
                WHERE l.outcome IN ('new', 'updated') AND COALESCE(l.subgroup, '') = COALESCE(m.subgroup, '')
                    AND (\(isNamed("beneficiary_group")) OR \(isNamed("past_beneficiary_group"))))
            """
    }

    /// Lines of lists that count, and of those that were undone, whose person is in no group of the name.
    private static let missingMembers: String = {
        // What stood by the commit of the batch: it had come by then, and was not gone yet.
        func isMember(_ people: String, _ members: String, _ groups: String) -> String {
            """
            EXISTS (SELECT 1 FROM \(people) p JOIN \(members) m ON m.person = p.id
                JOIN batch h ON h.id = m.batch AND h.commit_order <= b.commit_order
                JOIN \(groups) g ON g.id = m.beneficiary_group
                WHERE p.nik = l.nik AND g.name = l.group_name AND g.programme = b.programme
                    \(members == "group_member" ? "" : "AND m.until_act > b.commit_order"))
            """
        }
        let lines = """
            SELECT 1 FROM batch b JOIN line l ON \(LineQueries.isLine("l.id", of: "b.id"))
            WHERE l.group_name IS NOT NULL AND l.outcome IN ('new', 'updated')
            """
        let stands = isMember("person", "group_member", "beneficiary_group")
        let stood = ["person", "past_person"].flatMap { people in
            ["group_member", "past_group_member"].flatMap { members in
                ["beneficiary_group", "past_beneficiary_group"].map { isMember(people, members, $0) }
            }
        }.joined(separator: " OR ")
        let isOld = KeptInvariants.oldActs
        return """
            \(lines) AND b.state = 'committed' AND b.commit_order > \(isOld) AND NOT \(stands)
            UNION ALL
            \(lines) AND b.state = 'undone' AND b.commit_order > \(isOld) AND NOT (\(stood))
            """
    }()

    /// Lines of lists that count which name an enterprise that their person did not have once the list was in.
    private static let missingEnterprises: String = {
        func isKnown(_ table: String) -> String {
            let (isThen, sooner) =
                table == "enterprise"
                ? ("", "") : ("AND x.until_act > b.commit_order", "AND y.until_act < x.until_act")
            return """
                EXISTS (SELECT 1 FROM person p JOIN \(table) x ON x.owner = p.id
                    JOIN batch h ON h.id = x.batch AND h.commit_order <= b.commit_order
                    WHERE p.nik = l.nik AND COALESCE(x.business, '') = COALESCE(l.business, '')
                        AND COALESCE(x.nib, '') = COALESCE(l.nib, '') \(isThen) AND NOT EXISTS (
                            SELECT 1 FROM past_enterprise y
                            WHERE y.id = x.id AND y.until_act > b.commit_order \(sooner)))
                """
        }
        return """
            SELECT 1 FROM batch b JOIN line l ON \(LineQueries.isLine("l.id", of: "b.id"))
            WHERE b.state = 'committed' AND b.commit_order > \(KeptInvariants.oldActs)
                AND l.outcome IN ('new', 'updated')
                AND (l.business IS NOT NULL OR l.nib IS NOT NULL OR l.size_class IS NOT NULL)
                AND NOT \(isKnown("enterprise")) AND NOT \(isKnown("past_enterprise"))
            """
    }()

    /// A check of the rows that stand and of those that stood.
    private static func both(_ table: KeptTable, _ query: (String) -> String) -> String {
        both(named: table.name, query)
    }

    private static func both(named table: String, _ query: (String) -> String) -> String {
        [table, "past_" + table].map(query).joined(separator: " UNION ALL ")
    }
}
