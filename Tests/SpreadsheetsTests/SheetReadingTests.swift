import Foundation
import HandMade
import Problems
import Spreadsheets
import Testing

@Suite("Sheets are read with their true rows and columns")
struct SheetReadingTests {
    private func row(_ number: Int, _ texts: [String: String], _ more: String = "") -> String {
        let cells = texts.sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }.map {
            "<c r=\"\($0.key)\(number)\" t=\"inlineStr\"><is><t>\($0.value)</t></is></c>"
        }
        return "<row r=\"\(number)\" \(more)>\(cells.joined())</row>"
    }

    @Test("blank rows and cells keep their numbers, formatted emptiness is left out")
    func gaps() throws {
        let data = row(2, ["B": "x", "AA": "y"]) + "<row r=\"4\"><c r=\"XFD4\" s=\"1\"/></row>" + row(7, ["A": "z"])
        let table = try HandMadeWorkbook(sheet: "<sheetData>\(data)<row r=\"1048576\"/></sheetData>").table()
        #expect(table.rows.map(\.number) == [2, 7])
        #expect(table.rows[0].cells == ["", "x"] + Array(repeating: "", count: 24) + ["y"])
        #expect(table.numbered.count == 7)
    }

    @Test("rows and cells without addresses follow each other")
    func withoutAddresses() throws {
        let data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r=\"C2\"><v>3</v></c><c><v>4</v></c></row>"
        let table = try HandMadeWorkbook(sheet: "<sheetData>\(data)</sheetData>").table()
        #expect(table.rows.map(\.number) == [1, 2])
        #expect(table.rows.map(\.cells) == [["1", "2"], ["", "", "3", "4"]])
    }

    @Test("hidden rows and columns are told, and their content is read")
    func hidden() throws {
        let data = row(1, ["A": "a"]) + row(2, ["A": "b"], "hidden=\"1\"") + "<row r=\"3\" hidden=\"true\"/>"
        let columns = "<cols><col min=\"2\" max=\"4\" hidden=\"1\"/><col min=\"5\" max=\"5\"/></cols>"
        let table = try HandMadeWorkbook(sheet: columns + "<sheetData>\(data)</sheetData>").table()
        #expect(table.rows.map { $0.cells[0] } == ["a", "b"])
        #expect(table.hiddenRows == [2])
        #expect(table.hiddenColumns == [2...4])
    }

    @Test("joined cells hold their value in the first alone")
    func merged() throws {
        let data =
            row(1, ["A": "judul", "B": "tersembunyi", "C": "c"]) + row(2, ["A": "di bawah", "B": "b"])
            + row(3, ["A": "hilang"]) + row(4, ["A": "tetap"])
        let sheet = "<sheetData>\(data)</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"A3:A3\"/>"
        let table = try HandMadeWorkbook(sheet: sheet + "<mergeCell ref=\"?\"/></mergeCells>").table()
        #expect(
            table.rows == [
                SheetRow(number: 1, cells: ["judul", "", "c"]), SheetRow(number: 3, cells: ["hilang"]),
                SheetRow(number: 4, cells: ["tetap"]),
            ])
        #expect(table.mergedRanges.first == CellRange(rows: 1...2, columns: 1...2))
    }

    @Test("sheets are listed in order, with the hidden ones marked and charts left out")
    func sheets() throws {
        let links: [(id: String, kind: String, target: String)] = [
            ("a", "worksheet", "worksheets/sheet1.xml"), ("b", "worksheet", "/xl/worksheets/../two.xml"),
            ("c", "chartsheet", "chartsheets/sheet1.xml"),
        ]
        var book = HandMadeWorkbook(
            workbook: """
                <sheets><sheet name="Kedua" sheetId="2" state="veryHidden" r:id="b"/>\
                <sheet name="Bagan" sheetId="3" r:id="c"/><sheet name="Satu" sheetId="1" r:id="a"/></sheets>
                """)
        book.parts["xl/_rels/workbook.xml.rels"] = HandMadeWorkbook.relationships(links)
        book.parts["xl/two.xml"] = "<worksheet><sheetData/></worksheet>"
        let folder = try ScratchFolder()
        try Data(book.bytes).write(to: folder.file())
        let opened = try Workbook(folder.file())
        #expect(opened.sheets.map(\.name) == ["Kedua", "Satu"])
        #expect(opened.sheets.map(\.isHidden) == [true, false])
        do {
            _ = try opened.sheet(named: "Ketiga")
            Issue.record("a sheet that is not there was found")
        } catch {
            #expect(error.code == "spreadsheet.no-sheet")
            #expect(error.arguments["sheets"] == "Kedua, Satu")
        }
    }

    @Test("prefixed names and UTF-16 are read like any other")
    func otherSpellings() throws {
        var book = HandMadeWorkbook()
        let sheet = "<x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v></x:c></x:row>"
        let whole =
            "<x:worksheet xmlns:x=\"\(HandMadeWorkbook.main)\"><x:sheetData>\(sheet)</x:sheetData></x:worksheet>"
        book.parts["xl/worksheets/sheet1.xml"] = whole
        #expect(try book.table().rows == [SheetRow(number: 1, cells: ["7"])])

        let links = HandMadeWorkbook.relationships([("rId1", "worksheet", "sheet.xml")])
        var zip = HandMadeZip()
        zip.add("XL/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"rId1\"/></sheets></workbook>")
        zip.add("xl/_rels/workbook.xml.rels", links)
        zip.add("xl/sheet.xml", [0xFF, 0xFE] + whole.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        #expect(try HandMadeWorkbook.read(zip.bytes).rows == [SheetRow(number: 1, cells: ["7"])])
    }
}
