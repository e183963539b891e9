import Foundation
import Problems
import Tabular

/// A small table read whole, from text or from the first sheet of a workbook: rules, catalogues, stage events, sheets.
struct TextTable {
    struct Row {
        var number: Int
        var cells: [String: String]
        /// The first filled cell that stands beyond the last header; nil where there is none.
        var beyond: String?
    }

    let name: String
    /// SHA-256 of the file, hexadecimal.
    let sha256: String
    let columns: [String]
    /// The row that holds the headers; nil where there is none.
    let headerRow: Int?
    /// Names that several columns bear, in lower case; each after the first shows as `name (2)`.
    let repeated: Set<String>
    let rows: [Row]

    init(_ url: URL) throws(Problem) {
        let file = try ListFile(url, choosing: .first)
        name = file.name
        sha256 = file.sha256
        columns = file.layout.columns
        headerRow = file.layout.headerRow
        repeated = Self.repeated(file.layout)
        rows = try Self.rows(file.reader(), columns, file.name)
    }

    private static func repeated(_ layout: Layout) -> Set<String> {
        Set(layout.problems.filter { $0.code == "file.repeated-column" }.compactMap { $0.place.column?.lowercased() })
    }

    private static func rows(
        _ reader: RecordReader, _ columns: [String], _ name: String
    ) throws(Problem) -> [Row] {
        var reader = reader
        var rows: [Row] = []
        do throws(Problem) {
            while let batch = try reader.next() {
                for position in 0..<batch.count where !batch.isBlank(position) {
                    var cells: [String: String] = [:]
                    for (index, column) in columns.enumerated() { cells[column] = batch.text(position, index) }
                    let further = columns.count..<max(columns.count, batch.fieldCount(position))
                    let beyond = further.lazy.map { batch.text(position, $0) }.first {
                        $0.contains { !$0.isWhitespace }
                    }
                    rows.append(Row(number: batch.row(position), cells: cells, beyond: beyond))
                }
            }
        } catch {
            throw error.inFile(name)
        }
        return rows
    }
}
