public import Problems
import Synchronization

/// Reads a sheet row by row.
///
/// The facts about the whole sheet (``mergedRanges``, ``formulasWithoutValue``) stand behind its rows: they are complete when ``next()`` has
/// returned nil.
public final class SheetReader: Sendable {
    /// Cells with a formula that was never computed: the program that wrote the workbook left that to Excel.
    public struct Formulas: Sendable, Hashable {
        public private(set) var count = 0
        /// Where the first one stands.
        public private(set) var firstRow: Int?
        public private(set) var firstColumn: Int?

        public init() {}

        mutating func add(row: Int, column: Int) {
            count += 1
            if firstRow == nil { (firstRow, firstColumn) = (row, column) }
        }
    }

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

    /// Formulas without a saved value; their cells are read as blank.
    public var formulasWithoutValue: Formulas { stream.withLock { $0.formulasWithoutValue } }

    /// Blocks of cells that are joined to one; their value stands in the first.
    public var mergedRanges: [CellRange] { stream.withLock { $0.mergedRanges } }
}
