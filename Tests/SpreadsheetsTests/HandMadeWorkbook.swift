import Foundation
import Problems
import Spreadsheets

/// A workbook whose parts are written out, so that a test shows exactly what stands in the file.
struct HandMadeWorkbook {
    /// What stands inside `worksheet`.
    var sheet = "<sheetData/>"
    /// What stands inside `styleSheet`; nil for no such part.
    var styles: String?
    /// What stands inside `sst`; nil for no such part.
    var texts: String?
    var workbook = #"<sheets><sheet name="Satu" sheetId="1" r:id="rId1"/></sheets>"#
    /// Replaces or adds whole parts.
    var parts: [String: String] = [:]
    var omitted: Set<String> = []
    var packings: [String: HandMadeZip.Packing] = [:]

    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    var bytes: [UInt8] {
        let names = "xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.links)\""
        var all: [String: String] = [
            "_rels/.rels": Self.relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
            "xl/_rels/workbook.xml.rels": Self.relationships([
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"),
                ("rId3", "sharedStrings", "/xl/sharedStrings.xml"),
            ]),
            "xl/workbook.xml": "<workbook \(names)>\(workbook)</workbook>",
            "xl/worksheets/sheet1.xml": "<worksheet \(names)>\(sheet)</worksheet>",
        ]
        all["xl/styles.xml"] = styles.map { "<styleSheet \(names)>\($0)</styleSheet>" }
        all["xl/sharedStrings.xml"] = texts.map { "<sst \(names)>\($0)</sst>" }
        all.merge(parts) { _, new in new }
        var zip = HandMadeZip()
        for (name, text) in all.sorted(by: { $0.key < $1.key }) where !omitted.contains(name) {
            zip.add(name, text, packings[name] ?? .stored)
        }
        return zip.bytes
    }

    static func relationships(_ items: [(id: String, kind: String, target: String)]) -> String {
        let list = items.map { "<Relationship Id=\"\($0.id)\" Type=\"\(links)/\($0.kind)\" Target=\"\($0.target)\"/>" }
        let space = "http://schemas.openxmlformats.org/package/2006/relationships"
        return "<Relationships xmlns=\"\(space)\">\(list.joined())</Relationships>"
    }

    /// Writes the workbook and reads its first sheet.
    func table(limits: SpreadsheetLimits = SpreadsheetLimits()) throws -> SheetTable {
        try Self.read(bytes, limits: limits)
    }

    static func read(_ bytes: [UInt8], limits: SpreadsheetLimits = SpreadsheetLimits()) throws -> SheetTable {
        let folder = try ScratchFolder()
        try Data(bytes).write(to: folder.file())
        let book = try Workbook(folder.file(), limits: limits)
        guard let sheet = book.sheets.first else { throw Problem("test.no-sheet") }
        return try book.table(of: sheet)
    }

    /// The code of the problem that reading ends in; nil where it succeeds.
    func refusal(limits: SpreadsheetLimits = SpreadsheetLimits()) -> String? {
        Self.refusal(bytes, limits: limits)
    }

    static func refusal(_ bytes: [UInt8], limits: SpreadsheetLimits = SpreadsheetLimits()) -> String? {
        do {
            _ = try read(bytes, limits: limits)
            return nil
        } catch {
            return (error as? Problem)?.code ?? "\(error)"
        }
    }
}
