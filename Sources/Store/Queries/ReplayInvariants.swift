/// That what stands now, and every version before it, is what the lines and the acts make of it.
///
/// Each version but the first is held against the one before it and the act between them: a commit may only bring what a
/// line of its batch says, an undo only what had stood before the commit it takes back. With the first version held
/// against its line, all of them follow.
enum ReplayInvariants {
    /// Each as a query that counts.
    static let all: [(code: String, sql: String)] =
        [("verify.act-order", actOrder), ("verify.history-life", counted(life))]
        + numbered.map { ($0.code, counted($0.sql)) }

    private static let actOrder = """
        SELECT (SELECT COUNT(*) FROM act a JOIN batch b ON b.id = a.batch
                WHERE a.kind = 'commit' AND (b.commit_order IS NULL OR b.commit_order <> a.number))
            + (SELECT COUNT(*) FROM batch b WHERE b.commit_order IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM act a WHERE a.batch = b.id AND a.kind = 'commit' AND a.number = b.commit_order))
            + (SELECT COUNT(*) FROM batch b WHERE (b.state = 'undone') <> EXISTS (
                SELECT 1 FROM act a WHERE a.batch = b.id AND a.kind = 'undo'))
            + (SELECT COALESCE(MAX(number), 0) - COUNT(*) FROM act)
            + (SELECT COUNT(*) FROM act WHERE kind = 'commit' AND reason IS NOT NULL)
        """

    private static let life = LifetimeInvariants.rows.joined(separator: " UNION ALL ")

    private static func counted(_ rows: String) -> String { "SELECT COUNT(*) FROM (\(rows)) AS rows_found" }

    /// Those whose queries give the number of the row at fault, which is that of the line that brought it.
    static let numbered: [(code: String, sql: String)] = [
        ("verify.history-person", first(.person, required: ["name"]) + later(.person) + ReplayOrigins.people),
        ("verify.history-enrolment", first(.enrolment, required: []) + later(.enrolment) + ReplayOrigins.enrolments),
        ("verify.history-enterprise", later(.enterprise) + ReplayOrigins.enterprises),
    ]

    /// Rows say at first what their line says.
    private static func first(_ table: KeptTable, required: Set<String>) -> String {
        let fields = table.changing.filter { $0.name != "line" }.map { field in
            let line = required.contains(field.name) ? "COALESCE(l.\(field.name), '')" : "l.\(field.name)"
            // Enrolments of the first shape had no region.
            let isOld =
                table.name == KeptTable.enrolment.name && field.name == "region_code"
                ? "(t.region_code IS NOT NULL OR t.batch IN (SELECT b.id FROM batch b WHERE b.commit_order > "
                    + "\(KeptInvariants.oldActs))) AND "
                : ""
            return isOld + differs("t.\(field.name)", line, field)
        }
        let wrong = "(l.id IS NULL OR \(fields.joined(separator: " OR ")))"
        return """
            SELECT t.id FROM \(table.name) t LEFT JOIN line l ON l.id = t.id
            WHERE \(wrong) AND NOT EXISTS (SELECT 1 FROM \(table.past) x WHERE x.id = t.id)
            UNION ALL
            SELECT t.id FROM \(table.past) t LEFT JOIN line l ON l.id = t.id
            WHERE \(wrong) AND NOT EXISTS (
                SELECT 1 FROM \(table.past) x WHERE x.id = t.id AND x.until_act < t.until_act)
            """
    }

    /// Pairs of neighbouring versions of which the later is not what the act between them makes of the earlier.
    private static func later(_ table: KeptTable) -> String {
        let fields = table.changing.filter { $0.name != "line" }
        func said(_ field: String) -> String {
            // The lines of the act's batch `a` that speak of the person of a row `x`.
            let lines = LineQueries.numbers(about: table.owner(of: "x"), in: "a.batch")
            return "EXISTS (SELECT 1 FROM (\(lines)) AS n JOIN line l ON l.id = n.id WHERE l.\(field) = v.\(field))"
        }
        let undone = fields.map { differs("v.\($0.name)", "o.\($0.name)", $0) }.joined(separator: " OR ")
        let brought = fields.map { field in
            "(" + differs("v.\(field.name)", "x.\(field.name)", field) + " AND NOT \(said(field.name)))"
        }.joined(separator: " OR ")
        let prefix = table.name == KeptTable.enterprise.name ? "" : " UNION ALL "
        return prefix + """
            SELECT x.id FROM \(table.past) x JOIN act a ON a.number = x.until_act
                JOIN \(KeptInvariants.versions(of: table)) v ON v.id = x.id
                    AND v.until_act = \(KeptInvariants.next(of: table, after: "x"))
                LEFT JOIN act c ON c.batch = a.batch AND c.kind = 'commit'
                LEFT JOIN \(table.past) o ON o.id = x.id AND o.until_act = c.number
            WHERE (a.kind = 'commit' AND (\(brought))) OR (a.kind = 'undo' AND (o.id IS NULL OR \(undone)))
            """
    }

    /// Whether two values are not the same, null being the same as null.
    private static func differs(_ a: String, _ b: String, _ field: KeptTable.Column) -> String {
        let none = field.isNumber ? "-1" : "''"
        return "COALESCE(\(a), \(none)) <> COALESCE(\(b), \(none))"
    }
}
