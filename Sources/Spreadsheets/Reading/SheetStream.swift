import Problems

/// A sheet's part taken apart.
final class SheetStream {
    private let archive: ZipArchive
    private let part: XMLPart
    private let name: String
    private let days: DayNumber
    private let styles: CellStyles
    private let texts: [String]?
    private let textsPart: String
    private var lastRow = 0
    private var isInData = false
    private var ended = false
    private(set) var hiddenColumns: [ClosedRange<Int>] = []
    private(set) var mergedRanges: [CellRange] = []
    private(set) var formulasWithoutValue = SheetReader.Formulas()

    /// More joined blocks than any list of an office has.
    private static let mostRanges = 100_000

    init(_ book: Workbook, _ sheet: Workbook.Sheet) throws(Problem) {
        let archive = try ZipArchive(book.url, limits: book.limits)
        self.archive = archive
        name = sheet.name
        days = book.days
        styles = try book.stylesPart.map { part throws(Problem) in try CellStyles(archive, part: part) } ?? CellStyles()
        texts = try book.texts.texts(archive)
        textsPart = book.texts.part
        part = try XMLPart(archive, sheet.part)
    }

    func next() throws(Problem) -> SheetRow? {
        guard !ended else { return nil }
        ended = true
        while try part.next() {
            guard part.node == .start || part.node == .end else { continue }
            let isStart = part.node == .start
            switch part.name {
            case "sheetData": isInData = isStart && !part.isEmptyElement
            case "row" where isStart && isInData:
                guard let row = try row() else { continue }
                ended = false
                return row
            case "col" where isStart: column()
            case "mergeCell" where isStart:
                guard let range = part.attributes()["ref"].flatMap({ CellAddress.range($0) }) else { continue }
                guard mergedRanges.count < Self.mostRanges else { throw part.damaged() }
                mergedRanges.append(range)
            default: break
            }
        }
        return nil
    }

    private func column() {
        let attributes = part.attributes()
        guard attributes["hidden"].map(isTrue) ?? false, let first = attributes["min"].flatMap({ Int($0) }),
            let last = attributes["max"].flatMap({ Int($0) }), first >= 1, first <= last,
            hiddenColumns.count < Self.mostRanges
        else { return }
        hiddenColumns.append(first...last)
    }

    /// The row just begun; nil where it holds nothing.
    private func row() throws(Problem) -> SheetRow? {
        var number = lastRow + 1
        var isHidden = false
        var isSound = true
        part.eachAttribute { name, value in
            if name == "r" {
                isSound = Int(value).map { number = $0 } != nil
            } else if name == "hidden" {
                isHidden = isTrue(value)
            }
        }
        guard isSound, number > lastRow else { throw damaged(number) }
        guard number <= archive.limits.rows else {
            throw problem("spreadsheet.too-many-rows", number, limit: archive.limits.rows)
        }
        lastRow = number
        guard !part.isEmptyElement else { return nil }
        var cells: [String] = []
        let depth = part.depth
        var column = 0
        while try part.next() {
            if part.node == .end, part.depth == depth {
                return cells.isEmpty ? nil : SheetRow(number: number, cells: cells, isHidden: isHidden)
            }
            guard part.node == .start, part.name == "c" else { continue }
            var cell = Cell()
            part.eachAttribute { name, value in
                switch name {
                case "r": cell.column = CellAddress.column(value) ?? 0
                case "s": cell.style = Int(value) ?? -1
                case "t": cell.kind = value
                default: break
                }
            }
            column = cell.column ?? column + 1
            guard column > 0 else { throw damaged(number) }
            cell.column = column
            let text = try text(of: cell, row: number)
            guard !text.isEmpty else { continue }
            guard column <= archive.limits.columns else {
                throw problem("spreadsheet.too-many-columns", number, limit: archive.limits.columns)
            }
            while cells.count < column { cells.append("") }
            cells[column - 1] = text
        }
        throw part.damaged()
    }

    private struct Cell {
        /// Nil where the cell stands to the right of the one before; 0 where its address is none.
        var column: Int?
        var style = 0
        var kind = "n"
    }

    /// The text of the cell just begun; goes to its end.
    private func text(of cell: Cell, row: Int) throws(Problem) -> String {
        guard !part.isEmptyElement else { return "" }
        let depth = part.depth
        var value = ""
        var isFormula = false
        var hasValue = false
        while try part.next() {
            switch part.node {
            case .start:
                switch part.name {
                case "v":
                    hasValue = true
                    value = try part.elementText()
                case "f":
                    isFormula = true
                    try part.skip()
                case "is":
                    let text = try CellText.item(part)
                    if cell.kind == "inlineStr" { value = text }
                default: try part.skip()
                }
            case .end where part.depth == depth:
                // A formula that gives an empty text has a value, and that is empty.
                if isFormula, !hasValue { formulasWithoutValue.add(row: row, column: cell.column ?? 0) }
                return try shown(value, cell, row: row)
            default: break
            }
        }
        throw part.damaged()
    }

    private func shown(_ value: String, _ cell: Cell, row: Int) throws(Problem) -> String {
        guard !value.isEmpty else { return "" }
        switch cell.kind {
        case "s":
            guard let texts else { throw archive.problem("spreadsheet.missing-part", ["part": textsPart]) }
            guard let index = Int(value), texts.indices.contains(index) else { throw damaged(row) }
            return texts[index]
        case "inlineStr", "e": return value
        case "str": return CellText.unescaped(value)
        case "b": return isTrue(value) ? "TRUE" : "FALSE"
        case "d": return value.hasSuffix("T00:00:00") ? String(value.prefix(10)) : value
        default:
            if case .plain = styles[cell.style] { return NumberText.plain(value) }
            return NumberText.value(value).flatMap { days.text($0, styles[cell.style]) } ?? NumberText.plain(value)
        }
    }

    private func isTrue(_ value: String) -> Bool { value == "1" || value == "true" }

    private func problem(_ code: String, _ row: Int, limit: Int) -> Problem {
        var problem = archive.problem(code, ["sheet": name, "limit": String(limit)])
        problem.place.row = row
        return problem
    }

    private func damaged(_ row: Int) -> Problem {
        var problem = part.damaged()
        problem.place.row = row
        return problem
    }
}
