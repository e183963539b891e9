import Foundation
import Problems
import Tabular

/// A small table of text read whole: rules, catalogues, stage events.
struct TextTable {
    struct Row {
        var number: Int
        var cells: [String: String]
    }

    let name: String
    /// SHA-256 of the file, hexadecimal.
    let sha256: String
    let columns: [String]
    let rows: [Row]

    init(_ url: URL) throws(Problem) {
        let file = try ListFile(url)
        name = file.name
        sha256 = file.sha256
        columns = file.layout.columns
        var rows: [Row] = []
        do throws(Problem) {
            var reader = try file.reader()
            while let batch = try reader.next() {
                for position in 0..<batch.count where !batch.isBlank(position) {
                    var cells: [String: String] = [:]
                    for (index, column) in columns.enumerated() { cells[column] = batch.text(position, index) }
                    rows.append(Row(number: batch.row(position), cells: cells))
                }
            }
        } catch {
            throw error.inFile(file.name)
        }
        self.rows = rows
    }
}
