public import Foundation
public import Problems
import Spreadsheets
import Store
import Tabular

extension Registry {
    /// The tables of ``publication(year:region:threshold:)`` in the words of a language.
    public func publicationTables(
        year: Int, region: String = RegionScope.nation, threshold: Int = 5, in language: Language = .id
    ) throws(Problem) -> PublicationTables {
        let names = Dictionary(
            try programmes().map { ($0.code, language == .en ? $0.nameEn ?? $0.name : $0.name) },
            uniquingKeysWith: { first, _ in first })
        return PublicationTables(
            try publication(year: year, region: region, threshold: threshold), language,
            try RegistryWording.phrases(), names: names)
    }

    /// Writes the tables as delimited text, each with its dictionary beside it, and all of them as one workbook.
    ///
    /// - Parameter folder: made where it is missing; files of the same names are replaced.
    /// - Returns: the files, the workbook last.
    /// - Throws: as ``publication(year:region:threshold:)``; `output.unwritable`, `spreadsheet.unwritable`.
    @discardableResult
    public func exportPublication(
        year: Int, region: String = RegionScope.nation, threshold: Int = 5, to folder: URL,
        in language: Language = .id
    ) throws(Problem) -> [URL] {
        let tables = try publicationTables(year: year, region: region, threshold: threshold, in: language)
        let stem = "\(region)-\(year)-"
        var files: [URL] = []
        for table in [tables.counts, tables.countDictionary, tables.breakdowns, tables.breakdownDictionary] {
            let file = folder.appendingPathComponent(stem + table.name + ".csv")
            var writer = CSVWriter()
            writer.write(table.header)
            for row in table.rows { writer.write(row) }
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(writer.text.utf8).write(to: file, options: .atomic)
            } catch {
                throw Problem("output.unwritable", at: Place(file: file.lastPathComponent))
            }
            files.append(file)
        }
        let book = folder.appendingPathComponent(stem + tables.counts.name + ".xlsx")
        try WorkbookWriter.write(
            [
                Self.sheet(tables.counts, isCounts: true), Self.sheet(tables.breakdowns, isCounts: true),
                Self.sheet(tables.breakdownDictionary, isCounts: false),
            ], to: book, title: tables.title, language: language)
        return files + [book]
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
