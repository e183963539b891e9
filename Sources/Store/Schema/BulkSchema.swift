/// What the tenth shape takes away: references that were looked up again with every row of a list, though the statements that
/// write the rows take both ends from the same place. `VerifyQueries` looks for rows whose other end is missing.
enum BulkSchema {
    /// Tables that have a row for every line of a list.
    static let tables = ["line", "line_problem", "person", "family", "enrolment", "enterprise", "group_member"]

    /// What rows of these tables refer to: table, column, the table it refers to and its key.
    static let references: [(table: String, column: String, other: String, key: String)] = [
        ("line", "batch", "batch", "id"), ("line_problem", "line", "line", "id"), ("person", "batch", "batch", "id"),
        ("family", "batch", "batch", "id"), ("enrolment", "person", "person", "id"),
        ("enrolment", "list", "source_list", "id"), ("enrolment", "line", "line", "id"),
        ("enrolment", "programme", "programme", "code"), ("enrolment", "batch", "batch", "id"),
        ("enterprise", "owner", "person", "id"), ("enterprise", "batch", "batch", "id"),
        ("group_member", "beneficiary_group", "beneficiary_group", "id"), ("group_member", "person", "person", "id"),
        ("group_member", "batch", "batch", "id"),
    ]

    @Sendable static func reshape(_ connection: any Connection, _ dialect: any Dialect) throws {
        for table in tables { try dialect.dropReferences(of: table, connection) }
        try dialect.keepByKey(
            "family", "card TEXT NOT NULL PRIMARY KEY, batch \(dialect.integerType) NOT NULL", connection)
    }

    /// Queries of the rows whose other end is missing.
    static let missing = references.map { reference in
        """
        SELECT 1 FROM \(reference.table) x WHERE NOT EXISTS (
            SELECT 1 FROM \(reference.other) o WHERE o.\(reference.key) = x.\(reference.column))
        """
    }
}
