import Foundation
import Problems
import Reports
import Studies
import Testing

@Suite("Sentences at the top of an evaluation")
struct EvaluationSentenceTests {
    private func summary(_ head: String, _ analysis: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sentences-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let rows = (1...20).map { "\($0),\($0 + 2 + $0 % 3),\($0 % 2),\(($0 / 2) % 2),\($0 % 4 == 0 ? 1 : 0)\n" }
        try Data(("a,b,p,q,g\n" + rows.joined()).utf8).write(to: folder.appendingPathComponent("d.csv"))
        let yaml = "study: s\ntitle: S\nsource: S\nsynthetic: true\ndata: d.csv\nsampling: random\n\(head)analyses:\n"
        let url = folder.appendingPathComponent("s.yaml")
        try Data((yaml + "  - {name: x, title: X, \(analysis)}\n").utf8).write(to: url)
        return try Report.evaluationSummary(Study(contentsOf: url).run(), in: .en).joined(separator: " ")
    }

    @Test(
        "a change without a comparison group shows a difference and not its cause",
        arguments: [
            "method: paired-t, before: a, after: b", "method: mcnemar, before: p, after: q",
            "method: signed-rank, before: a, after: b",
        ])
    func noCause(analysis: String) throws {
        let sentence = "Without a comparison group this shows a difference and not its cause."
        #expect(try summary("", analysis).contains(sentence))
        #expect(!(try summary("", analysis + ", comparison-group: true")).contains(sentence))
    }

    @Test("rows that have members are not called people")
    func unit() throws {
        let analysis = "method: signed-rank, before: a, after: b, unit: number"
        #expect(try summary("", analysis).contains("of 20 people"))
        let households = try summary("members: a\n", analysis)
        #expect(households.contains("of 20 rows of data") && !households.contains("people"))
        #expect(!households.contains("Rp") && households.contains("estimated shift 3.00"))
    }

    @Test("one is one: analysis, household, warning; more are more")
    func plurals() throws {
        let ranked = "rank: {value: a, per: household}\n"
        let one = try summary(ranked, "method: quantile, outcome: a")
        #expect(one.contains("This report holds 1 analysis of 20 households."))
        #expect(try summary("", "method: quantile, outcome: a").contains("1 analysis of 20 rows of data."))
        let second = "method: mean, outcome: a}\n  - {name: y, title: Y, method: quantile, outcome: b"
        #expect(try summary("", second).contains("2 analyses of 20 rows of data."))
        let households = try summary(ranked, "method: signed-rank, before: a, after: b, unit: number")
        #expect(households.contains("of 20 households") && !households.contains("people"))
        // Twenty rows are a small sample: one warning.
        let warned = try summary("", "method: mean, outcome: a")
        #expect(warned.contains("One warning goes with these figures; read it before quoting."))
    }

    @Test("logarithms are named in the finding")
    func logarithms() throws {
        let analysis = "method: difference-in-differences, before: a, after: b, treated: g"
        #expect(try summary("", analysis + ", transform: log").contains("logarithm"))
        #expect(!(try summary("", analysis)).contains("logarithm"))
    }
}
