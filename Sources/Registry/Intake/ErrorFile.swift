import Foundation
public import Problems
import Tabular

/// Hands a list back with two columns more: what becomes of the row, and why, in the user's words.
///
/// Title lines, header and cells stay as they were; the file is written as UTF-8 with the list's own delimiter.
public struct ErrorFile {
    private var writer: CSVWriter
    private var reader: RecordReader
    private var batch: RecordBatch?
    private var position = 0
    private let file: ListFile
    private let language: Language
    private let catalogue = Catalogue.bundled
    private let sink: (String) throws -> Void

    /// - Parameter sink: receives the text piece by piece.
    public init(_ file: ListFile, language: Language, sink: @escaping (String) throws -> Void) throws(Problem) {
        self.file = file
        self.language = language
        self.sink = sink
        writer = CSVWriter(delimiter: file.layout.dialect.delimiter)
        reader = RecordReader(try FileSource(file.url), dialect: file.layout.dialect)
        try emit("\u{FEFF}")
        for row in 0..<file.layout.skip {
            guard let record = try next() else { break }
            let isHeader = row + 1 == file.layout.headerRow
            writer.write(padded(record) + (isHeader ? Self.headers(language) : []))
        }
    }

    private static func headers(_ language: Language) -> [String] {
        language == .id ? ["Status Gapura", "Masalah dan perbaikan"] : ["Gapura status", "Problem and remedy"]
    }

    /// Writes the rows up to and including these, in the order of the file.
    public mutating func add(_ lines: [CheckedLine]) throws(Problem) {
        for line in lines {
            while let row = try nextRow(), row < line.row {
                if let record = try next() { writer.write(record) }
            }
            guard let record = try next() else { return }
            writer.write(padded(record) + [status(line.severity), describe(line)])
        }
        try emit(writer.take())
    }

    /// Writes what is left.
    public mutating func finish() throws(Problem) {
        while let record = try next() { writer.write(record) }
        try emit(writer.take())
    }

    private func padded(_ record: [String]) -> [String] {
        let width = file.layout.columns.count + file.layout.emptyTrailing
        return record + [String](repeating: "", count: max(0, width - record.count))
    }

    private func status(_ severity: Severity?) -> String {
        switch (severity, language) {
        case (nil, _): "OK"
        case (.note, .id): "CATATAN"
        case (.note, .en): "NOTE"
        case (.warn, .id): "PERIKSA"
        case (.warn, .en): "CHECK"
        case (.refuse, .id): "DITOLAK"
        case (.refuse, .en): "REFUSED"
        }
    }

    private func describe(_ line: CheckedLine) -> String {
        line.problems.map { problem in
            var short = problem
            short.place = Place(column: problem.place.column)
            short.value = nil
            return catalogue.sentence(short, language)
        }.joined(separator: " | ")
    }

    private mutating func nextRow() throws(Problem) -> Int? {
        if let batch, position < batch.count { return batch.row(position) }
        batch = try reader.next()
        position = 0
        return batch.map { $0.row(0) }
    }

    private mutating func next() throws(Problem) -> [String]? {
        guard try nextRow() != nil, let batch else { return nil }
        defer { position += 1 }
        return batch[position].texts
    }

    private func emit(_ text: String) throws(Problem) {
        do { try sink(text) } catch { throw Problem("output.unwritable") }
    }
}
