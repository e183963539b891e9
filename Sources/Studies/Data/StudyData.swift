import Evaluation
import Foundation
import Problems

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

    /// Reads a CSV file: UTF-8, comma, header row, optional double quotes; an empty cell is missing.
    ///
    /// - Throws: `study.data.unreadable`, `study.data.ragged`, `study.data.duplicate-column`.
    init(contentsOf url: URL) throws(Problem) {
        let file = url.lastPathComponent
        guard let data = try? Data(contentsOf: url), let text = String(data: data, encoding: .utf8) else {
            throw Problem("study.data.unreadable", at: Place(file: file))
        }
        try self.init(csv: text, file: file)
    }

    init(csv text: String, file: String = "") throws(Problem) {
        var records = CSVRecords(text)
        guard let header = records.next()?.cells, !header.isEmpty else {
            throw Problem("study.data.unreadable", at: Place(file: file))
        }
        var columns: [[String?]] = Array(repeating: [], count: header.count)
        var lines: [Int] = []
        while let record = records.next() {
            guard record.cells.count == header.count else {
                throw Problem(
                    "study.data.ragged", at: Place(file: file, row: record.line),
                    ["cells": String(record.cells.count), "columns": String(header.count)])
            }
            for (index, cell) in record.cells.enumerated() { columns[index].append(cell.isEmpty ? nil : cell) }
            lines.append(record.line)
        }
        var cells: [String: [String?]] = [:]
        for (name, column) in zip(header, columns) {
            guard cells.updateValue(column, forKey: name) == nil else {
                throw Problem("study.data.duplicate-column", at: Place(file: file, row: 1, column: name))
            }
        }
        self.cells = cells
        self.columns = cells.mapValues(Self.typed)
        count = lines.count
        self.lines = lines
    }

    /// No table: for methods that need none.
    init() {
        cells = [:]
        columns = [:]
        count = 0
        lines = []
    }

    private init(_ cells: [String: [String?]], lines: [Int], types: [String: Column]) {
        self.cells = cells
        self.lines = lines
        count = lines.count
        // A filtered column keeps its type, so that a filter cannot turn text into numbers.
        columns = types
    }

    /// The names of the columns, sorted.
    var names: [String] { cells.keys.sorted() }

    /// A column's cells as text.
    func text(_ name: String) -> [String?]? { cells[name] }

    /// A column as it is typed.
    func column(_ name: String) -> Column? { columns[name] }

    /// The rows that meet a condition.
    func filtered(_ keep: [Bool]) -> StudyData {
        func kept<T>(_ values: [T]) -> [T] { zip(values, keep).compactMap { $1 ? $0 : nil } }
        let types = columns.mapValues { column -> Column in
            switch column {
            case .numbers(let values): .numbers(kept(values))
            case .text(let values): .text(kept(values))
            }
        }
        return StudyData(cells.mapValues(kept), lines: kept(lines), types: types)
    }

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
