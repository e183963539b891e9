import Foundation
import Testing

/// Sheets and the mapping of programmes from the command line.
@Suite struct CoordinationCommandTests {
    private func gapura(_ arguments: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(arguments, in: folder, language: language)
    }

    private func example(_ path: String) throws -> String { try ProgramRun.example("coordination/" + path) }

    /// A folder with a registry that holds the example's institutions and programmes.
    private func mapped(_ folder: URL) throws {
        #expect(try gapura("institution", "import", example("institutions.json"), in: folder).status == 0)
        let taken = try gapura("programme", "import", example("program.csv"), "--format", "json", in: folder)
        #expect(taken.status == 0)
        #expect(try taken.json()["new"] as? Int == 77)
    }

    @Test func aSheetIsTakenListedAndTakenBack() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try mapped(folder)
        let quarter = try example("laporan/2020-Q1.csv")
        let rehearsed = try gapura("sheet", "take", quarter, "--dry-run", "--format", "json", in: folder).json()
        #expect(rehearsed["new"] as? Int == 509)
        #expect(rehearsed["stored"] as? Bool == false)
        #expect(try gapura("sheet", "list", "--kind", "laporan", "--format", "json", in: folder).jsonList().isEmpty)
        let taken = try gapura("institution", "report", quarter, "--received", "2020-04-10", in: folder)
        #expect(taken.status == 0)
        #expect(taken.output.contains("509 dibaca = 509 baru + 0 diperbarui + 0 tetap + 0 ditolak"))
        let listed = try gapura("sheet", "list", "--kind", "report", "--format", "json", in: folder).jsonList()
        let sending = try #require(listed.first)
        #expect(sending["received_on"] as? String == "2020-04-10")
        #expect(sending["kind"] as? String == "laporan")
        let id = try String(#require(sending["id"] as? Int))
        #expect(try gapura("sheet", "undo", id, in: folder).status == 64)
        let undone = try gapura("sheet", "undo", id, "--reason", "salah berkas", "--format", "json", in: folder)
        #expect(try undone.json()["undone_at"] is String)
        let again = try gapura("sheet", "undo", id, "--reason", "lagi", in: folder)
        #expect(again.status == 65)
        #expect(again.errors.contains("sudah dibatalkan"))
    }

    @Test func aRefusedSheetIsExplainedRowByRow() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try mapped(folder)
        let before = try gapura("sheet", "list", "--format", "json", in: folder).jsonList().count
        let broken = try example("laporan/rusak.csv")
        let text = try gapura("sheet", "take", broken, "--quiet", in: folder)
        #expect(text.status == 65)
        for row in 3...9 { #expect(text.errors.contains("rusak.csv, baris \(row), kolom")) }
        #expect(text.errors.contains("[dua belas] → Tulis bilangan biasa"))
        let run = try gapura("sheet", "take", broken, "--format", "json", in: folder, language: "en")
        #expect(run.status == 65)
        let answer = try run.json()
        #expect(answer["stored"] as? Bool == false)
        #expect(answer["refused"] as? Int == answer["rows"] as? Int)
        let problems = try #require(answer["problems"] as? [[String: Any]])
        #expect(problems.compactMap { $0["row"] as? Int } == Array(3...9))
        #expect(problems.allSatisfy { !(($0["remedy"] as? String) ?? "").isEmpty })
        #expect(try gapura("sheet", "list", "--format", "json", in: folder).jsonList().count == before)
    }

    @Test func anExportIsTakenInAgainUnchanged() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try mapped(folder)
        let export = try gapura("programme", "list", "--format", "csv", in: folder)
        let file = folder.appendingPathComponent("program.csv")
        try Data(export.output.utf8).write(to: file)
        let again = try gapura("programme", "import", "program.csv", "--format", "json", in: folder).json()
        let rows = try #require(again["rows"] as? Int)
        #expect(rows == 77 + 9)
        #expect(again["unchanged"] as? Int == rows)
        try Data(export.output.replacing("Forum Klaster Gula Kelapa", with: "Forum Gula Kelapa").utf8).write(to: file)
        let edited = try gapura("programme", "import", "program.csv", "--format", "json", in: folder).json()
        #expect(edited["updated"] as? Int == 2)
        #expect(edited["unchanged"] as? Int == rows - 2)
        let shown = try gapura("programme", "show", "C37", "--format", "json", in: folder).json()
        let versions = try #require(shown["versions"] as? [[String: Any]])
        #expect(versions.count == 4)
        let last = try #require(versions.last?["changes"] as? [[String: Any]])
        #expect(last.compactMap { $0["field"] as? String } == ["name"])
        #expect(try gapura("programme", "show", "C37", in: folder).output.contains("→ Forum Gula Kelapa"))
        #expect(try gapura("programme", "show", "XX", in: folder).status == 64)
        let listed = try gapura("programme", "list", "--year", "2020", "--format", "json", in: folder).jsonList()
        #expect(listed.count == 38 + 1)
    }

    @Test func theMappingIsReported() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try mapped(folder)
        let report = try gapura("programme", "report", "--year", "2021", "--format", "json", in: folder).json()
        #expect((report["duplicates"] as? [Any])?.count == 1)
        #expect((report["nearDuplicates"] as? [Any])?.count == 3)
        #expect((report["clashes"] as? [Any])?.count == 6)
        let strict = try gapura(
            "programme", "report", "--year", "2021", "--threshold", "0.9", "--format", "json", in: folder)
        #expect((try strict.json()["nearDuplicates"] as? [Any])?.count == 2)
        let text = try gapura("programme", "report", "--year", "2021", in: folder).output
        #expect(text.contains("C34 Pasar Rakyat Daring Nusantara – C35 PASAR RAKYAT DARING NUSANTARA"))
        #expect(!text.contains("mapping."))
        let rows = try gapura("programme", "report", "--year", "2021", "--format", "csv", in: folder).output
        #expect(rows.contains("clash,C29,C30,J12"))
        #expect(try gapura("programme", "report", "--threshold", "2", in: folder).status == 64)
    }

    @Test func templatesAndTheirDictionary() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try mapped(folder)
        let header = try gapura("sheet", "template", "laporan", in: folder).output
        #expect(header == "lembaga,program,periode,per_tanggal,diterima,wilayah,ukuran,nilai\r\n")
        #expect(try gapura("sheet", "template", "laporan", "--out", "l.xlsx", in: folder).status == 0)
        let empty = try gapura("sheet", "take", "l.xlsx", "--kind", "laporan", in: folder)
        #expect(empty.status == 65)
        #expect(empty.errors.contains("tidak berisi baris data"))
        try Data("lembaga,program\nC-KPP,C32\n".utf8).write(to: folder.appendingPathComponent("kurang.csv"))
        let short = try gapura("institution", "report", "kurang.csv", "--format", "json", in: folder)
        #expect(short.status == 65)
        let problem = try #require((short.json()["problems"] as? [[String: Any]])?.first)
        #expect(problem["code"] as? String == "sheet.columns")
        // The remedy names a command that there is.
        #expect((problem["remedy"] as? String)?.contains("`gapura sheet template laporan`") == true)
        let columns = try gapura("sheet", "dictionary", "laporan", "--format", "json", in: folder).jsonList()
        #expect(columns.compactMap { $0["header"] as? String }.joined(separator: ",") + "\r\n" == header)
        let all = try gapura("sheet", "dictionary", "--format", "csv", in: folder, language: "en").output
        #expect(all.contains("kunjungan,pendamping"))
        #expect(!all.contains("type."))
        #expect(try gapura("sheet", "template", "surat", in: folder).status == 64)
    }
}
