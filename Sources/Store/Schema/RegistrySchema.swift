/// Tables of what the lists bring: batches and their lines, people, families, enterprises, groups, enrolments.
///
/// Each row that a batch makes carries the batch's number, so that undoing the batch finds it; what a batch changes is
/// kept in `before_image` first. People, enrolments and enterprises take the number of the line they come from, whose
/// upper half is the batch: those of one batch lie together and need no index to be found.
enum RegistrySchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        let id = dialect.identityColumn
        return [
            // A list is what an institution keeps for a programme and year under one name. The same list sent again
            // updates; another list of the same programme is another list.
            """
            CREATE TABLE source_list (
                id \(id), programme TEXT NOT NULL REFERENCES programme (code), fiscal_year \(int) NOT NULL,
                institution TEXT NOT NULL REFERENCES institution (code), name TEXT NOT NULL)
            """,
            "CREATE UNIQUE INDEX source_list_by_name ON source_list (programme, fiscal_year, institution, name)",
            """
            CREATE TABLE batch (
                id \(id), list \(int) NOT NULL REFERENCES source_list (id), state TEXT NOT NULL, name TEXT NOT NULL, programme TEXT NOT NULL REFERENCES programme (code),
                institution TEXT NOT NULL REFERENCES institution (code), fiscal_year \(int) NOT NULL,
                reference_date TEXT NOT NULL, profile TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
                encoding TEXT NOT NULL, delimiter TEXT NOT NULL, header_row \(int) NOT NULL, row_count \(int) NOT NULL,
                new_count \(int) NOT NULL, updated_count \(int) NOT NULL, unchanged_count \(int) NOT NULL,
                refused_count \(int) NOT NULL, warned_count \(int) NOT NULL, revision \(int) NOT NULL,
                staged_at TEXT NOT NULL, committed_at TEXT, undone_at TEXT, commit_order \(int))
            """,
            "CREATE INDEX batch_by_hash ON batch (sha256)",
            """
            CREATE TABLE batch_column (
                batch \(int) NOT NULL REFERENCES batch (id), position \(int) NOT NULL, name TEXT NOT NULL, field TEXT,
                confidence \(int) NOT NULL, PRIMARY KEY (batch, position))
            """,
            """
            CREATE TABLE batch_problem (
                batch \(int) NOT NULL REFERENCES batch (id), code TEXT NOT NULL, severity TEXT NOT NULL,
                row_count \(int) NOT NULL, PRIMARY KEY (batch, code, severity))
            """,
            """
            CREATE TABLE line (
                id \(int) NOT NULL PRIMARY KEY, batch \(int) NOT NULL REFERENCES batch (id), row_number \(int) NOT NULL,
                outcome TEXT NOT NULL, severity TEXT, nik TEXT, family_card TEXT, name TEXT, sex TEXT, birth_date TEXT,
                phone TEXT, address TEXT, village TEXT, region_code TEXT, business TEXT, nib TEXT, npwp TEXT,
                size_class TEXT, size_rule_set TEXT, group_name TEXT, subgroup TEXT, amount \(int), status TEXT, started_on TEXT, ended_on TEXT,
                line_key TEXT NOT NULL, raw TEXT NOT NULL)
            """,
            "CREATE INDEX line_refused_by_nik ON line (nik) WHERE outcome = 'refused' AND nik IS NOT NULL",
            """
            CREATE TABLE line_problem (
                line \(int) NOT NULL REFERENCES line (id), position \(int) NOT NULL, column_name TEXT, code TEXT NOT NULL,
                severity TEXT NOT NULL, shown_value TEXT, arguments TEXT, PRIMARY KEY (line, position))
            """,
            """
            CREATE TABLE person (
                id \(int) NOT NULL PRIMARY KEY, nik TEXT NOT NULL, name TEXT NOT NULL, sex TEXT, birth_date TEXT,
                phone TEXT, address TEXT, village TEXT, region_code TEXT, family_card TEXT,
                batch \(int) NOT NULL REFERENCES batch (id))
            """,
            "CREATE UNIQUE INDEX person_by_nik ON person (nik)",
            """
            CREATE TABLE family (
                card TEXT NOT NULL PRIMARY KEY, batch \(int) NOT NULL REFERENCES batch (id))
            """,
            """
            CREATE TABLE enrolment (
                id \(int) NOT NULL PRIMARY KEY, person \(int) NOT NULL REFERENCES person (id),
                list \(int) NOT NULL REFERENCES source_list (id), line \(int) NOT NULL REFERENCES line (id),
                programme TEXT NOT NULL REFERENCES programme (code), fiscal_year \(int) NOT NULL, line_key TEXT NOT NULL,
                family_card TEXT, amount \(int), status TEXT, started_on TEXT, ended_on TEXT, village TEXT,
                origin TEXT NOT NULL, batch \(int) NOT NULL REFERENCES batch (id))
            """,
            "CREATE UNIQUE INDEX enrolment_by_person ON enrolment (person, list, line_key)",
            // No list has a column for name, sector and kbli_*: these stay null, which `db verify` holds to. What a sheet of
            // enterprises tells of them stands in the ledger.
            """
            CREATE TABLE enterprise (
                id \(int) NOT NULL PRIMARY KEY, owner \(int) NOT NULL REFERENCES person (id), name TEXT, business TEXT,
                sector TEXT, kbli_edition TEXT, kbli_code TEXT, nib TEXT, npwp TEXT, size_class TEXT,
                size_rule_set TEXT, batch \(int) NOT NULL REFERENCES batch (id))
            """,
            "CREATE INDEX enterprise_by_owner ON enterprise (owner)",
            """
            CREATE TABLE beneficiary_group (
                id \(id), programme TEXT NOT NULL REFERENCES programme (code), name TEXT NOT NULL, village TEXT,
                batch \(int) NOT NULL REFERENCES batch (id))
            """,
            "CREATE UNIQUE INDEX group_by_name ON beneficiary_group (programme, name)",
            """
            CREATE TABLE group_member (
                beneficiary_group \(int) NOT NULL REFERENCES beneficiary_group (id),
                person \(int) NOT NULL REFERENCES person (id), subgroup TEXT, role TEXT,
                batch \(int) NOT NULL REFERENCES batch (id), PRIMARY KEY (beneficiary_group, person))
            """,
            "CREATE INDEX group_member_by_batch ON group_member (batch)",
            "CREATE INDEX group_member_by_person ON group_member (person)",
            """
            CREATE TABLE stage_event (
                id \(id), batch \(int) NOT NULL REFERENCES batch (id), programme TEXT NOT NULL REFERENCES programme (code),
                fiscal_year \(int) NOT NULL, nik TEXT NOT NULL, stage TEXT NOT NULL, actor TEXT NOT NULL,
                happened_at TEXT NOT NULL, decision TEXT NOT NULL, reason TEXT, rule TEXT)
            """,
            "CREATE INDEX stage_event_by_batch ON stage_event (batch)",
            """
            CREATE TABLE need (
                id \(id), person \(int) REFERENCES person (id), enterprise \(int) REFERENCES enterprise (id),
                kind TEXT NOT NULL, statement TEXT, source TEXT NOT NULL, recorded_at TEXT NOT NULL, state TEXT NOT NULL)
            """,
            """
            CREATE TABLE referral (
                id \(id), need \(int) NOT NULL REFERENCES need (id), programme TEXT NOT NULL REFERENCES programme (code),
                actor TEXT NOT NULL, happened_at TEXT NOT NULL, state TEXT NOT NULL, reason TEXT)
            """,
            """
            CREATE TABLE before_image (
                batch \(int) NOT NULL REFERENCES batch (id), entity TEXT NOT NULL, entity_id \(int) NOT NULL,
                document TEXT NOT NULL, PRIMARY KEY (batch, entity, entity_id))
            """,
            """
            CREATE TABLE journal (
                id \(id), happened_at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
                batch \(int), detail TEXT)
            """,
        ]
    }
}
