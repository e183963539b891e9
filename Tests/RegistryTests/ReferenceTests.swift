import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

@Suite("What lists that a list is held against say")
struct ReferenceTests {
    private static let rules = """
        programme: BPUM
        version: "1"
        rules:
          - {code: loan, kind: exclusion, expression: active('KUR'), statement: {id: a, en: a}}
        """

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private func reference(
        _ scratch: Scratch, _ kind: String, _ asOf: String, _ rows: [String], name: String = "ref.csv"
    ) throws -> ReferenceList {
        let text = "NIK;Nama;No KK;Tanggal Cair;Tanggal Lunas;Status\n" + rows.map { $0 + "\n" }.joined()
        let today = try day("2022-01-31")
        return try ReferenceList(
            ListReading(ListFile(scratch.file(name, text)), today: today, wantsRecords: true), kind: kind,
            asOf: day(asOf), today: today)
    }

    private func person(_ number: Int, _ rest: String = ";;") -> String {
        "35071101018000\(10 + number);Orang \(number);350711010110000\(number);" + rest
    }

    private func judge(
        _ scratch: Scratch, _ expression: String, on day: String, _ lists: [ReferenceList], since year: Int = 2020
    ) throws -> RuleJudge {
        let text = Self.rules.replacing("active('KUR')", with: "\"" + expression + "\"")
        return try RuleJudge(
            [RuleLibrary.named(scratch.file("r.yaml", text).path)], day: self.day(day),
            references: ReferenceLists(lists, firstYears: ["BPUM": year]))
    }

    /// The verdicts of people 1 to 5, who are members of one family each.
    private func verdicts(
        _ scratch: Scratch, _ expression: String, on day: String, _ lists: [ReferenceList], since year: Int = 2020
    ) throws -> [RuleVerdict] {
        let list = "NIK;Nama;No KK\n" + (1...5).map { person($0, "\n").replacing(";\n", with: "\n") }.joined()
        var found: [RuleVerdict] = []
        let today = try self.day("2022-01-31")
        _ = try judge(scratch, expression, on: day, lists, since: year).run(
            ListReading(ListFile(scratch.file("l.csv", list)), today: today, wantsRecords: true)
        ) { found += $0.map(\.verdict) }
        return found
    }

