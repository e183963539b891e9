import Foundation
import Problems
import Spreadsheets

/// A sheet of a workbook as delimited text in memory, so that one reader types the cells of both.
enum SheetText {
    /// The first row that holds something is the header.
    ///
    /// - Parameter sheet: the sheet's name; nil for the first that is not hidden.
    /// - Returns: the text, and how many rows stand above the header.
    /// - Throws: what ``Workbook`` finds; `spreadsheet.too-many-cells`, `study.data.empty-sheet`.
    static func read(_ url: URL, sheet name: String?) throws(Problem) -> (bytes: [UInt8], shift: Int) {
        let limits = SpreadsheetLimits()
        let book = try Workbook(url, limits: limits)
        let chosen = try name.map { name throws(Problem) in try book.sheet(named: name) }
        guard let sheet = chosen ?? book.sheets.first(where: { !$0.isHidden }) ?? book.sheets.first else {
            throw Problem("study.data.empty-sheet", .refuse)
        }
        let reader = try book.rows(of: sheet)
        guard let header = try reader.next() else {
            throw Problem("study.data.empty-sheet", .refuse, value: sheet.name)
        }
        let limit = limits.cells
        var bytes: [UInt8] = []
        var cells = 0
        append(header.cells, width: header.cells.count, to: &bytes)
        var last = header.number
        while let row = try reader.next() {
            // A short row is as wide as the header here, so that a few cells can stand for very many.
            cells += max(header.cells.count, row.cells.count)
            guard cells <= limit else {
                throw Problem(
                    "spreadsheet.too-many-cells", .refuse, at: Place(row: row.number),
                    ["sheet": sheet.name, "limit": String(limit)])
            }
            // Rows without content keep their place, so that numbers agree with what the spreadsheet shows.
            bytes.append(contentsOf: repeatElement(0x0A, count: max(0, row.number - last - 1)))
            append(row.cells, width: header.cells.count, to: &bytes)
            last = row.number
        }
        return (bytes, header.number - 1)
    }

    private static func append(_ cells: [String], width: Int, to bytes: inout [UInt8]) {
        for index in 0..<max(width, cells.count) {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard index < cells.count else { continue }
            let cell = cells[index].utf8
            guard cell.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
                bytes.append(contentsOf: cell)
                continue
            }
            bytes.append(0x22)
            for byte in cell {
                if byte == 0x22 { bytes.append(0x22) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        }
        bytes.append(0x0A)
    }
}
