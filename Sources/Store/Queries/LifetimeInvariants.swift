/// That what stood in the past stood between acts of its own time: from the commit of its batch, through every act that
/// changed it, to the undoing of its batch, and that nothing stood twice at one time.
///
/// A row that somebody puts among what stood would otherwise be told by every answer as of a date in between.
enum LifetimeInvariants {
    /// A query of the rows at fault.
    static let rows =
        KeptTable.all.map(bounds) + [KeptTable.person, .enrolment, .enterprise].map(untouched)
        + twice.flatMap { table, columns in doubled(table, columns) } + [unenrolled]

    /// A row is kept as it stood until acts of its own time: after its batch came and, at the latest, when that went. What
    /// nothing follows went with its batch.
    private static func bounds(_ table: KeptTable) -> String {
        let later = exists(table.past, table, "AND y.until_act > x.until_act")
        let follows = table.changing.isEmpty ? "" : "AND NOT \(exists(table.name, table)) AND NOT \(later)"
        return """
            SELECT 1 FROM \(table.past) x LEFT JOIN batch b ON b.id = x.batch LEFT JOIN act a ON a.number = x.until_act
                LEFT JOIN act u ON u.batch = x.batch AND u.kind = 'undo'
            WHERE a.number IS NULL OR b.commit_order IS NULL OR x.until_act < b.commit_order
                OR (u.number IS NOT NULL AND x.until_act > u.number)
                OR (COALESCE(u.number, -1) <> x.until_act \(follows))
            """
    }

    /// The same row of the same batch in a table.
    private static func exists(_ name: String, _ table: KeptTable, _ condition: String = "") -> String {
        let same = (table.key + ["batch"]).map { "y.\($0) = x.\($0)" }.joined(separator: " AND ")
        return "EXISTS (SELECT 1 FROM \(name) y WHERE \(same) \(condition))"
    }

    /// Rows that are said to have changed by the commit of a list that does not speak of their person.
    private static func untouched(_ table: KeptTable) -> String {
        """
        SELECT 1 FROM \(table.past) x JOIN act a ON a.number = x.until_act AND a.kind = 'commit'
        WHERE a.number > \(KeptInvariants.oldActs) AND NOT EXISTS (
            SELECT 1 FROM (\(LineQueries.numbers(about: table.owner(of: "x"), in: "a.batch"))) AS n)
        """
    }

    /// What there is once at a time: whoever came with a list was not there yet.
    private static let twice: [(KeptTable, [String])] = [
        (.person, ["nik"]), (.family, ["card"]), (.group, ["programme", "name"]),
        (.groupMember, ["beneficiary_group", "person"]),
    ]

    private static func doubled(_ table: KeptTable, _ columns: [String]) -> [String] {
        let same = columns.map { "o.\($0) = x.\($0)" }.joined(separator: " AND ")
        let itself = (table.key + ["batch"]).map { "o.\($0) = x.\($0)" }.joined(separator: " AND ")
        return [(table.name, ""), (table.past, "AND b.commit_order < o.until_act")].map { other, condition in
            """
            SELECT 1 FROM \(table.past) x JOIN batch b ON b.id = x.batch JOIN \(other) o ON \(same) AND NOT (\(itself))
                JOIN batch h ON h.id = o.batch WHERE h.commit_order < x.until_act \(condition)
            """
        }
    }

    /// Whoever came with a list and went with it was enrolled by the line that brought them.
    private static let unenrolled = """
        SELECT 1 FROM past_person x JOIN act u ON u.number = x.until_act AND u.kind = 'undo' AND u.batch = x.batch
        WHERE u.number > \(KeptInvariants.oldActs)
            AND NOT EXISTS (SELECT 1 FROM past_enrolment e WHERE e.id = x.id AND e.until_act = x.until_act)
        """
}

extension KeptTable {
    /// The column of a row that says whose it is.
    func owner(of row: String) -> String {
        switch name {
        case KeptTable.person.name: "\(row).id"
        case KeptTable.enterprise.name: "\(row).owner"
        default: "\(row).person"
        }
    }
}
