/// What the ninth shape adds: who is named in an entry beside its subject, where a proposal comes from, and what of one
/// version of regions and of business classes became what in the next.
enum PeopleSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        return [
            """
            CREATE TABLE entry_person (
                entry \(int) NOT NULL REFERENCES entry (id), nik TEXT NOT NULL, role TEXT NOT NULL,
                PRIMARY KEY (entry, nik, role))
            """,
            "CREATE INDEX entry_person_by_nik ON entry_person (nik)",
            "CREATE INDEX stage_event_by_nik ON stage_event (nik)",
            "ALTER TABLE batch ADD COLUMN origin TEXT NOT NULL DEFAULT 'proposed'",
            "ALTER TABLE line ADD COLUMN origin TEXT",
            """
            CREATE TABLE region_change (
                from_system TEXT NOT NULL, from_version TEXT NOT NULL, from_code TEXT NOT NULL, to_system TEXT NOT NULL,
                to_version TEXT NOT NULL, to_code TEXT NOT NULL, name TEXT,
                PRIMARY KEY (from_system, from_version, from_code, to_system, to_version, to_code))
            """,
            """
            CREATE TABLE business_class (
                edition TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (edition, code))
            """,
            """
            CREATE TABLE business_class_change (
                from_edition TEXT NOT NULL, from_code TEXT NOT NULL, to_edition TEXT NOT NULL, to_code TEXT NOT NULL,
                PRIMARY KEY (from_edition, from_code, to_edition, to_code))
            """,
        ]
    }
}
