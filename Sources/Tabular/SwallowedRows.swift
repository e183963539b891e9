public import Problems

/// Rows that a quote swallowed: one that opens a cell by mistake and is closed by the quote of a later cell makes
/// everything between them one cell, and nothing is wrong with the text.
///
/// A cell of several lines is suspected where these lines are cut as rows are: whole lines with as many delimiters as
/// the header, or a first line that is the rest of a row and a last line that is the beginning of one. An address over
/// two lines is neither.
public struct SwallowedRows: Sendable, Hashable {
    /// A cell that holds rows.
    public struct Cell: Sendable, Hashable {
        /// As a spreadsheet counts rows.
        public var row: Int
        /// The line of the text on which the row begins.
        public var line: Int
        public var column: String
        /// How many rows the cell swallowed.
        public var swallowed: Int
    }

    /// The first such cell.
    public private(set) var first: Cell?
    /// How many there are.
    public private(set) var cells = 0
    /// How many rows they swallowed.
    public private(set) var swallowed = 0
    /// The most that one of them swallowed.
    public private(set) var most = 0
    /// Rows of the list, as they were read.
    public private(set) var rows = 0

    /// More than this share of a list's rows, or so many in one cell, are too many for the others to be relied on.
    static let mostShare = 0.01
    static let mostInOneCell = 10
    /// Fewer delimiters in a line that is no whole row may stand in any text.
    private static let leastDelimiters = 3

    public init() {}

    /// Looks at the rows of a batch.
    public mutating func look(at batch: RecordBatch, _ layout: Layout) {
        rows += batch.count
        guard batch.count > 0 else { return }
        let last = batch.count - 1
        // Mostly each record is one line, and then nothing but the last needs to be looked at.
        if batch.line(last) - batch.line(0) > last {
            for position in 0..<last where batch.line(position + 1) - batch.line(position) > 1 {
                look(at: batch, position, layout)
            }
        }
        look(at: batch, last, layout)
    }

    private mutating func look(at batch: RecordBatch, _ position: Int, _ layout: Layout) {
        let (width, count) = (layout.columns.count + layout.emptyTrailing, batch.fieldCount(position))
        let delimiter = layout.dialect.delimiter.rawValue
        for field in 0..<count {
            let range = batch.range(position, field)
            guard batch.bytes[range].contains(where: { $0 == 0x0A || $0 == 0x0D }) else { continue }
            let lines = Self.delimiters(batch.bytes[range], delimiter)
            guard lines.count > 1, Self.areRows(lines, column: field, width: width, fields: count) else { continue }
            let found = Cell(
                row: batch.row(position), line: batch.line(position),
                column: field < layout.columns.count ? layout.columns[field] : String(field + 1),
                swallowed: lines.count - 1)
            first = first ?? found
            cells += 1
            swallowed += found.swallowed
            most = max(most, found.swallowed)
        }
    }

    /// The number of delimiters in each line of a cell.
    private static func delimiters(_ cell: ArraySlice<UInt8>, _ delimiter: UInt8) -> [Int] {
        var lines = [0]
        var before: UInt8 = 0
        for byte in cell {
            if byte == 0x0D || (byte == 0x0A && before != 0x0D) { lines.append(0) }
            if byte == delimiter { lines[lines.count - 1] += 1 }
            before = byte
        }
        return lines
    }

    /// - Parameters:
    ///   - lines: delimiters in each line of the cell.
    ///   - column: the cell's place in its row.
    ///   - width: cells of the header.
    ///   - fields: cells of the row.
    private static func areRows(_ lines: [Int], column: Int, width: Int, fields: Int) -> Bool {
        let inner = lines.dropFirst().dropLast()
        let whole = inner.count { $0 == width - 1 }
        // One delimiter in a line is nothing unusual: a list of two columns needs more such lines.
        if width > 1, whole * 2 > inner.count, whole >= (width > 2 ? 1 : 3) { return true }
        // Two rows in one: what stands before the break is the rest of the first, what stands behind it the beginning of
        // the second, whose other cells follow in the row.
        guard lines.count == 2, lines[0] + lines[1] >= leastDelimiters else { return false }
        return lines[0] == width - 1 - column && lines[1] == width + column - fields
    }

    /// Adds what was found in other rows of the list.
    public mutating func append(_ other: SwallowedRows) {
        first = [first, other.first].compactMap(\.self).min { $0.row < $1.row }
        cells += other.cells
        swallowed += other.swallowed
        most = max(most, other.most)
        rows += other.rows
    }

    /// What to tell of a list: a warning, or a refusal where too many rows are gone; nil where no cell is suspected.
    public var problem: Problem? {
        guard let first else { return nil }
        let isGrave = most > Self.mostInOneCell || Double(swallowed) > Self.mostShare * Double(rows + swallowed)
        return Problem(
            isGrave ? "file.rows-swallowed" : "file.row-swallowed", isGrave ? .refuse : .warn,
            at: Place(row: first.row, column: first.column),
            [
                "line": String(first.line), "swallowed": String(swallowed), "cells": String(cells),
                "rows": String(rows + swallowed),
            ])
    }

    /// The warning, if there is one.
    ///
    /// - Throws: `file.rows-swallowed`.
    public func checked() throws(Problem) -> Problem? {
        guard let problem, problem.severity == .refuse else { return problem }
        throw problem
    }
}
