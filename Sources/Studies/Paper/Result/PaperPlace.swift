/// Where a printed figure stands.
public struct PaperPlace: Sendable, Hashable {
    /// The name of the table, list or claim in the file.
    public var table: String
    /// The row's label as printed; nil for the table as a whole.
    public var row: String?
    /// The kind of figure, such as `percent`; nil for the row as a whole.
    public var field: String?
    /// The line of the file.
    public var line: Int?

    public init(_ table: String, row: String? = nil, field: String? = nil, line: Int? = nil) {
        self.table = table
        self.row = row
        self.field = field
        self.line = line
    }
}
