import Examples
import Foundation
import Indonesia
import Problems
import Registry
import Store
import Synchronization
import Testing

@Suite("Rules on files, rules on imports, audit and overlap say the same of the same people")
struct ReferenceAgreementTests {
    /// Rows of those whose loan runs, and of those of whom it cannot be told.
    private struct Said: Equatable {
        var running: Set<Int>
        var open: Set<Int>
    }

    private struct Lists {
        var list: URL
        var loans: URL
        var loansAsOf: String
        var profile: String?
        var loansProfile: String?
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
    private func today() throws -> CalendarDate { try day("2022-01-31") }

    private func reading(_ url: URL) throws -> ListReading {
        try ListReading(ListFile(url), today: today(), wantsRecords: true)
    }

    private func rule(_ scratch: Scratch) throws -> RuleFile {
        try RuleLibrary.named(
            scratch.file(
                "r.yaml",
                """
                programme: BPUM
                version: "1"
                rules:
                  - {code: loan, kind: exclusion, expression: active('KUR'), statement: {id: a, en: a}}
                """
            ).path)
    }

    private static func said(_ cases: [RuledCase]) -> Said {
        Said(
            running: Set(cases.filter { $0.verdict == .refused }.map(\.row)),
            open: Set(cases.filter { $0.verdict == .held && $0.problems.isEmpty }.map(\.row)))
    }

    private func file(_ lists: Lists, _ scratch: Scratch) throws -> Said {
        let loans = try ReferenceList(reading(lists.loans), kind: "KUR", asOf: day(lists.loansAsOf), today: today())
        let judge = try RuleJudge(
            [rule(scratch)], day: day("2021-09-30"), references: ReferenceLists([loans]))
        var cases: [RuledCase] = []
        _ = try judge.run(reading(lists.list)) { cases += $0 }
        return Self.said(cases)
    }

    private func imports(_ lists: Lists, _ scratch: Scratch, _ registry: Registry) throws -> [Said] {
        func taken(_ url: URL, _ programme: String, _ profile: String?, _ asOf: String) throws -> Int64 {
            let staged = try registry.stage(
                ImportRequest(
                    file: url, programme: programme, institution: "DINKOP-35.07", profile: profile, fiscalYear: 2021,
                    referenceDate: asOf))
            return try registry.commit(staged.batch.id).id
        }
        _ = try taken(lists.loans, "KUR", lists.loansProfile, lists.loansAsOf)
        let batch = try taken(lists.list, "BPUM", lists.profile, "2021-09-30")
        return try RuleEngine.allCases.map { engine in
            let cases = Mutex<[RuledCase]>([])
            _ = try registry.judge(batch: batch, by: [rule(scratch)], on: day("2021-09-30"), engine: engine) {
                ruled, _ in
                cases.withLock { $0 += ruled }
            }
            return Self.said(cases.withLock { $0 })
        }
    }

    private func audit(_ lists: Lists) throws -> (rows: Set<Int>, open: Int, people: Int) {
        let result = try ListAudit(lists.list, programme: "BPUM", today: today()).run(
            against: [ReferenceRequest(kind: .kur, file: lists.loans, asOf: day(lists.loansAsOf))],
            day: day("2021-09-30"))
        let rows = (0..<result.count).map { result[$0] }.filter { $0.category == .runningKUR }.map(\.row)
        return (Set(rows), result.undecidedLines(.runningKUR), result.totals[.runningKUR].people)
    }

    private func said(_ result: OverlapResult) -> Said {
        let own = result.lists.firstIndex { $0.programme == "BPUM" }
        func rows(_ isWanted: (OverlapResult.Finding) -> Bool) -> Set<Int> {
            Set(
                result.findings.filter { $0.unit == .person && $0.a != $0.b && isWanted($0) }.flatMap { finding in
                    finding.cases.map { (finding.a == own ? $0.rowsA : $0.rowsB)[0] }
                })
        }
        return Said(running: rows { $0.verdict == .forbidden }, open: rows(\.isUndecided))
    }

    private func overlap(_ lists: Lists) throws -> Said {
        let rules = try CompatibilityFile.read(example("catalogue").appendingPathComponent("compatibility.csv"))
        func list(_ programme: String, _ asOf: String) throws -> OverlapList {
            try OverlapList(
                name: programme, title: programme, programme: programme, kind: nil, institution: nil,
                fiscalYear: 2021, referenceDate: day(asOf))
        }
        let found = try OverlapEngine.find(
            files: [
                (list("BPUM", "2021-09-30"), reading(lists.list)),
                (list("KUR", lists.loansAsOf), reading(lists.loans)),
            ], rules: rules)
        return said(found.result)
    }

    @Test("the one-gate example: ninety people with a running KUR")
    func oneGate() throws {
        let folder = try #require(Examples.folder("one-gate"))
        let lists = Lists(
            list: folder.appendingPathComponent("bpum-usulan-2021.csv"),
            loans: folder.appendingPathComponent("kur-sikp.txt"), loansAsOf: "2021-12-31")
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let audited = try audit(lists)
        #expect(audited.people == 90)
        let said = try file(lists, scratch)
        #expect(said.running.count == 90 && said.open.isEmpty && said.running.isSubset(of: audited.rows))
        #expect(try imports(lists, scratch, registry) == [said, said])
        #expect(try overlap(lists) == said)
        #expect(try self.said(registry.overlap()) == said)
    }

    @Test("a small list: running, paid off with and without a day, not begun, refused by the bank, not there")
    func small() throws {
        let list = "NIK;Nama\n" + (11...17).map { "35071101018000\($0);Orang \($0)\n" }.joined()
        let loans =
            "NIK;Nama;Tanggal Cair;Tanggal Lunas;Status\n"
            + [
                "11;2020-08-01;;Lancar", "12;2020-08-01;;Lunas", "13;2021-11-01;;Lancar",
                "14;2020-08-01;2021-06-30;Lunas",
                "15;2020-08-01;;Ditolak", "16;;;",
            ].map { row in
                "35071101018000" + row.replacing(/^(..);/) { "\($0.1);Orang \($0.1);" } + "\n"
            }.joined()
        for (asOf, open) in [("2021-08-31", []), ("2021-12-31", [3])] as [(String, Set<Int>)] {
            let scratch = try Scratch()
            let registry = try scratch.registry()
            let lists = try Lists(
                list: scratch.file("l.csv", list), loans: scratch.file("k.csv", loans), loansAsOf: asOf,
                profile: "umum", loansProfile: "umum")
            let expected = Said(running: [2, 7], open: open)
            #expect(try file(lists, scratch) == expected)
            #expect(try imports(lists, scratch, registry) == [expected, expected])
            let audited = try audit(lists)
            #expect(audited.rows == expected.running && audited.open == expected.open.count)
            #expect(try overlap(lists) == expected)
            #expect(try said(registry.overlap()) == expected)
        }
    }
}
