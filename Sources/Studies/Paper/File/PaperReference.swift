import Problems

/// A row of a category table, named by the keys `table` and `row` of something else.
struct PaperReference: Sendable {
    let table: String
    let row: String
    private let tablePlace: Place
    private let rowPlace: Place

    init(_ node: StudyNode) throws(Problem) {
        (table, tablePlace) = (try node.required("table").text(), try node.required("table").place)
        (row, rowPlace) = (try node.required("row").text(), try node.required("row").place)
    }

    /// The row, once all tables are read.
    ///
    /// - Throws: `paper.unknown-table`, `paper.unknown-row`.
    func resolved(_ paper: PaperTables) throws(Problem) -> (CategoryTable, CategoryTable.Row) {
        guard let found = paper.categories(table) else {
            throw Problem("paper.unknown-table", .refuse, at: tablePlace, value: table)
        }
        guard let row = found.row(row) else {
            throw Problem(
                "paper.unknown-row", .refuse, at: rowPlace, value: row,
                ["rows": found.rows.map(\.key).joined(separator: ", ")])
        }
        return (found, row)
    }

    /// The same where the reference is known to hold.
    func found(_ paper: PaperTables) -> (table: CategoryTable, row: CategoryTable.Row)? {
        guard let table = paper.categories(table), let row = table.row(row) else { return nil }
        return (table, row)
    }
}
