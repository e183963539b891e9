public import Foundation
public import Problems

/// Writes an Excel workbook row by row; memory does not grow with it.
///
/// The file appears whole or not at all: it is written under another name beside its place, and moved there by
/// ``finish()``. A writer that is dropped before leaves nothing behind.
public struct WorkbookWriter: ~Copyable {
    /// A sheet of the workbook being written.
    public struct Sheet: Sendable, Hashable {
        fileprivate let index: Int
    }

    private struct Page {
        let layout: SheetLayout
        let place: Int
        /// The next row to be written, counted from 0.
        var row = 1
    }

    /// Rows of the format, the header among them.
    private static let mostRows = 1_048_576
    private static let mostColumns = 16_384
    private static let exactIntegers: Int64 = 1 << 53

    private let file: XLSXFile
    private let target: URL
    private let draft: URL
    private let language: Language
    private var pages: [Page] = []
    private var names: Set<String> = []
    private var choices: [[String]] = []

    /// Begins a workbook.
    ///
    /// - Parameters:
    ///   - url: where it shall stand; a file that stands there is replaced at the end.
    ///   - title: the document's title; empty for none.
    ///   - created: when it was made, for files that must come out the same twice; nil for now.
    ///   - language: the words of the sheets that the writer itself adds.
    /// - Throws: `spreadsheet.unwritable`.
    public init(
        to url: URL, title: String = "", created: Date? = nil, language: Language = .id
    ) throws(Problem) {
        let folder = url.deletingLastPathComponent()
        let draft = folder.appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString).tmp")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // The library opens the file at the very end; who cannot write here shall know before the work is done.
        guard FileManager.default.createFile(atPath: draft.path, contents: nil), let file = XLSXFile(path: draft.path)
        else { throw Problem("spreadsheet.unwritable", at: Place(file: url.lastPathComponent)) }
        file.setProperties(title: SheetText.writable(title), created: created.map { Int($0.timeIntervalSince1970) })
        self.file = file
        self.draft = draft
        self.language = language
        target = url
    }

    deinit { try? FileManager.default.removeItem(at: draft) }

    /// Adds a sheet and writes its header.
    ///
    /// - Throws: `spreadsheet.sheet-name`, `.too-many-columns`, `.cell-too-long`, `.unwritable`.
    public mutating func addSheet(_ layout: SheetLayout) throws(Problem) -> Sheet {
        guard (1...Self.mostColumns).contains(layout.columns.count) else {
            throw problem("spreadsheet.too-many-columns", ["sheet": layout.name, "limit": String(Self.mostColumns)])
        }
        let place = try addPage(layout.name)
        for (index, column) in layout.columns.enumerated() {
            file.setColumn(place, index, width: column.shownWidth, column.kind)
            let header = try checked(column.header, row: 0, column)
            guard file.writeHeader(place, index, header) else { throw unwritable() }
            if let note = column.note { try write(note: note, place, 0, index, column) }
            if !column.choices.isEmpty { try offer(column, place, index) }
        }
        file.freezeHeader(place)
        let letters = CellAddress.letters(layout.columns.count)
        file.expectDigitsAsText(place, range: "A1:\(letters)\(Self.mostRows)")
        pages.append(Page(layout: layout, place: place))
        return Sheet(index: pages.count - 1)
    }

    /// Appends a row.
    ///
    /// - Parameters:
    ///   - values: one for each column; missing ones at the end are blank.
    ///   - notes: notes on cells, by the column's position from 0.
    /// - Throws: `spreadsheet.too-many-rows`, `.too-many-columns`, `.cell-too-long`, `.not-a-number`, `.not-a-date`,
    ///   `.unwritable`.
    public mutating func append(
        _ values: [SheetValue], notes: [Int: String] = [:], to sheet: Sheet
    ) throws(Problem) {
        // A sheet of another writer may lie beyond this one's.
        guard pages.indices.contains(sheet.index) else { throw unwritable() }
        let page = pages[sheet.index]
        let columns = page.layout.columns
        guard page.row < Self.mostRows else {
            throw problem("spreadsheet.too-many-rows", ["sheet": page.layout.name, "limit": String(Self.mostRows)])
        }
        guard values.count <= columns.count, notes.keys.allSatisfy(columns.indices.contains) else {
            throw problem(
                "spreadsheet.too-many-columns", ["sheet": page.layout.name, "limit": String(columns.count)])
        }
        for (index, value) in values.enumerated() {
            try write(value, page.place, page.row, index, columns[index])
        }
        for (index, note) in notes.sorted(by: { $0.key < $1.key }) {
            try write(note: note, page.place, page.row, index, columns[index])
        }
        pages[sheet.index].row += 1
    }

    /// Adds a sheet that explains the columns of all sheets so far.
    ///
    /// - Throws: as ``addSheet(_:)``.
    public mutating func addDictionary() throws(Problem) {
        let layouts = pages.map(\.layout)
        let sheet = try addSheet(DataDictionary.layout(language))
        for row in DataDictionary.rows(layouts, language) { try append(row, to: sheet) }
    }

    /// Completes the workbook and puts it in its place.
    ///
    /// - Throws: `spreadsheet.unwritable`.
    public consuming func finish() throws(Problem) {
        try writeChoices()
        for page in pages {
            file.filter(page.place, lastRow: max(page.row - 1, 1), columns: page.layout.columns.count)
        }
        guard !names.isEmpty, file.close() else { throw unwritable() }
        // The bytes reach the disk before the name does.
        guard let written = try? FileHandle(forUpdating: draft), (try? written.synchronize()) != nil,
            (try? written.close()) != nil, unsafe rename(draft.path, target.path) == 0
        else { throw unwritable() }
    }

    private mutating func addPage(_ name: String) throws(Problem) -> Int {
        guard SheetText.isSheetName(name), names.insert(name.lowercased()).inserted else {
            throw problem("spreadsheet.sheet-name", ["sheet": name])
        }
        guard let place = file.addPage(name) else { throw unwritable() }
        return place
    }

    private func write(
        _ value: SheetValue, _ place: Int, _ row: Int, _ index: Int, _ column: SheetColumn
    ) throws(Problem) {
        let isText = column.kind == .text
        let done: Bool
        switch value {
        case .blank, .text(""): return
        case .text(let text): done = file.write(place, row, index, text: try checked(text, row: row, column), .text)
        case .integer(let number):
            done =
                isText || number.magnitude >= Self.exactIntegers.magnitude
                ? file.write(place, row, index, text: String(number), .text)
                : file.write(place, row, index, number: Double(number), column.kind)
        case .decimal(let number):
            guard number.isFinite else { throw problem("spreadsheet.not-a-number", row: row, column) }
            done =
                isText
                ? file.write(place, row, index, text: NumberText.plain("\(number)"), .text)
                : file.write(place, row, index, number: number, column.kind)
        case .date(let year, let month, let day):
            guard let text = DayNumber.iso(year: year, month: month, day: day) else {
                throw problem("spreadsheet.not-a-date", row: row, column)
            }
            if !isText, let number = DayNumber.number(year: year, month: month, day: day) {
                done = file.write(place, row, index, number: Double(number), .date)
            } else {
                done = file.write(place, row, index, text: text, .text)
            }
        }
        guard done else { throw unwritable() }
    }

    private func write(
        note: String, _ place: Int, _ row: Int, _ index: Int, _ column: SheetColumn
    ) throws(Problem) {
        guard file.note(place, row, index, try checked(note, row: row, column)) else { throw unwritable() }
    }

    private func checked(_ text: String, row: Int, _ column: SheetColumn) throws(Problem) -> String {
        let writable = SheetText.writable(text)
        guard writable.utf16.count <= SheetText.mostUnits else {
            throw problem("spreadsheet.cell-too-long", row: row, column, ["limit": String(SheetText.mostUnits)])
        }
        return writable
    }

    // Choices stand in a hidden sheet: a list inside the rule itself ends at 255 signs and cannot hold a comma.

    private mutating func offer(_ column: SheetColumn, _ place: Int, _ index: Int) throws(Problem) {
        let position = choices.firstIndex(of: column.choices) ?? choices.count
        if position == choices.count { choices.append(column.choices) }
        let letters = CellAddress.letters(position + 1)
        let sheet = Words.text("choices.sheet", language)
        let range = "='\(sheet)'!$\(letters)$1:$\(letters)$\(column.choices.count)"
        guard column.choices.count <= Self.mostRows, file.offer(place, index, lastRow: Self.mostRows - 1, from: range)
        else { throw unwritable() }
    }

    private mutating func writeChoices() throws(Problem) {
        guard let longest = choices.map(\.count).max() else { return }
        let place = try addPage(Words.text("choices.sheet", language))
        let column = SheetColumn("")
        for row in 0..<longest {
            for (index, list) in choices.enumerated() where row < list.count {
                guard file.write(place, row, index, text: try checked(list[row], row: row, column), .text) else {
                    throw unwritable()
                }
            }
        }
        file.hide(place)
    }

    private func problem(_ code: String, _ arguments: [String: String]) -> Problem {
        Problem(code, at: Place(file: target.lastPathComponent), arguments)
    }

    private func problem(
        _ code: String, row: Int, _ column: SheetColumn, _ arguments: [String: String] = [:]
    ) -> Problem {
        Problem(code, at: Place(file: target.lastPathComponent, row: row + 1, column: column.header), arguments)
    }

    private func unwritable() -> Problem { problem("spreadsheet.unwritable", [:]) }
}
