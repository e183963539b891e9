/// What the tenth shape takes away: references that were looked up again with every row of a list, though the statements that
/// write the rows take both ends from the same place. `VerifyQueries` looks for rows whose other end is missing.
enum BulkSchema {
    /// Tables that have a row for every line of a list.
    static let tables = ["line", "line_problem", "person", "family", "enrolment", "enterprise", "group_member"]

    @Sendable static func reshape(_ connection: any Connection, _ dialect: any Dialect) throws {
        for table in tables { try dialect.dropReferences(of: table, connection) }
        try dialect.keepByKey(
            "family", "card TEXT NOT NULL PRIMARY KEY, batch \(dialect.integerType) NOT NULL", connection)
    }
}
