/// A table as the database itself describes it.
public struct TableRecord: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public var name: String
        /// Whether it holds whole numbers; texts otherwise.
        public var isNumber: Bool
    }

    public var name: String
    /// In the order in which the table has them.
    public var columns: [Column]
    /// The columns of the primary key; empty where there is none.
    public var key: [String]
}

/// All tables of a registry and their rows, whatever they are for: for copies and comparisons of whole registries.
public struct TableQueries {
    let connection: any Connection
    let dialect: any Dialect

    /// What does not belong to the registry's content: the shape's own number, the note a backup carries, and the log of access,
    /// which on a server lies beside the registry's tables and otherwise in a file of its own.
    private static let apart: Set<String> = ["schema_version", CopyNoteQueries.table, LogChain.access.table]

    public init(_ connection: any Connection, _ dialect: any Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// Whether the database has no table at all.
    public func isBlank() throws -> Bool {
        try connection.first(dialect.columns) { $0.string(0) } == nil
    }

    /// The tables of the registry, each behind those that it refers to.
    public func tables() throws -> [TableRecord] {
        var left: [String: TableRecord] = [:]
        var keys: [String: [(place: Int, column: String)]] = [:]
        try connection.query(dialect.columns, []) { row in
            let name = row.string(0)
            guard !Self.apart.contains(name) else { return }
            left[name, default: TableRecord(name: name, columns: [], key: [])].columns.append(
                .init(name: row.string(1), isNumber: row.string(2) == "integer"))
            if row.int(3) > 0 { keys[name, default: []].append((row.int(3), row.string(1))) }
        }
        var needs: [String: Set<String>] = [:]
        try connection.query(dialect.references, []) { row in
            if row.string(0) != row.string(1) { needs[row.string(0), default: []].insert(row.string(1)) }
        }
        var ordered: [TableRecord] = []
        while !left.isEmpty {
            let free = left.keys.filter { name in !(needs[name] ?? []).contains { left[$0] != nil } }.sorted()
            // Tables that refer to each other in a circle come as they are.
            for name in free.isEmpty ? left.keys.sorted() : free {
                guard var table = left.removeValue(forKey: name) else { continue }
                table.key = (keys[name] ?? []).sorted { $0.place < $1.place }.map(\.column)
                ordered.append(table)
            }
        }
        return ordered
    }

    /// All rows of a table, ordered by its primary key; without one, by all of its columns.
    ///
    /// - Parameter columns: those of each row.
    public func eachRow(
        of table: TableRecord, _ columns: [String], _ body: ([SQLValue]) throws -> Void
    ) throws {
        let order = table.key.isEmpty ? table.columns.map { $0.name + " NULLS FIRST" } : table.key
        let places = columns.indices
        try connection.query(
            "SELECT \(columns.joined(separator: ", ")) FROM \(table.name) ORDER BY \(order.joined(separator: ", "))", []
        ) { row in
            try body(try places.map { try row.value($0) })
        }
    }

    /// Removes all rows of a table.
    public func clear(_ table: String) throws { try connection.execute("DELETE FROM \(table)") }

    /// A writer for rows of a table.
    public func writer(_ table: String, _ columns: [String]) throws -> any BulkWriter {
        try connection.bulk(into: table, columns)
    }

    /// The number that each table which numbers its rows gave out last: no number is given out twice, whatever was removed.
    public func lastNumbers() throws -> [String: Int64] {
        let rows = try connection.all(dialect.lastNumbers) { ($0.string(0), $0.integer(1) ?? 0) }
        return Dictionary(rows, uniquingKeysWith: max)
    }

    public func setLastNumber(_ number: Int64, of table: String) throws {
        for (sql, arguments) in dialect.setLastNumber(number, of: table) {
            // A query on one database and no query on another.
            try connection.query(sql, arguments) { _ in }
        }
    }

    /// The bytes that the database takes on disk.
    public func size() throws -> Int64 { try connection.first(dialect.size) { $0.integer(0) ?? 0 } ?? 0 }
}
