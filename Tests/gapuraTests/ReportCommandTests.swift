import Foundation
import Testing

/// Documents that go out, and figures for monitoring, from the command line.
@Suite struct ReportCommandTests {
    private func gapura(_ arguments: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(arguments, in: folder, language: language)
    }

    /// A folder with a registry of the example's programmes, calendar, a list and a quarter of reports, counted.
    private func counted(_ folder: URL) throws {
        func example(_ path: String) throws -> String { try ProgramRun.example("coordination/" + path) }
        #expect(try gapura("institution", "import", example("institutions.json"), in: folder).status == 0)
        for sheet in ["program.csv", "kalender.csv", "penyebut.csv", "laporan/2021-Q1.csv"] {
            #expect(try gapura("sheet", "take", example(sheet), in: folder).status == 0)
        }
        let list = try gapura(
            "import", example("daftar/c03-2021.csv"), "--programme", "C03", "--institution", "C-KTK", "--profile",
            "umum", "--year", "2021", "--as-of", "2021-12-31", "--commit", in: folder)
        #expect(list.status == 0, "\(list.errors)")
        #expect(try gapura("monitor", "show", in: folder).status == 65)
        #expect(try gapura("monitor", "compute", "--as-of", "2022-03-31", in: folder).status == 0)
    }

