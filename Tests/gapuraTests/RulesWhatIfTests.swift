import Examples
import Foundation
import Testing

@Suite("gapura rules whatif")
struct RulesWhatIfTests {
    private func compare(_ more: String..., in folder: URL) throws -> ProgramRun {
        let example = try #require(Examples.folder("bpum-arjowilangun"))
        func path(_ name: String) -> String { example.appendingPathComponent(name).path }
        return try ProgramRun(
            [
                "rules", "whatif", "bpum", path("batas-pendapatan.yaml"), path("pelamar.csv"), "--against",
                "BPUM@2020-12-31=" + path("penerima-2020.csv"), "--as-of", "2021-07-14", "--area", "RW", "--with",
                "{\"person.village\": \"Arjowilangun\"}",
            ] + more, in: folder)
    }

    private static let limit = "bpum.percobaan.income-limit.limit=1000000"

    @Test("a changed income limit: movers reconcile in every format, and nobody's number stands there")
    func formats() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let done = try compare("--set", Self.limit, "--format", "json", in: folder)
        let answer = try done.json()
        func side(_ name: String, _ key: String) throws -> Int {
            try #require((answer[name] as? [String: Any])?[key] as? Int)
        }
        let (stayed, entered, left) = try (
            #require(answer["stayed"] as? Int), #require(answer["entered"] as? Int), #require(answer["left"] as? Int)
        )
        #expect(done.status == 0 && left > 0 && entered == 0)
        #expect(try side("present", "eligible") == stayed + left && side("changed", "eligible") == stayed + entered)
        #expect(answer["cost_difference"] as? Int == -left * 1_200_000)
        #expect((answer["movers"] as? [Any])?.count == left)
        let incidence = try #require(answer["incidence"] as? [String: Any])
        let after = try #require(incidence["after"] as? [String: Any])
        #expect((after["shares"] as? [Double])?.count == 10 && after["concentration_index"] is Double)
        let text = try compare("--set", Self.limit, "--out", "andai.html", "--synthetic", in: folder)
        #expect(text.status == 0 && text.output.contains("\(left) keluar"))
        let html = try String(contentsOf: folder.appendingPathComponent("andai.html"), encoding: .utf8)
        let csv = try compare("--set", Self.limit, "--format", "csv", in: folder)
        #expect(csv.output.split(whereSeparator: \.isNewline).count == left + 1)
        let example = try #require(Examples.folder("bpum-arjowilangun"))
        let list = try String(contentsOf: example.appendingPathComponent("pelamar.csv"), encoding: .utf8)
        let numbers = list.split(separator: "\n").dropFirst().map { $0.split(separator: ";")[1] }
        for output in [done.output, text.output, html, csv.output] {
            #expect(numbers.filter { output.contains($0) }.isEmpty)
        }
    }

    @Test("other files may take the place of the present ones; what cannot be is refused")
    func usage() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try compare("--changed", "bpum", "--format", "json", in: folder)
        #expect(try files.json()["left"] as? Int == 0 && (files.json()["entered"] as? Int ?? 0) > 0)
        #expect(try compare(in: folder).status == 64)
        let wrong = try compare("--set", "+x=family.income_per_head <", in: folder)
        #expect(wrong.status == 65 && wrong.errors.contains("kolom"))
        #expect(try compare("--set", "kur.limit=3", in: folder).status == 65)
    }
}
