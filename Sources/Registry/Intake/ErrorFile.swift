import Foundation
public import Problems
import Tabular

/// Hands a list back with two columns more: what becomes of the row, and why, in the user's words.
///
/// Title lines, header and cells stay as they were; the file is written as UTF-8 with the list's own delimiter.
public struct ErrorFile {
    /// What the two added columns say, in the user's language.
    public struct Words: Sendable {
        public var statusHeader: String
        public var problemHeader: String
        public var clean: String
        public var note: String
        public var warn: String
        public var refuse: String

        public init(
            statusHeader: String, problemHeader: String, clean: String, note: String, warn: String, refuse: String
        ) {
            self.statusHeader = statusHeader
            self.problemHeader = problemHeader
            self.clean = clean
            self.note = note
            self.warn = warn
            self.refuse = refuse
        }
    }

    private var writer: CSVWriter
    private var reader: RecordReader
    private var batch: RecordBatch?
    private var position = 0
    private let file: ListFile
    private let language: Language
    private let words: Words
    private let catalogue = Catalogue.bundled
    private let sink: (String) throws -> Void

    /// - Parameter sink: receives the text piece by piece.
    public init(
        _ file: ListFile, language: Language, words: Words, sink: @escaping (String) throws -> Void
    ) throws(Problem) {
        self.words = words
        self.file = file
        self.language = language
        self.sink = sink
        // What Excel with Indonesian settings opens, where the list has no delimiter of its own.
        writer = CSVWriter(delimiter: file.source.delimiter == nil ? file.layout.dialect.delimiter : .semicolon)
        reader = try file.reader(skip: 0)
        try emit("\u{FEFF}")
        for row in 0..<file.layout.skip {
            guard let record = try next() else { break }
            let isHeader = row + 1 == file.layout.headerRow
            writer.write(padded(record) + (isHeader ? [words.statusHeader, words.problemHeader] : []))
        }
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
        switch severity {
        case nil: words.clean
        case .note: words.note
        case .warn: words.warn
        case .refuse: words.refuse
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
