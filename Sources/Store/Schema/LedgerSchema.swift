/// Tables of what institutions hand in beside lists of people, of the money and figures that are counted from both, and
/// what an enrolment gains with them.
///
/// The ledger keeps versions: an entry is added, never changed. `is_current` marks the newest version of each key among
/// the sendings that stand; undoing a sending moves the mark back.
enum LedgerSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        let id = dialect.identityColumn
        return [
            """
            CREATE TABLE sending (
                id \(id), kind TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, channel TEXT NOT NULL,
                received_on TEXT NOT NULL, taken_at TEXT NOT NULL, actor TEXT NOT NULL, row_count \(int) NOT NULL,
                new_count \(int) NOT NULL, updated_count \(int) NOT NULL, unchanged_count \(int) NOT NULL,
                undone_at TEXT)
            """,
            """
            CREATE TABLE entry (
                id \(id), sending \(int) NOT NULL REFERENCES sending (id), row_number \(int) NOT NULL,
                kind TEXT NOT NULL, entry_key TEXT NOT NULL, version \(int) NOT NULL, is_current \(int) NOT NULL,
                subject TEXT, programme TEXT, institution TEXT, region_code TEXT, fiscal_year \(int), period TEXT,
                refers_to TEXT, document TEXT NOT NULL)
            """,
            "CREATE UNIQUE INDEX entry_by_key ON entry (kind, entry_key, version)",
            "CREATE UNIQUE INDEX entry_current ON entry (kind, entry_key) WHERE is_current = 1",
            "CREATE INDEX entry_by_sending ON entry (sending)",
            "CREATE INDEX entry_by_subject ON entry (subject, kind) WHERE subject IS NOT NULL",
            "CREATE INDEX entry_by_reference ON entry (refers_to) WHERE refers_to IS NOT NULL",
            "ALTER TABLE enrolment ADD COLUMN region_code TEXT",
            "CREATE INDEX region_by_parent ON region (parent)",
            "CREATE INDEX region_by_code ON region (code)",
            """
            CREATE TABLE computation (
                id \(id), computed_at TEXT NOT NULL, as_of TEXT NOT NULL, basis TEXT NOT NULL,
                milliseconds \(int) NOT NULL)
            """,
            """
            CREATE TABLE figure (
                computation \(int) NOT NULL REFERENCES computation (id), programme TEXT NOT NULL, period TEXT NOT NULL,
                breakdown TEXT NOT NULL, region_code TEXT NOT NULL, measure TEXT NOT NULL, category TEXT NOT NULL,
                value \(int) NOT NULL,
                PRIMARY KEY (computation, programme, period, breakdown, region_code, measure, category))
            """,
            """
            CREATE TABLE computation_finding (
                computation \(int) NOT NULL REFERENCES computation (id), kind TEXT NOT NULL, position \(int) NOT NULL,
                document TEXT NOT NULL, PRIMARY KEY (computation, kind, position))
            """,
        ]
    }
}
