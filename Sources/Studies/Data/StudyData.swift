import Evaluation
import Foundation
import Problems
import Tabular

/// The table a study or a case works on: named columns of text cells, numbers where all cells are numbers.
///
/// This is the one place that knows where cells come from.
struct StudyData: Sendable {
    /// A column as it is used: numbers (`nan` is missing) or text (nil is missing).
    enum Column: Sendable {
        case numbers([Double])
        case text([String?])
    }

    let count: Int
    private let cells: [String: [String?]]
    private let columns: [String: Column]
    /// The line of the file that each row stands on, for messages.
    let lines: [Int]

    /// Reads a CSV file with a header row; an empty cell is missing.
    ///
    /// - Parameters:
    ///   - url: the file.
    ///   - delimiter: what separates the cells; nil to see it from the header (comma, semicolon or tab).
    /// - Throws: `study.data.unreadable`, `study.data.ragged`, `study.data.duplicate-column`, and what ``Tabular`` finds.
    init(contentsOf url: URL, delimiter: Delimiter? = .comma) throws(Problem) {
        let file = url.lastPathComponent
        guard let bytes = try? Data(contentsOf: url) else {
            throw Problem("study.data.unreadable", .refuse, at: Place(file: file))
        }
        do throws(Problem) {
            try self.init(csv: [UInt8](bytes), delimiter: delimiter)
        } catch {
            var problem = error
            problem.place.file = file
            throw problem
        }
    }

    init(csv bytes: [UInt8], delimiter: Delimiter? = .comma) throws(Problem) {
        var judge = EncodingJudge()
        judge.add(bytes)
        let header = bytes.prefix { $0 != 0x0A }
        let seen = [Delimiter.semicolon, .tab].first { header.contains($0.rawValue) && !header.contains(0x2C) }
        let dialect = Dialect(encoding: judge.encoding, delimiter: delimiter ?? seen ?? .comma)
        var reader = RecordReader(MemorySource(bytes), dialect: dialect)
        var names: [String]?
        var columns: [[String?]] = []
        var lines: [Int] = []
        while let batch = try reader.next() {
            for position in 0..<batch.count {
                guard let names else {
                    names = batch[position].texts
                    columns = Array(repeating: [], count: batch.fieldCount(position))
                    continue
                }
                if Self.isBlankLine(batch, position) { continue }
                guard batch.fieldCount(position) == names.count else {
                    throw Problem(
                        "study.data.ragged", .refuse, at: Place(row: batch.line(position)),
                        ["cells": String(batch.fieldCount(position)), "columns": String(names.count)])
                }
                for field in names.indices {
                    let cell = batch.text(position, field)
                    columns[field].append(cell.isEmpty ? nil : cell)
                }
                lines.append(batch.line(position))
            }
        }
        guard let names else { throw Problem("study.data.unreadable", .refuse) }
        var cells: [String: [String?]] = [:]
        for (name, column) in zip(names, columns) {
            guard cells.updateValue(column, forKey: name) == nil else {
                throw Problem("study.data.duplicate-column", .refuse, at: Place(row: 1, column: name))
            }
        }
        self.cells = cells
        self.columns = cells.mapValues(Self.typed)
        count = lines.count
        self.lines = lines
    }

    /// A line with nothing on it is no row; a quoted empty cell in a file of one column is one.
    private static func isBlankLine(_ batch: RecordBatch, _ position: Int) -> Bool {
        guard batch.fieldCount(position) == 1 else { return false }
        let range = batch.range(position, 0)
        return range.isEmpty && !(range.lowerBound > 0 && batch.bytes[range.lowerBound - 1] == 0x22)
    }

    /// No table: for methods that need none.
    init() {
        cells = [:]
        columns = [:]
        count = 0
        lines = []
    }

    /// The names of the columns, sorted.
    var names: [String] { cells.keys.sorted() }

    /// A column's cells as text.
    func text(_ name: String) -> [String?]? { cells[name] }

    /// A column as it is typed.
    func column(_ name: String) -> Column? { columns[name] }

    private static func typed(_ cells: [String?]) -> Column {
        var numbers: [Double] = []
        numbers.reserveCapacity(cells.count)
        for cell in cells {
            guard let cell else {
                numbers.append(.nan)
                continue
            }
            guard let number = number(cell) else { return .text(cells) }
            numbers.append(number)
        }
        return .numbers(numbers)
    }

    /// A number as JSON and spreadsheets write it; `inf`, `nan` and hexadecimal forms are text.
    static func number(_ cell: String) -> Double? {
        let trimmed = cell.trimmingCharacters(in: .whitespaces)
        guard trimmed.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }),
            let value = Double(trimmed), value.isFinite
        else { return nil }
        return value
    }
}