    @Test func figuresAreCountedAndShown() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try counted(folder)
        let view = try gapura("monitor", "show", "--region", "35.07", "--year", "2021", "--format", "json", in: folder)
        let answer = try view.json()
        #expect(answer["as_of"] as? String == "2022-03-31")
        #expect(answer["stale"] as? Bool == false)
        let figures = try #require(answer["figures"] as? [String: Int])
        #expect(figures["listed"] == 88)
        let parts = try #require(answer["parts"] as? [[String: Any]])
        let rest = (answer["remainder"] as? [String: Int])?["distributed"] ?? 0
        let below = parts.compactMap { ($0["figures"] as? [String: Int])?["distributed"] }.reduce(0, +)
        #expect(below + rest == figures["distributed"])
        let csv = try gapura("monitor", "show", "--region", "35.07", "--format", "csv", in: folder).output
        #expect(csv.split(separator: "\r\n").last?.hasPrefix("35.07,Kabupaten Malang,") == true)
        #expect(
            try gapura("monitor", "show", "--region", "35.07", in: folder, language: "en").output.contains("Proposed"))
        #expect(try gapura("monitor", "indicators", "--format", "json", in: folder).jsonList().count > 10)
        #expect(try gapura("monitor", "compute", "--as-of", "kemarin", in: folder).status == 64)
    }

    @Test func institutionsAreScored() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try counted(folder)
        let scores = try gapura(
            "institution", "score", "--year", "2021", "--as-of", "2021-12-31", "--format", "json", in: folder
        ).jsonList()
        for score in scores {
            let parts = ["on_time", "late", "missing"].compactMap { score[$0] as? Int }.reduce(0, +)
            #expect(score["due"] as? Int == parts)
        }
        #expect(scores.contains { ($0["missing"] as? Int ?? 0) > 0 })
        let csv = try gapura("institution", "score", "--format", "csv", in: folder).output
        #expect(csv.hasPrefix("Kode,Lembaga,Jatuh tempo"))
    }

    @Test func documentsAreWritten() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try counted(folder)
        let region = try gapura(
            "report", "region", "35.07", "--year", "2021", "--out", "keluar", "--synthetic", "--format", "json",
            in: folder)
        let report = try #require(try region.json()["report"] as? String)
        let html = try String(contentsOfFile: report, encoding: .utf8)
        #expect(html.contains("Laporan Program Pemberdayaan Usaha Mikro Kabupaten Malang 2021"))
        #expect(html.contains("Data sintetis") && html.contains("Bupati"))
        let letter = try gapura(
            "report", "letter", "C-KTK", "--as-of", "2021-12-31", "--year", "2021", "--out", "keluar", in: folder,
            language: "en")
        #expect(letter.status == 0)
        #expect(letter.output.contains("reports missing"))
        #expect(letter.errors.contains("letter-c-ktk-2021-12-31.html"))
        #expect(try gapura("report", "letter", "TIDAK-ADA", in: folder).status == 65)
        #expect(try gapura("report", "region", "35.07", "--year", "1999", in: folder).status == 65)
        let written = try gapura(
            "report", "region", "35.07", "--year", "2021", "--synthetic", "--format", "html", in: folder)
        #expect(written.output == html)
    }

    @Test func whatCannotBeMeantIsRefused() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try counted(folder)
        let dated = try gapura("report", "region", "35.07", "--year", "2021", "--date", "2021-99-99", in: folder)
        #expect(dated.status == 64)
        #expect(dated.errors.contains("2021-99-99"))
        #expect(try gapura("report", "letter", "C-KTK", "--date", "besok", in: folder).status == 64)
        // A threshold of its own would let one document be set against another.
        #expect(
            try gapura("report", "region", "35.07", "--year", "2021", "--threshold", "2", in: folder).status == 64)
        #expect(try gapura("report", "publish", "--year", "2021", "--threshold", "2", in: folder).status == 64)
        let empty = try gapura(
            "report", "letter", "C-KTK", "--year", "1999", "--out", "surat", in: folder, language: "en")
        #expect(empty.status == 65)
        #expect(empty.errors.contains("1999") && empty.errors.contains("owes no report"))
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("surat").path))
        let good = try gapura(
            "report", "letter", "C-KTK", "--as-of", "2021-12-31", "--date", "2022-01-03", in: folder)
        #expect(good.status == 0)
    }

    @Test func whatIsWrittenAgainSaysSo() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try counted(folder)
        let region = ["report", "region", "35.07", "--year", "2021", "--out", "keluar"]
        let letter = ["report", "letter", "C-KTK", "--year", "2021", "--as-of", "2021-12-31", "--out", "keluar"]
        let tables = ["report", "publish", "--year", "2021", "--region", "35.07", "--out", "keluar"]
        for command in [region, letter, tables] {
            let first = try ProgramRun(command, in: folder)
            #expect(first.status == 0 && first.errors.contains("Ditulis:"), "\(first.errors)")
            #expect(!first.errors.contains("berkas lama diganti"))
            let second = try ProgramRun(command, in: folder)
            #expect(second.status == 0 && second.errors.contains("berkas lama diganti"), "\(second.errors)")
        }
        let again = try ProgramRun(region + ["--format", "json"], in: folder).json()
        #expect(again["replaced"] as? Bool == true)
        let files = try ProgramRun(tables + ["--format", "json"], in: folder).json()
        #expect((files["replaced"] as? [String])?.count == 5)
    }

    @Test func ratiosSayWhatTheyRestOn() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try counted(folder)
        let view = try gapura("monitor", "show", "--year", "2021", "--format", "json", in: folder).json()
        let indicators = try #require(view["indicators"] as? [[String: Any]])
        let cashOut = try #require(indicators.first { $0["code"] as? String == "cashOut" })
        #expect((cashOut["programmes"] as? Int ?? 0) > 1)
        let leftOut = try #require(cashOut["left_out"] as? [String])
        #expect(leftOut.contains("C05") && !leftOut.contains("C01"))
        let text = try gapura("monitor", "show", "--year", "2021", in: folder, language: "en").output
        #expect(text.contains("left out because they report only one of them: " + leftOut.joined(separator: ", ")))
    }

    @Test func tablesArePublishedWithTheirDictionary() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try counted(folder)
        let run = try gapura(
            "report", "publish", "--year", "2021", "--region", "35.07", "--out", "terbit", "--format", "json",
            in: folder)
        let answer = try run.json()
        let files = try #require(answer["files"] as? [String])
        #expect(files.count == 5 && files.allSatisfy { FileManager.default.fileExists(atPath: $0) })
        #expect((answer["hidden"] as? Int ?? 0) > 0)
        let table = try gapura(
            "report", "publish", "--year", "2021", "--region", "35.07", "--format", "csv", in: folder)
        let rows = table.output.split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows.first?.last == "nilai")
        for row in rows.dropFirst() {
            let value = try #require(row.last)
            #expect(value == "x" || Int(value).map { !(1..<5).contains($0) } == true, "\(row)")
        }
    }

    /// Each document and table that leaves is told, also where it is the answer itself.
    @Test func whatGoesOutIsTold() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try counted(folder)
        let runs: [(what: String, arguments: [String])] = [
            ("region-report", ["report", "region", "35.07", "--year", "2021", "--format", "html"]),
            ("letter", ["report", "letter", "C-KTK", "--year", "2021", "--as-of", "2021-12-31", "--out", "o"]),
            ("publication", ["report", "publish", "--year", "2021", "--format", "csv"]),
            ("overlap", ["overlap", "--db", "gapura.sqlite", "--format", "html"]),
        ]
        for run in runs {
            let done = try ProgramRun(run.arguments + ["--lang", "en"], in: folder)
            #expect(done.status == 0, "\(run.what): \(done.errors)")
            let log = try gapura(
                "log", "list", "--chain", "access", "--action", "export", "--format", "json", in: folder
            ).jsonList()
            #expect((log.first?["detail"] as? String)?.contains("\"\(run.what)\"") == true, "\(run.what) \(log)")
        }
    }
}
