import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// What ``ScriptedHistory`` comes to by both times, worked out by hand.
@Suite struct HistoryTruthTests {
    private let history: ScriptedHistory
    private var registry: Registry { history.registry }
    private var scratch: Scratch { history.scratch }

    private static let (a, b, c, d) = (ScriptedHistory.a, ScriptedHistory.b, ScriptedHistory.c, ScriptedHistory.d)

    init() throws { history = try ScriptedHistory() }

    struct Truth: Sendable, CustomTestStringConvertible {
        var known: String
        var on: String?
        var enrolments: Int
        var people: Int
        /// Rupiah.
        var amount: Int64
        /// Not ended on the day asked for.
        var running: Int
        /// People on two lists or more.
        var several: Int

        var testDescription: String { "known \(known), true \(on ?? "–")" }
    }

    static let truths = [
        Truth(known: "2020-11-09", on: nil, enrolments: 0, people: 0, amount: 0, running: 0, several: 0),
        Truth(known: "2020-11-10", on: nil, enrolments: 3, people: 3, amount: 7_200_000, running: 3, several: 0),
        Truth(known: "2020-12-31", on: nil, enrolments: 5, people: 4, amount: 17_200_000, running: 5, several: 1),
        // D's five million are those of January: the list speaks for the fourth.
        Truth(
            known: "2020-12-31", on: "2020-12-31", enrolments: 4, people: 3, amount: 12_200_000, running: 4, several: 1),
        Truth(
            known: "2020-12-31", on: "2020-12-09", enrolments: 3, people: 3, amount: 7_200_000, running: 3, several: 0),
        Truth(
            known: "2021-03-09", on: "2020-12-31", enrolments: 5, people: 4, amount: 14_600_000, running: 5, several: 1),
        Truth(known: "2021-03-31", on: nil, enrolments: 6, people: 4, amount: 20_600_000, running: 5, several: 2),
        Truth(
            known: "2021-03-31", on: "2020-12-31", enrolments: 5, people: 4, amount: 15_600_000, running: 5, several: 1),
        Truth(
            known: "2021-03-31", on: "2021-03-01", enrolments: 6, people: 4, amount: 20_600_000, running: 5, several: 2),
        // The day after B paid back, the loan is over; what stands of B is the grant.
        Truth(
            known: "2021-03-31", on: "2021-03-02", enrolments: 5, people: 4, amount: 14_600_000, running: 5, several: 1),
        Truth(known: "2021-04-30", on: nil, enrolments: 5, people: 4, amount: 18_200_000, running: 4, several: 1),
        Truth(
            known: "2021-04-30", on: "2020-12-31", enrolments: 4, people: 3, amount: 13_200_000, running: 4, several: 1),
        Truth(
            known: "2021-12-31", on: "2021-12-31", enrolments: 4, people: 4, amount: 12_200_000, running: 4, several: 0),
        Truth(known: "2022-10-04", on: nil, enrolments: 5, people: 4, amount: 18_200_000, running: 4, several: 1),
        Truth(known: "2022-10-05", on: nil, enrolments: 8, people: 4, amount: 21_800_000, running: 7, several: 3),
        // The list of 2022 speaks for the last of September.
        Truth(
            known: "2022-10-05", on: "2022-09-29", enrolments: 4, people: 4, amount: 12_200_000, running: 4, several: 0),
        Truth(
            known: "2022-11-30", on: "2022-09-30", enrolments: 7, people: 4, amount: 15_800_000, running: 7, several: 3),
    ]

    @Test(arguments: truths) func listsAndOverlap(truth: Truth) throws {
        let asOf = try AsOf(truth.known, trueOn: truth.on)
        let then = try registry.asOf(asOf)
        let sums = try then.standing(runningOn: asOf.trueOn).sums
        #expect(sums.enrolments == truth.enrolments)
        #expect(sums.people == truth.people)
        #expect(sums.amount == truth.amount)
        #expect(sums.running == truth.running)
        #expect(try then.overlap().peopleOnSeveral == truth.several)
    }

