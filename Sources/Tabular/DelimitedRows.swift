public import Problems

/// A delimited text of moderate size as rows of cells by column name. For lists of many rows ``RecordReader`` is the way.
public enum DelimitedRows {
    /// Finds delimiter, title lines and header, and reads all rows below.
    ///
    /// - Returns: for each row that is not blank its cells by column name, blanks at their ends left out.
    /// - Throws: what ``LayoutFinder`` and ``RecordReader`` throw.
    public static func read(_ text: String) throws(Problem) -> [[String: String]] {
        let bytes = Array(text.utf8)
        let layout = try LayoutFinder.find(sample: bytes, isWhole: true, encoding: .utf8)
        var reader = RecordReader(MemorySource(bytes), dialect: layout.dialect, skip: layout.skip)
        var rows: [[String: String]] = []
        while let batch = try reader.next() {
            for position in 0..<batch.count where !batch.isBlank(position) {
                let cells = zip(layout.columns, batch[position].texts.map(\.trimmed))
                rows.append(Dictionary(cells, uniquingKeysWith: { first, _ in first }))
            }
        }
        return rows
    }
}
