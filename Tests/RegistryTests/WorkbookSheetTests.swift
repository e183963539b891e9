import Foundation
import Problems
import Registry
import Spreadsheets
import Store
import Testing

/// Sheets that come as workbooks.
@Suite struct WorkbookSheetTests {
    private static let rows = [
        ["DINKOP-35.07", "BPUM", "2021-Q2", "2021-06-30", "2021-07-10", "35.07.11.2008", "disalurkan", "475"],
        ["DINKOP-35.07", "BPUM", "2021-Q2", "2021-06-30", "2021-07-10", "35.07.11.2008", "dicairkan", "1200"],
    ]

    /// What the template's workbook holds when it has been filled in.
    private func fill(_ scratch: Scratch, _ rows: [[String]], titles: Int = 0) throws -> URL {
        let url = scratch.url.appendingPathComponent("laporan.xlsx")
        let kind = try SheetKinds.bundled.kind("report")
        let headers = kind.columns.map(\.header)
        var writer = try WorkbookWriter(to: url)
        let top = titles > 0 ? ["Laporan triwulan"] : headers
        let layout = SheetLayout(
            "laporan", columns: headers.indices.map { SheetColumn($0 < top.count ? top[$0] : "", .text) })
        let sheet = try writer.addSheet(layout)
        for row in 0..<max(0, titles - 1) { try writer.append([.text("Judul \(row)")], to: sheet) }
        if titles > 0 { try writer.append(headers.map { .text($0) }, to: sheet) }
        for row in rows {
            try writer.append(row.enumerated().map { $0 == 7 ? .integer(Int64($1)) : .text($1) }, to: sheet)
        }
        try writer.finish()
        return url
    }

    @Test(arguments: [0, 1, 3]) func aWorkbookIsTakenInLikeText(titles: Int) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let sheet = try Sheet(fill(scratch, Self.rows, titles: titles))
        #expect(sheet.name == "laporan.xlsx")
        #expect(sheet.sha256.count == 64)
        #expect(sheet.rows.map(\.number) == [titles + 2, titles + 3])
        let receipt = try registry.takeIn(sheet)
        #expect(receipt.isStored, "\(receipt.problems)")
        #expect(receipt.kind.name == "report")
        let header = "lembaga;program;periode;per_tanggal;diterima;wilayah;ukuran;nilai\n"
        let text = header + Self.rows.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n"
        let again = try registry.takeIn(Sheet(scratch.file("laporan.csv", text)))
        #expect(again.sending.unchanged == 2)
    }

    @Test func aProblemNamesTheRowOfTheWorkbook() throws {
        let scratch = try Scratch()
        var rows = Self.rows
        rows[1][1] = "TIDAK-ADA"
        let receipt = try scratch.registry().takeIn(Sheet(fill(scratch, rows, titles: 3)))
        #expect(receipt.problems.map(\.place) == [Place(file: "laporan.xlsx", row: 6, column: "program")])
    }

    @Test func anEmptyTemplateOfEveryKindIsReadAsThatKind() throws {
        let scratch = try Scratch()
        for kind in SheetKinds.bundled.kinds {
            let url = scratch.url.appendingPathComponent(kind.word + ".xlsx")
            let template = SheetTemplate(kind, .id)
            try template.writeWorkbook(to: url)
            let book = try Workbook(url)
            #expect(book.sheets.first?.name == kind.word)
            // The dictionary, and the hidden lists of choices where there are any.
            let choices = template.explanations.contains { !$0.choices.isEmpty && $0.type != "choices" }
            #expect(book.sheets.count == (choices ? 3 : 2), "\(kind.word)")
            #expect(try Sheet(url).headers == kind.columns.map(\.header))
            #expect(try SheetKinds.bundled.kind(of: Sheet(url).headers, in: "x") == kind)
            #expect(template.csv == kind.columns.map(\.header).joined(separator: ",") + "\r\n")
        }
    }

    @Test func whatOnlyLooksLikeAWorkbookIsRefused() throws {
        let scratch = try Scratch()
        let file = try scratch.file("x.xlsx", Data([0x50, 0x4B, 0x03, 0x04, 0, 0, 0]))
        let problem = #expect(throws: Problem.self) { try Sheet(file) }
        #expect(problem?.code.hasPrefix("spreadsheet.") == true)
    }
}
