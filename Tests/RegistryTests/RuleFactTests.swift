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

    private func results(_ rules: [String], _ text: String, with given: String = "{}") throws -> [[RuledCase]] {
        let scratch = try Scratch()
        let (day, list) = (try #require(CalendarDate("2021-12-31")), try scratch.file("l.csv", text))
        return try rules.map { name in
            let judge = try RuleJudge(
                [RuleLibrary.named(name)], day: day, references: ReferenceLists([], firstYears: ["BPUM": 2020]),
                given: GivenFacts(json: given, FactSchema.bundled()))
            var cases: [RuledCase] = []
            _ = try judge.run(ListReading(ListFile(list), today: day, wantsRecords: true)) { cases += $0 }
            return cases
        }
    }

    private static let applicants =
        "NIK;No KK;Nama Lengkap;Menerima BPUM 2020;KUR Aktif;Pekerjaan;Bidang Usaha;Alamat;Desa KTP;WNI;KTP-el;Omzet per Tahun\n"
    private func applicant(
        _ number: Int, job: String = "Petani", village: String = "Arjowilangun", citizen: String = "",
        card: String = "",
        sales: String = ""
    ) -> String {
        "35071101018000\(10 + number);3507110101100001;Orang \(number);tidak;tidak;\(job);Warung;Desa Arjowilangun;\(village);"
            + "\(citizen);\(card);\(sales)\n"
    }

    @Test(
        "BPUM: what a record says against citizenship, electronic card and size refuses; what none says the proposer answers for"
    )
    func citizens() throws {
        let text =
            Self.applicants + applicant(1) + applicant(2, citizen: "WNA") + applicant(3, card: "tidak")
            + applicant(4, sales: "90000000000") + applicant(5, citizen: "WNI", card: "ya", sales: "100000000")
        let cases = try results(["bpum"], text)[0]
        #expect(cases.map(\.verdict) == [.eligible, .refused, .refused, .refused, .eligible])
        #expect(
            cases[1...3].allSatisfy { $0.refusing.map(\.rule.code) == ["bpum.2021.no-record-against"] })
        #expect(
            cases[3].refusing.first?.evidence.contains { $0.value == .string("medium") || $0.value == .string("large") }
                == true)
    }

    @Test("occupations as the population register writes them refuse; what says neither holds and names the cell")
    func occupations() throws {
        let jobs = ["PEGAWAI NEGERI SIPIL (PNS)", "Kepolisian RI", "Suami PNS, ibu rumah tangga", "5", ""]
        let text = Self.applicants + jobs.enumerated().map { applicant($0 + 1, job: $1) }.joined()
        let cases = try results(["bpum"], text)[0]
        #expect(cases.map(\.verdict) == [.refused, .refused, .eligible, .held, .held])
        #expect(cases[3].holding.flatMap(\.missing) == ["person.state_employee"])
        #expect(cases[3].holding[0].evidence.map(\.value) == [.string("5")])
        #expect(cases[4].holding.flatMap(\.missing) == ["person.job"])
        // What is given follows the same words.
        let given = try results(
            ["bpum"], Self.applicants + applicant(1, job: ""), with: #"{"person.job": "Tentara Nasional Indonesia"}"#)
        #expect(given[0].map(\.verdict) == [.refused])
    }

    @Test("a village is the same village however either column or the officer writes it")
    func villages() throws {
        let names = ["ARJOWILANGUN", "Desa Arjowilangun", "Ds. Arjowilangun", "Kel. Arjowilangun", "Kalipare", ""]
        let text = Self.applicants + names.enumerated().map { applicant($0 + 1, village: $1) }.joined()
        let cases = try results(["bpum"], text, with: #"{"person.village": "KELURAHAN ARJOWILANGUN"}"#)[0]
        #expect(cases.map(\.verdict) == [.eligible, .eligible, .eligible, .eligible, .held, .eligible])
    }

    @Test("an extract of SLIK tells credits with kind, amount and whether they run; who is not on it has none")
    func credits() throws {
        let scratch = try Scratch()
        let day = try #require(CalendarDate("2025-06-30"))
        func reading(_ name: String, _ text: String) throws -> ListReading {
            try ListReading(ListFile(scratch.file(name, text)), today: day, wantsRecords: true)
        }
        let header = "NIK;Nama;Jenis Kredit;Plafon;Tanggal Cair;Tanggal Lunas\n"
        let slik = try ReferenceList(
            reading(
                "slik.csv",
                header + "3507110101800011;A;Kredit Modal Kerja;50000000;2024-01-01;\n"
                    + "3507110101800012;B;Kredit Modal Kerja;50000000;2020-01-01;2021-01-01\n"
                    + "3507110101800013;C;Ultra Mikro;10000000;2020-01-01;2021-01-01\n"
                    + "3507110101800014;D;KPR;400000000;2020-01-01;\n3507110101800015;E;entah;1000000;2020-01-01;2021-01-01\n"
            ),
            kind: "SLIK", asOf: day, today: day)
        // Who paid off stands in SIKP as well.
        let sikp = try ReferenceList(
            reading("sikp.csv", "NIK;Nama;Tanggal Cair;Tanggal Lunas\n3507110101800012;B;2020-01-01;2021-01-01\n"),
            kind: "SIKP", asOf: day, today: day)
        let kur = try ReferenceList(
            reading("kur.csv", "NIK;Nama;Tanggal Cair;Tanggal Lunas\n3507110101800012;B;2020-01-01;2021-01-01\n"),
            kind: "KUR", asOf: day, today: day)
        let list = "NIK;Nama;Plafon\n" + (1...6).map { "350711010180001\($0);X;10000000\n" }.joined()
        func verdicts(_ name: String, _ lists: [ReferenceList]) throws -> [RuleVerdict] {
            let judge = try RuleJudge([RuleLibrary.named(name)], day: day, references: ReferenceLists(lists))
            var cases: [RuledCase] = []
            _ = try judge.run(reading("l.csv", list)) { cases += $0 }
            return cases.map(\.verdict)
        }
        #expect(
            try verdicts("umi", [slik, sikp, kur]) == [.refused, .eligible, .eligible, .refused, .eligible, .eligible])
        #expect(
            try verdicts("kur-khusus", [slik]) == [.refused, .refused, .eligible, .eligible, .held, .eligible])
        #expect(try verdicts("umi", [sikp, kur]).allSatisfy { $0 == .held })
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
