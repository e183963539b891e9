import Examples
import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite("Rules applied to a list")
struct RuleRunTests {
    private static let header = "NIK;No KK;Nama Lengkap;Menerima BPUM 2020;KUR Aktif;Pekerjaan;Bidang Usaha;Alamat\n"

    private func list(_ url: URL) throws -> ListReading {
        try ListReading(
            ListFile(url), today: #require(CalendarDate("2022-01-01")), wantsRecords: true)
    }

    private func run(
        _ rules: [String], _ reading: ListReading, _ references: [ReferenceList] = [], day: String = "2021-12-31",
        with given: String = "{\"person.village\": \"Arjowilangun\"}"
    ) throws -> (tally: RuleTally, cases: [RuledCase]) {
        let judge = try RuleJudge(
            rules.map { try RuleLibrary.named($0) }, day: #require(CalendarDate(day)),
            references: ReferenceLists(references, firstYears: ["BPUM": 2020]),
            given: GivenFacts(json: given, FactSchema.bundled()))
        var cases: [RuledCase] = []
        let (_, tally) = try judge.run(reading) { cases += $0 }
        return (tally, cases)
    }

    private func row(
        _ number: Int, card: String = "3507110101100001", received: String = "tidak", kur: String = "tidak",
        job: String = "Petani", business: String = "Warung kopi"
    ) -> String {
        "35071101018000\(10 + number);\(card);Orang \(number);\(received);\(kur);\(job);\(business);"
            + "Dusun A Desa Arjowilangun\n"
    }

    private func reference(_ kind: String, _ url: URL, _ day: String? = nil) throws -> ReferenceList {
        try ReferenceList(
            list(url), kind: kind, asOf: day.flatMap { CalendarDate($0) }, today: #require(CalendarDate("2022-01-01")))
    }

    @Test("the village of the study: who is refused and held, by which rule, as its truth has it")
    func example() throws {
        let folder = try #require(Examples.folder("bpum-arjowilangun"))
        let reading = try list(folder.appendingPathComponent("pelamar.csv"))
        let earlier = try reference("BPUM", folder.appendingPathComponent("penerima-2020.csv"))
        let (tally, cases) = try run(["bpum"], reading, [earlier])
        #expect((tally.rows, tally.refused, tally.held, tally.eligible) == (620, 27, 21, 572))
        #expect(tally.benefit == 572 * 1_200_000 && tally.refusedWithoutBasis == 0)
        func count(_ code: String) throws -> RuleTally.Count {
            try #require(tally.counts.first { $0.rule.code == code })
        }
        #expect(try count("bpum.2021.no-active-kur").refused == 21)
        #expect(try count("bpum.not-state-employee").refused == 6)
        #expect(try count("bpum.2021.never-or-previous-year").refused == 0)
        #expect(try count("bpum.2021.carry-over-recipients").remarked == 168)
        #expect(tally.missing == ["application.business_letter": 7, "enterprise.business": 5, "family.card": 9])
        let job = try #require(cases.first { $0.refusing.contains { $0.rule.code == "bpum.not-state-employee" } })
        let finding = try #require(job.refusing.first)
        #expect(finding.evidence.first?.name == "person.job" && finding.evidence.first?.source.column == "Pekerjaan")

        // The same with the criterion that no regulation holds.
        let local = try run(["bpum", "bpum-arjowilangun"], reading, [earlier])
        #expect((local.tally.refused, local.tally.refusedWithoutBasis) == (27 + 161, 161))
        #expect(local.tally.benefit == (620 - 27 - 161 - 21) * 1_200_000)
    }

    @Test("what is missing holds and is named, never passes or refuses; what decides does so whatever is missing")
    func missing() throws {
        let scratch = try Scratch()
        let text =
            Self.header + row(1) + row(2, job: "") + row(3, job: "", business: "") + row(4, kur: "ya", job: "")
            + row(5, received: "mungkin") + row(6, job: "Pensiunan PNS")
            + "123;x;Rusak;tidak;tidak;Petani;Warung;Desa A\n"
        let (tally, cases) = try run(["bpum"], list(try scratch.file("a.csv", text)))
        #expect(
            cases.map(\.verdict) == [.eligible, .held, .held, .refused, .held, .eligible, .held])
        #expect(cases[1].holding.flatMap(\.missing) == ["person.job"])
        #expect(cases[2].holding.flatMap(\.missing) == ["enterprise.business", "person.job"])
        #expect(cases[4].holding.flatMap(\.missing) == ["received('BPUM', 2020): “mungkin”"])
        #expect(!cases[6].problems.isEmpty && cases[6].findings.isEmpty)
        #expect(tally.rows == tally.eligible + tally.refused + tally.held && tally.unread == 1)
        // Without any word of the years before nobody passes.
        let bare = try scratch.file("b.csv", "NIK;Nama;Pekerjaan\n3507110101800011;A;Petani\n")
        #expect(try run(["bpum"], list(bare)).cases[0].verdict == .held)
    }

    @Test("two sources that disagree hold the case, and both are named")
    func disagreement() throws {
        let scratch = try Scratch()
        let reading = try list(try scratch.file("a.csv", Self.header + row(1, received: "tidak") + row(2)))
        let earlier = try scratch.file(
            "e.csv",
            "NIK;Nama Lengkap;Alamat;Bidang Usaha;Nomor Telepon\n3507110101800011;Orang 1;A;Warung;0812345678\n")
        let cases = try run(["bpum"], reading, [reference("BPUM", earlier)]).cases
        #expect(cases.map(\.verdict) == [.held, .eligible])
        let finding = try #require(cases[0].holding.first)
        #expect(finding.problem?.code == "rules.sources-disagree")
        #expect(Set(finding.evidence.compactMap(\.source.name)) == ["a.csv", "e.csv"])
        #expect(finding.evidence.contains { $0.source.asOf == CalendarDate("2020-12-31") })
    }

    @Test("rules hold from a day to a day; a list of another kind answers by day, name and family")
    func daysAndLists() throws {
        let scratch = try Scratch()
        let reading = try list(try scratch.file("a.csv", Self.header + row(1) + row(2)))
        #expect(throws: Problem.self) { try run(["bpum"], reading, day: "2022-01-01") }
        let judge = try RuleJudge([RuleLibrary.named("bpum")], day: #require(CalendarDate("2020-12-31")))
        #expect(judge.rules.contains { $0.code == "bpum.2020.amount" } && judge.resting.count == 8)
        #expect(throws: Problem.self) {
            try RuleJudge(
                [RuleLibrary.named("bpum"), RuleLibrary.named("kur")], day: #require(CalendarDate("2021-12-31")))
        }
        #expect(throws: Problem.self) {
            try RuleJudge(
                [RuleLibrary.named("bpum"), RuleLibrary.named("bpum")], day: #require(CalendarDate("2021-12-31")))
        }
        let rules = try scratch.file(
            "r.yaml",
            """
            programme: X
            version: "1"
            rules:
              - {code: a, kind: exclusion, expression: active('KREDIT'), statement: {id: a, en: a}}
              - {code: b, kind: exclusion, expression: "member_of_family_receiving('KREDIT', 2021)", statement: {id: b, en: b}}
              - {code: c, kind: exclusion, expression: in_list('KREDIT'), statement: {id: c, en: c}}
              - {code: d, kind: exclusion, expression: age(decision.date) < 17, statement: {id: d, en: d}}
            """)
        let credit = try scratch.file(
            "k.csv",
            "NIK;Nama;No KK;Tanggal Cair;Tanggal Lunas\n3507110101800011;A;3507110101100001;2021-01-01;2021-06-30\n")
        let loans = try reference("KREDIT", credit, "2021-06-30")
        func codes(_ day: String) throws -> [[String]] {
            try run([rules.path], reading, [loans], day: day, with: "{\"person.birth\": \"2004-07-01\"}").cases
                .map { $0.refusing.map(\.rule.code) }
        }
        #expect(try codes("2021-06-29") == [["a", "c", "d"], ["b", "d"]])
        #expect(try codes("2021-06-30") == [["c", "d"], ["b", "d"]])
        #expect(try codes("2021-07-01").allSatisfy { !$0.contains("d") })
    }

    @Test("an import of a registry is judged as its file is, held against the registry's other lists")
    func registry() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let folder = try #require(Examples.folder("bpum-arjowilangun"))
        var batches: [Int64] = []
        for (file, year) in [("penerima-2020.csv", 2020), ("pelamar.csv", 2021)] {
            let staged = try registry.stage(
                ImportRequest(
                    file: folder.appendingPathComponent(file), programme: "BPUM", institution: "DESA-35.07.11.2008",
                    fiscalYear: year, referenceDate: "\(year)-12-31"))
            _ = try registry.commit(staged.batch.id)
            batches.append(staged.batch.id)
        }
        let given = try GivenFacts(json: "{\"person.village\": \"Arjowilangun\"}", FactSchema.bundled())
        let found = try registry.judge(
            batch: batches[1], by: [RuleLibrary.named("bpum"), RuleLibrary.named("bpum-arjowilangun")], given: given)
        let tally = found.tally
        #expect((tally.rows, tally.refused, tally.held, tally.refusedWithoutBasis) == (620, 188, 21, 161))
        #expect(found.judge.references.lists.map(\.name) == ["penerima-2020"])
        #expect(throws: Problem.self) { try registry.judge(batch: 99, by: [RuleLibrary.named("bpum")]) }
    }

    @Test("who counts as a recipient follows from the last decision in the programme and year, whichever list told it")
    func recipientsByDecision() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func taken(_ name: String, year: Int, _ people: ClosedRange<Int>, stages: String? = nil) throws -> Int64 {
            let text =
                "NIK;No KK;Nama Lengkap;Alamat;Bidang Usaha;Nomor Telepon\n"
                + people.map {
                    "35071101018000\(10 + $0);350711010110000\($0);Orang \($0);Desa Arjowilangun;Warung kopi;\n"
                }.joined()
            let staged = try registry.stage(
                ImportRequest(
                    file: try scratch.file(name, text), programme: "BPUM", institution: "DESA-35.07.11.2008",
                    profile: "bpum-usulan-2021", fiscalYear: year, referenceDate: "\(year)-12-31"))
            _ = try registry.commit(staged.batch.id)
            if let stages {
                _ = try registry.addStages(from: try scratch.file("s-" + name, stages), to: staged.batch.id)
            }
            return staged.batch.id
        }
        let header = "NIK;Tahap;Pelaku;Waktu;Keputusan;Alasan;Kode Alasan\n"
        func decided(_ number: Int, _ word: String, month: Int) -> String {
            "35071101018000\(10 + number);Bank;Bank Rekaan;2020-\(month)-01T08:00:00+07:00;\(word);;\n"
        }
        // Both were paid by the first list of 2020; of the one whom the second holds too, the money came back.
        _ = try taken(
            "satu.csv", year: 2020, 1...2,
            stages: header + decided(1, "dicairkan", month: 11) + decided(2, "dicairkan", month: 11))
        _ = try taken("dua.csv", year: 2020, 1...1, stages: header + decided(1, "dikembalikan", month: 12))
        let batch = try taken("tiga.csv", year: 2021, 1...2)
        let found = try registry.judge(
            batch: batch, by: [RuleLibrary.named("bpum-arjowilangun")], on: CalendarDate("2021-04-30"))
        #expect(found.cases.map(\.verdict) == [.eligible, .refused])
    }

    @Test("names and numbers of other people stand in nobody's reasons; one's own number is masked")
    func masking() throws {
        let scratch = try Scratch()
        let reading = try list(try scratch.file("a.csv", Self.header + row(1, card: "") + row(2, kur: "ya")))
        let cases = try run(["bpum"], reading).cases
        let schema = try FactSchema.bundled()
        let texts = cases.flatMap { item in
            item.findings.flatMap { $0.evidence.map { $0.text(schema, .id) } } + [item.maskedNIK]
        }
        #expect(texts.allSatisfy { !$0.contains("35071101018000") && !$0.contains("Orang") })
        #expect(cases[0].maskedNIK == "350711******0011")
    }
}
