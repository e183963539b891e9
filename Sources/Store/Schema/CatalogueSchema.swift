/// Tables of what is known beforehand: institutions, programmes, rules, regions.
enum CatalogueSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        return [
            """
            CREATE TABLE institution (
                code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, region_code TEXT)
            """,
            """
            CREATE TABLE programme (
                code TEXT NOT NULL PRIMARY KEY, position \(int) NOT NULL, name TEXT NOT NULL, name_en TEXT,
                abbreviation TEXT, owner TEXT NOT NULL REFERENCES institution (code), unit TEXT, pillar TEXT,
                kind TEXT NOT NULL, target_unit TEXT NOT NULL, size_class TEXT, sector TEXT, legal_basis TEXT,
                data_system TEXT, data_key TEXT, status TEXT, sources TEXT)
            """,
            """
            CREATE TABLE programme_aim (
                programme TEXT NOT NULL REFERENCES programme (code), aim TEXT NOT NULL, PRIMARY KEY (programme, aim))
            """,
            """
            CREATE TABLE programme_party (
                programme TEXT NOT NULL REFERENCES programme (code), role TEXT NOT NULL, name TEXT NOT NULL,
                PRIMARY KEY (programme, role, name))
            """,
            """
            CREATE TABLE programme_relation (
                programme TEXT NOT NULL REFERENCES programme (code), relation TEXT NOT NULL, other TEXT NOT NULL,
                PRIMARY KEY (programme, relation, other))
            """,
            """
            CREATE TABLE programme_criterion (
                programme TEXT NOT NULL REFERENCES programme (code), position \(int) NOT NULL, kind TEXT NOT NULL,
                statement TEXT NOT NULL, statement_en TEXT, legal_basis TEXT, issuer TEXT,
                PRIMARY KEY (programme, position))
            """,
            """
            CREATE TABLE programme_period (
                programme TEXT NOT NULL REFERENCES programme (code), fiscal_year \(int) NOT NULL, valid_from TEXT,
                valid_to TEXT, amount \(int), budget \(int), target \(int), realised \(int), legal_basis TEXT,
                PRIMARY KEY (programme, fiscal_year))
            """,
            """
            CREATE TABLE compatibility (
                position \(int) NOT NULL PRIMARY KEY, programme_a TEXT NOT NULL, programme_b TEXT NOT NULL,
                unit TEXT NOT NULL, holds_when TEXT NOT NULL, verdict TEXT NOT NULL, condition_id TEXT,
                condition_en TEXT, legal_basis TEXT, valid_from TEXT, valid_to TEXT, source TEXT)
            """,
            """
            CREATE TABLE rule (
                code TEXT NOT NULL PRIMARY KEY, programme TEXT NOT NULL, kind TEXT NOT NULL, statement_id TEXT NOT NULL,
                statement_en TEXT, legal_basis TEXT, issuer TEXT, valid_from TEXT, valid_to TEXT, verification TEXT,
                contradicted_by TEXT)
            """,
            """
            CREATE TABLE region (
                system TEXT NOT NULL, version TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
                level TEXT NOT NULL, parent TEXT, PRIMARY KEY (system, version, code))
            """,
        ]
    }
}
