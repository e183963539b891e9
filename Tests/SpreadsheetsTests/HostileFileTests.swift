import Foundation
import HandMade
import Problems
import Spreadsheets
import Testing

@Suite("Files that are damaged or mean harm are refused by name")
struct HostileFileTests {
    private static let sheetPart = "xl/worksheets/sheet1.xml"

    private func limits(_ change: (inout SpreadsheetLimits) -> Void) -> SpreadsheetLimits {
        var limits = SpreadsheetLimits()
        change(&limits)
        return limits
    }

    /// A compound file, as Excel 97 and locked workbooks are, whose directory names one stream.
    private func compoundFile(stream: String) -> [UInt8] {
        var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        bytes += [UInt8](repeating: 0, count: 1024 - bytes.count)
        bytes[30] = 9
        for name in ["Root Entry", stream] {
            let wide = name.utf8.flatMap { [$0, 0] as [UInt8] }
            bytes += wide + [UInt8](repeating: 0, count: 128 - wide.count)
        }
        bytes[48] = 1
        return bytes
    }

    @Test("what is no workbook is called what it is")
    func otherFiles() throws {
        #expect(HandMadeWorkbook.refusal([]) == "spreadsheet.not-a-workbook")
        #expect(HandMadeWorkbook.refusal(Array("NIK;Nama\n".utf8)) == "spreadsheet.not-a-workbook")
        #expect(HandMadeWorkbook.refusal(compoundFile(stream: "Workbook")) == "spreadsheet.old-format")
        #expect(HandMadeWorkbook.refusal(compoundFile(stream: "EncryptedPackage")) == "spreadsheet.encrypted")
        #expect(HandMadeWorkbook.refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) == "spreadsheet.old-format")
        for (part, code) in [
            ("content.xml", "spreadsheet.other-kind"), ("word/document.xml", "spreadsheet.other-kind"),
            ("xl/workbook.bin", "spreadsheet.other-kind"), ("foto.jpg", "spreadsheet.not-a-workbook"),
        ] {
            var zip = HandMadeZip()
            zip.add(part, "<x/>")
            #expect(HandMadeWorkbook.refusal(zip.bytes) == code)
        }
        #expect(HandMadeWorkbook.refusal(HandMadeZip().bytes) == "spreadsheet.not-a-workbook")
        #expect(
            HandMadeWorkbook(parts: ["xl/workbook.xml": "<document/>"]).refusal() == "spreadsheet.other-kind")
    }

    @Test("a file that is not there, and a folder, are refused")
    func unreadable() throws {
        let folder = try ScratchFolder()
        for url in [folder.file("tidak-ada.xlsx"), folder.url] {
            do {
                _ = try Workbook(url)
                Issue.record("\(url) was opened")
            } catch {
                #expect(error == Problem("spreadsheet.unreadable", at: Place(file: url.lastPathComponent)))
            }
        }
    }

    @Test("a locked part is refused")
    func locked() {
        #expect(HandMadeWorkbook(packings: [Self.sheetPart: .locked]).refusal() == "spreadsheet.encrypted")
        #expect(HandMadeWorkbook(packings: ["xl/workbook.xml": .locked]).refusal() == "spreadsheet.encrypted")
    }

    @Test("missing parts are named")
    func missing() throws {
        #expect(HandMadeWorkbook(omitted: [Self.sheetPart]).refusal() == "spreadsheet.missing-part")
        #expect(HandMadeWorkbook(omitted: ["xl/workbook.xml"]).refusal() == "spreadsheet.missing-part")
        #expect(HandMadeWorkbook(omitted: ["xl/_rels/workbook.xml.rels"]).refusal() == "spreadsheet.missing-part")
        let shared = "<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>"
        #expect(HandMadeWorkbook(sheet: shared).refusal() == "spreadsheet.missing-part")
        #expect(HandMadeWorkbook(sheet: shared, texts: "").refusal() == "spreadsheet.damaged")
        #expect(try HandMadeWorkbook(sheet: shared, texts: "<si><t>a</t></si>").table().rows.count == 1)
    }

    @Test(
        "a DTD is refused in every part, whatever it declares",
        arguments: [
            "<!DOCTYPE x>", "<!DOCTYPE x SYSTEM \"http://contoh.invalid/a.dtd\">",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>",
            "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>", "<!-- ' --><!doctype x>",
            "<?x a='?><!DOCTYPE x>",
        ])
    func dtd(_ declaration: String) {
        for part in ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", Self.sheetPart] {
            let book = HandMadeWorkbook(parts: [part: declaration + "<worksheet>&e;</worksheet>"])
            #expect(book.refusal() == "spreadsheet.declared-entities", "\(part)")
        }
        var wide = HandMadeZip()
        wide.add("xl/workbook.xml", "<workbook/>")
        wide.add("xl/_rels/workbook.xml.rels", [0xFF, 0xFE] + declaration.utf16.flatMap { [UInt8($0 & 0xFF), 0] })
        #expect(HandMadeWorkbook.refusal(wide.bytes) == "spreadsheet.declared-entities")
    }

    @Test("an entity that nobody declared is damage")
    func undeclaredEntity() {
        let sheet = "<sheetData><row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData>"
        #expect(HandMadeWorkbook(sheet: sheet).refusal() == "spreadsheet.damaged")
    }

    @Test("an encoding that hides signs from the guard is not followed")
    func hiddenEncoding() {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-7\"?>"
        let book = HandMadeWorkbook(parts: [Self.sheetPart: head + "+ADwAIQ-DOCTYPE x+AD4-<worksheet/>"])
        #expect(book.refusal() == "spreadsheet.damaged")
    }

    @Test("a part that swells, and one that is simply too large, are refused")
    func bombs() {
        let bomb = HandMadeWorkbook(
            parts: [Self.sheetPart: "<worksheet> "], packings: [Self.sheetPart: .swelling(copies: 17_000)])
        #expect(bomb.refusal(limits: limits { $0.ratio = 100 }) == "spreadsheet.swelling")
        #expect(bomb.refusal(limits: limits { $0.partBytes = 1 << 20 }) == "spreadsheet.too-large")
        #expect(bomb.refusal() == "spreadsheet.damaged")
    }

    @Test("too many parts, rows, columns, cells and texts are refused, and exactly enough are not")
    func counts() {
        let row = "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"D3\" t=\"s\"><v>1</v></c></row>"
        let book = HandMadeWorkbook(
            sheet: "<sheetData>\(row)</sheetData>", texts: "<si><t>a</t></si><si><t>b</t></si>")
        let cases: [(String, WritableKeyPath<SpreadsheetLimits, Int>, Int)] = [
            ("spreadsheet.too-many-entries", \.entries, 5), ("spreadsheet.too-many-rows", \.rows, 3),
            ("spreadsheet.too-many-columns", \.columns, 4), ("spreadsheet.too-many-cells", \.cells, 4),
            ("spreadsheet.too-many-texts", \.texts, 2),
        ]
        for (code, limit, enough) in cases {
            #expect(book.refusal(limits: limits { $0[keyPath: limit] = enough - 1 }) == code)
            #expect(book.refusal(limits: limits { $0[keyPath: limit] = enough }) == nil)
        }
    }

    @Test("a cell of endless text is refused, in one piece or in many")
    func longCells() {
        let text = String(repeating: "x", count: 2000)
        let pieces = String(repeating: "<r><t>\(text)</t></r>", count: 3)
        for item in ["<t>\(text)\(text)\(text)</t>", pieces] {
            let sheet = "<sheetData><row><c t=\"inlineStr\"><is>\(item)</is></c></row></sheetData>"
            #expect(HandMadeWorkbook(sheet: sheet).refusal() == nil)
            #expect(
                HandMadeWorkbook(sheet: sheet).refusal(limits: limits { $0.cellBytes = 5000 })
                    == "spreadsheet.cell-too-long")
        }
    }

    @Test("tags with hundreds of attributes, and nesting without end, are refused")
    func oddTags() {
        let attributes = (0..<600).map { " a\($0)='>'" }.joined()
        #expect(HandMadeWorkbook(sheet: "<x\(attributes)/>").refusal() == "spreadsheet.damaged")
        let deep = String(repeating: "<a>", count: 5000)
        #expect(HandMadeWorkbook(sheet: "<sheetData><row><c>\(deep)").refusal() == "spreadsheet.damaged")
    }

    @Test(
        "rows and cells whose addresses make no sense are damage",
        arguments: [
            "<row r=\"2\"/><row r=\"1\"><c><v>1</v></c></row>", "<row r=\"0\"/>", "<row r=\"-1\"/>", "<row r=\"x\"/>",
            "<row><c r=\"1A\"><v>1</v></c></row>", "<row><c r=\"XFE1\"><v>1</v></c></row>",
            "<row><c r=\"\"><v>1</v></c></row>", "<row><c t=\"s\"><v>-1</v></c></row>",
            "<row><c t=\"s\"><v>99999999999999999999</v></c></row>", "<row><c><v>1</v></c>",
        ])
    func addresses(_ data: String) {
        #expect(
            HandMadeWorkbook(sheet: "<sheetData>\(data)</sheetData>", texts: "<si><t>a</t></si>").refusal()
                == "spreadsheet.damaged")
    }

    @Test("a row number beyond the format is refused as too many rows, with its place")
    func farRow() throws {
        let book = HandMadeWorkbook(sheet: "<sheetData><row r=\"9223372036854775807\"/></sheetData>")
        do {
            _ = try book.table()
            Issue.record("the row was taken")
        } catch let problem as Problem {
            #expect(problem.code == "spreadsheet.too-many-rows")
            #expect(problem.place.row == .max)
            #expect(problem.arguments == ["sheet": "Satu", "limit": "1048576"])
        }
    }

    @Test("after a refusal there are no further rows")
    func afterRefusal() throws {
        let folder = try ScratchFolder()
        let data = "<row><c><v>1</v></c></row><row r=\"1\"/><row r=\"9\"><c><v>2</v></c></row>"
        try Data(HandMadeWorkbook(sheet: "<sheetData>\(data)</sheetData>").bytes).write(to: folder.file())
        let book = try Workbook(folder.file())
        let reader = try book.rows(of: book.sheets[0])
        #expect(try reader.next()?.cells == ["1"])
        #expect(throws: Problem.self) { try reader.next() }
        #expect(try reader.next() == nil)
    }
}