    /// B's lists by both times: the loan runs until the day on which it was paid back, as far as that was known.
    @Test func aLoanThatWasPaidBackIsOver() throws {
        func lists(_ known: String, _ on: String?) throws -> [String] {
            let nik = try #require(NIK.parse(Self.b).value)
            let lines = try registry.asOf(AsOf(known, trueOn: on)).person(nik).lines
            return Set(lines.map(\.batch.programme)).sorted()
        }
        #expect(try lists("2021-03-09", "2021-03-02") == ["BPUM", "UMI"])
        #expect(try lists("2021-03-10", "2021-03-01") == ["BPUM", "UMI"])
        #expect(try lists("2021-03-10", "2021-03-02") == ["BPUM"])
        #expect(try lists("2021-03-10", nil) == ["BPUM", "UMI"])
    }

    @Test func decisionsAndNeedsHaveBothTimes() throws {
        func decisions(_ known: String, _ on: String?) throws -> Int {
            let nik = try #require(NIK.parse(Self.c).value)
            return try registry.asOf(AsOf(known, trueOn: on)).person(nik).decisions.count
        }
        #expect(try decisions("2021-01-14", nil) == 0)
        #expect(try decisions("2021-01-15", nil) == 1)
        #expect(try decisions("2021-01-31", "2020-11-24") == 0)
        #expect(try decisions("2021-01-31", "2020-11-25") == 1)
        func needs(_ known: String, _ on: String?) throws -> [String] {
            let nik = try #require(NIK.parse(Self.a).value)
            return try registry.asOf(AsOf(known, trueOn: on)).person(nik).needs.map(\.need.date)
        }
        #expect(try needs("2021-05-31", nil) == [])
        #expect(try needs("2021-06-15", "2020-12-31") == ["2020-12-01"])
        // What turned out to be wrong is not true of the time before either.
        #expect(try needs("2021-07-15", "2020-12-31") == [])
        #expect(try needs("2021-07-15", "2021-02-28") == ["2021-02-01"])
        #expect(try needs("2021-06-15", nil) == ["2020-12-01"])
    }

