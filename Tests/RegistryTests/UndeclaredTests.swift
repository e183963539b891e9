import Evaluation
import Examples
import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite("Undeclared criteria of a list")
struct UndeclaredTests {
    private static var asking: UndeclaredQuestion {
        var asking = UndeclaredQuestion()
        asking.area = "RW"
        asking.options.draws = 99
        return asking
    }

    /// Searches the example, with other decisions where given.
    private func search(_ stages: URL? = nil, with given: String = #"{"person.village": "Arjowilangun"}"#) throws
        -> UndeclaredReport
    {
        let example = try #require(Examples.folder("bpum-arjowilangun"))
        let today = try #require(CalendarDate("2026-01-01"))
        func reading(_ name: String) throws -> ListReading {
            try ListReading(ListFile(example.appendingPathComponent(name)), today: today, wantsRecords: true)
        }
        let before = try ReferenceList(
            reading("penerima-2020.csv"), kind: "BPUM", asOf: CalendarDate("2020-12-31"), today: today)
        let day = try #require(CalendarDate("2021-04-30"))
        let judge = try RuleJudge(
            RuleLibrary.names.filter { $0.hasPrefix("bpum") }.map { try RuleLibrary.named($0) }, day: day, year: 2021,
            references: ReferenceLists([before], firstYears: ["BPUM": 2020]),
            given: GivenFacts(json: given, FactSchema.bundled()))
        var search = UndeclaredSearch(["bpum.yaml"], judge)
        search.asking = Self.asking
        return try search.run(
            reading("pelamar.csv"),
            StageHistory(
                stages ?? example.appendingPathComponent("tahapan.csv"), today: today))
    }

    @Test("The criterion of the example is found and named: by whom, without basis, against article 4(1)")
    func planted() throws {
        let report = try search()
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1)
        #expect(finding.evidence.condition == CriterionCondition([.init("received('BPUM', 2020)", .equals("true"))]))
        // Of truth.json: 79 by the stated criterion, 12 without a stated reason.
        #expect(finding.evidence.refused == 79 + 12 && finding.withoutReason == 12)
        #expect(finding.withheld == 91 * 1_200_000)
        #expect(
            finding.evidence.byDecider.filter(\.applies).map(\.decider)
                == [
                    .init(stage: "Bank", actor: "BRI Unit Kalipare"),
                    .init(stage: "Desa", actor: "Pemerintah Desa Arjowilangun"),
                ])
        #expect(finding.standing.rule?.code == "bpum.local.not-previous-year" && finding.standing.agreement == 1)
        #expect(!finding.standing.hasBasis && finding.standing.isLocal)
        #expect(finding.standing.against.contains { $0.basis?.article == "Ps 4(1)" })
        #expect(report.result.reconciliation.count(.explained) == 27)
        #expect(report.result.reconciliation.count(.breach) == 0)
        #expect(report.dominance.shares.filter { $0.refused > 0 }.map(\.refused) == [71, 69, 5])
        #expect(report.staying.contains { $0.decider.stage == "Bank" && $0.times.longest >= $0.times.median })
    }

    @Test("A list decided by the rules alone yields nothing")
    func ruled() throws {
        let example = try #require(Examples.folder("bpum-arjowilangun"))
        let text = try String(contentsOf: example.appendingPathComponent("tahapan.csv"), encoding: .utf8)
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            var cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 8, cells[5] == "ditolak" else { return String(line) }
            let code = cells[7].trimmingCharacters(in: .whitespacesAndNewlines)
            guard code.isEmpty || code == "bpum.local.not-previous-year" else { return String(line) }
            (cells[5], cells[6], cells[7]) = ("ditetapkan", "", "")
            return cells.joined(separator: ";")
        }
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try rows.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
        let report = try search(url)
        #expect(report.findings.isEmpty)
        #expect(report.result.reconciliation.count(.unexplained) == 0)
    }

    @Test("A condition that may be a rule which could not be evaluated is not called baseless")
    func waiting() throws {
        let report = try search(with: "{}")
        let village = try #require(
            report.findings.first { $0.evidence.condition.attributes == ["enterprise.village"] })
        #expect(village.standing.rule == nil)
        #expect(village.standing.waiting.map(\.code) == ["bpum.business-letter"])
    }

    @Test("Decisions about other people, and a column that is not there, are refused")
    func refused() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try "NIK;Tahap;Pelaku;Waktu;Keputusan\n3507115405620099;Desa;A;2021-04-05T08:03:28+07:00;ditolak\n"
            .write(to: url, atomically: true, encoding: .utf8)
        let problem = #expect(throws: Problem.self) { try search(url) }
        #expect(problem?.code == "rules.no-decisions")
    }

    @Test("The registry finds the same from an import and the decisions recorded about it, and the look is told")
    func stored() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let folder = try #require(Examples.folder("bpum-arjowilangun"))
        let batches = try [("penerima-2020.csv", 2020), ("pelamar.csv", 2021)].map { file, year in
            let staged = try registry.stage(
                ImportRequest(
                    file: folder.appendingPathComponent(file), programme: "BPUM", institution: "DESA-35.07.11.2008",
                    fiscalYear: year, referenceDate: "\(year)-12-31"))
            return try registry.commit(staged.batch.id).id
        }
        let given = try GivenFacts(json: #"{"person.village": "Arjowilangun"}"#, FactSchema.bundled())
        func search() throws -> UndeclaredReport {
            try registry.undeclared(
                batch: batches[1], by: [RuleLibrary.named("bpum")], on: CalendarDate("2021-04-30"), given: given,
                asking: Self.asking)
        }
        let problem = #expect(throws: Problem.self) { try search() }
        #expect(problem?.code == "rules.no-stages")
        try registry.addStages(from: folder.appendingPathComponent("tahapan.csv"), to: batches[1])
        let (report, file) = try (search(), self.search())
        #expect(report.findings.map(\.evidence.condition) == file.findings.map(\.evidence.condition))
        #expect(report.findings.map(\.evidence.refused) == [91])
        #expect(report.findings.first?.standing.rule?.code == "bpum.local.not-previous-year")
        #expect(report.lines.map(\.row) == file.lines.map(\.row))
        #expect(report.dominance.shares.map(\.refused) == file.dominance.shares.map(\.refused))
        let looks = try registry.log(.access, limit: 10)
        #expect(looks.contains { $0.entry.action == LogAction.readLines.rawValue && $0.entry.object == batches[1] })
    }
}
