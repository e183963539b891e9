import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite("Compatibility of programmes")
struct CompatibilityTests {
    private func list(_ programme: String, kind: String? = nil, year: Int = 2025, institution: String? = nil)
        -> OverlapList
    {
        OverlapList(
            name: programme, title: programme, programme: programme, kind: kind, institution: institution,
            fiscalYear: year, referenceDate: CalendarDate("\(year)-06-30"))
    }

    private func line(
        _ list: Int, _ row: Int = 2, nik: String = "3507110101800011", card: String? = nil, amount: Int64 = 0,
        started: String? = nil, ended: String? = nil, activity: String? = nil
    ) -> OverlapEntry {
        OverlapEntry(
            list: list, row: row, nik: nik, name: "Orang", familyCard: card, amount: amount,
            startedOn: started.flatMap { CalendarDate($0) }, endedOn: ended.flatMap { CalendarDate($0) },
            village: nil, activity: activity)
    }

    private func verdicts(
        _ lists: [OverlapList], _ lines: [OverlapEntry], _ unit: OverlapUnit = .person
    ) throws -> [Verdict] {
        let rules = try CompatibilityFile.read(example("catalogue").appendingPathComponent("compatibility.csv"))
        return OverlapEngine.find(lists, lines, rules: rules).findings.filter { $0.unit == unit }.map(\.verdict)
    }

    @Test("KUR after a UMi: paid off, running, too large, and of an amount that nobody knows")
    func amounts() throws {
        let lists = [list("KUR"), list("UMI")]
        func verdict(_ amount: Int64, ended: String?) throws -> [Verdict] {
            try verdicts(lists, [line(0), line(1, amount: amount, started: "2024-01-01", ended: ended)])
        }
        #expect(try verdict(10_000_000, ended: "2025-01-31") == [.allowed])
        #expect(try verdict(20_000_000, ended: nil) == [.conditional])
        #expect(try verdict(25_000_000, ended: "2025-01-31") == [.review])
        // No amount: whether the first rule holds cannot be told, and none after it is asked.
        let rules = try CompatibilityFile.read(example("catalogue").appendingPathComponent("compatibility.csv"))
        let unknown = OverlapEngine.find(lists, [line(0), line(1, ended: "2025-01-31")], rules: rules).findings
        #expect(unknown.map(\.verdict) == [.review] && unknown.map(\.isUndecided) == [true])
        #expect(unknown.first?.conditionEn?.contains("paid off") == true)
    }

    @Test(
        "BPUM beside a running KUR is forbidden, beside one that is paid off allowed, and only in the year of the rule")
    func direction() throws {
        let lists = [list("KUR", year: 2021), list("BPUM", year: 2021)]
        func verdict(_ ended: String?) throws -> [Verdict] {
            try verdicts(lists, [line(0, started: "2020-08-01", ended: ended), line(1)])
        }
        #expect(try verdict(nil) == [.forbidden] && verdict("2021-06-30") == [.allowed])
        #expect(try verdicts([list("KUR"), list("BPUM")], [line(0), line(1)]) == [.unregulated])
    }

    @Test("who was given while the other ran: the later start is the direction, and a rule holds on that day")
    func ownDays() throws {
        func verdict(_ programmes: [String], _ a: (String?, String?), _ b: (String?, String?), year: Int = 2025) throws
            -> [Verdict]
        {
            try verdicts(
                programmes.map { list($0, year: year) },
                [
                    line(0, amount: 10_000_000, started: a.0, ended: a.1),
                    line(1, amount: 10_000_000, started: b.0, ended: b.1),
                ])
        }
        // A UMi given while a KUR ran is forbidden; a KUR given while a UMi ran is for special KUR alone.
        #expect(try verdict(["KUR", "UMI"], ("2024-03-01", nil), ("2025-03-01", nil)) == [.forbidden])
        #expect(try verdict(["KUR", "UMI"], ("2025-03-01", nil), ("2024-03-01", nil)) == [.conditional])
        #expect(try verdict(["UMI", "KUR"], ("2025-03-01", nil), ("2024-03-01", nil)) == [.forbidden])
        // Paid off on the day of the list, and running when the other was given.
        #expect(try verdict(["KUR", "UMI"], ("2025-03-01", nil), ("2024-03-01", "2025-04-30")) == [.conditional])
        // A BPUM paid in May, beside a KUR of April to June, of August, and one that nobody dates.
        func bpum(_ started: String?, _ ended: String?) throws -> [Verdict] {
            try verdict(["BPUM", "KUR"], ("2021-05-01", nil), (started, ended), year: 2021)
        }
        #expect(try bpum("2021-04-01", "2021-06-01") == [.forbidden] && bpum("2021-08-01", nil) == [.unregulated])
        #expect(try bpum(nil, nil) == [.forbidden] && bpum("2020-04-01", "2021-04-30") == [.allowed])
    }

