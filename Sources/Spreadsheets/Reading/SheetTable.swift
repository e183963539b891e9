import Problems

/// A whole sheet in memory.
public struct SheetTable: Sendable, Hashable {
    /// The rows that hold something, with their true numbers.
    public var rows: [SheetRow]
    /// Blocks of cells that are joined to one; their value stands in the first.
    public var mergedRanges: [CellRange]
    /// Columns that are hidden, counted from 1.
    public var hiddenColumns: [ClosedRange<Int>]

    /// Numbers of the hidden rows that hold something.
    public var hiddenRows: [Int] { rows.filter(\.isHidden).map(\.number) }

    /// The cells of all rows from the first row of the sheet on: blank rows are empty, so that the cells of row `n`
    /// stand at index `n - 1`.
    public var numbered: [[String]] {
        var all: [[String]] = []
        for row in rows {
            while all.count < row.number - 1 { all.append([]) }
            all.append(row.cells)
        }
        return all
    }

    init(_ reader: SheetReader, _ book: Workbook, _ sheet: Workbook.Sheet) throws(Problem) {
        var rows: [SheetRow] = []
        var cells = 0
        let limit = book.limits.cells
        func count(_ more: Int) throws(Problem) {
            cells += more
            guard cells <= limit else {
                throw Problem(
                    "spreadsheet.too-many-cells", at: book.place, ["sheet": sheet.name, "limit": String(limit)])
            }
        }
        while let row = try reader.next() {
            try count(row.cells.count)
            rows.append(row)
        }
        mergedRanges = reader.mergedRanges
        hiddenColumns = reader.hiddenColumns
        var joined = book.joined(mergedRanges, in: sheet)
        for index in rows.indices { try joined.settle(&rows[index], handingDownFrom: nil) }
        rows.removeAll { $0.cells.isEmpty }
        self.rows = rows
    }
}
