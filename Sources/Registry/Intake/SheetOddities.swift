import Problems
import Spreadsheets

/// What a sheet shows otherwise than its text: rows and columns that nobody sees, joined cells, formulas never computed.
struct SheetOddities {
    private var hiddenRows: [Int] = []
    private var hiddenCount = 0
    /// How many cells got the value of the block that they stand in.
    var joined = 0
    var reader: (hiddenColumns: [ClosedRange<Int>], formulas: SheetReader.Formulas) = ([], SheetReader.Formulas())
    private var width = 0

    mutating func add(_ row: Spreadsheets.SheetRow) {
        width = max(width, row.cells.count)
        guard row.isHidden else { return }
        hiddenCount += 1
        if hiddenRows.count < 5 { hiddenRows.append(row.number) }
    }

    var problems: [Problem] {
        var found: [Problem] = []
        if let first = hiddenRows.first {
            let rows = hiddenRows.map(String.init).joined(separator: ", ")
            found.append(
                Problem(
                    "list.hidden-rows", .warn, at: Place(row: first),
                    ["count": String(hiddenCount), "rows": rows + (hiddenCount > hiddenRows.count ? ", …" : "")]))
        }
        let columns = reader.hiddenColumns.filter { $0.lowerBound <= width }.map {
            let last = min($0.upperBound, width)
            let (from, to) = (CellAddress.letters($0.lowerBound), CellAddress.letters(last))
            return from == to ? from : from + "–" + to
        }
        if !columns.isEmpty {
            found.append(
                Problem(
                    "list.hidden-columns", .note,
                    ["columns": columns.prefix(10).joined(separator: ", ") + (columns.count > 10 ? ", …" : "")]))
        }
        if joined > 0 { found.append(Problem("list.merged", .note, ["count": String(joined)])) }
        if let row = reader.formulas.firstRow, let column = reader.formulas.firstColumn {
            found.append(
                Problem(
                    "list.formula-without-value", .warn, at: Place(row: row),
                    ["count": String(reader.formulas.count), "cell": CellAddress.letters(column) + String(row)]))
        }
        return found
    }
}
