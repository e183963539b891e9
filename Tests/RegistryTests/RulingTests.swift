import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite("Stored rulings and appeals")
struct RulingTests {
    private static let rules = """
        programme: BPUM
        version: "1"
        rules:
          - code: no-kur
            kind: exclusion
            expression: active('KUR')
            statement: {id: Tidak sedang menerima KUR, en: No running KUR}
            basis: {regulation: Permenkop UKM 2/2021, article: Ps 4(2)}
          - {code: pay, kind: benefit, expression: "1200000", statement: {id: b, en: b}}
        """

    private struct Setting {
        var scratch: Scratch
        var registry: Registry
        var batch: Int64
        var rules: URL

        func file() throws -> RuleFile { try RuleLibrary.named(rules.path) }
    }

    /// Three people: KUR running, none, and one of whom nothing is known.
    private func setting() throws -> Setting {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let list = try scratch.file(
            "calon.csv",
            """
            NIK;Nama;KUR Aktif
            3507015501900001;Siti Rekaan;ya
            3507015501900002;Tini Rekaan;tidak
            3507015501900003;Umi Rekaan;

            """)
        let staged = try registry.stage(
            ImportRequest(
                file: list, programme: "BPUM", institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021,
                referenceDate: "2021-12-31"))
        let rules = try scratch.file("aturan.yaml", Self.rules)
        return Setting(
            scratch: scratch, registry: registry, batch: try registry.commit(staged.batch.id).id, rules: rules)
    }

