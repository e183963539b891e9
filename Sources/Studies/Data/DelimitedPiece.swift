import Problems
import Tabular

/// Some records of a delimited text, typed column by column.
struct DelimitedPiece: Sendable {
    enum Cells: Sendable {
        /// Nothing was asked for.
        case left
        case numbers([Double], isPlain: Bool)
        case texts(TextColumnBuilder)
    }

    struct Column: Sendable {
        var cells = Cells.left
        /// Whether all cells are missing, so that they fit numbers and texts alike.
        var isEmpty = true
        /// Rows of this piece for each declared code.
        var missing: [[Int32]] = []
    }

    private(set) var columns: [Column]
    /// For each row its line or record number.
    private(set) var numbers: [Int32] = []

    /// - Parameters:
    ///   - batch: the records.
    ///   - source: how they are to be read.
    ///   - task: which columns, and which of them as text whatever they hold.
    /// - Throws: `study.data.ragged`.
    init(_ batch: RecordBatch, _ source: DelimitedText, _ task: DelimitedText.Task) throws(Problem) {
        columns = Array(repeating: Column(), count: source.names.count)
        var positions: [Int] = []
        positions.reserveCapacity(batch.count)
        for position in 0..<batch.count where !Self.isBlankLine(batch, position) {
            guard batch.fieldCount(position) == source.names.count else {
                let row = (source.countsRecords ? batch.row(position) : batch.line(position)) + source.shift
                throw Problem(
                    "study.data.ragged", .refuse, at: Place(row: row),
                    ["cells": String(batch.fieldCount(position)), "columns": String(source.names.count)])
            }
            positions.append(position)
            let number = source.countsRecords ? batch.row(position) : batch.line(position)
            numbers.append(Int32(truncatingIfNeeded: number))
        }
        for field in source.names.indices {
            switch task {
            case .all: columns[field] = Self.typed(batch, positions, field, source.missing[field])
            case .texts(let wanted):
                guard wanted.contains(field) else { continue }
                columns[field] = Self.texts(batch, positions, field, source.missing[field])
            }
        }
    }

    /// A line with nothing on it is no row; a quoted empty cell in a file of one column is one.
    private static func isBlankLine(_ batch: RecordBatch, _ position: Int) -> Bool {
        guard batch.fieldCount(position) == 1 else { return false }
        let range = batch.range(position, 0)
        return range.isEmpty && !(range.lowerBound > 0 && batch.bytes[range.lowerBound - 1] == 0x22)
    }

    /// Numbers while all cells are numbers, texts otherwise.
    private static func typed(
        _ batch: RecordBatch, _ positions: [Int], _ field: Int, _ codes: MissingCodes.Column?
    ) -> Column {
        var column = Column()
        column.missing = Array(repeating: [], count: codes?.codes.count ?? 0)
        var numbers: [Double] = []
        numbers.reserveCapacity(positions.count)
        var isPlain = true
        let bytes = batch.bytes.span
        for position in positions {
            let range = batch.range(position, field)
            if range.isEmpty {
                numbers.append(.nan)
                continue
            }
            let cell = bytes.extracting(range)
            if let codes, let code = codes.index(of: cell) {
                column.missing[code].append(Int32(truncatingIfNeeded: numbers.count))
                numbers.append(.nan)
                continue
            }
            guard let number = NumberCell(cell) else { return texts(batch, positions, field, codes) }
            numbers.append(number.value)
            isPlain = isPlain && number.isPlain
            column.isEmpty = false
        }
        column.cells = .numbers(numbers, isPlain: isPlain)
        return column
    }

    private static func texts(
        _ batch: RecordBatch, _ positions: [Int], _ field: Int, _ codes: MissingCodes.Column?
    ) -> Column {
        var column = Column()
        column.missing = Array(repeating: [], count: codes?.codes.count ?? 0)
        var texts = TextColumnBuilder()
        let bytes = batch.bytes.span
        for position in positions {
            let range = batch.range(position, field)
            if range.isEmpty {
                texts.appendMissing()
                continue
            }
            let cell = bytes.extracting(range)
            if let codes, let code = codes.index(of: cell) {
                column.missing[code].append(Int32(truncatingIfNeeded: texts.count))
                texts.appendMissing()
                continue
            }
            texts.append(cell)
            column.isEmpty = false
        }
        column.cells = .texts(texts)
        return column
    }
}
