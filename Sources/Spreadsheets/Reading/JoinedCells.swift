public import Problems

/// Blocks of joined cells, laid over the rows of a sheet as they come.
///
/// A joined block shows its first cell only; what some programs leave in the others nobody has seen, so it is cleared.
/// Where one cell stands beside several rows of a list (a family card beside its members), each of them gets it.
public struct JoinedCells: Sendable {
    private struct Block: Sendable {
        var range: CellRange
        var value = ""
    }

    private let ranges: [CellRange]
    private var next = 0
    private var open: [Block] = []
    private var work = 0
    private let mostWork: Int
    private let place: Place
    private let sheet: String
    /// How many cells got the value of the block that they stand in.
    public private(set) var filled = 0

    init(_ ranges: [CellRange], limit: Int, at place: Place, sheet: String) {
        self.ranges = ranges.sorted { $0.rows.lowerBound < $1.rows.lowerBound }
        mostWork = limit
        self.place = place
        self.sheet = sheet
    }

    /// Settles one row; rows must come in their order.
    ///
    /// - Parameter first: blocks that begin in this row or below hand their value down; nil where none does.
    /// - Throws: `spreadsheet.too-many-cells` where there are more joined cells than can be worked on.
    public mutating func settle(_ row: inout SheetRow, handingDownFrom first: Int?) throws(Problem) {
        open.removeAll { $0.range.rows.upperBound < row.number }
        while next < ranges.count, ranges[next].rows.lowerBound <= row.number {
            let range = ranges[next]
            next += 1
            guard range.rows.upperBound >= row.number else { continue }
            var block = Block(range: range)
            let column = range.columns.lowerBound
            if range.rows.lowerBound == row.number, column <= row.cells.count { block.value = row.cells[column - 1] }
            open.append(block)
        }
        guard !open.isEmpty else { return }
        work += open.count
        guard work <= mostWork else {
            throw Problem("spreadsheet.too-many-cells", at: place, ["sheet": sheet, "limit": String(mostWork)])
        }
        for block in open { settle(&row, block, first) }
        while row.cells.last?.isEmpty == true { row.cells.removeLast() }
    }

    private mutating func settle(_ row: inout SheetRow, _ block: Block, _ first: Int?) {
        let range = block.range
        let isFirst = row.number == range.rows.lowerBound
        let start = range.columns.lowerBound - (isFirst ? 0 : 1)
        let end = min(range.columns.upperBound, row.cells.count)
        if start < end { for column in start..<end { row.cells[column] = "" } }
        guard !isFirst, !block.value.isEmpty, let first, range.rows.lowerBound >= first else { return }
        while row.cells.count < range.columns.lowerBound { row.cells.append("") }
        row.cells[range.columns.lowerBound - 1] = block.value
        filled += 1
    }
}
