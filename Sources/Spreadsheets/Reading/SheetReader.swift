public import Problems
import Synchronization

/// Reads a sheet row by row.
///
/// The facts about the whole sheet (``mergedRanges``) stand behind its rows: they are complete when ``next()`` has
/// returned nil.
public final class SheetReader: Sendable {
    private let stream: Mutex<SheetStream>

    init(_ book: Workbook, _ sheet: Workbook.Sheet) throws(Problem) {
        stream = Mutex(try SheetStream(book, sheet))
    }

    /// The next row that holds something; nil at the end of the sheet.
    ///
    /// - Throws: `spreadsheet.damaged`, `.missing-part`, `.declared-entities`, `.too-large`, `.swelling`,
    ///   `.too-many-rows`, `.too-many-columns`, `.cell-too-long`. After a throw there are no further rows.
    public func next() throws(Problem) -> SheetRow? {
        try stream.withLock { stream throws(Problem) in try stream.next() }
    }

    /// Columns that are hidden, counted from 1; known from the first row on.
    public var hiddenColumns: [ClosedRange<Int>] { stream.withLock { $0.hiddenColumns } }

    /// Blocks of cells that are joined to one; their value stands in the first.
    public var mergedRanges: [CellRange] { stream.withLock { $0.mergedRanges } }
}
