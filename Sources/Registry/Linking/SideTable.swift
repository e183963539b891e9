import Foundation
import Problems
import Tabular

/// A table beside the lists: verdicts, frequencies.
struct SideTable {
    let name: String
    private let source: LinkageSource
    private let places: [Int]

    /// - Throws: what reading a list throws; `linkage.table-columns` where one of the columns is missing.
    init(_ file: URL, columns: [String]) throws(Problem) {
        source = try LinkageSource(file)
        name = source.name
        let found = columns.map { [source] in source.column([$0]) }
        guard let missing = columns.indices.first(where: { found[$0] == nil }) else {
            places = found.compactMap { $0 }
            return
        }
        throw Problem(
            "linkage.table-columns", at: Place(file: name, column: columns[missing]),
            ["columns": columns.joined(separator: ", ")])
    }

    /// Hands over each row that is not blank: its number, its batch and position there, and the places of the columns.
    func forEach(_ body: (RecordBatch, Int, [Int]) throws(Problem) -> Void) throws(Problem) {
        var reader = try source.reader()
        while true {
            let batch: RecordBatch
            do {
                guard let next = try reader.next() else { return }
                batch = next
            } catch {
                throw error.inFile(name)
            }
            for position in 0..<batch.count where !batch.isBlank(position) { try body(batch, position, places) }
        }
    }
}
