import Foundation
import Problems
import Spreadsheets
import Testing

@Suite("What is written is read back")
struct RoundTripTests {
    private let folder: ScratchFolder
    private let url: URL

    init() throws {
        folder = try ScratchFolder()
        url = folder.file()
    }

    private static let columns = [
        SheetColumn("NIK", .text), SheetColumn("Nama", .text), SheetColumn("Lahir", .date),
        SheetColumn("Bantuan", .rupiah), SheetColumn("Bagian", .percent), SheetColumn("Anggota", .integer),
    ]

    private func written(_ rows: [[SheetValue]], columns: [SheetColumn] = columns) throws -> SheetTable {
        try WorkbookWriter.write([SheetContent(SheetLayout("Penerima", columns: columns), rows: rows)], to: url)
        let book = try Workbook(url)
        return try book.table(of: book.sheet(named: "penerima"))
    }

    @Test("every kind of value keeps what it says")
    func kinds() throws {
        let table = try written([
            [
                "3507110101800001", "Siti Nurhaliza", .date(year: 1980, month: 1, day: 1), 2_400_000, .decimal(0.125),
                4,
            ],
            ["0012340101800002", "Ñyoman “Agung” — 名 🙏", .date(year: 2024, month: 2, day: 29), -1, .decimal(1), 0],
        ])
        #expect(
            table.rows.map(\.cells) == [
                ["NIK", "Nama", "Lahir", "Bantuan", "Bagian", "Anggota"],
                ["3507110101800001", "Siti Nurhaliza", "1980-01-01", "2400000", "0.125", "4"],
                ["0012340101800002", "Ñyoman “Agung” — 名 🙏", "2024-02-29", "-1", "1", "0"],
            ])
    }

    @Test("numbers in a column of texts keep every digit")
    func digits() throws {
        let table = try written(
            [[.integer(9_171_010_101_800_001), .integer(.max), .decimal(0.1), .date(year: 2021, month: 8, day: 17)]],
            columns: ["a", "b", "c", "d"].map { SheetColumn($0) })
        #expect(table.rows[1].cells == ["9171010101800001", "9223372036854775807", "0.1", "2021-08-17"])
    }

    @Test("an integer that a double cannot hold is written as text")
    func largeIntegers() throws {
        let table = try written(
            [[.integer(9_007_199_254_740_993), .integer(9_007_199_254_740_991)]],
            columns: [SheetColumn("a", .integer), SheetColumn("b", .rupiah)])
        #expect(table.rows[1].cells == ["9007199254740993", "9007199254740991"])
    }

    @Test(
        "text stays text, whatever it begins with",
        arguments: [
            "=1+1", "+62812", "-5", "@SUM(A1)", "=HYPERLINK(\"http://contoh\")", " depan", "belakang ", "dua\nbaris",
            "kembali\rke", "\u{1}\u{1F}", "_x000D_", "__x0041__", "<&>\"'", "&#65;", "]]>", "é", "e\u{301}",
        ])
    func text(_ value: String) throws {
        let table = try written([[.text(value)]], columns: [SheetColumn("a"), SheetColumn("b")])
        #expect(table.rows[1].cells.map { Array($0.unicodeScalars) } == [Array(value.unicodeScalars)])
    }

    @Test("signs that no workbook can hold are replaced and hurt nobody")
    func impossibleSigns() throws {
        let table = try written([[.text("a\0b\u{FFFF}c"), "d"]])
        #expect(table.rows[1].cells == ["a\u{FFFD}b\u{FFFD}c", "d"])
    }

    @Test("empty cells and rows keep their places")
    func gaps() throws {
        let table = try written([["a", .blank, "c"], [], [.blank, .text("")], [.blank, "b"]])
        #expect(table.rows.map(\.number) == [1, 2, 5])
        #expect(table.rows[1].cells == ["a", "", "c"])
        #expect(table.rows[2].cells == ["", "b"])
        #expect(table.numbered.map(\.count) == [6, 3, 0, 0, 2])
    }

    @Test("days on both sides of the leap day that never was")
    func days() throws {
        let days: [(Int, Int, Int)] = [(1900, 1, 1), (1900, 2, 28), (1900, 3, 1), (1945, 8, 17), (9999, 12, 31)]
        let table = try written(
            days.map { [.date(year: $0.0, month: $0.1, day: $0.2)] } + [[.date(year: 1899, month: 12, day: 31)]],
            columns: [SheetColumn("Hari", .date)])
        #expect(
            table.rows.dropFirst().map { $0.cells[0] } == [
                "1900-01-01", "1900-02-28", "1900-03-01", "1945-08-17", "9999-12-31", "1899-12-31",
            ])
    }

    @Test("twenty thousand rows come back row by row")
    func manyRows() throws {
        var writer = try WorkbookWriter(to: url)
        let sheet = try writer.addSheet(SheetLayout("Besar", columns: Self.columns))
        let count = 20_000
        for index in 0..<count {
            try writer.append(
                [
                    .text("350711\(1_000_000_000 + index)"), .text("Nama \(index)"),
                    .date(year: 1970 + index % 40, month: 1 + index % 12, day: 1 + index % 28), .integer(Int64(index)),
                ], to: sheet)
        }
        try writer.finish()
        let book = try Workbook(url)
        let reader = try book.rows(of: book.sheets[0])
        var seen = 0
        #expect(try reader.next()?.cells.count == 6)
        while let row = try reader.next() {
            guard row.number == seen + 2, row.cells[0] == "350711\(1_000_000_000 + seen)", row.cells[3] == "\(seen)"
            else {
                Issue.record("row \(row)")
                break
            }
            seen += 1
        }
        #expect(seen == count)
    }

    @Test("notes, choices and the dictionary ride along, and the choices' sheet is hidden")
    func extras() throws {
        let many = (1...400).map { "Desa \($0), Kecamatan" }
        let layout = SheetLayout(
            "Isian",
            columns: [
                SheetColumn("Desa", choices: many, note: "Pilih satu"),
                SheetColumn("Jenis", choices: ["L", "P"], meaning: "Jenis kelamin"), SheetColumn("Tahun", .integer),
            ])
        var writer = try WorkbookWriter(to: url, title: "Contoh", language: .en)
        let sheet = try writer.addSheet(layout)
        try writer.append([.text(many[0]), "L", 2021], notes: [1: "diperiksa"], to: sheet)
        try writer.addDictionary()
        try writer.finish()
        let book = try Workbook(url)
        #expect(book.sheets.map(\.name) == ["Isian", "About the columns", "Lists of choices"])
        #expect(book.sheets.map(\.isHidden) == [false, false, true])
        let dictionary = try book.table(of: book.sheets[1])
        #expect(dictionary.rows[0].cells == ["Sheet", "Column", "Kind of content", "Meaning", "Choices"])
        #expect(dictionary.rows[2].cells == ["Isian", "Jenis", "Text", "Jenis kelamin", "L; P"])
        let choices = try book.table(of: book.sheets[2])
        #expect(choices.rows.count == 400)
        #expect(choices.rows[1].cells == [many[1], "P"])
    }
}
