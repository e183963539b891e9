/// What the eleventh shape adds: what rules came to for the lines of a list, with the text of the rule files that said so.
///
/// Rows are added and never changed or removed. An appeal is a ruling of its own about one line of an earlier one: both stay.
enum RulingSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        let id = dialect.identityColumn
        return [
            """
            CREATE TABLE IF NOT EXISTS ruling (
                id \(id), batch \(int) NOT NULL REFERENCES batch (id), appeals \(int) REFERENCES ruling (id),
                programme TEXT NOT NULL, decided_on TEXT NOT NULL, fiscal_year \(int) NOT NULL,
                recorded_at TEXT NOT NULL, actor TEXT NOT NULL, row_count \(int) NOT NULL, eligible_count \(int) NOT NULL,
                refused_count \(int) NOT NULL, held_count \(int) NOT NULL, benefit \(int) NOT NULL, given TEXT NOT NULL,
                sources TEXT NOT NULL, evidence TEXT)
            """,
            "CREATE INDEX IF NOT EXISTS ruling_by_batch ON ruling (batch)",
            "CREATE INDEX IF NOT EXISTS ruling_by_appeal ON ruling (appeals) WHERE appeals IS NOT NULL",
            """
            CREATE TABLE IF NOT EXISTS ruling_file (
                ruling \(int) NOT NULL REFERENCES ruling (id), position \(int) NOT NULL, name TEXT NOT NULL,
                version TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (ruling, position))
            """,
            """
            CREATE TABLE IF NOT EXISTS ruling_case (
                ruling \(int) NOT NULL REFERENCES ruling (id), row_number \(int) NOT NULL, nik TEXT,
                verdict TEXT NOT NULL, benefit \(int), reasons TEXT NOT NULL, PRIMARY KEY (ruling, row_number))
            """,
            "CREATE INDEX IF NOT EXISTS ruling_case_by_nik ON ruling_case (nik) WHERE nik IS NOT NULL",
        ]
    }
}