    @Test("what is uncertain, too old or answers nothing is told of each list by its name")
    func warnings() throws {
        let scratch = try Scratch()
        func codes(_ expression: String, _ lists: [ReferenceList]) throws -> [String: String] {
            let judge = try judge(scratch, expression, on: "2021-07-14", lists)
            return Dictionary(
                judge.referenceWarnings.map { ($0.code, ($0.place.file ?? "") + " " + ($0.arguments["rows"] ?? "")) },
                uniquingKeysWith: { $0 + "+" + $1 })
        }
        let sound = try reference(scratch, "KUR", "2021-06-30", [person(1)], name: "a.csv")
        let partly = try reference(
            scratch, "KUR", "2021-06-30", [person(1), person(1), "3,50711E+15;B;;;;", "35;C;;;;"], name: "b.csv")
        #expect(partly.rows == 1 && partly.refused == 3)
        let old = try reference(scratch, "KUR", "2018-01-01", [person(1)], name: "c.csv")
        #expect(try codes("active('KUR')", [sound]).isEmpty)
        #expect(try codes("active('KUR')", [partly]) == ["rules.reference-unusable": "b.csv 2"])
        #expect(try codes("active('KUR')", [sound, old]) == ["rules.reference-stale": "c.csv "])
        #expect(try codes("in_list('KUR')", [old]).isEmpty)
        #expect(try codes("active('UMI')", [sound, old]) == ["rules.reference-unasked": "a.csv +c.csv "])
        // A pattern is judged by the program; what it asks beside is known all the same.
        #expect(try codes("person.job.matches('^P') && active('KUR')", [sound]).isEmpty)
        // Candidates without contracts answer in_list alone; with contracts they are recipients.
        let header = "nik|nama|jml_kredit|no_hp|keterangan|status_akad"
        func candidates(_ columns: String, _ cells: String) throws -> ReferenceList {
            let text = "\(header)\(columns)\n3507110101800011|Orang 1|5000000||Warung|Berjalan\(cells)\n"
            return try ReferenceList(
                ListReading(
                    ListFile(scratch.file("s.txt", text)),
                    profile: ProfileLibrary.bundled.profile("sikp-calon-debitur"),
                    today: day("2022-01-31"), wantsRecords: true), kind: "KUR", asOf: day("2021-06-30"),
                today: day("2022-01-31"))
        }
        let bare = try candidates("", "")
        #expect(try !bare.isOfRecipients && codes("active('KUR')", [bare]) == ["rules.reference-unasked": "s.txt "])
        let contracts = try candidates("|tgl_akad|tgl_lunas", "|02062020|")
        #expect(try contracts.isOfRecipients && codes("active('KUR')", [contracts]).isEmpty)
        #expect(
            try verdicts(scratch, "active('KUR')", on: "2021-07-14", [contracts])
                == [.refused, .eligible, .eligible, .eligible, .eligible])
    }

    @Test("a list whose numbers are all damaged is refused, as an audit refuses it")
    func damaged() throws {
        let scratch = try Scratch()
        let problem = #expect(throws: Problem.self) {
            try reference(scratch, "KUR", "2021-06-30", ["3,50711E+15;A;;;;", "3,50711E+15;B;;;;"])
        }
        #expect(problem?.code == "findings.no-numbers" && problem?.place.file == "ref.csv")
    }

    @Test("who is not on an old list is not said to have no loan; a list within a year of the decision says so")
    func stale() throws {
        let scratch = try Scratch()
        let rows = [person(1, "2018-01-01;;")]
        func told(_ asOf: String) throws -> [RuleVerdict] {
            try verdicts(
                scratch, "active('KUR')", on: "2021-07-14", [reference(scratch, "KUR", asOf, rows)])
        }
        #expect(try told("2018-01-01") == [.refused, .held, .held, .held, .held])
        #expect(try told("2020-07-12") == [.refused, .held, .held, .held, .held])
        for asOf in ["2020-07-13", "2021-06-30", "2021-12-31"] {
            #expect(try told(asOf) == [.refused, .eligible, .eligible, .eligible, .eligible])
        }
    }

    @Test("a list of a year says no only where it reaches the end of that year, or the decision")
    func reach() throws {
        let scratch = try Scratch()
        func told(_ asOf: String, _ expression: String, on day: String = "2021-07-14") throws -> [RuleVerdict] {
            try verdicts(scratch, expression, on: day, [reference(scratch, "BPUM", asOf, [person(1)])])
        }
        let known: [RuleVerdict] = [.refused, .eligible, .eligible, .eligible, .eligible]
        let held: [RuleVerdict] = [.refused, .held, .held, .held, .held]
        for expression in ["received('BPUM', 2020)", "received('BPUM')"] {
            #expect(try told("2020-09-30", expression) == held)
            #expect(try told("2020-12-31", expression) == known)
        }
        #expect(try told("2021-06-30", "received('BPUM', 2021)") == held)
        #expect(try told("2021-07-14", "received('BPUM', 2021)") == known)
        #expect(
            try told("2020-09-30", "member_of_family_receiving('BPUM', 2020)")
                == [.held, .held, .held, .held, .held])
        // Of the year of the decision nobody asks for a list; one that is there says who has received.
        let scratch2 = try Scratch()
        let both = try [
            reference(scratch2, "BPUM", "2020-12-31", [person(5)], name: "a.csv"),
            reference(scratch2, "BPUM", "2021-03-31", [person(1)], name: "b.csv"),
        ]
        #expect(
            try verdicts(scratch2, "received('BPUM')", on: "2021-07-14", both)
                == [.refused, .eligible, .eligible, .eligible, .refused])
    }

    @Test("what began after the decision or came back was not received; paid off without a date is no running loan")
    func datesAndStates() throws {
        let scratch = try Scratch()
        let rows = [
            person(1, "2021-09-01;;Dicairkan"), person(2, "2021-03-01;;Dikembalikan"), person(3, "2021-03-01;;Cair"),
            person(4, "2021-03-01;;Lunas"), person(5, "2021-03-01;;Belum lunas"),
        ]
        func told(_ expression: String, _ kind: String, _ asOf: String, on day: String) throws -> [RuleVerdict] {
            try verdicts(scratch, expression, on: day, [reference(scratch, kind, asOf, rows)], since: 2021)
        }
        for expression in ["received('BPUM', 2021)", "received('BPUM')"] {
            #expect(
                try told(expression, "BPUM", "2021-12-31", on: "2021-04-30")
                    == [.eligible, .eligible, .refused, .refused, .refused])
        }
        // That it is over by December says nothing of April.
        #expect(
            try told("active('KUR')", "KUR", "2021-12-31", on: "2021-04-30")
                == [.eligible, .eligible, .refused, .held, .refused])
        #expect(
            try told("active('KUR')", "KUR", "2021-04-30", on: "2021-04-30")
                == [.eligible, .eligible, .refused, .eligible, .refused])
        #expect(
            try told("in_list('KUR')", "KUR", "2021-04-30", on: "2021-04-30").allSatisfy { $0 == .refused })
    }
}
