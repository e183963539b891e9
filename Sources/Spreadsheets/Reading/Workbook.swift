public import Foundation
public import Problems

/// An Excel workbook (`.xlsx`) whose sheets are read as rows of text.
///
/// Numbers come as plain digits, days as `yyyy-mm-dd`, formulas as the value they had when the workbook was saved, errors
/// as they are shown (`#N/A`). Nothing is computed, fetched or changed.
public struct Workbook: Sendable {
    /// One sheet of cells; sheets of charts and macros are not listed.
    public struct Sheet: Sendable, Hashable {
        public var name: String
        /// Whether people who open the workbook do not see the sheet.
        public var isHidden: Bool
        let part: String
    }

    /// The sheets, in the order of their tabs.
    public let sheets: [Sheet]
    let url: URL
    let limits: SpreadsheetLimits
    let days: DayNumber
    let place: Place
    let stylesPart: String?
    let texts: SharedTexts

    /// Opens a workbook and reads its table of contents.
    ///
    /// - Parameters:
    ///   - url: the file; it must stay as it is while sheets are read.
    ///   - limits: what is too much.
    /// - Throws: `spreadsheet.unreadable`, `.not-a-workbook`, `.old-format` (.xls), `.other-kind` (.ods, .xlsb, …),
    ///   `.encrypted`, `.damaged`, `.missing-part`, `.declared-entities`, `.too-large`, `.swelling`, `.too-many-entries`.
    public init(_ url: URL, limits: SpreadsheetLimits = SpreadsheetLimits()) throws(Problem) {
        let archive = try ZipArchive(url, limits: limits)
        let main = try Self.mainPart(archive)
        let links = try Relationships(archive, of: main)
        let contents = try Contents(archive, main: main)
        var sheets: [Sheet] = []
        for entry in contents.sheets {
            guard let item = links.byID[entry.link], item.kind == "worksheet" else { continue }
            guard archive.has(item.part) else {
                throw archive.problem("spreadsheet.missing-part", ["part": item.part])
            }
            sheets.append(Sheet(name: entry.name, isHidden: entry.isHidden, part: item.part))
        }
        self.sheets = sheets
        self.url = url
        self.limits = limits
        place = archive.place
        days = DayNumber(is1904: contents.is1904)
        texts = SharedTexts(part: links.part(of: "sharedStrings") ?? "xl/sharedStrings.xml")
        stylesPart = links.part(of: "styles").flatMap { archive.has($0) ? $0 : nil }
    }

    /// The sheet of a name, compared as Excel does, without regard to case.
    ///
    /// - Throws: `spreadsheet.no-sheet`, naming the sheets there are.
    public func sheet(named name: String) throws(Problem) -> Sheet {
        let wanted = name.lowercased()
        if let found = sheets.first(where: { $0.name.lowercased() == wanted }) { return found }
        let names = sheets.map(\.name).joined(separator: ", ")
        throw Problem("spreadsheet.no-sheet", at: place, ["sheet": name, "sheets": names])
    }

    /// Begins to read a sheet row by row; memory holds the workbook's texts and one row.
    ///
    /// - Throws: as ``init(_:limits:)``, and `spreadsheet.too-many-texts`.
    public func rows(of sheet: Sheet) throws(Problem) -> SheetReader { try SheetReader(self, sheet) }

    /// Reads a whole sheet.
    ///
    /// - Throws: as ``SheetReader/next()``, and `spreadsheet.too-many-cells`.
    public func table(of sheet: Sheet) throws(Problem) -> SheetTable { try SheetTable(rows(of: sheet), self, sheet) }

    /// Blocks of joined cells to be laid over a sheet's rows.
    ///
    /// - Parameter ranges: what the sheet's reader tells at its end.
    public func joined(_ ranges: [CellRange], in sheet: Sheet) -> JoinedCells {
        JoinedCells(ranges, limit: limits.cells, at: place, sheet: sheet.name)
    }

    private static func mainPart(_ archive: ZipArchive) throws(Problem) -> String {
        let usual = "xl/workbook.xml"
        let package = archive.has("_rels/.rels") ? try Relationships(archive, of: "") : nil
        let main = package?.part(of: "officeDocument") ?? usual
        if archive.has(main), main.hasSuffix(".xml") { return main }
        let others = ["mimetype", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml", "content.xml"]
        if others.contains(where: archive.has) { throw archive.problem("spreadsheet.other-kind") }
        if package == nil { throw archive.problem("spreadsheet.not-a-workbook") }
        throw archive.problem("spreadsheet.missing-part", ["part": main])
    }

    /// The workbook's own part: its sheets and its calendar.
    private struct Contents {
        var sheets: [(name: String, isHidden: Bool, link: String)] = []
        var is1904 = false

        init(_ archive: ZipArchive, main: String) throws(Problem) {
            let part = try XMLPart(archive, main)
            var isWorkbook = false
            while try part.next() {
                guard part.node == .start else { continue }
                let name = part.name
                if part.depth == 0 { isWorkbook = name == "workbook" }
                switch name {
                case "workbookPr":
                    let value = part.attributes()["date1904"]
                    is1904 = value == "1" || value == "true"
                case "sheet":
                    let attributes = part.attributes()
                    guard let name = attributes["name"], let link = attributes["id"] else { throw part.damaged() }
                    guard sheets.count < archive.limits.entries else { throw part.damaged() }
                    sheets.append((name, ["hidden", "veryHidden"].contains(attributes["state"]), link))
                default: break
                }
            }
            guard isWorkbook else { throw archive.problem("spreadsheet.other-kind") }
        }
    }
}
