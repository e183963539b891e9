// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Examples
import Foundation
import Indonesia
import Problems
import Registry
import Testing

@Suite("What an auditor finds in a list")
struct AuditTests {
    private struct Truth: Decodable {
        struct Category: Decodable {
            var people: Int
            var lines: Int
            var rupiah: Int64
            var rows: [Int]
        }

        struct Audit: Decodable {
            var day: String
            var rows: Int
            var categories: [String: Category]
            var people: Int
            var lines: Int
            var rupiah: Int64
            var people_by_number_of_categories: [Int]
            var money_back: Int
        }

        var audit: Audit
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private func audit(
        _ list: URL, _ references: [(ReferenceKind, URL, String?)] = [], on day: String = "2021-09-30",
        programme: String? = "BPUM"
    ) throws -> AuditResult {
        try ListAudit(list, programme: programme, today: self.day("2022-01-31")).run(
            against: references.map { kind, file, asOf in
                ReferenceRequest(kind: kind, file: file, asOf: asOf.flatMap { CalendarDate($0) })
            }, day: self.day(day), benefit: { programme == "BPUM" && $0 == 2021 ? 1_200_000 : nil })
    }

    private func example() throws -> (result: AuditResult, truth: Truth.Audit) {
        let folder = try #require(Examples.folder("audit"))
        let lists = try #require(Examples.folder("one-gate"))
        let kinds: [ReferenceKind] = [
            .population, .deaths, .stateEmployees, .credit, .abroad, .enterprises, .decree, .payments,
        ]
        let result = try audit(
            lists.appendingPathComponent("bpum-usulan-2021.csv"),
            kinds.map { ($0, folder.appendingPathComponent($0.rawValue + ".csv"), "2021-09-01") }
                + [(.kur, lists.appendingPathComponent("kur-sikp.txt"), "2021-12-31")])
        let data = try Data(contentsOf: folder.appendingPathComponent("truth.json"))
        return (result, try JSONDecoder().decode(Truth.self, from: data).audit)
    }

    @Test("the proposals of the one-gate example: every category row by row as its truth has it, and the total")
    func truth() throws {
        let (result, truth) = try example()
        #expect(result.rows == truth.rows && result.day.description == truth.day)
        var rows: [String: [Int]] = [:]
        for place in 0..<result.count { rows[result[place].category.code, default: []].append(result[place].row) }
        for category in FindingCategory.allCases {
            #expect(result.isChecked(category) && result.undecidedLines(category) == 0)
            let own = try #require(truth.categories[category.code], "\(category.code)")
            let found = result.totals[category]
            #expect(Set(rows[category.code] ?? []) == Set(own.rows), "\(category.code)")
            #expect((found.people, found.lines, found.rupiah) == (own.people, own.lines, own.rupiah))
        }
        let totals = result.totals
        #expect((totals.people, totals.lines, totals.rupiah) == (truth.people, truth.lines, truth.rupiah))
        #expect(totals.byNumber == truth.people_by_number_of_categories)
        #expect(totals.peopleSummed - totals.peopleRepeated == totals.people && totals.peopleRepeated > 0)
        #expect(result.references.first { $0.kind == .payments }?.passedOver == truth.money_back)
        #expect(result.references.allSatisfy { $0.sha256.count == 64 && $0.rows > 0 && $0.matched <= $0.rows })
        // KUR and employment rest on a rule; that other credit excludes, no regulation of 2021 says.
        #expect(result.basis(.runningKUR)?.text == "Permenkop UKM 2/2021 Ps 4(2)")
        #expect(result.basis(.otherCredit) == nil)
        for place in 0..<result.count {
            let finding = result[place]
            #expect((finding.nik + finding.name).firstMatch(of: /[0-9]{16}/) == nil)
            #expect(finding.category == .anomaly || finding.reference != nil || finding.rowThere != nil)
        }
    }

    private static let header = "NIK;Nama;Tanggal Lahir;Modal Usaha;Omzet Tahunan\n"
    private static let list =
        header + "3507110101800001;Budi Santoso;01-01-1980;;\n"
        + "3507110201800002;Siti Aminah;02-01-1980;;3000000000\n"
        + "3507110301800003;Joko Widagdo;03-01-1980;;90000000\n"
        + "3507114401800004;Rina Lestari;04-01-1980;900000000;\n"

    @Test("what was not checked is told and never zero; what cannot be decided is no finding")
    func undecided() throws {
        let scratch = try Scratch()
        let list = try scratch.file("a.csv", Self.list)
        let alone = try audit(list, programme: nil)
        #expect(FindingCategory.allCases.filter { alone.isChecked($0) } == [.anomaly, .notMicro, .moreThanOnce])
        // Sales decide since 2021; capital alone leaves open.
        #expect(alone.totals[.notMicro].lines == 1 && alone.undecidedLines(.notMicro) == 1)
        #expect(!alone.knowsRupiah && alone.totals.rupiah == 0)
        let deaths = try scratch.file(
            "m.csv", "NIK;Tanggal Meninggal\n3507110101800001;\n3507110301800003;30/09/2021\n")
        let register = try scratch.file(
            "k.csv",
            "NIK;Nama;Tanggal Lahir\n3507110101800001;BUDI SANTOSO, S.E.;01-01-1980\n"
                + "3507110201800002;Hj. Siti Aminah;12-01-1980\n3507110301800003;Kartini Puspita;03-01-1980\n")
        let open = try audit(list, [(.deaths, deaths, nil), (.population, register, nil)])
        #expect(open.totals[.deceased].lines == 0 && open.undecidedLines(.deceased) == 1)
        let known = try audit(list, [(.deaths, deaths, "2021-09-30"), (.population, register, nil)])
        #expect(known.totals[.deceased].lines == 1 && known.undecidedLines(.deceased) == 0)
        let details = (0..<known.count).map { known[$0] }.filter { $0.category == .unmatched }.map(\.detail)
        #expect(details == [.otherBirth, .otherName, .absent])
        let lines = known.totals
        #expect(lines.lines == 4 && lines.linesSummed - lines.linesRepeated == 4 && lines.rupiah == 4 * 1_200_000)
        let twin = #expect(throws: Problem.self) { try audit(list, [(.deaths, list, nil)]) }
        #expect(twin?.code == "findings.same-file")
        // A spreadsheet's damage in the reference list is not a list without findings.
        let damaged = try scratch.file("d.csv", "NIK;Tanggal Meninggal\n3,50711E+15;01/02/2020\n")
        let none = #expect(throws: Problem.self) { try audit(list, [(.deaths, damaged, nil)]) }
        #expect(none?.code == "findings.no-numbers" && none?.place.file == "d.csv")
    }

