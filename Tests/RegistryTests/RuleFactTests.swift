import Foundation
import Indonesia
import Problems
import Registry
import Rules
import Store
import Testing

@Suite("What rules know of a line")
struct RuleFactTests {
    private func file(_ scratch: Scratch, _ expressions: [String: String]) throws -> RuleFile {
        let rules = expressions.sorted { $0.key < $1.key }.map {
            "  - {code: \($0), kind: requirement, statement: {id: a, en: a}, expression: \"\($1)\"}\n"
        }
        return try RuleLibrary.named(
            scratch.file("r.yaml", "programme: BPUM\nversion: \"1\"\nrules:\n" + rules.joined()).path)
    }

    @Test("the size of a business is known of an import as it is of the file")
    func size() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let list = try scratch.file(
            "l.csv",
            "NIK;Nama;Omzet per Tahun\n3507015501900001;Siti Rekaan;100000000\n3507015501900002;Tini Rekaan;3000000000\n"
        )
        let rules = try file(scratch, ["size": "enterprise.size == 'micro'"])
        let day = try #require(CalendarDate("2021-12-31"))
        var cases: [RuledCase] = []
        _ = try RuleJudge([rules], day: day).run(
            ListReading(ListFile(list), today: day, wantsRecords: true)
        ) { cases += $0 }
        let staged = try registry.stage(
            ImportRequest(
                file: list, programme: "BPUM", institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021,
                referenceDate: "2021-12-31"))
        let found = try registry.judge(batch: registry.commit(staged.batch.id).id, by: [rules])
        #expect(cases.map(\.verdict) == [.eligible, .refused])
        #expect(found.cases.map(\.verdict) == cases.map(\.verdict))
    }

    @Test("what was proved goes before what line and lists say, also of one year among all; the decision's day stays")
    func evidence() throws {
        let scratch = try Scratch()
        let day = try #require(CalendarDate("2021-12-31"))
        let judge = try RuleJudge(
            [
                file(
                    scratch,
                    [
                        "a": "person.job == 'Petani'", "b": "!received('BPUM')", "c": "active('KUR')",
                        "d": "application.year == 2021", "e": "received('BPUM', 2020)",
                    ])
            ], day: day, references: ReferenceLists([], firstYears: ["BPUM": 2020]))
        let source = FactSource(kind: .list, name: "l.csv")
        let proof = FactSource(kind: .given, name: "Surat")
        var facts = CaseFacts(row: 2)
        facts.values["person.job"] = KnownFact(.string("PNS"), source)
        facts.answers["received('BPUM',2020)"] = KnownFact(.bool(true), source)
        facts.answers["active('KUR')"] = KnownFact(.bool(false), source)
        func results(_ facts: CaseFacts) throws -> [String] {
            try judge.judge([facts])[0].findings.map(\.result.word)
        }
        #expect(try results(facts) == ["violated", "violated", "violated", "met", "met"])
        facts.evidence = [
            "person.job": KnownFact(.string("Petani"), proof),
            "received('BPUM',2020)": KnownFact(.bool(false), proof), "active('KUR')": KnownFact(.bool(true), proof),
            "application.year": KnownFact(.int(1999), proof),
        ]
        #expect(try results(facts) == ["met", "met", "met", "met", "violated"])
        let seen = try judge.judge([facts])[0].findings.prefix(3).flatMap(\.evidence)
        #expect(seen.allSatisfy { $0.source == proof } && seen.map(\.name).contains("received('BPUM')"))
    }
}