    @Test func everyValueLeadsBackToWhoAndWhy() throws {
        let budi = try registry.history(of: #require(NIK.parse(Self.b).value))
        let amounts = budi.filter { $0.field == "amount" && $0.key == "UMI 2020" }
        #expect(amounts.map(\.before) == [nil, "5000000"] && amounts.map(\.after) == ["5000000", "6000000"])
        #expect(amounts.map(\.at) == ["2020-12-20T03:00:00Z", "2021-03-10T03:00:00Z"])
        #expect(amounts.map(\.actor) == ["uji", "uji"] && amounts.map(\.row) == [2, 2])
        #expect(amounts.map(\.batch) == [2, 4])
        let dedi = try registry.history(of: #require(NIK.parse(Self.d).value))
        let gone = dedi.filter { $0.act == .undo }
        #expect(!gone.isEmpty && gone.allSatisfy { $0.reason == "salah berkas" && $0.after == nil && $0.batch == 3 })
        #expect(gone.contains { $0.field == "amount" && $0.before == "2400000" })
        let ani = try registry.history(of: #require(NIK.parse(Self.a).value))
        #expect(ani.filter { $0.thing == "need" && $0.field == "date" }.map(\.after) == ["2020-12-01", "2021-02-01"])
        #expect(ani.first { $0.field == "phone" }?.shownAfter?.contains("1234560") == false)
        let list = try registry.history(ofListWith: 4)
        #expect(list.filter { $0.act == .commit && $0.field == "updated" }.map(\.after) == ["0", "1"])
        #expect(list.contains { $0.field == "rows.enrolment" && $0.after == "1" })
        #expect(throws: Problem("import.unknown", .refuse, ["id": "99"])) { try registry.history(ofBatch: 99) }
    }

    @Test func aChangedRowIsFound() throws {
        #expect(try registry.verify().isEmpty)
        let oldest = "id = (SELECT MIN(id) FROM enrolment)"
        for (sql, code) in [
            ("UPDATE person SET phone = '081200000000' WHERE nik = '\(Self.a)'", "verify.history-person"),
            ("UPDATE enrolment SET amount = 7000000 WHERE amount = 6000000", "verify.history-enrolment"),
            ("UPDATE past_enrolment SET amount = 1 WHERE amount = 5000000", "verify.history-enrolment"),
            // What no later list may change is held against the line and its list.
            ("UPDATE enrolment SET fiscal_year = 2019 WHERE amount = 6000000", "verify.history-enrolment"),
            ("UPDATE enrolment SET programme = 'UMI' WHERE programme = 'BPUM'", "verify.history-enrolment"),
            (
                "UPDATE enrolment SET list = (SELECT id FROM source_list WHERE name = 'bpum susulan') WHERE amount = 6000000",
                "verify.history-enrolment"
            ),
            ("UPDATE enrolment SET line_key = 'x' WHERE amount = 6000000", "verify.history-enrolment"),
            (
                """
                UPDATE enrolment SET person = (SELECT id FROM person WHERE nik = '\(Self.c)')
                WHERE person = (SELECT id FROM person WHERE nik = '\(Self.d)')
                """, "verify.history-enrolment"
            ),
            ("UPDATE past_enrolment SET programme = 'BPUM' WHERE amount = 5000000", "verify.history-enrolment"),
            ("UPDATE person SET nik = '3507010101600009' WHERE nik = '\(Self.a)'", "verify.history-person"),
            ("UPDATE past_enrolment SET until_act = 99", "verify.history-life"),
            ("DELETE FROM act WHERE number = 2", "verify.act-order"),
            ("UPDATE line SET batch = 99 WHERE row_number = 2", "verify.reference"),
            ("UPDATE person SET batch = 99", "verify.reference"),
            ("INSERT INTO family (card, batch) VALUES ('3507011501100001', 99)", "verify.reference"),
            ("UPDATE enrolment SET person = 1 WHERE \(oldest)", "verify.reference"),
            ("UPDATE enrolment SET list = 99 WHERE \(oldest)", "verify.reference"),
            ("UPDATE enrolment SET programme = 'X' WHERE \(oldest)", "verify.reference"),
            ("UPDATE enrolment SET line = 1 WHERE \(oldest)", "verify.reference"),
        ] {
            let broken = try registry.database.rehearse { [registry] connection in
                try connection.execute(sql)
                return try VerifyQueries(connection, registry.database.dialect).broken()
            }
            #expect(broken.contains { $0.code == code && $0.rows >= 1 }, "\(sql): \(broken)")
        }
    }

    @Test func aChangedRowIsNamed() throws {
        let oldest = "(SELECT MIN(id) FROM enrolment WHERE amount IS NOT NULL)"
        _ = try registry.database.write {
            try $0.execute("UPDATE enrolment SET amount = amount + 1 WHERE id = \(oldest)")
        }
        let found = try registry.verify()
        let problem = try #require(found.first { $0.code == "verify.history-enrolment" })
        #expect(problem.arguments["rows"] == "1")
        #expect(problem.arguments["which"] == "1.2 (\(Self.a.prefix(6))******\(Self.a.suffix(4)))")
        for language in Language.allCases {
            let sentence = Catalogue.bundled.sentence(problem, language)
            #expect(sentence.contains("1.2 (") && !sentence.contains("{") && !sentence.contains(Self.a))
        }
    }

    @Test func aChangedEnterpriseIsFound() throws {
        let header = "NIK;Nama;Nama Usaha;NIB;NPWP"
        for (name, rows) in [
            ("usaha", ["\(Self.a);Ani Rekaan;Warung Ani;1234567890123;", "\(Self.c);Cici Rekaan;Cuci Cici;;"]),
            ("baru", ["3507010101600007;Gita Rekaan;Toko Gita;;"]),
        ] {
            let file = try scratch.file(name + ".csv", ([header] + rows).joined(separator: "\n") + "\n")
            let staged = try registry.stage(
                ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07", profile: "umum", name: name))
            #expect(try registry.commit(staged.batch.id).counts.new == rows.count)
        }
        #expect(try registry.verify().isEmpty)
        let other = "(SELECT id FROM person WHERE nik = '\(Self.d)')"
        for change in [
            "business = 'Warung Lain'", "nib = '9999999999999'", "npwp = '01.234.567.8-901.000'",
            "size_class = 'besar'",
            "size_rule_set = 'lain'", "owner = \(other)",
        ] {
            for business in ["Warung Ani", "Toko Gita"] {
                let broken = try registry.database.rehearse { [registry] connection in
                    #expect(
                        try connection.execute("UPDATE enterprise SET \(change) WHERE business = '\(business)'") == 1)
                    return try VerifyQueries(connection, registry.database.dialect).broken()
                }
                #expect(broken.contains { $0.code == "verify.history-enterprise" }, "\(change): \(broken)")
            }
        }
    }
}