    @Test("who retired is no employee, by the day or by the word as of a day that is known")
    func retired() throws {
        let scratch = try Scratch()
        let list = try scratch.file("a.csv", Self.list)
        let employees = try scratch.file(
            "asn.csv",
            "NIK;Status Pegawai;TMT;TMT Pensiun\n3507110101800001;PNS;01/03/2003;\n"
                + "3507110201800002;PNS;01/03/2003;30/09/2021\n3507110301800003;Pensiunan PNS;01/03/2003;\n")
        let known = try audit(list, [(.stateEmployees, employees, "2021-06-30")])
        #expect(known.totals[.stateEmployee].lines == 1 && known.references[0].passedOver == 1)
        #expect(known[0].from?.description == "2003-03-01" && known[0].rowThere == 2)
        let unknown = try audit(list, [(.stateEmployees, employees, nil)])
        #expect(unknown.totals[.stateEmployee].lines == 1 && unknown.undecidedLines(.stateEmployee) == 1)
    }

    @Test("answers are kept by a second run: settled, disputed, open, new and gone")
    func answers() throws {
        let scratch = try Scratch()
        let list = try scratch.file("a.csv", Self.list)
        let credit = try scratch.file(
            "k.csv",
            "NIK;Tanggal Akad\n3507110101800001;01/02/2020\n3507110201800002;01/02/2020\n"
                + "3507110301800003;01/02/2020\n")
        var result = try audit(list, [(.credit, credit, nil)])
        let first = (0..<result.count).map { result[$0] }
        func row(_ finding: AuditFinding, _ row: Int, _ rebuttal: String, _ followUp: String) -> String {
            "\(finding.category.code),\(row),\(finding.nik),\(finding.name),\(rebuttal),\(followUp)\n"
        }
        let credits = first.filter { $0.category == .otherCredit }
        #expect(credits.count == 3 && first.count == 4)
        // The second was on another row, the last finding of the file is of nobody here.
        let text =
            "category,row,nik,name,sanggahan,tindak_lanjut\n" + row(credits[0], credits[0].row, "lunas 2019", "gugur")
            + row(credits[1], 900, "kredit suaminya", "proses")
            + "ASN,77,350711******9999,A** B**,pensiunan,mungkin\n"
        let problems = try result.take(answers: scratch.file("j.csv", text))
        #expect(problems.map(\.code) == ["findings.follow-up"])
        #expect(result.states == [.settled: 1, .disputed: 1, .new: 2] && result.gone.count == 1)
        #expect(result.gone[0].answer.rebuttal == "pensiunan")
        #expect(result.totals.lines == 3 && result.unsettled.lines == 2)
        let answered = (0..<result.count).map { result[$0] }.first { $0.row == credits[0].row }
        #expect(answered?.answer.followUp == "gugur" && answered?.answer.state == .settled)
        #expect(AuditSample(result, size: 10, seed: 1).people.count == 2)
        // What is answered shows in the document and the tables: nobody's number may stand in it.
        let named = try scratch.file("n.csv", text.replacing("kredit suaminya", with: "milik 3507110101800001"))
        let shown = #expect(throws: Problem.self) { try result.take(answers: named) }
        #expect(shown?.code == "sheet.identity-in-text" && shown?.value?.contains("3507110101800001") == false)
        #expect(result.states == [.settled: 1, .disputed: 1, .new: 2])
        let wrong = try scratch.file("w.csv", "a,b\n1,2\n")
        #expect(throws: Problem.self) { try result.take(answers: wrong) }
    }

    @Test("a sample is drawn from strata, of every stratum, and again the same by the same seed")
    func sample() throws {
        let (result, truth) = try example()
        let sample = AuditSample(result, size: 40, seed: 7)
        #expect(sample.people.count == 40 && sample.strata.reduce(0) { $0 + $1.people } == truth.people)
        #expect(sample.strata.allSatisfy { $0.drawn >= min(2, $0.people) && $0.drawn <= $0.people })
        #expect(sample == AuditSample(result, size: 40, seed: 7))
        #expect(sample.people != AuditSample(result, size: 40, seed: 8).people)
        #expect(sample.people.allSatisfy { $0.categories.first == $0.category && !$0.rows.isEmpty })
        #expect(AuditSample(result, size: 100_000, seed: 7).people.count == truth.people)
        #expect(AuditSample(result, size: 3, seed: 7).people.count == 3)
    }
}
