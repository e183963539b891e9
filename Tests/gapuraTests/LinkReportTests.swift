import Foundation
import Testing

/// The report of a run, and the small lists that the documentation links.
@Suite struct LinkReportTests {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The lists of the tutorial and the model that `docs/linkage.md` shows.
    private func example(_ folder: URL) throws {
        let resources = Self.root.appendingPathComponent("Sources/Linkage/Linkage.docc/Resources")
        for name in ["members.csv", "clinic.csv"] {
            try FileManager.default.copyItem(
                at: resources.appendingPathComponent(name), to: folder.appendingPathComponent(name))
        }
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/linkage.md"), encoding: .utf8)
        let begin = try #require(page.range(of: "```yaml\n"))
        let end = try #require(page.range(of: "```\n", range: begin.upperBound..<page.endIndex))
        try Data(page[begin.upperBound..<end.lowerBound].utf8)
            .write(to: folder.appendingPathComponent("members.yaml"))
    }

    private let lists = ["link", "members.csv", "clinic.csv", "--model", "members.yaml", "--across"]

    @Test func writesAReportBesideTheTables() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try example(folder)
        let run = try ProgramRun(
            lists + ["--truth", "person", "--out", "result", "--report", "--format", "json"], in: folder)
        #expect(run.status == 0)
        #expect(try run.json()["pairs_compared"] as? Int == 61)
        let pairs = try String(contentsOf: folder.appendingPathComponent("result/pairs.csv"), encoding: .utf8)
        #expect(pairs.split(whereSeparator: \.isNewline).count == 48)
        let page = try String(contentsOf: folder.appendingPathComponent("result/report.html"), encoding: .utf8)
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("lang=\"id\""))
        for section in ["levels", "weights", "rules", "accuracy", "groups", "examples", "terms"] {
            #expect(page.contains("<h2 id=\"\(section)\">"), "\(section)")
        }
        // Records are named by their ids; no name and no telephone of the lists stands in the report.
        let text = try String(contentsOf: folder.appendingPathComponent("members.csv"), encoding: .utf8)
        #expect(page.contains("1:A"))
        for line in text.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            #expect(!page.contains(cells[1]) || cells[1].count < 7)
            #expect(!page.contains(cells[3]) || cells[3].isEmpty)
        }
    }

    @Test func printsTheReportInEnglish() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try example(folder)
        let run = try ProgramRun(lists + ["--format", "html", "--lang", "en", "--quiet"], in: folder)
        #expect(run.status == 0 && run.output.contains("<h1>Report on linking lists</h1>"))
        // Without truth no accuracy is told.
        #expect(!run.output.contains("id=\"accuracy\"") && run.output.contains("The truth is not known"))
    }

    @Test func aReportNeedsAFolder() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try example(folder)
        let run = try ProgramRun(lists + ["--report"], in: folder)
        #expect(run.status == 64 && run.errors.contains("--out"))
    }
}
