import Foundation
import Problems

/// Which headers of a sheet mean which columns of its kind.
struct SheetHeaders {
    /// The sheet's header of each field that it has.
    let fields: [String: String]
    /// Names the headers that mean nothing here, so that what stands under them is not lost unseen; nil where all do.
    let warning: Problem?

    /// - Throws: `sheet.column-repeated` where two headers mean one column; `sheet.columns` naming the required columns
    ///   that are missing.
    init(_ kind: SheetKind, _ sheet: Sheet) throws(Problem) {
        let place = Place(file: sheet.name, row: sheet.headerRow)
        var named: [String: [String]] = [:]
        var unknown: [String] = []
        for header in sheet.headers {
            let name = ColumnMapper.normalised(sheet.plainName(ofHeader: header))
            if let column = kind.columns.first(where: { $0.names.contains(name) }) {
                named[column.field, default: []].append(header)
            } else if sheet.rows.contains(where: { Self.isFilled($0.cells[header]) }) {
                unknown.append(header)
            }
        }
        let twice = kind.columns.filter { (named[$0.field] ?? []).count > 1 }
        guard twice.isEmpty else {
            let headers = twice.flatMap { named[$0.field] ?? [] }
            throw Problem("sheet.column-repeated", at: place, ["columns": headers.joined(separator: ", ")])
        }
        fields = named.compactMapValues(\.first)
        let missing = kind.columns.filter { $0.isRequired && named[$0.field] == nil }.map(\.header)
        guard missing.isEmpty else {
            throw Problem(
                "sheet.columns", at: Place(file: sheet.name),
                ["columns": missing.joined(separator: ", "), "kind": kind.word])
        }
        let open = kind.columns.filter { named[$0.field] == nil }.map(\.header)
        let told = unknown.map { header in
            let shown = "“" + CellReader.shown(header) + "”"
            return WordSteps.nearest(header, among: open).map { shown + " (" + $0 + "?)" } ?? shown
        }
        warning =
            unknown.isEmpty
            ? nil
            : Problem(
                "sheet.column-unknown", .warn, at: place,
                ["columns": told.joined(separator: ", "), "kind": kind.word])
    }

    private static func isFilled(_ cell: String?) -> Bool { cell?.contains { !$0.isWhitespace } ?? false }
}

extension SheetKind {
    /// Whether a name is that of a column, as the template has it or as programs call it.
    public func knows(_ name: String) -> Bool {
        let plain = ColumnMapper.normalised(name)
        return columns.contains { $0.names.contains(plain) }
    }
}

extension SheetKind.Column {
    /// How its header may be written, normalised: as the template has it, or as programs call it.
    var names: [String] { [ColumnMapper.normalised(header), ColumnMapper.normalised(field)] }
}
