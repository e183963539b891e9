import Examples
import Foundation
import Indonesia
import Problems
import Registry
import Reports
import Testing

@Suite("The report on undeclared criteria")
struct UndeclaredReportTests {
    /// The example of the village, searched with few deals; made once.
    private static let found = Result { try search() }

    private static func search() throws -> UndeclaredReport {
        let example = try #require(Examples.folder("bpum-arjowilangun"))
        let today = try #require(CalendarDate("2026-01-01"))
        func reading(_ name: String) throws -> ListReading {
            try ListReading(ListFile(example.appendingPathComponent(name)), today: today, wantsRecords: true)
        }
        let before = try ReferenceList(
            reading("penerima-2020.csv"), kind: "BPUM", asOf: CalendarDate("2020-12-31"), today: today)
        let judge = try RuleJudge(
            RuleLibrary.names.filter { $0.hasPrefix("bpum") }.map { try RuleLibrary.named($0) },
            day: #require(CalendarDate("2021-04-30")), year: 2021,
            references: ReferenceLists([before], firstYears: ["BPUM": 2020]),
            given: GivenFacts(json: #"{"person.village": "Arjowilangun"}"#, FactSchema.bundled()))
        var search = UndeclaredSearch(["bpum.yaml"], judge)
        search.asking = UndeclaredQuestion(area: "RW", draws: 99)
        return try search.run(
            reading("pelamar.csv"), StageHistory(example.appendingPathComponent("tahapan.csv"), today: today))
    }

    @Test("names condition, actors, article and figures, and what must not be concluded", arguments: Language.allCases)
    func document(language: Language) throws {
        let report = try Self.found.get()
        let html = try Report.undeclared(report, in: language, edition: Edition(synthetic: true)).html
        let document = try ParsedDocument.read(html)
        #expect(document.all("html").first?.attributes["lang"] == language.rawValue && document.all("h1").count == 1)
        for text in ["BRI Unit Kalipare", "Pemerintah Desa Arjowilangun", "Ps 4(1)", "BPUM"] {
            #expect(document.readable.contains(text), "\(text)")
        }
        let finding = document.section("finding-1")
        #expect(finding.contains("91") && finding.contains(language == .en ? "no legal basis" : "dasar hukum"))
        // Of 145 refusals the rules explain 27; the table adds up to the list.
        let rows = document.rows(ofTableWithCaption: language == .en ? "Table 1" : "Tabel 1").dropFirst()
        let counts = rows.compactMap { $0.count > 1 ? Int($0[1]) : nil }
        #expect(counts.last == 620 && counts.dropLast().reduce(0, +) == 620)
        #expect(document.section("reading").count > 200 && !document.section("power").isEmpty)
    }

    @Test("holds nobody's number or name, every phrase worded", arguments: Language.allCases)
    func nobody(language: Language) throws {
        let report = try Self.found.get()
        let document = try ParsedDocument.read(Report.undeclared(report, in: language).html)
        let numbers = Set(report.lines.compactMap(\.nik))
        #expect(numbers.count == 620 && numbers.filter { document.readable.contains($0) }.isEmpty)
        for piece in document.pieces where piece.name != "code" {
            #expect(piece.text.firstMatch(of: /\{[a-zA-Z-]+\}/) == nil, "\(piece.text)")
            #expect(
                piece.text.hasSuffix(".csv") || piece.text.wholeMatch(of: /[a-z]+(?:\.[a-z0-9-]+)+/) == nil,
                "\(piece.text)")
        }
    }
}
