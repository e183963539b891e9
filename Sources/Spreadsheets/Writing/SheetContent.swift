public import Foundation
public import Problems

/// A sheet with all its rows, for workbooks that fit in memory.
public struct SheetContent: Sendable, Hashable {
    public var layout: SheetLayout
    /// The values below the header, one for each column.
    public var rows: [[SheetValue]]

    public init(_ layout: SheetLayout, rows: [[SheetValue]] = []) {
        self.layout = layout
        self.rows = rows
    }
}

extension WorkbookWriter {
    /// Writes a whole workbook.
    ///
    /// - Parameters:
    ///   - sheets: at least one.
    ///   - url: where it shall stand.
    ///   - hasDictionary: whether a further sheet explains the columns.
    /// - Throws: as ``addSheet(_:)``, ``append(_:notes:to:)`` and ``finish()``.
    public static func write(
        _ sheets: [SheetContent], to url: URL, title: String = "", created: Date? = nil,
        hasDictionary: Bool = false, language: Language = .id
    ) throws(Problem) {
        var writer = try WorkbookWriter(to: url, title: title, created: created, language: language)
        for content in sheets {
            let sheet = try writer.addSheet(content.layout)
            for row in content.rows { try writer.append(row, to: sheet) }
        }
        if hasDictionary { try writer.addDictionary() }
        try writer.finish()
    }
}
