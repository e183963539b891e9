import Examples
import Foundation
import Testing

@Suite("gapura rules undeclared")
struct RulesUndeclaredTests {
    private func search(_ more: String..., in folder: URL) throws -> ProgramRun {
        let example = try #require(Examples.folder("bpum-arjowilangun"))
        func path(_ name: String) -> String { example.appendingPathComponent(name).path }
        return try ProgramRun(
            [
                "rules", "undeclared", "bpum", path("pelamar.csv"), "--stages", path("tahapan.csv"), "--against",
                "BPUM@2020-12-31=" + path("penerima-2020.csv"), "--as-of", "2021-04-30", "--area", "RW", "--draws",
                "99",
                "--with", "{\"person.village\": \"Arjowilangun\"}",
            ] + more, in: folder)
    }

    @Test("The example's criterion is told: by whom, without basis, against article 4(1)")
    func text() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let done = try search("--strict", "--out", "laporan.html", "--synthetic", in: folder)
        #expect(done.status == 1)
        #expect(done.output.contains("Permenkop UKM 2/2021 Ps 4(1)"))
        #expect(done.output.contains("BRI Unit Kalipare"))
        #expect(!done.output.contains(/35071\d{11}/))
        let page = try String(contentsOf: folder.appendingPathComponent("laporan.html"), encoding: .utf8)
        #expect(page.contains("Ps 4(1)") && !page.contains(/35071\d{11}/))
    }

    @Test("JSON names condition, marks, rule, rows and those who apply it; CSV has a row for each")
    func machines() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try search("--format", "json", "--lang", "en", in: folder).json()
        let findings = try #require(answer["findings"] as? [[String: Any]])
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding["rule"] as? String == "bpum.local.not-previous-year")
        #expect(finding["marks"] as? [String] == ["no-legal-basis", "contradicts", "local"])
        #expect(finding["refused"] as? Int == 91 && (finding["refused_rows"] as? [Int])?.count == 91)
        #expect((finding["deciders"] as? [[String: Any]])?.count == 2)
        let table = try search("--format", "csv", in: folder)
        #expect(table.output.split(whereSeparator: \.isNewline).count == 3)
    }

    @Test("Levels out of range, a registry beside files, and columns that are not there are refused")
    func refused() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try search("--level", "1", in: folder).status == 64 || search("--level", "1", in: folder).status == 65)
        #expect(try search("--db", "x.sqlite", in: folder).status != 0)
        #expect(try search("--area", "Tidak Ada", in: folder).errors.contains("Tidak Ada"))
    }
}