    @Test("the same training again is wasteful, on one list and on two; another training is not")
    func trainings() throws {
        let lists = [list("P1", kind: "J05"), list("P2", kind: "J05")]
        func times(_ lines: [OverlapEntry]) throws -> [Verdict] { try verdicts(lists, lines) }
        #expect(try times((2...6).map { line(0, $0, activity: "Kemasan") }) == [.wasteful])
        #expect(try times([line(0, activity: "Kemasan"), line(1, activity: "Kemasan")]) == [.wasteful])
        #expect(try times([line(0, activity: "Kemasan"), line(1, activity: "Pembukuan")]) == [.unregulated])
        #expect(try times([line(0, 2, activity: "Kemasan"), line(0, 3, activity: "Pembukuan")]).isEmpty)
    }

    @Test("families, villages and kinds: one financing per family, and what is encouraged")
    func units() throws {
        let family = [
            line(0, 2, card: "3507110101100001"), line(0, 3, nik: "3507110101800012", card: "3507110101100001"),
        ]
        #expect(try verdicts([list("MEKAAR")], family, .family) == [.forbidden])
        #expect(try verdicts([list("BPUM"), list("DESMIGRATIF")], [line(0), line(1)]) == [.encouraged])
        #expect(try verdicts([list("A", kind: "J02"), list("B", kind: "J06")], [line(1), line(0)]) == [.encouraged])
        #expect(
            try verdicts([list("KUR", institution: "BRI"), list("KUR", institution: "BNI")], [line(0), line(1)])
                == [.review])
    }

    @Test("a condition that cannot be read is refused with its row and what is known")
    func faults() throws {
        let scratch = try Scratch()
        let header = "programme_a,programme_b,unit,when,verdict\n"
        for text in ["b.amout > 1", "b.amount", "sometimes"] {
            let file = try scratch.file("k.csv", header + "A,B,person,\(text),allowed\n")
            let problem = #expect(throws: Problem.self) { try CompatibilityFile.read(file) }
            #expect(problem?.code == "compatibility.condition" && problem?.place.row == 2)
        }
    }

    @Test("through a confirmed match the rule speaks as it does by number, also twice on one list")
    func confirmed() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let header = "NIK;Nama;Tanggal Lahir;Nominal\n"
        let batches = try [
            ("bpum", "BPUM", "3507015501900001;Siti Rahayu;15-01-1990;1200000\n0;Siti Rahayu;15-01-1990;1200000\n"),
            ("kur", "KUR", ";Siti Rahayu;15-01-1990;10000000\n"),
        ].map { name, programme, text in
            let staged = try registry.stage(
                ImportRequest(
                    file: scratch.file(name + ".csv", header + text), programme: programme, institution: "DINKOP-35.07",
                    profile: "umum", fiscalYear: 2021, referenceDate: "2021-06-30", name: name))
            return try registry.commit(staged.batch.id)
        }
        func id(_ batch: Int, _ row: Int) -> Int64 { LineQueries.id(batch: batches[batch].id, row: row) }
        try registry.decide(SubjectPair(id(0, 2), id(1, 2)), .same)
        try registry.decide(SubjectPair(id(0, 2), id(0, 3)), .same)
        let found = try #require(try registry.overlap().identities).findings
        #expect(found.map(\.verdict) == [.forbidden, .forbidden] && found.allSatisfy(\.isConfirmed))
        #expect(found.map { [$0.a, $0.b] } == [[0, 0], [0, 1]])
        #expect(found[1].legalBasis == "Permenkop UKM 2/2021 Ps 4(2)" && found[1].amountB == 10_000_000)
    }
}
