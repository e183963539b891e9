import Foundation
import Problems
import Spreadsheets

/// The sheet that a study file names.
struct SheetName: Sendable {
    let text: String
    let place: Place

    init(_ node: StudyNode) throws(Problem) {
        text = try node.text()
        place = node.place
    }
}

/// The sheet that was read, and the others that a reader of the workbook sees.
struct SheetChoice: Sendable {
    let name: String
    let others: [String]
    /// Whether the study named it; otherwise it is the first.
    let isNamed: Bool
}

/// A sheet of a workbook as delimited text in memory, so that one reader types the cells of both.
enum SheetText {
    struct Read {
        let bytes: [UInt8]
        /// How many rows stand above the header.
        let shift: Int
        let sheet: SheetChoice
    }

    /// The first row that holds something is the header.
    ///
    /// - Parameter sheet: the sheet that the study names; nil for the first that is not hidden.
    /// - Throws: what ``Workbook`` finds; `study.no-sheet`, `spreadsheet.too-many-cells`, `study.data.empty-sheet`.
    static func read(_ url: URL, sheet name: SheetName?) throws(Problem) -> Read {
        let limits = SpreadsheetLimits()
        let book = try Workbook(url, limits: limits)
        let chosen = try name.map { name throws(Problem) in try Self.sheet(name, book, file: url.lastPathComponent) }
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
        let others = book.sheets.filter { !$0.isHidden && $0 != sheet }.map(\.name)
        return Read(
            bytes: bytes, shift: header.number - 1,
            sheet: SheetChoice(name: sheet.name, others: others, isNamed: name != nil))
    }

    /// - Throws: `study.no-sheet` at its place in the study file, naming the sheets there are.
    private static func sheet(_ name: SheetName, _ book: Workbook, file: String) throws(Problem) -> Workbook.Sheet {
        do throws(Problem) {
            return try book.sheet(named: name.text)
        } catch {
            let names = book.sheets.map(\.name)
            throw Problem(
                "study.no-sheet", .refuse, at: name.place, value: name.text,
                NearestName.hint(name.text, of: names).merging([
                    "data": file, "sheets": names.joined(separator: ", "),
                ]) { first, _ in first })
        }
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
