import Foundation
import Testing

/// Several sheets at once: each stands or falls alone, and the program says which.
@Suite struct SeveralSheetsTests {
    private func gapura(_ arguments: String..., in folder: URL) throws -> ProgramRun {
        try ProgramRun(arguments, in: folder)
    }

    private func write(_ name: String, _ text: String, in folder: URL) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    @Test func eachFileIsASendingOfItsOwn() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let header = "lembaga,program,periode,jatuh_tempo,isi\n"
        try write("a.csv", header + "BRI,BPUM,2021-Q1,2021-04-15,angka\n", in: folder)
        try write("b.csv", header + "BRI,BPUM,2021-Q9,2021-04-15,angka\n", in: folder)
        try write("d.xlsx", "bukan buku kerja", in: folder)
        try write("e.csv", header + "BRI,BPUM,2021-Q2,2021-07-15,angka\n", in: folder)
        let files = ["a.csv", "b.csv", "c.csv", "d.xlsx", "e.csv"]
        let run = try ProgramRun(["sheet", "take"] + files, in: folder)
        #expect(run.status == 65)
        // Every file is told of, also one that is not there and one that is no workbook.
        for file in files { #expect(run.output.contains(file), "\(file)") }
        #expect(run.errors.contains("2 dari 5 berkas disimpan"))
        #expect(run.errors.contains("Tidak disimpan: b.csv, c.csv, d.xlsx."))
        #expect(try gapura("sheet", "list", "--kind", "kalender", "--format", "json", in: folder).jsonList().count == 2)
        let again = try ProgramRun(["sheet", "take", "--format", "json"] + files, in: folder)
        #expect(again.status == 65)
        let answers = try again.jsonList()
        #expect(answers.compactMap { $0["file"] as? String } == files)
        #expect(answers.compactMap { $0["stored"] as? Bool } == [true, false, false, false, true])
        let codes = answers.map { ($0["problems"] as? [[String: Any]])?.first?["code"] as? String }
        #expect(codes == [nil, "sheet.period", "input.missing", "spreadsheet.not-a-workbook", nil])
    }

    @Test func allTakenIsToldTooAndEndsWell() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let header = "lembaga,program,periode,jatuh_tempo,isi\n"
        try write("a.csv", header + "BRI,BPUM,2021-Q1,2021-04-15,angka\n", in: folder)
        try write("b.csv", header + "BRI,BPUM,2021-Q2,2021-07-15,angka\n", in: folder)
        let dry = try gapura("sheet", "take", "a.csv", "b.csv", "--dry-run", in: folder)
        #expect(dry.status == 0 && dry.errors.contains("2 dari 2 berkas dapat disimpan"))
        let run = try gapura("sheet", "take", "a.csv", "b.csv", in: folder)
        #expect(run.status == 0 && run.errors.contains("2 dari 2 berkas disimpan"))
        #expect(!run.errors.contains("Tidak disimpan"))
        // A single file that is not there ends as any other missing input does.
        #expect(try gapura("sheet", "take", "c.csv", in: folder).status == 66)
    }
}
