import Evaluation
import Foundation
import Problems
import StatisticalFiles
import Tabular

/// The table a study or a case works on: named columns, numbers where all cells are numbers, text otherwise.
///
/// This is the one place that knows where cells come from: CSV and its relatives, a sheet of a workbook, SPSS, Stata.
/// Whatever the file, the same study gives the same figures.
struct StudyData: Sendable {
    /// A column as it is used: numbers (`nan` is missing) or text (nil is missing).
    enum Column: Sendable {
        case numbers([Double])
        case text([String?])
    }

    let count: Int
    /// The line of the file that each row stands on, for messages.
    let lines: LineNumbers
    /// The sheet of a workbook that was read; nil for other files.
    private(set) var sheet: SheetChoice?
    private let columns: [String: StudyColumn]
    /// Kept where numbers are written in a way that they do not tell themselves, such as `007` and `1.50`.
    private let source: DelimitedText?

    /// Reads a file by its ending: `.xlsx`; `.sav`, `.zsav`, `.dta`; everything else is delimited text with a header
    /// row, in which an empty cell is missing.
    ///
    /// - Parameters:
    ///   - url: the file.
    ///   - delimiter: what separates the cells of text; nil to see it from the header (comma, semicolon or tab).
    ///   - sheet: the sheet of a workbook; nil for the first.
    ///   - missing: values that count as missing, beside those that the file itself declares.
    /// - Throws: `study.data.unreadable`, `.empty`, `.ragged`, `.duplicate-column`, `.empty-sheet`, `study.no-sheet`,
    ///   `study.column-missing`, and what ``Tabular``, ``Spreadsheets`` and ``StatisticalFiles`` find.
    init(
        contentsOf url: URL, delimiter: Delimiter? = .comma, sheet: SheetName? = nil, missing: MissingCodes = .none
    ) throws(Problem) {
        let file = url.lastPathComponent
        do throws(Problem) {
            switch url.pathExtension.lowercased() {
            case "xlsx", "xlsm", "xls", "xlsb", "ods":
                let text = try SheetText.read(url, sheet: sheet)
                try self.init(
                    DelimitedText(
                        text.bytes, delimiter: .comma, missing: missing, file: file, countsRecords: true,
                        shift: text.shift))
                self.sheet = text.sheet
            case "sav", "zsav", "dta": try self.init(StatisticalTable(contentsOf: url), missing: missing, file: file)
            default:
                guard let bytes = try? Self.bytes(of: url) else { throw Problem("study.data.unreadable", .refuse) }
                try self.init(DelimitedText(bytes, delimiter: delimiter, missing: missing, file: file))
            }
        } catch {
            var problem = error
            if problem.place.file == nil { problem.place.file = file }
            throw problem
        }
    }

    /// A file's bytes, read piece by piece: `Data` and its copy would take the file's size twice.
    private static func bytes(of url: URL) throws -> [UInt8] {
        let handle = try FileHandle(forReadingFrom: url)
        defer { try? handle.close() }
        var bytes: [UInt8] = []
        if let size = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize { bytes.reserveCapacity(size) }
        while let piece = try handle.read(upToCount: 1 << 22), !piece.isEmpty { bytes.append(contentsOf: piece) }
        return bytes
    }

    private init(_ text: DelimitedText) throws(Problem) {
        let (columns, lines) = try text.columns()
        self.columns = Dictionary(zip(text.names, columns)) { first, _ in first }
        self.lines = lines
        count = lines.count
        source = columns.allSatisfy(\.isPlain) ? nil : text
    }

    private init(_ table: StatisticalTable, missing: MissingCodes, file: String) throws(Problem) {
        try missing.check(table.variables.map(\.name), data: file)
        var columns: [String: StudyColumn] = [:]
        for variable in table.variables {
            columns[variable.name] = StatisticalColumns.column(variable, declared: missing.columns[variable.name])
        }
        self.columns = columns
        count = table.rowCount
        lines = LineNumbers(count: count, first: 1)
        source = nil
    }

    /// No table: for methods that need none.
    init() {
        columns = [:]
        count = 0
        lines = LineNumbers(count: 0, first: 1)
        source = nil
    }

    /// The names of the columns, sorted.
    var names: [String] { columns.keys.sorted() }

    /// A column's cells as text: numbers and codes as they are written in the file, days as `yyyy-mm-dd`.
    func text(_ name: String) -> [String?]? {
        guard let column = columns[name] else { return nil }
        switch column.cells {
        case .texts(let texts): return texts.texts
        case .numbers(let numbers):
            if !column.isPlain { return source?.texts(of: name) }
            return numbers.map { $0.isNaN ? nil : NumberCell.text($0) }
        }
    }

    /// A column as it is typed.
    func column(_ name: String) -> Column? {
        switch columns[name]?.cells {
        case nil: nil
        case .numbers(let numbers): .numbers(numbers)
        case .texts(let texts): .text(texts.texts)
        }
    }

    /// The number a cell holds; nil where it holds none.
    static func number(_ cell: String) -> Double? { NumberCell.value(cell) }

    /// A column with all that is known of it.
    func details(_ name: String) -> StudyColumn? { columns[name] }
}
