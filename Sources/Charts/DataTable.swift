/// The values behind a figure, as text in reading order.
public struct DataTable: Sendable, Hashable {
    /// One text per column; the first column names the row.
    public var header: [String]
    /// Rows as long as the header.
    public var rows: [[String]]

    /// Rows that are shorter than the header are filled with empty text, longer ones are cut.
    public init(header: [String], rows: [[String]]) {
        self.header = header
        self.rows = rows.map { row in
            Array(row.prefix(header.count)) + Array(repeating: "", count: max(0, header.count - row.count))
        }
    }
}
