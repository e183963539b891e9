import Foundation
import HandMade
import Indonesia
import Problems
import Registry
import Spreadsheets
import Store
import Tabular
import Testing

/// Lists that come as workbooks.
@Suite struct WorkbookListTests {
    private let day: CalendarDate
    init() throws { day = try #require(CalendarDate("2021-12-31")) }

    private static let header = ["NIK", "Nama", "No KK", "Alamat"]
    private static func person(_ number: Int, card: String = "3507010101200001") -> [String] {
        [
            "35070155019000\(number < 10 ? "0" : "")\(number)", "Siti Rekaan \(number)", card,
            "Dusun\nKrajan, RT 1, \"A\"",
        ]
    }

    private func read(
        _ scratch: Scratch, _ book: HandMadeWorkbook, sheet: String? = nil
    ) throws -> (file: ListFile, check: ListCheck, records: [(row: Int, raw: [String])]) {
        let file = try ListFile(scratch.file("daftar.xlsx", Data(book.bytes)), sheet: sheet)
        let reading = try ListReading(file, today: day, wantsRecords: true)
        var records: [(Int, [String])] = []
        let check = try ListCheck.run(reading) { lines in
            for line in lines {
                let raw = try #require(line.record?.raw)
                records.append((line.row, try JSONDecoder().decode([String].self, from: Data(raw.utf8))))
            }
        }
        return (file, check, records)
    }

    @Test func aSheetIsReadCellForCellWithItsRowNumbers() throws {
        let scratch = try Scratch()
        // Titles, rows left out, a formula-like cell, a comma and a line end inside cells.
        var rows: [[String]?] = [["DAFTAR PENERIMA"], nil, Self.header]
        rows += [Self.person(1), nil, nil, ["3507015501900002", "=Siti", "3507010101200001", "-"]]
        let (file, check, records) = try read(scratch, HandMadeWorkbook(sheet: HandMadeWorkbook.data(rows)))
        #expect(file.encoding == "XLSX" && file.separator == "Satu" && file.layout.headerRow == 3)
        #expect(file.layout.columns == Self.header)
        #expect(records.map(\.row) == [4, 7])
        #expect(records.map(\.raw) == [Self.person(1), ["3507015501900002", "=Siti", "3507010101200001", "-"]])
        #expect(check.rows == 2 && check.encoding == "XLSX")
        #expect(!check.counts.contains { $0.code == "row.ragged" })
    }

    @Test func rowsBeyondTheFirstOnesAreReadAlike() throws {
        let scratch = try Scratch()
        let people = (1...450).map { number in
            ["35070155019\(10_000 + number)", "Siti \(number)", "3507010101200001"] + (number % 2 == 0 ? ["x"] : [])
        }
        let (_, _, records) = try read(
            scratch, HandMadeWorkbook(sheet: HandMadeWorkbook.data([Self.header] + people)))
        #expect(records.map(\.row) == Array(2...451))
        #expect(records.map { Array($0.raw.prefix(3)) } == people.map { Array($0.prefix(3)) })
    }

    @Test func whatTheTextDoesNotShowIsTold() throws {
        let scratch = try Scratch()
        let rows = [Self.header] + (1...4).map { Self.person($0) }
        let formula = "<row r=\"6\"><c><f>A1</f></c><c t=\"str\"><f>\"\"</f><v></v></c></row></sheetData>"
        let sheet =
            "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols>"
            + HandMadeWorkbook.data(rows, hidden: [3, 4]).replacing("</sheetData>", with: formula)
        let book = HandMadeWorkbook(sheets: [
            ("Catatan", HandMadeWorkbook.data([["Dibuat oleh operator"]])), ("Daftar", sheet),
            ("Kosong", "<sheetData/>"),
        ])
        let (file, check, _) = try read(scratch, book)
        #expect(file.separator == "Daftar")
        #expect(
            check.fileProblems.map(\.code).prefix(4) == [
                "list.hidden-rows", "list.hidden-columns", "list.formula-without-value", "list.other-sheets",
            ])
        let hidden = try #require(check.fileProblems.first)
        #expect(hidden.arguments == ["count": "2", "rows": "3, 4"])
        #expect(hidden.place == Place(file: "daftar.xlsx", row: 3))
        #expect(check.fileProblems[1].arguments == ["columns": "C"])
        #expect(check.fileProblems[2].arguments == ["count": "1", "cell": "A6"])
        #expect(check.fileProblems[3].arguments["others"] == "“Catatan”")
        let note = try ListFile(file.url, sheet: "catatan")
        #expect(note.separator == "Catatan" && note.notes.isEmpty)
        #expect(throws: Problem.self) { try ListFile(file.url, sheet: "Tidak ada") }
        let text = try ListFile(scratch.file("a.csv", "NIK;Nama\n3507015501900001;Siti\n"), sheet: "Daftar")
        #expect(text.problems.map(\.code) == ["list.no-sheets"])
    }

