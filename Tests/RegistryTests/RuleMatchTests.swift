import Foundation
import Indonesia
import Problems
import Registry
import Store
import Synchronization
import Testing

@Suite("Rules from a registry follow corrected numbers and matches")
struct RuleMatchTests {
    private static let header = "NIK;Nama;Tanggal Lahir;No KK;No HP;Nama Desa;Tanggal Mulai;Tanggal Selesai\n"
    private static let people = [
        "Siti Rahayu Wulandari;15-01-1990", "Tini Handayani Lestari;15-01-1991", "Umi Sutrisno Kusuma;15-01-1992",
        "Wati Anggraini Putri;15-01-1993", "Yuni Prasetyo Utami;15-01-1994", "Rini Kartika Dewi;15-01-1995",
    ]
    private static let rules = """
        programme: BPUM
        version: "1"
        rules:
          - {code: earlier, kind: exclusion, expression: "received('BPUM', 2020)", statement: {id: a, en: a}}
          - {code: ever, kind: exclusion, expression: "received('BPUM')", statement: {id: b, en: b}, severity: note}
          - {code: loan, kind: exclusion, expression: "active('KUR')", statement: {id: c, en: c}}
        """
    private static let family = """
        programme: BPUM
        version: "1"
        rules:
          - code: family
            kind: exclusion
            expression: member_of_family_receiving('BPUM', 2020)
            statement: {id: a, en: a}
        """

    /// The number of a person; of the seventh on, other numbers of the same people.
    private static func nik(_ serial: Int) -> String { "350701550190000\(serial)" }
    private static func card(_ serial: Int) -> String { "350701120312000\(serial)" }

    private static func row(
        _ person: Int, _ nik: String, card: String? = nil, _ dates: String = ";"
    ) -> String {
        "\(nik);\(people[person - 1]);\(card ?? Self.card(person));08123456700\(person);Tulungrejo;\(dates)\n"
    }

    private struct Setting {
        var scratch: Scratch
        var registry: Registry
        var recipients: BatchRecord
        var loans: BatchRecord
        var judged: BatchRecord

        func judge(_ text: String, _ engine: RuleEngine = .program) throws -> [RuledCase] {
            let file = try RuleLibrary.named(scratch.file("aturan.yaml", text).path)
            let cases = Mutex<[RuledCase]>([])
            _ = try registry.judge(batch: judged.id, by: [file], engine: engine) { ruled, _ in
                cases.withLock { $0 += ruled }
            }
            return cases.withLock { $0 }
        }

        /// Verdicts by person, the same by either engine.
        func verdicts(_ text: String) throws -> [RuleVerdict] {
            let found = try judge(text).map(\.verdict)
            #expect(try judge(text, .sql).map(\.verdict) == found)
            return found
        }
    }

    private static func id(_ batch: BatchRecord, _ row: Int) -> Int64 { LineQueries.id(batch: batch.id, row: row) }

    /// Six are judged. Of 2020 the first stands there by the same number, the second by one that was corrected since, the
    /// third by one that lost a digit, the fourth by another person's; the fifth's loan runs under a number without its
    /// last digit; the sixth has nothing.
    private func setting() throws -> Setting {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func list(_ name: String, _ programme: String, _ year: Int, _ rows: [String]) throws -> BatchRecord {
            let staged = try registry.stage(
                ImportRequest(
                    file: scratch.file(name + ".csv", Self.header + rows.joined()), programme: programme,
                    institution: "DINKOP-35.07", profile: "umum", fiscalYear: year, referenceDate: "\(year)-12-31",
                    name: name))
            return try registry.commit(staged.batch.id)
        }
        let recipients = try list(
            "penerima", "BPUM", 2020,
            [
                Self.row(1, Self.nik(1)), Self.row(2, Self.nik(8)), Self.row(3, String(Self.nik(3).dropLast())),
                Self.row(4, Self.nik(9)),
            ])
        let loans = try list(
            "pinjaman", "KUR", 2021, [Self.row(5, String(Self.nik(5).dropLast()), "01-03-2021;01-03-2023")])
        let judged = try list("calon", "BPUM", 2021, (1...6).map { Self.row($0, Self.nik($0)) })
        return Setting(
            scratch: scratch, registry: registry, recipients: recipients, loans: loans, judged: judged)
    }

    private func correct(_ registry: Registry) throws -> SheetReceipt {
        let receipt = try registry.takeIn(
            Sheet(
                name: "peristiwa.csv", channel: "file",
                rows: [
                    [
                        "nik": Self.nik(8), "peristiwa": "nik_dibetulkan", "tanggal_peristiwa": "2021-01-10",
                        "nik_baru": Self.nik(2), "sumber": "Akta 7/2021",
                    ]
                ]), as: SheetKinds.bundled.kind("peristiwa"))
        try #require(receipt.isStored, "\(receipt.problems)")
        return receipt
    }

