import Store

/// What SQLite writes its own way.
struct SQLiteDialect: Dialect {
    let kind = DatabaseKind.sqlite
    let identityColumn = "INTEGER PRIMARY KEY AUTOINCREMENT"
    let integerType = "INTEGER"
    let presentTable = "main."

    private static let own = "m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"

    let columns = """
        SELECT m.name, c.name, CASE WHEN UPPER(c.type) = 'INTEGER' THEN 'integer' ELSE 'text' END, c.pk
        FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE \(own) ORDER BY m.name, c.cid
        """
    let objects = """
        SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        """
    let definitions = """
        SELECT 'column', m.name, c.name, LOWER(c.type) || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN ' not null' ELSE '' END
            || COALESCE(' default ' || c.dflt_value, '')
            || CASE WHEN c.pk = 1 AND m.sql LIKE '%AUTOINCREMENT%' THEN ' numbered' ELSE '' END
            || CASE WHEN c.pk > 0 THEN ' key ' || c.pk ELSE '' END || CASE WHEN c.hidden > 0 THEN ' computed' ELSE '' END
        FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c WHERE \(own)
        UNION ALL
        SELECT 'reference', m.name, f."from", f."table" || ' (' || COALESCE(f."to", '') || ')'
            || CASE WHEN f.on_update || f.on_delete = 'NO ACTIONNO ACTION' THEN '' ELSE ' ' || f.on_update || f.on_delete END
        FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE \(own)
        UNION ALL
        SELECT 'index', m.tbl_name, m.name, m.sql FROM sqlite_master m WHERE m.type = 'index' AND m.sql IS NOT NULL
        UNION ALL
        SELECT 'constraint', m.name, i.name, 'unique' FROM sqlite_master m JOIN pragma_index_list(m.name) i
        WHERE i.origin = 'u' AND \(own)
        UNION ALL
        SELECT 'constraint', m.name, w.word, w.word FROM sqlite_master m JOIN (
            SELECT 'CHECK' AS word UNION ALL SELECT 'COLLATE' UNION ALL SELECT 'CONFLICT') w
        WHERE m.sql LIKE '%' || w.word || '%' AND \(own)
        """
    let references = """
        SELECT DISTINCT m.name, f."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE \(own)
        ORDER BY 1, 2
        """
    let lastNumbers = "SELECT name, seq FROM sqlite_sequence ORDER BY name"
    let size = "SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s"

    func member(_ name: String, of column: String) -> String { "json_extract(\(column), '$.\(name)')" }

    func setLastNumber(_ number: Int64, of table: String) -> [(sql: String, arguments: [SQLValue])] {
        [
            ("DELETE FROM sqlite_sequence WHERE name = ?", [.text(table)]),
            ("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [.text(table), .integer(number)]),
        ]
    }

    func isForeign(_ column: String, isNumber: Bool) -> String? {
        "typeof(\(column)) NOT IN ('\(isNumber ? "integer" : "text")', 'null')"
    }

    func putAside(_ name: String) -> String? { nil }

    func giveRights(asOf name: String) -> String? { nil }

    /// SQLite has no statement for it but the way that its documentation gives: the text of the table itself is changed. A
    /// build that does not allow that keeps the references, and only takes longer.
    func dropReferences(of table: String, _ connection: any Connection) throws {
        let parents = try connection.all(
            "SELECT DISTINCT \"table\", \"to\" FROM pragma_foreign_key_list(?)", [.text(table)]
        ) { " REFERENCES \($0.string(0)) (\($0.string(1)))" }
        guard !parents.isEmpty else { return }
        try connection.execute("PRAGMA writable_schema = ON")
        if try connection.count("PRAGMA writable_schema") == 1 {
            for parent in parents {
                try connection.execute(
                    "UPDATE sqlite_master SET sql = REPLACE(sql, ?, '') WHERE type = 'table' AND name = ?",
                    [.text(parent), .text(table)])
            }
        }
        try connection.execute("PRAGMA writable_schema = RESET")
    }

    func keepByKey(_ table: String, _ columns: String, _ connection: any Connection) throws {
        let other = table + "_by_key"
        try connection.execute("CREATE TABLE \(other) (\(columns)) WITHOUT ROWID")
        try connection.execute("INSERT INTO \(other) SELECT * FROM \(table) ORDER BY 1")
        try connection.execute("DROP TABLE \(table)")
        try connection.execute("ALTER TABLE \(other) RENAME TO \(table)")
    }
}
