import Foundation
import GRDB
import Indonesia
import Problems
import Registry
import Store
import TestServer
import Testing

/// What was known at an instant is answered later as it was answered then.
@Suite struct AsOfTests {
    /// Chance that is the same each time.
    private struct Dice {
        var state: UInt64
        mutating func roll(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }
    }

    /// An answer that was given, and when.
    private struct Answer {
        var instant: Date
        var tables: [String: [String]]
        var truth: [String: [String]]
        var overlap: OverlapResult
        var person: [String]
        var totals: [String]
    }

    private static let nik = NIK.parse("3507010101600001").value
    private static let day = CalendarDate("2021-03-15")

    private static func answer(_ registry: Registry, _ asked: Registry, _ instant: Date) throws -> Answer {
        let view = try Self.nik.map { try asked.person($0) }
        let overlap = try asked.overlap()
        let trueThen = try registry.asOf(AsOf(known: instant, trueOn: Self.day))
        return Answer(
            instant: instant, tables: try TableDump.read(asked), truth: try TableDump.read(trueThen), overlap: overlap,
            person: [
                "\(String(describing: view?.person))", "\(view?.lines.map(\.line) ?? [])",
                "\(view?.enterprises ?? [])", "\(view?.groups ?? [])", "\(view?.needs.map(\.need) ?? [])",
                "\(view?.needs.map(\.referrals) ?? [])", "\(view?.decisions.map(\.event) ?? [])",
                "\(view?.identity?.others.map(\.subject) ?? [])",
            ], totals: try asked.totals().filter { $0.name != "regions" }.map { "\($0.name) \($0.rows)" })
    }

    @Test(arguments: [1, 2, 3, 4]) func everyPastAnswerIsGivenAgain(seed: UInt64) throws {
        let scratch = try Scratch()
        let clock = SetClock("2021-06-01T02:00:00Z")
        let registry = Registry(try scratch.database(), actor: "uji", clock: { clock.now })
        try registry.ensureCatalogue(from: example("catalogue"))
        var dice = Dice(state: seed)
        var answers: [Answer] = []
        for step in 0..<28 {
            clock.pass(3600 * (1 + dice.roll(72)))
            try act(registry, scratch, &dice, step, clock.now.formatted(.iso8601))
            answers.append(try Self.answer(registry, registry, clock.now))
        }
        // The rules of the catalogue are changed here without telling the log, which is found.
        let broken = try registry.verify().map(\.code)
        #expect(broken.filter { $0 != "log.content-compatibility" } == [])
        // The history is worth asking only where much was undone, changed and decided.
        let acts = try registry.database.read { try ActQueries($0).all() }
        #expect(acts.count { $0.kind == .undo } >= 2 && acts.count >= 8)
        for answer in answers {
            let then = try registry.asOf(AsOf(known: answer.instant))
            let again = try Self.answer(registry, then, answer.instant)
            for (table, rows) in answer.tables {
                #expect(again.tables[table] == rows, "\(table) as known at \(answer.instant)")
            }
            for (table, rows) in answer.truth {
                #expect(again.truth[table] == rows, "\(table) as known at \(answer.instant) and true in March")
            }
            #expect(again.overlap == answer.overlap)
            #expect(again.person == answer.person)
            #expect(again.totals == answer.totals)
            // Between two acts the registry knew what it knew after the first.
            let later = try registry.asOf(AsOf(known: answer.instant + 1800))
            #expect(try TableDump.read(later) == again.tables)
        }
    }

    /// One thing that happens to a registry; what cannot be done just now is left.
    private func act(
        _ registry: Registry, _ scratch: Scratch, _ dice: inout Dice, _ step: Int, _ instant: String
    ) throws {
        switch dice.roll(10) {
        case 0...3: try takeList(registry, scratch, &dice, step)
        case 4, 5:
            let standing = try registry.batches().filter { $0.state == .committed || $0.state == .staged }
            guard let batch = standing.last else { return try takeList(registry, scratch, &dice, step) }
            guard try registry.blockers(of: batch.id).isEmpty else { return }
            _ = try registry.undo(batch.id, reason: dice.chance(50) ? "salah berkas" : nil)
        case 6:
            try registry.take(
                "need",
                [
                    "kode": "N\(dice.roll(3))", "nik": Self.nik?.digits ?? "", "wilayah": "35.07.01.2001",
                    "kebutuhan": "K2", "pernyataan": "pernyataan \(dice.roll(4))", "asal": "officer",
                    "tanggal": "2021-0\(1 + dice.roll(4))-10",
                ])
        case 7:
            let standing = try registry.sendings(kind: "need").filter { $0.undoneAt == nil }
            if let last = standing.last { _ = try registry.undoSending(last.id) }
        case 8: try decide(registry, &dice)
        default:
            var rules = try registry.compatibility()
            let place = dice.roll(rules.count)
            rules[place].conditionId = "aturan diubah pada langkah \(step)"
            try registry.database.write { [rules] in
                try CatalogueQueries($0).replace(compatibility: rules, at: instant)
            }
        }
    }