    @Test("who received under a corrected number, or under a record confirmed as the same person, has received")
    func confirmed() throws {
        let own = try setting()
        #expect(try own.verdicts(Self.rules) == [.refused, .eligible, .eligible, .eligible, .eligible, .eligible])
        let receipt = try correct(own.registry)
        #expect(try own.verdicts(Self.rules)[1] == .refused)
        for (row, person) in [(4, 3), (5, 4)] {
            try own.registry.decide(
                SubjectPair(Self.id(own.recipients, row), Self.id(own.judged, person + 1)), .same, note: "uji")
        }
        let loan = try own.registry.decide(
            SubjectPair(Self.id(own.loans, 2), Self.id(own.judged, 6)), .same, note: "uji")
        #expect(try own.verdicts(Self.rules) == [.refused, .refused, .refused, .refused, .refused, .eligible])
        let reason = try #require(try own.judge(Self.rules)[2].reasons.first)
        #expect(reason.evidence.first?.source.name == "penerima")
        // The running loan is over on the day of another decision, and what is taken back counts no more.
        try own.registry.undo(decision: loan.id, note: "orang lain")
        _ = try own.registry.undoSending(receipt.sending.id)
        #expect(try own.verdicts(Self.rules) == [.refused, .eligible, .refused, .refused, .eligible, .eligible])
    }

    @Test("a person who was the same all along is no other member of their own family; another one is")
    func families() throws {
        let own = try setting()
        // Under the old number the second would be somebody else on the same card.
        #expect(try own.verdicts(Self.family)[1] == .refused)
        _ = try correct(own.registry)
        #expect(try own.verdicts(Self.family)[1] == .eligible)
        #expect(try own.verdicts(Self.family)[2] == .eligible)
        // The recipient with the damaged number is the sixth: the third has a family member who received.
        try own.registry.decide(
            SubjectPair(Self.id(own.recipients, 4), Self.id(own.judged, 7)), .same, note: "uji")
        #expect(try own.verdicts(Self.family)[2] == .refused)
        #expect(try own.verdicts(Self.rules)[5] == .refused)
    }

    @Test("a list from a file knows a person by the number they had then")
    func files() throws {
        let own = try setting()
        _ = try correct(own.registry)
        let today = try #require(CalendarDate("2022-01-01"))
        let list = try ReferenceList(
            ListReading(
                ListFile(own.scratch.file("kur.csv", "NIK;Nama\n\(Self.nik(8));Tini\n")), today: today,
                wantsRecords: true), kind: "KUR", asOf: CalendarDate("2021-12-01"), today: today)
        let file = try RuleLibrary.named(own.scratch.file("aturan.yaml", Self.rules).path)
        let found = try own.registry.judge(batch: own.judged.id, by: [file], against: [list])
        #expect(Set(found.cases[1].refusing.map(\.rule.code)) == ["earlier", "loan"])
    }

    @Test("a probable match that nobody decided holds whom a rule turns on, and is named; what is certain stays")
    func probable() throws {
        let own = try setting()
        try own.registry.findMatches()
        let queue = try own.registry.matchQueue().sample + own.registry.matches(open: true)
        let open = queue.map(\.candidate).filter { $0.stratum >= MatchStratum.probable }
        let pair = SubjectPair(Self.id(own.recipients, 4), Self.id(own.judged, 4))
        try #require(open.contains { $0.pair == pair }, "\(open.map(\.pair.text))")
        let found = try own.verdicts(Self.rules)
        #expect(found[0] == .refused && found[2] == .held && found[5] == .eligible)
        let reason = try #require(try own.judge(Self.rules)[2].reasons.first { $0.rule.code == "earlier" })
        #expect(reason.problem?.code == "rules.match-open")
        #expect(reason.problem?.arguments["pair"] == pair.text && reason.problem?.arguments["list"] == "penerima")
        // A stored ruling keeps why.
        let file = try RuleLibrary.named(own.scratch.file("aturan.yaml", Self.rules).path)
        let stored = try own.registry.rule(batch: own.judged.id, by: [file]).ruling
        let kept = try own.registry.ruling(stored.id, row: 4).cases.first?.reasons.first
        #expect(kept?.problem?.code == "rules.match-open" && kept?.problem?.arguments["pair"] == pair.text)
        // Decided, it holds nobody: two people, and then one.
        let decision = try own.registry.decide(pair, .different, note: "uji")
        #expect(try own.verdicts(Self.rules)[2] == .eligible)
        try own.registry.undo(decision: decision.id, note: "keliru")
        try own.registry.decide(pair, .same, note: "uji")
        #expect(try own.verdicts(Self.rules)[2] == .refused)
    }
}
