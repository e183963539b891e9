/// That every column holds values of its kind, and no text that is empty where there should be none: what compares two values, or
/// filters by one, takes such a value for another than the reader sees.
public struct ValueKinds {
    /// The code of the problem that tells of it.
    public static let code = "verify.value-kind"
    /// An empty text where none should stand.
    static let empty = "verify.empty-text"

    /// Of what is here digests are taken, and these tell kinds apart.
    private static let digested: Set<String> = ["line", "line_problem"]

    private let connection: any Connection
    private let dialect: any Dialect

    public init(_ connection: any Connection, _ dialect: any Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// How many rows of a database hold a value of another kind than their column should.
    public func foreign() throws -> Int {
        let columns = try connection.all(dialect.columns) {
            (table: $0.string(0), name: $0.string(1), isNumber: $0.string(2) == "integer")
        }.filter { !Self.digested.contains($0.table) }
        return try Dictionary(grouping: columns, by: \.table).map { table, columns in
            let conditions = columns.compactMap { dialect.isForeign($0.name, isNumber: $0.isNumber) }
            guard !conditions.isEmpty else { return 0 }
            return try connection.count(
                "SELECT COUNT(*) FROM \(table) WHERE \(conditions.joined(separator: " OR "))")
        }.reduce(0, +)
    }

    /// A query of rows that lists brought, of now and of the past, in which a text is empty and not missing. The key of a line is
    /// empty where its list has one line for each person.
    static let emptyTexts = KeptTable.all.flatMap { table -> [String] in
        let texts = (table.fixed + table.changing).filter { !$0.isNumber && !$0.isRequired && $0.name != "line_key" }
        guard !texts.isEmpty else { return [] }
        return [table.name, table.past].map { name in
            "SELECT 1 FROM \(name) WHERE " + texts.map { "\($0.name) = ''" }.joined(separator: " OR ")
        }
    }.joined(separator: " UNION ALL ")
}
