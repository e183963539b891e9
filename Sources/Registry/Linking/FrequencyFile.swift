import Foundation
public import Linkage
public import Problems
import Tabular

/// How common values are elsewhere: a table with the columns `value` and `count`, values written as the lists write
/// them and cleaned as the field's own cells are.
public enum FrequencyFile {
    private static let columns = ["value", "count"]

    /// All tables that a model names, by key.
    public static func tables(_ model: LinkageModel) throws(Problem) -> [String: FrequencyTable] {
        var tables: [String: FrequencyTable] = [:]
        for (key, path) in (model.frequencyFiles ?? [:]).sorted(by: { $0.key < $1.key }) {
            tables[key] = try read(URL(fileURLWithPath: path), key: try model.frequencyKey(key), model)
        }
        return tables
    }

    /// - Throws: what reading a list throws; `linkage.table-columns`; `linkage.frequency-count` and
    ///   `linkage.frequency-value` with file, row and column; `linkage.frequency-empty`.
    static func read(_ file: URL, key: FieldKey, _ model: LinkageModel) throws(Problem) -> FrequencyTable {
        guard let field = model.fields.first(where: { $0.name == key.field }) else {
            throw Problem("linkage.field", at: Place(column: key.field), ["kind": key.text])
        }
        let table = try SideTable(file, columns: columns)
        var cleaner = try FieldCleaner(field)
        var (values, counts, rows) = (RecordColumnBuilder(field.kind), [Int](), [Int]())
        try table.forEach { batch, position, places throws(Problem) in
            let count = batch.text(position, places[1]).trimmingCharacters(in: .whitespaces)
            guard let number = Int(count), number >= 0, number <= 1 << 53 else {
                throw Problem(
                    "linkage.frequency-count",
                    at: Place(file: table.name, row: batch.row(position), column: columns[1]),
                    value: count)
            }
            cleaner.append(batch.bytes.span.extracting(batch.range(position, places[0])), to: &values)
            counts.append(number)
            rows.append(batch.row(position))
        }
        guard !counts.isEmpty else { throw Problem("linkage.frequency-empty", at: Place(file: table.name)) }
        let column = values.column
        if let empty = rows.indices.first(where: { column.text($0) == nil }) {
            throw Problem(
                "linkage.frequency-value", at: Place(file: table.name, row: rows[empty], column: columns[0]),
                ["kind": field.cleaning ?? field.kind.rawValue])
        }
        return try FrequencyTable(column, counts: counts)
    }
}