    private func takeList(_ registry: Registry, _ scratch: Scratch, _ dice: inout Dice, _ step: Int) throws {
        let list = dice.roll(3)
        var lines = ["NIK;Nama;No KK;No HP;Alamat;Desa;Bidang Usaha;Kelompok;Nominal;Tanggal Cair;Tanggal Lunas"]
        for person in 0..<9 where dice.chance(55) {
            let number = person == 8 ? "" : "350701010160000\(1 + person)"
            func maybe(_ text: String) -> String { dice.chance(70) ? text : "" }
            lines.append(
                [
                    number, "Warga Rekaan \(person)\(dice.chance(20) ? " Baru" : "")",
                    maybe("350701120312000\(1 + person / 2)"), maybe("0812345600\(10 + dice.roll(5))"),
                    maybe("Jalan \(dice.roll(3))"), maybe("Desa \(dice.roll(2))"), maybe("Usaha \(dice.roll(2))"),
                    maybe("Kelompok \(dice.roll(2))"), maybe("\(1 + dice.roll(3))000000"),
                    maybe("2021-0\(1 + dice.roll(4))-05"), dice.chance(20) ? "2021-0\(5 + dice.roll(3))-05" : "",
                ].joined(separator: ";"))
        }
        guard lines.count > 1 else { return }
        let file = try scratch.file("d\(step).csv", lines.joined(separator: "\n") + "\n")
        let staged = try registry.stage(
            ImportRequest(
                file: file, programme: ["BPUM", "UMI", "MEKAAR"][list], institution: "DINKOP-35.07", profile: "umum",
                fiscalYear: 2021, referenceDate: "2021-0\(1 + dice.roll(4))-01", name: "daftar \(list)"))
        if dice.chance(15) { return }
        let batch = try registry.commit(staged.batch.id)
        guard dice.chance(50) else { return }
        let numbers = try registry.lines(of: batch.id).filter { $0.line.outcome != .refused }.compactMap(\.line.nik)
        guard let number = numbers.first else { return }
        let stages = try scratch.file(
            "t\(step).csv",
            "NIK,Tahap,Pelaku,Waktu,Keputusan,Alasan\n\(number),Dinas,Petugas,2021-0\(1 + dice.roll(4))-20T09:00:00+07:00,ditolak,uji\n"
        )
        try registry.addStages(from: stages, to: batch.id)
    }

    private func decide(_ registry: Registry, _ dice: inout Dice) throws {
        let people = try registry.database.read { connection in
            try connection.all("SELECT id FROM person ORDER BY id") { $0.integer(0) ?? 0 }
        }
        guard people.count > 1 else { return }
        let first = dice.roll(people.count - 1)
        let pair = SubjectPair(people[first], people[first + 1])
        if let standing = try registry.database.read({ try MatchDecisionQueries($0).standing(pair) }) {
            try registry.undo(decision: standing.id, note: "keliru")
        } else {
            _ = try? registry.decide(pair, dice.chance(60) ? .same : .different, note: "uji")
        }
    }

    @Test func thePastIsReadAndNotChanged() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let past = try registry.asOf(AsOf(endOf: registry.today))
        #expect(throws: Problem("asof.read-only", .refuse)) { try past.undo(1) }
        let file = try scratch.file("a.csv", "NIK;Nama\n3507010101600001;Warga Rekaan\n")
        #expect(throws: Problem("asof.read-only", .refuse)) {
            try past.stage(ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07"))
        }
    }

    @Test func aDayIsItsEndInWesternIndonesianTime() throws {
        #expect(try AsOf("2021-03-31").instant == "2021-03-31T16:59:59Z")
        #expect(try AsOf("2021-03-31T10:00:00Z", trueOn: "2020-12-31").instant == "2021-03-31T10:00:00Z")
        #expect(throws: Problem("asof.date", .refuse, value: "kemarin")) { try AsOf("kemarin") }
        let registry = try Scratch().registry()
        let tomorrow = try #require(CalendarDate(daysSince1970: registry.today.daysSince1970 + 1))
        #expect(throws: Problem("asof.future", .refuse, value: tomorrow.description)) {
            try registry.asOf(AsOf(endOf: tomorrow))
        }
    }

    /// A table of the past that lacks a column of its table would lose it on the next change.
    @Test(.disabled(if: TestServer.isUsed, "the same tables are made on both databases")) func everyColumnIsKept()
        throws
    {
        let scratch = try Scratch()
        let registry = try scratch.registry(catalogue: false)
        defer { withExtendedLifetime(registry) {} }
        let queue = try DatabaseQueue(path: scratch.url.appendingPathComponent("gapura.sqlite").path)
        for table in [
            "person", "enrolment", "enterprise", "family", "beneficiary_group", "group_member", "stage_event",
        ] {
            let (now, past) = try queue.read { database in
                (try database.columns(in: table).map(\.name), try database.columns(in: "past_" + table).map(\.name))
            }
            #expect(Set(now).union(["until_act"]) == Set(past), "\(table)")
        }
    }
}
