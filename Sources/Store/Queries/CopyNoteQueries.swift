/// What a backup says of itself: of what it is a copy, and by which digest it is known.
public struct CopyNoteRecord: Sendable, Hashable {
    /// ISO 8601, UTC.
    public var copiedAt: String
    /// The version of the registry's shape.
    public var version: Int
    /// Rows and digest of the whole registry when it was copied.
    public var rows: Int64
    public var digest: String

    public init(copiedAt: String, version: Int, rows: Int64, digest: String) {
        self.copiedAt = copiedAt
        self.version = version
        self.rows = rows
        self.digest = digest
    }
}

/// The note that a backup carries in a table of its own. A registry has none.
public struct CopyNoteQueries {
    static let table = "copy_note"

    private let connection: any Connection
    private let dialect: any Dialect

    public init(_ connection: any Connection, _ dialect: any Dialect) {
        self.connection = connection
        self.dialect = dialect
    }

    /// The note; nil where the database carries none.
    public func note() throws -> CopyNoteRecord? {
        let tables = try connection.all(dialect.columns) { $0.string(0) }
        guard tables.contains(Self.table) else { return nil }
        return try connection.first("SELECT copied_at, version, row_count, digest FROM \(Self.table)") {
            CopyNoteRecord(
                copiedAt: $0.string(0), version: $0.int(1), rows: $0.integer(2) ?? 0, digest: $0.string(3))
        }
    }

    public func write(_ note: CopyNoteRecord) throws {
        try remove()
        let int = dialect.integerType
        try connection.execute(
            """
            CREATE TABLE \(Self.table) (
                copied_at TEXT NOT NULL PRIMARY KEY, version \(int) NOT NULL, row_count \(int) NOT NULL,
                digest TEXT NOT NULL)
            """)
        try connection.execute(
            "INSERT INTO \(Self.table) (copied_at, version, row_count, digest) VALUES (?, ?, ?, ?)",
            [.text(note.copiedAt), .integer(Int64(note.version)), .integer(note.rows), .text(note.digest)])
    }

    /// Takes the note away: what is used as a registry is no backup any more.
    public func remove() throws { try connection.execute("DROP TABLE IF EXISTS \(Self.table)") }
}
