import Foundation
import Testing

/// Tables as delimited text are read by programs: their numbers are plain, whatever the language.
@Suite struct MachineNumberTests {
    private static let people = 1234

    private func filled() throws -> URL {
        let folder = try ProgramRun.folder()
        let rows = (1...Self.people).map { "350701010160\(String(10_000 + $0).suffix(4));Siti Rekaan \($0);2400000\n" }
        try Data(("NIK;Nama;Nominal;Warna\n" + rows.joined().replacing("0\n", with: "0;x\n")).utf8)
            .write(to: folder.appendingPathComponent("a.csv"))
        let run = try ProgramRun(
            [
                "import", "a.csv", "--programme", "UMI", "--institution", "DINKOP-35.07", "--profile", "umum", "--year",
                "2021", "--commit", "--format", "csv",
            ], in: folder)
        #expect(run.status == 0 && run.output.contains(",1234,"), "\(run.errors)\(run.output)")
        return folder
    }

    @Test(arguments: ["id", "en"]) func numbersInTablesArePlain(language: String) throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        for (arguments, wanted) in [
            (["as-of", "2030-01-01"], ""), (["imports", "list"], ",1234,"), (["db", "stats"], ",1234"),
        ] {
            let today = Date().addingTimeInterval(7 * 3600).formatted(.iso8601).prefix(10)
            let asked = arguments.map { $0 == "2030-01-01" ? String(today) : $0 }
            let run = try ProgramRun(asked + ["--format", "csv", "--lang", language], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            let expected = wanted.isEmpty ? ",1234,0,\(Self.people * 2_400_000)" : wanted
            #expect(run.output.contains(expected), "\(asked): \(run.output)")
            #expect(!run.output.contains("1.234") && !run.output.contains("\"1,234\""))
        }
        // People read them in their language.
        let text = try ProgramRun(["imports", "list", "--lang", language], in: folder).output
        #expect(text.contains(language == "id" ? "1.234" : "1,234"))
    }

    @Test func whatIsNotTakenIsSaidByTheImport() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("NIK;Nama;Alamatt;Warna\n3507010101600001;Siti Rekaan;Dusun;hijau\n".utf8)
            .write(to: folder.appendingPathComponent("a.csv"))
        let own = [
            "a.csv", "--programme", "BPUM", "--institution", "DINKOP-35.07", "--profile", "umum", "--year", "2021",
        ]
        for more in [["--dry-run"], []] {
            let run = try ProgramRun(["import"] + own + more, in: folder)
            #expect(run.status == 0 && run.errors.contains("“Alamatt” (Alamat?), “Warna”"), "\(run.errors)")
            #expect(run.errors.contains("Rp1.200.000"))
        }
        let show = try ProgramRun(["imports", "show", "1"], in: folder).output
        #expect(show.contains("“Warna”") && show.contains("Rp1.200.000") && show.contains("periode program"))
        let json = try ProgramRun(["imports", "show", "1", "--format", "json"], in: folder).json()
        #expect(json["programme_amount"] as? Int == 1_200_000)
        let check = try ProgramRun(["check", "a.csv", "--profile", "umum"], in: folder).output
        #expect(check.contains("“Alamatt” (Alamat?)"))
    }
}
