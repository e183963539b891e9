public import Foundation
public import Problems
import Spreadsheets
import Store
import Tabular

/// A file that was written.
public struct WrittenFile: Sendable, Hashable {
    public var url: URL
    /// Whether one of the same name stood there before.
    public var isReplaced: Bool

    public init(url: URL, isReplaced: Bool) {
        self.url = url
        self.isReplaced = isReplaced
    }
}

extension Registry {
    /// The tables of ``publication(year:region:)`` in the words of a language.
    public func publicationTables(
        year: Int, region: String = RegionScope.nation, in language: Language = .id
    ) throws(Problem) -> PublicationTables {
        let names = Dictionary(
            try programmes().map { ($0.code, language == .en ? $0.nameEn ?? $0.name : $0.name) },
            uniquingKeysWith: { first, _ in first })
        return PublicationTables(
            try publication(year: year, region: region), language,
            try RegistryWording.phrases(), names: names)
    }

    /// Writes the tables as delimited text, each with its dictionary beside it, and all of them as one workbook.
    ///
    /// - Parameter folder: made where it is missing; files of the same names are replaced.
    /// - Returns: the files with whether they took the place of others, the workbook last.
    /// - Throws: as ``publication(year:region:)``; `output.unwritable`, `spreadsheet.unwritable`.
    @discardableResult
    public func exportPublication(
        year: Int, region: String = RegionScope.nation, to folder: URL, in language: Language = .id
    ) throws(Problem) -> [WrittenFile] {
        let tables = try publicationTables(year: year, region: region, in: language)
        let stem = "\(region)-\(year)-"
        var files: [WrittenFile] = []
        for table in [tables.counts, tables.countDictionary, tables.breakdowns, tables.breakdownDictionary] {
            let file = folder.appendingPathComponent(stem + table.name + ".csv")
            let isReplaced = FileManager.default.fileExists(atPath: file.path)
            var writer = CSVWriter()
            writer.write(table.header)
            for row in table.rows { writer.write(row) }
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(writer.text.utf8).write(to: file, options: .atomic)
            } catch {
                throw Problem("output.unwritable", at: Place(file: file.lastPathComponent))
            }
            files.append(WrittenFile(url: file, isReplaced: isReplaced))
        }
        let book = folder.appendingPathComponent(stem + tables.counts.name + ".xlsx")
        let isReplaced = FileManager.default.fileExists(atPath: book.path)
        try WorkbookWriter.write(
            [
                Self.sheet(tables.counts, isCounts: true), Self.sheet(tables.breakdowns, isCounts: true),
                Self.sheet(tables.breakdownDictionary, isCounts: false),
            ], to: book, title: tables.title, language: language)
        return files + [WrittenFile(url: book, isReplaced: isReplaced)]
    }

    private static func sheet(_ table: PublicationTables.Table, isCounts: Bool) -> SheetContent {
        let columns = table.header.enumerated().map { index, header in
            SheetColumn(header, isCounts && index == table.header.count - 1 ? .integer : .text)
        }
        return SheetContent(
            SheetLayout(table.sheet, columns: columns),
            rows: table.rows.map { row in
                row.enumerated().map { index, cell in
                    columns[index].kind == .integer ? Int64(cell).map { .integer($0) } ?? .text(cell) : .text(cell)
                }
            })
    }
}
