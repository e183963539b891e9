import Foundation
import Kernels
import Linkage
import Problems

/// Cleaned records as lines of text that any machine reads without further packages.
///
/// One line a record, a tab between two cells: row from 0, list, order key (16 hexadecimal digits), who the record
/// truly is (a number, or empty), id, then the model's fields in their order. A missing value is an empty cell; digits
/// and dates (`yyyymmdd`) stand as digits, numbers in the shortest form that reads back as the same number. A control
/// character, and a byte that is not UTF-8, stands as the private character U+10FF00 plus the byte, so that a line has
/// as many cells as it should and every text comes back byte by byte.
enum RecordLines {
    /// The number of cells in front of the fields.
    static let leading = 5
    /// How many records a file holds.
    static let recordsPerFile = 250_000

    /// Writes records into files of a folder.
    ///
    /// - Returns: the text fields whose values are ASCII and no longer than the native engine looks at.
    /// - Throws: `output.unwritable`.
    static func write(
        _ records: LinkageRecords, truth: [UInt32], _ model: LinkageModel, to folder: URL, threads: Int
    ) throws(Problem) -> Set<String> {
        var plain = Set(model.fields.filter { $0.kind == .text }.map(\.name))
        let columns = model.fields.map { records.columns[$0.name] }
        let order = records.orderKeys(threads: threads)
        var start = 0
        repeat {
            let end = min(records.count, start + recordsPerFile)
            var bytes: [UInt8] = []
            for row in start..<end {
                bytes += Array("\(row)\t\(records.lists.isEmpty ? 0 : records.lists[row])\t".utf8)
                hexadecimal(order[row], to: &bytes)
                bytes.append(0x09)
                if !truth.isEmpty, truth[row] != 0 { bytes += Array(String(truth[row]).utf8) }
                bytes.append(0x09)
                _ = escaped(Array(records.ids[row].utf8)[...], to: &bytes)
                for (place, column) in columns.enumerated() {
                    bytes.append(0x09)
                    if let column, !value(column, row, to: &bytes) { plain.remove(model.fields[place].name) }
                }
                bytes.append(0x0A)
            }
            let number = String(start / recordsPerFile)
            let name = "part-" + String(repeating: "0", count: max(0, 6 - number.count)) + number + ".tsv"
            try JobFolder.write(bytes, to: folder.appendingPathComponent(name))
            start = end
        } while start < records.count
        return plain
    }

    /// Whether a text is ASCII and no longer than the native engine looks at; true for other values.
    private static func value(_ column: RecordColumn, _ row: Int, to bytes: inout [UInt8]) -> Bool {
        switch column {
        case .text(let codes, let store): return codes[row] == 0 || escaped(store.slice(codes[row]), to: &bytes)
        case .digits(let words):
            var rest = words[row]
            while rest != 0 {
                bytes.append(UInt8(rest >> 60) &+ 0x2F)
                rest <<= 4
            }
        case .date(let dates):
            if dates[row] != 0 {
                let digits = Array(String(dates[row]).utf8)
                bytes += [UInt8](repeating: 0x30, count: max(0, 8 - digits.count)) + digits
            }
        case .number(let numbers):
            // Zero has one form only: the engine holds 0 and −0 for the same.
            if !numbers[row].isNaN { bytes += Array(String(numbers[row] + 0).utf8) }
        }
        return true
    }

    private static func hexadecimal(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            let digit = UInt8(word >> shift & 15)
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    private static func escaped(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) -> Bool {
        if text.allSatisfy({ $0 >= 0x20 && $0 < 0x80 }) {
            bytes += text
            return text.count <= TextMeasures.longest
        }
        var parser = Unicode.UTF8.ForwardParser()
        var rest = text.makeIterator()
        var at = text.startIndex
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar):
                let size = scalar.count
                let isPrivate = size == 4 && text[at] == 0xF4 && text[at + 1] == 0x8F && text[at + 2] >= 0xBC
                if isPrivate || (size == 1 && text[at] < 0x20) {
                    text[at..<(at + size)].forEach { escape($0, to: &bytes) }
                } else {
                    bytes += text[at..<(at + size)]
                }
                at += size
            case .error(let size):
                text[at..<(at + size)].forEach { escape($0, to: &bytes) }
                at += size
            case .emptyInput: return false
            }
        }
    }

    private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes += [0xF4, 0x8F, 0xBC | byte >> 6, 0x80 | byte & 0x3F]
    }

    /// The text that a cell stands for.
    static func unescaped(_ cell: ArraySlice<UInt8>) -> [UInt8] {
        guard cell.contains(0xF4) else { return Array(cell) }
        var bytes: [UInt8] = []
        var at = cell.startIndex
        while at < cell.endIndex {
            if cell[at] == 0xF4, at + 3 < cell.endIndex, cell[at + 1] == 0x8F, cell[at + 2] >= 0xBC {
                bytes.append((cell[at + 2] & 3) << 6 | cell[at + 3] & 0x3F)
                at += 4
            } else {
                bytes.append(cell[at])
                at += 1
            }
        }
        return bytes
    }

    /// Adds what a cell stands for to a column.
    static func append(_ cell: ArraySlice<UInt8>, _ kind: LinkageField.Kind, to column: inout RecordColumnBuilder) {
        guard !cell.isEmpty else { return column.appendMissing() }
        switch kind {
        case .text: column.append(text: unescaped(cell).span)
        case .number: column.append(number: Double(String(decoding: cell, as: UTF8.self)) ?? .nan)
        case .digits, .date:
            let number = cell.reduce(UInt64(0)) { $0 &* 10 &+ UInt64($1 &- 0x30) }
            if kind == .digits {
                column.append(digits: number, count: cell.count)
            } else {
                column.append(
                    year: Int(number / 10000), month: Int(number / 100 % 100), day: Int(number % 100))
            }
        }
    }
}
