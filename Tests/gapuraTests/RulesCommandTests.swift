import Examples
import Foundation
import Testing

@Suite struct RulesCommandTests {
    private func gapura(_ arguments: String..., in folder: URL) throws -> ProgramRun {
        try ProgramRun(["rules"] + arguments, in: folder)
    }

    @Test func expressionsAreEvaluatedAndExplained() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let done = try gapura(
            "eval", "--expr", "person.job == 'PNS' || x > 3", "--with", "{\"person\": {\"job\": \"Petani\"}, \"x\": 5}",
            "--format", "json", in: folder)
        let answer = try done.json()
        #expect(done.status == 0 && answer["value"] as? Bool == true && answer["type"] as? String == "bool")
        #expect((answer["unknown"] as? [String])?.isEmpty == true)
        let steps = try #require(answer["steps"] as? [[String: Any]])
        #expect(steps.contains { $0["expression"] as? String == "(x > 3)" || $0["expression"] as? String == "x > 3" })
        let unknown = try gapura("eval", "--expr", "received('BPUM', 2020) && y", "--format", "json", in: folder)
        let missing = try unknown.json()
        #expect(unknown.status == 0 && missing["value"] is NSNull)
        #expect(missing["unknown"] as? [String] == ["received('BPUM', 2020)", "y"])
        let given = try gapura(
            "eval", "--expr", "received('BPUM', 2020)", "--with", "{\"received(\\\"BPUM\\\", 2020)\": true}", in: folder
        )
        #expect(given.output.hasPrefix("true"))
        let wrong = try gapura("eval", "--expr", "1 / 0", "--format", "json", in: folder)
        let error = try #require(try wrong.json()["error"] as? [String: Any])
        #expect(wrong.status == 65 && error["code"] as? String == "rules.division-by-zero")
        #expect((error["at"] as? [String: Any])?["line"] as? Int == 1 && error["message"] is String)
        #expect(try gapura("eval", "--expr", "1 +", in: folder).status == 65)
        let misspelt = try gapura("eval", "--expr", "persn.job == 'PNS'", in: folder)
        #expect(misspelt.status == 65 && misspelt.errors.contains("person"))
        #expect(try gapura("eval", "--expr", "1", "--with", "[", in: folder).status == 65)
    }

    @Test func ruleFilesAreChecked() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let all = try gapura("check", "--format", "json", in: folder)
        let files = try #require(try all.json()["files"] as? [[String: Any]])
        #expect(all.status == 0 && files.count == 8 && files.allSatisfy { $0["usable"] as? Bool == true })
        #expect(try gapura("check", "--strict", in: folder).status == 1)
        try Data("programme: X\nversion: \"1\"\nrules:\n  - {code: a, kind: requirement, expression: umur > 3}\n".utf8)
            .write(to: folder.appendingPathComponent("a.yaml"))
        let broken = try gapura("check", "a.yaml", in: folder)
        #expect(broken.status == 65 && broken.errors.contains("a.yaml, baris 4") && broken.errors.contains("umur"))
        #expect(try gapura("check", "tidak-ada.yaml", in: folder).status == 66)
    }

    @Test func rulesAreListedForASpreadsheet() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let all = try gapura("list", "--format", "json", in: folder)
        let rules = try #require(try all.json()["rules"] as? [[String: Any]])
        let loan = try #require(rules.first { $0["code"] as? String == "bpum.2021.no-active-kur" })
        #expect(loan["expression"] as? String == "active('KUR')" && loan["article"] as? String == "Ps 4(2)")
        #expect(loan["regulation"] as? String == "Permenkop UKM 2/2021" && loan["date"] as? String == "2021-03-17")
        let csv = try gapura("list", "--format", "csv", in: folder).output
        let lines = csv.split(whereSeparator: \.isNewline)
        #expect(lines.count == rules.count + 1 && lines[0].hasPrefix("programme,code,kind,statement_id,statement_en"))
        #expect(try gapura("list", "bpum", "--out", "rules.csv", in: folder).status == 0)
        let one = try String(contentsOf: folder.appendingPathComponent("rules.csv"), encoding: .utf8)
        #expect(one.split(whereSeparator: \.isNewline).dropFirst().allSatisfy { $0.hasPrefix("BPUM,bpum.") })
        #expect(try gapura("list", in: folder).output.contains("tidak ada dasar hukum"))
        #expect(try gapura("list", "tidak-ada", in: folder).status == 66)
    }

    @Test func aListIsJudgedAndLettersArePrinted() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let example = try #require(Examples.folder("bpum-arjowilangun"))
        let list = example.appendingPathComponent("pelamar.csv").path
        let earlier = "BPUM=" + example.appendingPathComponent("penerima-2020.csv").path
        let village = "{\"person\": {\"village\": \"Arjowilangun\"}}"
        let run = try gapura(
            "run", "bpum", "bpum-arjowilangun", list, "--against", earlier, "--with", village, "--format", "json",
            in: folder)
        let answer = try run.json()
        #expect(run.status == 0 && answer["refused"] as? Int == 188 && answer["refused_without_basis"] as? Int == 161)
        let lines = try #require(answer["lines"] as? [[String: Any]])
        let reason = try #require(
            lines.first { $0["without_basis"] as? Bool == true }?["reasons"] as? [[String: Any]]
        ).first
        #expect(reason?["legal_basis"] == nil && (reason?["flags"] as? [String])?.count == 4)
        #expect(reason?["correct"] is String && reason?["deciding"] is String)
        let text = try gapura("run", "bpum", list, "--against", earlier, "--with", village, "--strict", in: folder)
        #expect(text.status == 1 && text.output.contains("620 baris = 572 memenuhi syarat"))
        let other = try gapura(
            "run", "bpum", list, "--against", earlier, "--with", village, "--year", "2022", "--as-of", "2021-12-31",
            "--format", "json", in: folder)
        #expect(try other.json()["year"] as? Int == 2022)
        let csv = try gapura(
            "run", "bpum", list, "--against", earlier, "--with", village, "--format", "csv", in: folder)
        #expect(csv.output.split(separator: "\r\n").count >= 621 || csv.output.split(separator: "\n").count >= 621)
        #expect(csv.output.firstMatch(of: /[0-9]{16}/) == nil && run.output.firstMatch(of: /[0-9]{16}/) == nil)
        let letters = try gapura(
            "letters", "bpum", list, "--against", earlier, "--with", village, "--out", "surat.html", in: folder)
        #expect(letters.status == 0 && letters.output.contains("48"))
        let html = try String(contentsOf: folder.appendingPathComponent("surat.html"), encoding: .utf8)
        #expect(html.split(separator: "class=\"sheet letter\"").count == 49)
        #expect(html.firstMatch(of: /[0-9]{16}/) == nil)
        #expect(try gapura("letters", "bpum", list, in: folder).status == 64)
        #expect(try gapura("run", "bpum", in: folder).status == 64)
        #expect(try gapura("run", "bpum", list, "--against", "x", in: folder).status == 64)
    }
}
