/// What stays as it was brought says what its line and its list say: whose it is, of which list, programme and year; and
/// of enterprises, which have no other check of their first version, all that they said at first.
///
/// Each is a part that is put behind another query, beginning with `UNION ALL`.
enum ReplayOrigins {
    static let people = both(.person) { table in
        """
        SELECT t.id FROM \(table) t JOIN line l ON l.id = t.id
        WHERE COALESCE(l.nik, '') <> t.nik OR COALESCE(t.batch, -1) <> l.batch OR l.outcome <> 'new'
        """
    }

    static let enrolments = both(.enrolment) { table in
        """
        SELECT t.id FROM \(table) t JOIN line l ON l.id = t.id JOIN batch b ON b.id = l.batch
        WHERE COALESCE(t.list, -1) <> b.list OR COALESCE(t.programme, '') <> b.programme
            OR COALESCE(t.fiscal_year, -1) <> b.fiscal_year OR COALESCE(t.line_key, '?') <> l.line_key
            OR COALESCE(t.batch, -1) <> l.batch OR l.outcome <> 'new' OR \(isOfAnother("t.person"))
        """
    }

    static let enterprises =
        both(.enterprise) { table in
            """
            SELECT t.id FROM \(table) t LEFT JOIN line l ON l.id = t.id
            WHERE l.id IS NULL OR COALESCE(t.batch, -1) <> l.batch OR l.outcome NOT IN ('new', 'updated')
                OR COALESCE(l.business, l.nib, l.size_class) IS NULL OR \(isOfAnother("t.owner"))
            """
        }
        + both(.enterprise) { table in
            let named = ["business", "nib"].map { differs($0) }
            // Several lines of one person may name the same enterprise: it takes from each what the others leave out.
            let told = ["npwp", "size_class", "size_rule_set"].map { field in
                """
                (\(differs(field)) AND NOT EXISTS (
                    SELECT 1 FROM line m WHERE m.id BETWEEN l.batch * 4294967296 AND l.batch * 4294967296 + 4294967295
                        AND m.nik = l.nik AND m.\(field) = t.\(field)))
                """
            }
            return """
                SELECT t.id FROM \(table) t JOIN line l ON l.id = t.id
                WHERE \(isFirst(table)) AND (\((named + told).joined(separator: " OR ")))
                """
        } + both(.enterprise, knownBefore)

    /// A condition that a row `t` of enterprises is the first version.
    private static func isFirst(_ table: String) -> String {
        let sooner = table == KeptTable.enterprise.name ? "" : "AND x.until_act < t.until_act"
        return "NOT EXISTS (SELECT 1 FROM \(KeptTable.enterprise.past) x WHERE x.id = t.id \(sooner))"
    }

    /// Enterprises that a list brought although their owner had one of the name and number once the list was in.
    private static func knownBefore(_ table: String) -> String {
        [KeptTable.enterprise.name, KeptTable.enterprise.past].map { other in
            let isPast = other == KeptTable.enterprise.past
            let sooner = isPast ? "AND y.until_act < o.until_act" : ""
            return """
                SELECT t.id FROM \(table) t JOIN act c ON c.batch = t.batch AND c.kind = 'commit'
                    JOIN \(other) o ON o.owner = t.owner AND o.id <> t.id \(isPast ? "AND o.until_act > c.number" : "")
                    JOIN batch h ON h.id = o.batch AND h.commit_order <= c.number
                WHERE c.number > \(KeptInvariants.oldActs)
                    AND COALESCE(o.business, '') = COALESCE(t.business, '') AND COALESCE(o.nib, '') = COALESCE(t.nib, '')
                    AND NOT EXISTS (
                        SELECT 1 FROM past_enterprise y WHERE y.id = o.id AND y.until_act > c.number \(sooner))
                    AND \(isFirst(table))
                """
        }.joined(separator: " UNION ALL ")
    }

    /// Of the rows that stand and of those that stood.
    private static func both(_ table: KeptTable, _ query: (String) -> String) -> String {
        [table.name, table.past].map { " UNION ALL " + query($0) }.joined()
    }

    /// Whether a row belongs to somebody whose number is not that of the line.
    private static func isOfAnother(_ person: String) -> String {
        "NOT EXISTS (SELECT 1 FROM person p WHERE p.id = \(person) AND p.nik = l.nik)"
            + " AND NOT EXISTS (SELECT 1 FROM past_person p WHERE p.id = \(person) AND p.nik = l.nik)"
    }

    private static func differs(_ field: String) -> String {
        "COALESCE(t.\(field), '') <> COALESCE(l.\(field), '')"
    }
}
