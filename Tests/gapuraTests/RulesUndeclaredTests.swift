import Examples
import Foundation
import Testing

@Suite("gapura rules undeclared")
struct RulesUndeclaredTests {
    private func search(_ more: String..., stages: String? = nil, in folder: URL) throws -> ProgramRun {
        let example = try #require(Examples.folder("bpum-arjowilangun"))
        func path(_ name: String) -> String { example.appendingPathComponent(name).path }
        return try ProgramRun(
            [
                "rules", "undeclared", "bpum", path("pelamar.csv"), "--stages", stages ?? path("tahapan.csv"),
                "--against",
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

    @Test(
        "decisions that cannot be read stand with their number in every form, never beside an all-clear, and end in 65"
    )
    func unread() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = try String(
            contentsOfFile: ProgramRun.example("bpum-arjowilangun/tahapan.csv"), encoding: .utf8)
        try text.replacing(";ditolak;", with: ";rejected;")
            .write(to: folder.appendingPathComponent("st.csv"), atomically: true, encoding: .utf8)
        let done = try search("--out", "u.html", "--lang", "en", "--format", "json", stages: "st.csv", in: folder)
        #expect(done.status == 65)
        #expect(try done.json()["unread_decision_rows"] as? Int == 145)
        let page = try String(contentsOf: folder.appendingPathComponent("u.html"), encoding: .utf8)
        #expect(page.contains("145 of 3,283 rows of decisions could not be read"))
        #expect(!page.contains("nothing to search for") && !done.output.contains("nothing to search for"))
        try text.split(separator: "\n").filter { !$0.contains(";ditolak;") }.joined(separator: "\n")
            .write(to: folder.appendingPathComponent("none.csv"), atomically: true, encoding: .utf8)
        let none = try search("--lang", "en", stages: "none.csv", in: folder)
        #expect(none.status == 0 && none.output.contains("hold no refusal at all"))
        #expect(!none.output.contains("nothing to search for"))
    }

    @Test("who was merely proposed is not accepted")
    func proposed() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = try String(
            contentsOfFile: ProgramRun.example("bpum-arjowilangun/tahapan.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n")
        try (lines.prefix(1) + lines.filter { $0.contains(";RT;") }).joined(separator: "\n")
            .write(to: folder.appendingPathComponent("rt.csv"), atomically: true, encoding: .utf8)
        let counts = try #require(
            try search("--format", "json", stages: "rt.csv", in: folder).json()["counts"] as? [String: Int])
        #expect(counts["pending"] == 620 && counts["in_order"] == 0 && counts["breach"] == 0)
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
