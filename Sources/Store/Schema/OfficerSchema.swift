/// What the third shape adds: the officer who looks after an account, and how often institutions and regions changed,
/// on which figures depend as they do on lists and sheets.
enum OfficerSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        [
            "ALTER TABLE line ADD COLUMN officer TEXT",
            """
            CREATE TABLE revision (
                subject TEXT NOT NULL PRIMARY KEY, number \(dialect.integerType) NOT NULL)
            """,
        ]
    }
}
