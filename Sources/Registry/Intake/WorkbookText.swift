import Crypto
import Foundation
import Problems
import Spreadsheets
import Tabular

/// The first sheet of a workbook that people see, as delimited text: each row on its own line, so that rows keep their
/// numbers.
struct WorkbookText {
    let name: String
    /// SHA-256 of the workbook, hexadecimal.
    let sha256: String
    let text: String

    /// Whether a file is packed as workbooks are.
    static func isWorkbook(_ url: URL) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: url) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 4)) == Data([0x50, 0x4B, 0x03, 0x04])
    }

    /// - Throws: what ``Workbook`` throws, and `file.empty` where it shows no sheet.
    init(_ url: URL) throws(Problem) {
        name = url.shownName
        let book = try Workbook(url)
        guard let sheet = book.sheets.first(where: { !$0.isHidden }) else {
            throw Problem("file.empty", at: Place(file: name))
        }
        let rows = try book.table(of: sheet).numbered
        let width = rows.map(\.count).max() ?? 0
        var writer = CSVWriter()
        for cells in rows { writer.write(cells + Array(repeating: "", count: width - cells.count)) }
        text = writer.text
        guard let data = try? Data(contentsOf: url) else {
            throw Problem("input.unreadable", at: Place(file: name))
        }
        sha256 = SHA256.hash(data: data).hexText
    }
}
