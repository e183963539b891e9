import Foundation
import Indonesia
import Problems
import Registry
import Testing

@Suite("Scoring forms")
struct ScoringFormTests {
    private static let header = "NIK;Nama;Ukuran Rumah;Kondisi Rumah;Atap;Dinding;Lantai;Listrik;Air;Indeks Rumah\n"

    private func list(_ scratch: Scratch, _ rows: [String], _ header: String = header) throws -> ListReading {
        let text = rows.enumerated().map { "35071101018000\(11 + $0);Orang \($0);\($1)\n" }.joined()
        return try ListReading(
            ListFile(scratch.file("l.csv", header + text)), today: #require(CalendarDate("2022-01-01")),
            wantsRecords: true)
    }

    @Test("the house index is scored item by item; a missing or unknown answer is no zero")
    func houseIndex() throws {
        let scratch = try Scratch()
        let form = try RuleLibrary.form("house-index-mbk")
        let scored = try ScoredList(
            list(
                scratch,
                [
                    "Kecil;Rusak;Rumbia/ilalang;Kayu/bambu;Tanah;Tidak ada;Terbuka;",
                    "besar; BAIK;Asbes;Tembok;Keramik;Milik  sendiri;Ledeng/pipa;",
                    "Sedang;Baik;Genteng;Tembok;Keramik;Bersama;Ledeng;", "Kecil;;Seng;Tembok;Tanah;Sendiri;Pipa;",
                ]), form)
        #expect(scored.lines.map(\.score.total) == [0, 17, 13, nil])
        #expect(
            scored.lines.map { $0.score.band?.meaning.en }
                == ["Passes", "Does not qualify", "Refer to the manager", nil])
        #expect(scored.lines[3].score.missing == ["Kondisi Rumah", "Atap “Seng”"])
        #expect(scored.lines[1].score.parts.compactMap(\.score) == [3, 3, 2, 2, 3, 2, 2])
        // The table of MBK: the most that can come of it is 17.
        #expect(form.items.count == 7 && form.fact == "family.house_index" && form.bands.map(\.to) == [12, 14, nil])
    }

    @Test("the sum is a fact of rules; what is missing or disagrees holds and is named")
    func fact() throws {
        let scratch = try Scratch()
        let rules = try scratch.file(
            "r.yaml",
            """
            programme: X
            version: "1"
            rules:
              - {code: index, kind: requirement, expression: family.house_index <= 12, statement: {id: a, en: a}}
            """)
        let judge = try RuleJudge(
            [RuleLibrary.named(rules.path)], day: #require(CalendarDate("2021-12-31")),
            forms: [RuleLibrary.form("house-index-mbk")])
        var cases: [RuledCase] = []
        _ = try judge.run(
            list(
                scratch,
                [
                    "Kecil;Rusak;Rumbia;Kayu;Tanah;Tidak ada;Terbuka;", "Besar;Baik;Asbes;Tembok;Keramik;Sendiri;Pipa;",
                    "Kecil;;Rumbia;Kayu;Tanah;Tidak ada;Terbuka;3", "Kecil;Rusak;Rumbia;Kayu;Tanah;Tidak ada;Terbuka;5",
                    ";;;;;;;9",
                ])
        ) { cases += $0 }
        #expect(cases.map(\.verdict) == [.eligible, .refused, .held, .held, .eligible])
        #expect(cases[2].holding.first?.missing == ["family.house_index: Kondisi Rumah"])
        #expect(cases[3].holding.first?.missing == ["family.house_index: 5 ≠ 0"])
        #expect(cases[1].refusing.first?.evidence.first?.source.column == "house-index-mbk")
    }

    @Test("a proxy means test has a constant, weights and bounds; what is wrong with a form is told with its line")
    func proxyMeans() throws {
        let scratch = try Scratch()
        let text = """
            form: pmt
            version: "1"
            fact: family.proxy_means
            title: {id: PMT rekaan, en: Invented PMT}
            constant: 13.5
            items:
              - code: members
                question: {id: Anggota keluarga, en: Family members}
                columns: [Anggota]
                number: {each: -0.1, most: 8}
              - code: floor
                question: {id: Lantai, en: Floor}
                columns: [Lantai]
                answers: [{words: [Tanah], score: -0.25}, {words: [Keramik], score: 0.5}]
            """
        let form = try RuleLibrary.form(scratch.file("pmt.yaml", text).path)
        let scored = try ScoredList(
            list(scratch, ["4;Tanah", "12;Keramik", "x;Tanah"], "NIK;Nama;Anggota;Lantai\n"), form)
        let totals = scored.lines.map { $0.score.total.map { ($0 * 100).rounded() / 100 } }
        #expect(totals == [12.85, 13.2, nil])
        let wrong = try RuleLibrary.formReading(
            scratch.file(
                "w.yaml",
                text.replacing("family.proxy_means", with: "family.house_index").replacing("[Keramik]", with: "[tanah]")
            ).path)
        #expect(wrong.form == nil)
        #expect(wrong.problems.map(\.code).sorted() == ["form.whole", "form.word"])
        #expect(wrong.problems.allSatisfy { $0.place.row != nil })
        let other = try RuleLibrary.formReading(
            scratch.file("o.yaml", text.replacing("family.proxy_means", with: "person.job")).path)
        #expect(other.problems.map(\.code).contains("form.fact"))
        let problem = #expect(throws: Problem.self) { try ScoredList(list(scratch, ["a"], "NIK;Nama;Lain\n"), form) }
        #expect(problem?.code == "form.columns")
    }
}
