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
            return Self.nearest(header, among: open).map { shown + " (" + $0 + "?)" } ?? shown
        }
        warning =
            unknown.isEmpty
            ? nil
            : Problem(
                "sheet.column-unknown", .warn, at: place,
                ["columns": told.joined(separator: ", "), "kind": kind.word])
    }

    private static func isFilled(_ cell: String?) -> Bool { cell?.contains { !$0.isWhitespace } ?? false }

    /// The header that a misspelled one was meant to be: at most a third of its letters differ.
    private static func nearest(_ header: String, among known: [String]) -> String? {
        let word = Array(ColumnMapper.normalised(header).utf8)
        let ranked = known.map { (header: $0, steps: steps(word, Array(ColumnMapper.normalised($0).utf8))) }
        guard let best = ranked.min(by: { $0.steps < $1.steps }), best.steps * 3 <= max(word.count, 3) else {
            return nil
        }
        return best.header
    }

    /// Letters to put in, take out or exchange to make one word of another (Levenshtein's distance).
    private static func steps(_ one: [UInt8], _ other: [UInt8]) -> Int {
        guard one.count <= 60 else { return .max / 4 }
        var row = Array(0...other.count)
        for (index, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (place, against) in other.enumerated() {
                let change = diagonal + (letter == against ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(change, row[place] + 1, diagonal + 1)
            }
        }
        return row[other.count]
    }
}

extension SheetKind.Column {
    /// How its header may be written, normalised: as the template has it, or as programs call it.
    var names: [String] { [ColumnMapper.normalised(header), ColumnMapper.normalised(field)] }
}
