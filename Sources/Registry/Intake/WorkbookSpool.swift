import Foundation
import Problems
import Spreadsheets
import Tabular

/// One sheet of a workbook as text, and what is to be told of it that a reader of the text would not see.
///
/// The sheet is read row by row; memory holds its first rows only. Where joined cells reach beyond these the sheet is
/// read again: which cells are joined stands behind the rows.
struct WorkbookSpool: Sendable {
    let sheet: String
    let spool: Spool
    let notes: [Problem]

    /// - Throws: what ``Workbook`` and its reader throw, and `file.empty` where it shows no sheet.
    init(_ url: URL, _ choice: SheetChoice) throws(Problem) {
        let book = try Workbook(url)
        let chosen = try SheetChooser(book, choice)
        let scratch = try ScratchFolder()
        var pass = try SheetPass(book, chosen.sheet)
        var told = SheetOddities()
        var body = try pass.begin(scratch)
        for row in pass.head { told.add(row) }
        while let row = try pass.next() {
            told.add(row)
            try body.add(row.cells, number: row.number)
        }
        let ranges = pass.reader.mergedRanges
        var head = pass.head
        var joined = book.joined(ranges, in: chosen.sheet)
        let first = ranges.isEmpty ? nil : try Self.firstRow(head, book.joined(ranges, in: chosen.sheet))
        for index in head.indices { try joined.settle(&head[index], handingDownFrom: first) }
        let end = head.last?.number ?? 0
        if ranges.contains(where: { $0.rows.upperBound > end }) {
            var again = try SheetPass(book, chosen.sheet)
            body = try again.begin(scratch)
            while var row = try again.next() {
                try joined.settle(&row, handingDownFrom: first)
                try body.add(row.cells, number: row.number)
            }
        }
        sheet = chosen.sheet.name
        spool = try body.finish(behind: SheetPass.text(head, width: pass.width))
        told.joined = joined.filled
        told.reader = (pass.reader.hiddenColumns, pass.reader.formulasWithoutValue)
        notes = told.problems + [chosen.problem].compactMap(\.self)
    }

    /// The first row of the list itself: joined cells above it belong to titles and header.
    private static func firstRow(_ head: [Spreadsheets.SheetRow], _ joined: JoinedCells) throws(Problem) -> Int {
        var (head, joined) = (head, joined)
        for index in head.indices { try joined.settle(&head[index], handingDownFrom: nil) }
        return ((try? SheetPass.layout(head))?.skip ?? 0) + 1
    }
}

/// One reading of a sheet: its first rows, which are held, and those that follow.
struct SheetPass {
    let reader: SheetReader
    private(set) var head: [Spreadsheets.SheetRow] = []

    /// As many rows as decide on the layout.
    private static let headRows = 200

    init(_ book: Workbook, _ sheet: Workbook.Sheet) throws(Problem) {
        reader = try book.rows(of: sheet)
        while head.count < Self.headRows, let row = try reader.next() { head.append(row) }
    }

    /// The widest of the first rows.
    var width: Int { head.map(\.cells.count).max() ?? 0 }

    /// Where the rows behind the first ones go.
    func begin(_ scratch: ScratchFolder) throws(Problem) -> Spool.Writer {
        try Spool.Writer(scratch, row: (head.last?.number ?? 0) + 1, width: width)
    }

    mutating func next() throws(Problem) -> Spreadsheets.SheetRow? { try reader.next() }

    static func text(_ rows: [Spreadsheets.SheetRow], width: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var next = 1
        for row in rows {
            SpoolText.add(row.cells, number: row.number, from: next, width: width, to: &bytes)
            next = row.number + 1
        }
        return bytes
    }

    /// How the first rows are laid out.
    static func layout(_ rows: [Spreadsheets.SheetRow]) throws(Problem) -> Layout {
        let text = text(rows, width: rows.map(\.cells.count).max() ?? 0)
        return try LayoutFinder.find(
            sample: text, isWhole: true, encoding: .utf8, delimiter: Spool.Writer.delimiter)
    }
}