    /// One cell of a family card beside its members counts for each of them; in titles and header it does not.
    @Test(arguments: [3, 300]) func joinedCellsHandTheirValueDown(row: Int) throws {
        let scratch = try Scratch()
        var rows: [[String]?] = [["DAFTAR", "", "disembunyikan"], Self.header]
        while rows.count < row - 1 { rows.append(Self.person(90)) }
        rows += [Self.person(1, card: "3507010101200007"), Self.person(2, card: ""), Self.person(3, card: "")]
        let sheet =
            HandMadeWorkbook.data(rows) + "<mergeCells><mergeCell ref=\"C\(row):C\(row + 2)\"/>"
            + "<mergeCell ref=\"A1:D1\"/></mergeCells>"
        let (file, check, records) = try read(scratch, HandMadeWorkbook(sheet: sheet))
        #expect(records.suffix(3).map { $0.raw[2] } == Array(repeating: "3507010101200007", count: 3))
        #expect(file.layout.titles == [["DAFTAR"]])
        #expect(check.fileProblems.first { $0.code == "list.merged" }?.arguments == ["count": "2"])
    }

    @Test func aWorkbookIsImportedAndKnownAgain() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let book = HandMadeWorkbook(
            sheets: ["Dusun A", "Dusun B"].enumerated().map { index, name in
                (name, HandMadeWorkbook.data([Self.header] + (1...3).map { Self.person($0 + 10 * index) }))
            })
        let file = try scratch.file("desa.xlsx", Data(book.bytes))
        var request = ImportRequest(file: file, programme: "BPUM", institution: "BRI", fiscalYear: 2021)
        let first = try registry.stage(request)
        #expect(first.batch.encoding == "XLSX" && first.batch.delimiter == "Dusun A" && first.batch.name == "desa")
        let list = try ListFile(file)
        #expect(first.batch.counts.read == 3 && first.batch.sha256 == list.sha256)
        #expect(try registry.stage(request).wasStagedBefore)
        request.sheet = "Dusun B"
        let second = try registry.stage(request)
        #expect(!second.wasStagedBefore && second.batch.name == "desa Dusun B" && second.batch.delimiter == "Dusun B")
        #expect(try registry.lines(of: second.batch.id).map(\.line.nik) == [11, 12, 13].map { Self.person($0)[0] })
        #expect(try registry.stage(request).batch.id == second.batch.id)
    }

    @Test func whatIsNoSoundWorkbookIsRefusedByName() throws {
        let scratch = try Scratch()
        let people = HandMadeWorkbook.data([Self.header, Self.person(1)])
        var locked = HandMadeWorkbook(sheet: people)
        locked.packings["xl/worksheets/sheet1.xml"] = .locked
        var entity = HandMadeWorkbook(sheet: people)
        entity.parts["xl/worksheets/sheet1.xml"] =
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><worksheet/>"
        let empty = HandMadeWorkbook()
        for (book, code) in [
            (locked.bytes, "spreadsheet.encrypted"), (entity.bytes, "spreadsheet.declared-entities"),
            (empty.bytes, "file.empty"), (Array(empty.bytes.prefix(100)), "spreadsheet.damaged"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "spreadsheet.old-format"),
        ] {
            let problem = #expect(throws: Problem.self) { try ListFile(scratch.file("x.xlsx", Data(book))) }
            #expect(problem?.code == code && problem?.place.file == "x.xlsx")
        }
    }

    /// The other readers of lists know workbooks by the same way.
    @Test func overlapAuditAndLinkingReadWorkbooks() throws {
        let scratch = try Scratch()
        let rows = [["NIK", "Nama", "Daftar"], ["3507015501900001", "Siti", "A"], ["3507015501900001", "Siti", "B"]]
        let file = try scratch.file("dua.xlsx", Data(HandMadeWorkbook(sheet: HandMadeWorkbook.data(rows)).bytes))
        let lists = try ListsInFile(file, listsIn: "Daftar", threads: 1)
        #expect(lists.peopleOnSeveral == 1 && lists.rows == 2)
        let linked = try LinkageFile([file], model: try LinkageModelFile.given("persons").model)
        #expect(linked.names == ["dua.xlsx"] && linked.missing.contains("phone"))
        let audit = try ListAudit(file, programme: "BPUM", today: day).run(against: [], day: day)
        #expect(audit.rows == 2 && audit.people == 1)
    }
}
