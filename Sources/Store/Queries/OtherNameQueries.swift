/// A row whose person is registered under another name.
public struct OtherName: Sendable, Hashable {
    /// As the user counts it.
    public var row: Int
    public var nik: String
    /// On the row, and as it is registered.
    public var name: String
    public var registered: String
}

extension LineQueries {
    /// Hands over the rows of a batch whose person is in the registry under a name that is not written alike, in their order.
    public func forEachOtherName(in batch: Int64, _ body: (OtherName) throws -> Void) throws {
        guard try connection.first("SELECT 1 FROM person LIMIT 1", [], { $0.int(0) }) != nil else { return }
        // In this order: line, person. SQLite, left to itself, might begin with all people.
        try connection.query(
            """
            SELECT l.row_number, l.nik, l.name, p.name FROM line l CROSS JOIN person p
            WHERE l.id BETWEEN ? AND ? AND l.outcome <> 'refused' AND l.nik IS NOT NULL AND l.name IS NOT NULL
                AND p.nik = l.nik AND p.name <> l.name AND p.name <> ''
            ORDER BY l.id
            """, Self.ids(of: batch)
        ) { row in
            try body(OtherName(row: row.int(0), nik: row.string(1), name: row.string(2), registered: row.string(3)))
        }
    }
}
