import Examples
import Foundation
import Testing

@Suite("gapura audit-paper")
struct AuditPaperCommandTests {
    private func tables(_ name: String) throws -> String {
        try #require(Examples.folder(name)).appendingPathComponent("tables.yaml").path
    }

    @Test(
        "one JSON document on standard output, the report beside it",
        arguments: ["mekaar-kutasari", "bpum-arjowilangun"])
    func document(name: String) throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try ProgramRun(
            ["audit-paper", try tables(name), "--format", "json", "--out", "reports"], in: folder)
        #expect(run.status == 0)
        let answer = try run.json()
        #expect(answer["paper"] as? String == name)
        let findings = try #require(answer["findings"] as? [[String: Any]])
        #expect(findings.count > 25 && findings.allSatisfy { ($0["code"] as? String)?.hasPrefix("paper.") == true })
        let report = folder.appendingPathComponent("reports/paper-audit-\(name).html")
        #expect(try String(contentsOf: report, encoding: .utf8).contains("</html>"))
    }

    @Test("text and CSV in the user's language; nothing is written without --out")
    func text() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = try tables("bpum-arjowilangun")
        let indonesian = try ProgramRun(["audit-paper", path], in: folder)
        #expect(indonesian.status == 0 && indonesian.output.contains("dipotong"))
        let csv = try ProgramRun(["audit-paper", path, "--format", "csv", "--lang", "en"], in: folder)
        #expect(csv.output.hasPrefix("severity,code,") && csv.output.contains("cut off"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
        #expect(files.isEmpty)
    }

    @Test("exit statuses")
    func statuses() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try ProgramRun(["audit-paper", "tidak-ada.yaml"], in: folder).status == 66)
        try Data("paper: x\ntitle: X\ntables: [{name: t, rows: [{label: a, percent: lima}]}]\n".utf8)
            .write(to: folder.appendingPathComponent("bad.yaml"))
        let bad = try ProgramRun(["audit-paper", "bad.yaml"], in: folder)
        #expect(bad.status == 65 && bad.output.isEmpty)
        for part in ["bad.yaml", "3", "lima"] { #expect(bad.errors.contains(part)) }
        let path = try tables("mekaar-kutasari")
        #expect(try ProgramRun(["audit-paper", path, "--strict"], in: folder).status == 1)
        try Data(
            "paper: x\ntitle: X\nn: 2\ntables: [{name: t, rows: [{label: a, count: 1}, {label: b, count: 1}]}]\n".utf8
        )
        .write(to: folder.appendingPathComponent("good.yaml"))
        #expect(try ProgramRun(["audit-paper", "good.yaml", "--strict"], in: folder).status == 0)
    }
}
