import Problems
public import Store
import Tabular

/// Columns of a list that mean nothing to the registry. Their cells are kept in the raw line, and nothing is made of them.
public enum UnknownColumns {
    /// The headers of such columns, each with the known header that it may be a misspelling of; without running numbers,
    /// which nobody misses.
    ///
    /// - Parameter profile: what the list was read as.
    public static func named(_ columns: [BatchColumnRecord], profile: String) -> [String] {
        let library = ProfileLibrary.bundled
        guard let own = try? library.profile(profile) else { return [] }
        let taken = Set(columns.compactMap { $0.field.flatMap(Field.init(rawValue:)) })
        // Only what the kind of list has a place for helps by being spelled right.
        let open = Set(own.columns.map(\.field)).subtracting(taken)
        let general = (try? library.profile(ProfileLibrary.general))?.columns ?? []
        let headers = (own.columns + general).filter { open.contains($0.field) }.flatMap(\.headers)
        return columns.filter { $0.field == nil && !$0.name.isEmpty && !isRunningNumber($0.name) }.map { column in
            let shown = "“" + CellReader.shown(column.name) + "”"
            return WordSteps.nearest(column.name, among: headers).map { shown + " (" + $0 + "?)" } ?? shown
        }
    }

    /// What is told of them; nil where there are none.
    static func problem(_ mapping: ColumnMapping, _ file: ListFile) -> Problem? {
        let columns = mapping.entries.map {
            BatchColumnRecord(name: $0.name, field: $0.field?.rawValue, confidence: $0.confidence)
        }
        let named = named(columns, profile: mapping.profile.name)
        guard !named.isEmpty else { return nil }
        return Problem(
            "list.columns-unknown", .note, at: Place(file: file.name, row: file.layout.headerRow),
            ["columns": named.joined(separator: ", ")])
    }

    private static func isRunningNumber(_ header: String) -> Bool {
        ["no", "nomor", "nourut", "nomorurut"].contains(ColumnMapper.normalised(header))
    }
}
