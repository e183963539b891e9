import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite("What rules make of odd lists and files")
struct RuleInputTests {
    private static let rules = """
        programme: BPUM
        version: "1"
        rules:
          - {code: kur, kind: exclusion, expression: active('KUR'), statement: {id: a, en: a}}
          - {code: poor, kind: requirement, expression: family.income_per_head <= 1000000, statement: {id: b, en: b}}
          - {code: pay, kind: benefit, expression: "500", statement: {id: c, en: c}}
        """

    private func reading(_ scratch: Scratch, _ text: String) throws -> ListReading {
        try ListReading(
            ListFile(scratch.file("l.csv", text)), today: #require(CalendarDate("2022-01-01")), wantsRecords: true)
    }

    private func cases(_ scratch: Scratch, _ text: String, with given: String = "{}") throws -> [RuledCase] {
        let judge = try RuleJudge(
            [RuleLibrary.named(scratch.file("r.yaml", Self.rules).path)], day: #require(CalendarDate("2021-12-31")),
            given: GivenFacts(json: given, FactSchema.bundled()))
        var cases: [RuledCase] = []
        _ = try judge.run(reading(scratch, text)) { cases += $0 }
        return cases
    }

    @Test(
        "a column that says it is of family cards or accounts is never taken for identity numbers",
        arguments: ["No KK", "Nomor Kartu Keluarga", "NO. KARTU KELUARGA (KK)", "Nomor Rekening"])
    func otherNumbers(heading: String) throws {
        let scratch = try Scratch()
        let rows = (1...4).map { "350711151210000\($0);Orang \($0);01\n" }.joined()
        let found = try reading(scratch, heading + ";Nama Lengkap;RT\n" + rows)
        #expect(!found.isPeople && !found.mapping.entries.contains { $0.field == .nik })
        #expect(found.problems.contains { $0.code == "list.no-nik" })
    }

    @Test("two columns of one heading that contradict each other hold the line, and both are named")
    func twins() throws {
        let scratch = try Scratch()
        let found = try cases(
            scratch,
            """
            NIK;Nama;KUR Aktif;Pendapatan per Kapita;KUR Aktif
            3507015501900001;Siti Rekaan;ya;500000;tidak
            3507015501900002;Tini Rekaan;tidak;500000;Tidak
            3507015501900003;Umi Rekaan;ya;500000;

            """)
        #expect(found.map(\.verdict) == [.held, .eligible, .refused])
        let problem = try #require(found[0].problems.first)
        #expect(problem.code == "rules.columns-disagree" && problem.arguments["second"] == "KUR Aktif (2)")
        let numbers = try cases(
            scratch,
            "NIK;Nama;KUR Aktif;Pendapatan per Kapita;NIK\n3507015501900001;Siti Rekaan;tidak;1;3507015501900002\n")
        #expect(numbers.map(\.verdict) == [.held])
    }

    @Test("a cell that nobody understands is quoted, and no value given for all takes its place")
    func unread() throws {
        let scratch = try Scratch()
        let text = """
            NIK;Nama;KUR Aktif;Pendapatan per Kapita
            3507015501900001;Siti Rekaan;macet;500000
            3507015501900002;Tini Rekaan;;-500000
            3507015501900003;Umi Rekaan;;500000

            """
        let found = try cases(scratch, text, with: #"{"active('KUR')": false}"#)
        #expect(found.map(\.verdict) == [.held, .held, .eligible])
        #expect(found[0].holding.flatMap(\.missing) == ["active('KUR'): “macet”"])
        #expect(found[1].holding.flatMap(\.missing) == ["family.income_per_head: “-500000”"])
        // The database says the same.
        let registry = try scratch.registry()
        let staged = try registry.stage(
            ImportRequest(
                file: scratch.file("l.csv", text), programme: "BPUM", institution: "DINKOP-35.07", profile: "umum",
                fiscalYear: 2021, referenceDate: "2021-12-31"))
        let batch = try registry.commit(staged.batch.id).id
        let given = try GivenFacts(json: #"{"active('KUR')": false}"#, FactSchema.bundled())
        for engine in [RuleEngine.program, .sql] {
            let stored = try registry.rule(
                batch: batch, by: [RuleLibrary.named(scratch.file("r.yaml", Self.rules).path)], given: given,
                engine: engine)
            #expect(stored.cases.map(\.verdict) == found.map(\.verdict))
        }
    }

    @Test("numbers that nobody can have are refused where they are given, and a negative benefit is found")
    func negative() throws {
        let problem = #expect(throws: Problem.self) {
            try GivenFacts(json: #"{"family.income_per_head": -5}"#, FactSchema.bundled())
        }
        #expect(problem?.code == "rules.given")
        let scratch = try Scratch()
        let rules = Self.rules.replacing("\"500\"", with: "\"-500\"")
        let reading = try RuleLibrary.reading(scratch.file("n.yaml", rules).path)
        #expect(reading.file == nil && reading.problems.contains { $0.code == "rule-file.negative" })
        let worked = Self.rules.replacing("\"500\"", with: "\"500 - family.income_per_head\"")
        let judge = try RuleJudge(
            [RuleLibrary.named(scratch.file("w.yaml", worked).path)], day: #require(CalendarDate("2021-12-31")))
        var found: [RuledCase] = []
        let list = "NIK;Nama;KUR Aktif;Pendapatan per Kapita\n3507015501900001;Siti Rekaan;tidak;800\n"
        let (_, tally) = try judge.run(self.reading(scratch, list)) { found += $0 }
        #expect(tally.benefit == 0 && found[0].benefit == nil)
        #expect(found[0].findings.last?.problem?.code == "rules.negative-benefit")
    }

    @Test("a mark before the text is none of it; other encodings and files without rules are named and refused")
    func encodings() throws {
        let scratch = try Scratch()
        func reading(_ data: Data) throws -> RuleFileReading {
            let url = try scratch.file("e.yaml", "")
            try data.write(to: url)
            return try RuleLibrary.reading(url.path)
        }
        let marked = try reading(Data([0xEF, 0xBB, 0xBF]) + Data(Self.rules.utf8))
        #expect(marked.file?.rules.count == 3)
        let text = Self.rules.replacing("id: a", with: "id: café")
        let narrow = try reading(#require(text.data(using: .windowsCP1252)))
        #expect(narrow.problems.map(\.code) == ["rule-file.encoding"])
        #expect(narrow.problems.first?.arguments["encoding"] == "Windows-1252" && narrow.problems.first?.place.row == 4)
        let wide = try reading(#require(text.data(using: .utf16)))
        #expect(wide.problems.first?.arguments["encoding"] == "UTF-16")
        let empty = try reading(Data("programme: X\nversion: \"1\"\nrules: []\n".utf8))
        #expect(empty.file == nil && empty.problems.map(\.code) == ["rule-file.missing"])
        let folder = #expect(throws: Problem.self) {
            try RuleLibrary.reading(FileManager.default.temporaryDirectory.path)
        }
        #expect(folder?.code == "input.folder")
    }

    @Test("a list without rows is none, for rules and for an audit")
    func empty() throws {
        let scratch = try Scratch()
        let list = "NIK;Nama;KUR Aktif;Pendapatan per Kapita\n"
        let ruled = #expect(throws: Problem.self) { try cases(scratch, list) }
        let audited = #expect(throws: Problem.self) {
            try ListAudit(
                scratch.file("a.csv", list), programme: "BPUM", today: #require(CalendarDate("2022-01-01"))
            ).run(against: [])
        }
        #expect([ruled?.code, audited?.code] == ["list.no-rows", "list.no-rows"])
    }
}