    private let proof = AppealEvidence(
        facts: #"{"active('KUR')": false}"#, source: "Surat lunas BRI no. 12", asOf: "2021-11-30", broughtBy: "pemohon")

    @Test("a ruling keeps verdicts, reasons and the text of its rules, whatever the file says later")
    func storing() throws {
        let own = try setting()
        let stored = try own.registry.rule(batch: own.batch, by: [own.file()])
        #expect(
            (stored.ruling.rows, stored.ruling.eligible, stored.ruling.refused, stored.ruling.held) == (3, 1, 1, 1))
        #expect(stored.ruling.benefit == 1_200_000 && stored.ruling.decidedOn == "2021-12-31")
        let digest = try own.file().digest
        try Self.rules.replacing("1200000", with: "600000").replacing("active('KUR')", with: "active('UMI')")
            .write(to: own.rules, atomically: true, encoding: .utf8)
        let found = try own.registry.ruling(stored.ruling.id)
        #expect(found.judge.files.map(\.digest) == [digest] && found.judge.files.map(\.version) == ["1"])
        #expect(found.cases.map(\.verdict) == [.refused, .eligible, .held])
        #expect(found.cases.map(\.benefit) == stored.cases.map(\.benefit))
        let reason = try #require(found.cases[0].reasons.first)
        #expect(reason.rule.basis?.article == "Ps 4(2)" && reason.deciding == "active('KUR')")
        #expect(
            reason.evidence.first?.source.column == "KUR Aktif"
                && reason.evidence.first?.text(found.judge.schema, .en) == "yes")
        #expect(found.cases[2].reasons.first?.missing == ["active('KUR')"])
        #expect(found.cases[0].name == "Siti Rekaan")
        #expect(throws: Problem.self) { try own.registry.ruling(99) }
        #expect(try own.registry.verify().isEmpty)
    }

    @Test("an appeal judges one line anew by the rules of that day; the old decision and the new one are kept")
    func appealing() throws {
        let own = try setting()
        let ruling = try own.registry.rule(batch: own.batch, by: [own.file()]).ruling
        try Self.rules.replacing("active('KUR')", with: "true").write(to: own.rules, atomically: true, encoding: .utf8)
        let appeal = try own.registry.appeal(ruling.id, row: 2, bringing: proof)
        #expect((appeal.before.verdict, appeal.after.verdict) == (.refused, .eligible))
        #expect(appeal.against == ruling.id)
        let kept = try own.registry.ruling(ruling.id)
        #expect(kept.later.map(\.row) == [2] && kept.later.map(\.ruling) == [appeal.number])
        #expect(kept.later.map(\.verdict) == [.eligible])
        #expect(kept.reopened == [2] && kept.cases[0].verdict == .refused && kept.appeals.map(\.id) == [appeal.number])
        let anew = try own.registry.ruling(appeal.number)
        #expect(anew.evidence == proof && anew.cases.map(\.verdict) == [.eligible] && anew.cases.map(\.row) == [2])
        // A second appeal keeps what the first proved, and stands against the same ruling.
        let again = try own.registry.appeal(
            appeal.number, row: 2, bringing: AppealEvidence(facts: #"{"person.job": "Petani"}"#, source: "KTP"))
        #expect(again.against == ruling.id && again.before.verdict == .eligible && again.after.verdict == .eligible)
        for (evidence, code) in [
            (AppealEvidence(facts: "{}", source: "KTP"), "appeal.evidence"),
            (AppealEvidence(facts: proof.facts, source: " "), "appeal.source"),
            (AppealEvidence(facts: #"{"person.nik": "3507015501900002"}"#, source: "KTP"), "appeal.identity"),
            (AppealEvidence(facts: #"{"person": {"nik": "3507015501900002"}}"#, source: "KTP"), "appeal.identity"),
            (AppealEvidence(facts: #"{"family.card": "3507110101100001"}"#, source: "KK"), "appeal.identity"),
            (
                AppealEvidence(facts: #"{"person.job": "Petani 3507015501900002"}"#, source: "KTP"),
                "sheet.identity-in-text"
            ),
            (AppealEvidence(facts: proof.facts, source: "KTP 3507015501900001"), "sheet.identity-in-text"),
            (AppealEvidence(facts: proof.facts, source: "Surat", asOf: "2999-01-01"), "appeal.future"),
            (AppealEvidence(facts: #"{"decision.date": "2020-01-01"}"#, source: "Surat"), "appeal.decided"),
            (AppealEvidence(facts: #"{"application.year": 2020}"#, source: "Surat"), "appeal.decided"),
        ] {
            let problem = #expect(throws: Problem.self) {
                try own.registry.appeal(ruling.id, row: 2, bringing: evidence)
            }
            #expect(problem?.code == code)
        }
        let shown = AppealEvidence(
            facts: #"{"person.nik": "3507015501900002", "person.birth": "1990-01-15"}"#, source: "KTP"
        ).masked.facts
        #expect(!shown.contains("3507015501900002") && !shown.contains("1990-01-15") && shown.contains("1990"))
        let row = #expect(throws: Problem.self) { try own.registry.appeal(ruling.id, row: 9, bringing: proof) }
        #expect(row?.code == "ruling.row")
        #expect(try own.registry.rulings(batch: own.batch).map(\.appeals) == [nil, ruling.id, ruling.id])
        #expect(try own.registry.verify().isEmpty)
    }

    @Test("a limit is kept with where each of the eligible stands")
    func limits() throws {
        let own = try setting()
        let more = """

              - {code: first, kind: priority, expression: "person.nik.endsWith('2') ? 2 : 1", statement: {id: p, en: p}}
            """
        let free = Self.rules.replacing("active('KUR')", with: "active('UMI')") + more
        let rules = try own.scratch.file("semua.yaml", free)
        let stored = try own.registry.rule(
            batch: own.batch, by: [RuleLibrary.named(rules.path)],
            given: GivenFacts(json: #"{"active('UMI')": false}"#, FactSchema.bundled()),
            within: QuotaPlan(.people(1)))
        #expect(stored.ruling.eligible == 3 && stored.ranking?.count(.served) == 1)
        let found = try #require(try own.registry.ruling(stored.ruling.id).standings)
        #expect(found == stored.ranking.map { RulingStandings($0) })
        #expect((found.plan.served, found.plan.waiting, found.plan.spent) == (1, 2, 1_200_000))
        #expect(found.places[3]?.standing == .served && found.places[2]?.rank == 2 && found.places[2]?.points == 1)
        #expect(RulingStandings.Plan(of: try #require(own.registry.rulings().last)) == found.plan)
        let cases = try own.registry.ruling(stored.ruling.id).cases
        #expect(cases.map { found.leavesOut($0) } == [true, false, true])
        #expect(try own.registry.verify().isEmpty)
    }

    @Test("lists from files have to be there again on appeal")
    func lists() throws {
        let own = try setting()
        let today = try #require(CalendarDate("2022-01-01"))
        let kur = try own.scratch.file("kur.csv", "NIK;Nama\n3507015501900003;Umi Rekaan\n")
        let list = try ReferenceList(
            ListReading(ListFile(kur), today: today, wantsRecords: true), kind: "KUR",
            asOf: CalendarDate("2021-12-01"), today: today)
        let stored = try own.registry.rule(batch: own.batch, by: [own.file()], against: [list])
        #expect(stored.cases.map(\.verdict) == [.held, .eligible, .refused], "a source that disagrees holds")
        let problem = #expect(throws: Problem.self) {
            try own.registry.appeal(stored.ruling.id, row: 4, bringing: proof)
        }
        #expect(problem?.code == "appeal.lists")
        let appeal = try own.registry.appeal(stored.ruling.id, row: 4, bringing: proof, against: [list])
        #expect((appeal.before.verdict, appeal.after.verdict) == (.refused, .eligible))
    }

    @Test("person, history and the past tell of rulings and appeals")
    func telling() throws {
        let own = try setting()
        let nik = try #require(NIK.parse("3507015501900001").value)
        let ruling = try own.registry.rule(batch: own.batch, by: [own.file()]).ruling
        let later = Registry(own.registry.database, clock: { Date(timeIntervalSinceNow: 86_400 * 3) })
        let appeal = try later.appeal(ruling.id, row: 2, bringing: proof)
        let person = try later.person(nik)
        #expect(person.rulings.map(\.verdict) == [.refused, .eligible])
        #expect(person.rulings.map(\.isSuperseded) == [true, false])
        #expect(person.rulings[0].rules == ["no-kur"] && person.rulings[1].evidence == proof)
        #expect(person.rulings.allSatisfy { $0.files.map(\.version) == ["1"] })
        let told = try later.history(of: nik).filter { $0.thing == "ruling" }
        #expect(told.map(\.act) == [.ruling, .appeal] && told.map(\.after) == ["refused", "eligible"])
        #expect(told.map(\.before) == [nil, "refused"])
        let past = try later.asOf(AsOf(known: Date(timeIntervalSinceNow: 86_400)))
        #expect(try past.person(nik).rulings.map(\.ruling.id) == [ruling.id])
        #expect(try past.rulings().map(\.id) == [ruling.id] && later.rulings().map(\.id) == [ruling.id, appeal.number])
        let before = try later.asOf(AsOf(known: Date(timeIntervalSinceNow: 86_400), trueOn: CalendarDate("2021-12-30")))
        #expect(try before.rulings().isEmpty)
    }

    @Test("whatever is changed in what was stored shows")
    func forging() throws {
        let own = try setting()
        let ruling = try own.registry.rule(batch: own.batch, by: [own.file()]).ruling
        for (sql, code) in [
            ("UPDATE ruling_case SET verdict = 'eligible' WHERE row_number = 2", "log.content-ruling"),
            ("UPDATE ruling_file SET content = content || '#'", "log.content-ruling"),
            ("UPDATE ruling SET decided_on = '2021-01-01'", "log.content-ruling"),
        ] {
            let other = try setting()
            _ = try other.registry.rule(batch: other.batch, by: [other.file()])
            _ = try other.registry.database.write { try $0.execute(sql, []) }
            #expect(try other.registry.verify().map(\.code).contains(code), "\(sql)")
        }
        _ = try own.registry.database.write { try $0.execute("UPDATE ruling_file SET content = 'x'", []) }
        let problem = #expect(throws: Problem.self) { try own.registry.ruling(ruling.id) }
        #expect(problem?.code == "ruling.unreadable")
    }
}
