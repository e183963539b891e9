import Foundation
import Problems
import Spreadsheets
import Testing

@Suite("A workbook is written whole or not at all")
struct WriterTests {
    private let folder: ScratchFolder
    private let url: URL

    init() throws {
        folder = try ScratchFolder()
        url = folder.file()
    }

    private func layout(_ name: String = "Daftar") -> SheetLayout {
        SheetLayout(name, columns: [SheetColumn("Nama"), SheetColumn("Nilai", .decimal)])
    }

    private func code(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? Problem)?.code }
        return nil
    }

    @Test("a writer that is dropped leaves nothing, and what stood there stays")
    func dropped() throws {
        try Data("lama".utf8).write(to: url)
        do {
            var writer = try WorkbookWriter(to: url)
            let sheet = try writer.addSheet(layout())
            try writer.append(["a", 1], to: sheet)
        }
        #expect(folder.names == ["daftar.xlsx"])
        #expect(try Data(contentsOf: url) == Data("lama".utf8))
    }

    @Test("a finished workbook replaces what stood there, and no draft remains")
    func replaces() throws {
        try Data("lama".utf8).write(to: url)
        try WorkbookWriter.write([SheetContent(layout())], to: url)
        #expect(folder.names == ["daftar.xlsx"])
        #expect(try Workbook(url).sheets.map(\.name) == ["Daftar"])
    }

    @Test("the same content with the same date gives the same bytes")
    func reproducible() throws {
        let made = Date(timeIntervalSince1970: 1_700_000_000)
        let other = folder.file("lain.xlsx")
        for target in [url, other] {
            try WorkbookWriter.write(
                [SheetContent(layout(), rows: [["a", .decimal(0.5)]])], to: target, created: made)
        }
        #expect(try Data(contentsOf: url) == Data(contentsOf: other))
    }

    @Test(
        "names that no sheet may have are refused",
        arguments: ["", "a/b", "[a]", "'a", "History", String(repeating: "x", count: 32), "a\nb"])
    func names(_ name: String) {
        #expect(code { try WorkbookWriter.write([SheetContent(layout(name))], to: url) } == "spreadsheet.sheet-name")
        #expect(folder.names.isEmpty)
    }

    @Test("two sheets of one name are refused, in whatever case")
    func doubleNames() {
        let sheets = [SheetContent(layout("Daftar")), SheetContent(layout("DAFTAR"))]
        #expect(code { try WorkbookWriter.write(sheets, to: url) } == "spreadsheet.sheet-name")
    }

    @Test("what Excel cannot hold is refused with its place")
    func values() throws {
        let long = String(repeating: "x", count: 32_768)
        let cases: [(SheetValue, String)] = [
            (.decimal(.nan), "spreadsheet.not-a-number"), (.decimal(.infinity), "spreadsheet.not-a-number"),
            (.date(year: 2021, month: 2, day: 29), "spreadsheet.not-a-date"),
            (.text(long), "spreadsheet.cell-too-long"),
        ]
        for (value, wanted) in cases {
            do {
                try WorkbookWriter.write([SheetContent(layout(), rows: [["a", 1], ["b", value]])], to: url)
                Issue.record("\(wanted) was not thrown")
            } catch {
                #expect(error.code == wanted)
                #expect(error.place == Place(file: "daftar.xlsx", row: 3, column: "Nilai"))
            }
        }
        try WorkbookWriter.write([SheetContent(layout(), rows: [[.text(String(long.dropLast()))]])], to: url)
        let book = try Workbook(url)
        #expect(try book.table(of: book.sheets[0]).rows[1].cells[0].count == 32_767)
    }

    @Test("rows wider than the sheet, and a sheet without columns, are refused")
    func width() {
        #expect(
            code { try WorkbookWriter.write([SheetContent(layout(), rows: [["a", 1, 2]])], to: url) }
                == "spreadsheet.too-many-columns")
        #expect(
            code { try WorkbookWriter.write([SheetContent(SheetLayout("x", columns: []))], to: url) }
                == "spreadsheet.too-many-columns")
    }

    @Test("a place that cannot be written is refused at the beginning")
    func unwritable() throws {
        try Data().write(to: url)
        let below = url.appendingPathComponent("x.xlsx")
        #expect(code { try WorkbookWriter.write([SheetContent(layout())], to: below) } == "spreadsheet.unwritable")
        #expect(code { try WorkbookWriter.write([], to: url) } == "spreadsheet.unwritable")
    }
}
