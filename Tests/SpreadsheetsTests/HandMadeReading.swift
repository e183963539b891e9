import Foundation
import HandMade
import Problems
import Spreadsheets

extension HandMadeWorkbook {
    /// Writes the workbook and reads its first sheet.
    func table(limits: SpreadsheetLimits = SpreadsheetLimits()) throws -> SheetTable {
        try Self.read(bytes, limits: limits)
    }

    static func read(_ bytes: [UInt8], limits: SpreadsheetLimits = SpreadsheetLimits()) throws -> SheetTable {
        let folder = try ScratchFolder()
        try Data(bytes).write(to: folder.file())
        let book = try Workbook(folder.file(), limits: limits)
        guard let sheet = book.sheets.first else { throw Problem("test.no-sheet") }
        return try book.table(of: sheet)
    }

    /// The code of the problem that reading ends in; nil where it succeeds.
    func refusal(limits: SpreadsheetLimits = SpreadsheetLimits()) -> String? {
        Self.refusal(bytes, limits: limits)
    }

    static func refusal(_ bytes: [UInt8], limits: SpreadsheetLimits = SpreadsheetLimits()) -> String? {
        do {
            _ = try read(bytes, limits: limits)
            return nil
        } catch {
            return (error as? Problem)?.code ?? "\(error)"
        }
    }
}
