public import Problems

extension LinkageRecords {
    /// Records from rows of cells by column name, as a reader of delimited text hands them out.
    ///
    /// A field's cells are those of the column that bears its name, or else of one among its `columns`. Texts are
    /// compared in lower case; of digits other signs are left out; dates are written `yyyy-mm-dd` or `yyyymmdd`. What is
    /// none of the field's kind is missing. How a country writes names, dates and telephones is for the caller to settle
    /// before.
    ///
    /// - Parameters:
    ///   - lists: the rows of each list.
    ///   - model: says which fields are wanted.
    ///   - id: the column with the records' own names; where it is nil or a cell is empty, rows are counted from 1. With
    ///     several lists the list's number stands in front: `2:17`.
    /// - Throws: `linkage.no-columns` where a list with rows has none of the fields; what ``init(ids:lists:columns:)``
    ///   throws.
    public init(lists: [[[String: String]]], model: LinkageModel, id: String? = nil) throws(Problem) {
        var ids: [String] = []
        var numbers: [UInt16] = []
        var cells = [[String?]](repeating: [], count: model.fields.count)
        for (number, rows) in lists.enumerated() {
            let known = rows.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
            let columns = model.fields.map { field in
                ([field.name] + (field.columns ?? [])).first { known.contains($0) }
            }
            guard rows.isEmpty || columns.contains(where: { $0 != nil }) else { throw Problem("linkage.no-columns") }
            for (row, values) in rows.enumerated() {
                let own = id.flatMap { values[$0] }.flatMap { $0.isEmpty ? nil : $0 } ?? String(row + 1)
                ids.append(lists.count > 1 ? "\(number + 1):\(own)" : own)
                numbers.append(UInt16(truncatingIfNeeded: number))
                for (place, column) in columns.enumerated() {
                    cells[place].append(column.flatMap { values[$0] })
                }
            }
        }
        let made = zip(model.fields, cells).map { ($0.name, Self.column($0, $1)) }
        try self.init(
            ids: ids, lists: lists.count > 1 ? numbers : [],
            columns: Dictionary(made, uniquingKeysWith: { first, _ in first }))
    }

    private static func column(_ field: LinkageField, _ cells: [String?]) -> RecordColumn {
        switch field.kind {
        case .text: .text(cells.map { $0?.lowercased() })
        case .digits: .digits(cells.map { $0?.filter { ("0"..."9").contains($0) } })
        case .date: .date(cells)
        case .number: .number(cells.map { $0.flatMap(Double.init) ?? .nan })
        }
    }
}
